"""As much of JSON Schema (2020-12) as our own schema uses, so that the tests need no further package."""

from collections.abc import Iterator
from datetime import date
from typing import Any

_TYPES = {"string": str, "integer": int, "array": list, "object": dict, "null": type(None)}


_KNOWN = {"$schema", "$defs", "$ref", "anyOf", "type", "format", "items", "properties", "required", "title"}


def misfits(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str = "") -> Iterator[str]:
    """What in a value does not fit; raises KeyError when the schema uses a keyword we do not know."""
    if strange := schema.keys() - _KNOWN - {"description"}:
        raise KeyError(f"keywords unknown to this checker: {strange}")
    if "$ref" in schema:
        yield from misfits(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, at)
    if "anyOf" in schema and all(list(misfits(value, one, whole, at)) for one in schema["anyOf"]):
        yield f"{at} fits none of its forms"
    if "type" in schema and (isinstance(value, bool) or not isinstance(value, _TYPES[schema["type"]])):
        yield f"{at} is no {schema['type']}"
    else:
        yield from _parts(value, schema, whole, at)


def _parts(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    if schema.get("format") == "date":
        date.fromisoformat(value)
    yield from (f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, part in schema.get("properties", {}).items():
        if name in value:
            yield from misfits(value[name], part, whole, f"{at}.{name}")
    for number, part in enumerate(value if "items" in schema else ()):
        yield from misfits(part, schema["items"], whole, f"{at}[{number}]")
