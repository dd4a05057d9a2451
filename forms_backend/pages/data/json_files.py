"""Files of open data: JSON that people can read too, and the JSON Schema (2020-12) that it fits."""

import msgspec

from forms_backend.pages.page import File


def json_file(address: str, value: object) -> File:
    """A value that msgspec can encode, as the file at an address of the site."""
    return File(address.lstrip("/"), msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")


def schema_file(address: str, kind: type[msgspec.Struct]) -> File:
    """The schema of a kind of document, as the file at an address of the site."""
    return json_file(address, {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(kind)})
