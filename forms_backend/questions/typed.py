"""Plain values become frozen, typed ones; every misfit is reported with its line and a remedy."""

import difflib
import types
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec

from forms_backend.questions.problems import Report
from forms_backend.questions.reading import Place, Source

S = TypeVar("S", bound=msgspec.Struct)

_REMEDIES: dict[object, str] = {
    str: "Write words, in quotes if they look like a number, a date, yes or no.",
    int: "Write a whole number, without quotes.",
    bool: "Write true or false.",
    date: "Write a day of the calendar like 2026-06-30.",
    tuple: "Write a list, such as [first, second].",
}


def typed(source: Source, kind: type[S], report: Report) -> S | None:
    """The source as a `kind`, or None after reporting everything in it that does not fit."""
    before = len(report.problems)
    _check(source, source.value, kind, (), report)
    if len(report.problems) > before:
        return None
    return msgspec.convert(source.value, kind)


def _check(source: Source, value: Any, kind: Any, place: Place, report: Report) -> None:  # noqa: ANN401 - any YAML, any type
    struct = _struct_in(kind)
    origin = get_origin(kind)
    if struct and isinstance(value, dict):
        _check_struct(source, value, struct, place, report)
    elif origin is tuple and isinstance(value, list):
        for at, part in enumerate(value):
            _check(source, part, get_args(kind)[0], (*place, at), report)
    elif origin is dict and isinstance(value, dict):
        for key, part in value.items():
            _check(source, part, get_args(kind)[1], (*place, key), report)
    else:
        _check_plain(source, value, kind, place, report)


def _check_struct(
    source: Source, value: dict[str, Any], struct: type[msgspec.Struct], place: Place, report: Report
) -> None:
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    for key, part in value.items():
        if key in fields:
            _check(source, part, fields[key].type, (*place, key), report)
            continue
        near = difflib.get_close_matches(key, fields, 1)
        remedy = f"Did you mean `{near[0]}`?" if near else f"Use one of: {', '.join(sorted(fields))}."
        report.add(source.path, source.line((*place, key)), f"`{key}` is not a key we know here", remedy)
    for name, field in fields.items():
        if field.required and name not in value:
            report.add(
                source.path, source.line(place), f"`{name}` is missing", "Add it; other files of this kind show how."
            )


def _check_plain(source: Source, value: Any, kind: Any, place: Place, report: Report) -> None:  # noqa: ANN401 - as above
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        name = next((str(part) for part in reversed(place) if isinstance(part, str)), "the file")
        shown = "nothing" if value is None else str(value) if isinstance(value, date) else repr(value)
        what = f"`{name}` has a value that does not fit: {shown}"
        report.add(source.path, source.line(place), what, _remedy(kind))


def _remedy(kind: Any) -> str:  # noqa: ANN401 - any type
    wanted = _options(kind)[0]
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return f"Use one of: {', '.join(wanted)}."
    return _REMEDIES.get(get_origin(wanted) or wanted, "Write its facts as `key: value`, as other files do.")


def _struct_in(kind: Any) -> type[msgspec.Struct] | None:  # noqa: ANN401 - any type
    return next((one for one in _options(kind) if isinstance(one, type) and issubclass(one, msgspec.Struct)), None)


def _options(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any type
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
