"""The rows that stand in a register from the start, as the values of their cells in the order of the columns."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from forms_backend.documents.templates.computing import worked_out
from forms_backend.documents.templates.model import HEADING, RegisterFacts

Value = str | int | float | date | None


class Heading(NamedTuple):
    """A line across the table, over the rows below it."""

    text: str


class Entry(NamedTuple):
    """A row: what stands in each cell, worked-out ones included; None is an empty cell."""

    values: tuple[Value, ...]
    is_example: bool


def first_rows(facts: RegisterFacts) -> tuple[Heading | Entry, ...]:
    """The examples, then the rows that stand in it from the start with their headings. Texts may hold quiet blanks."""
    examples = (Entry(_values(row, facts), is_example=True) for row in facts.examples)
    rows = (
        Heading(row[HEADING]) if HEADING in row else Entry(_values(row, facts), is_example=False) for row in facts.rows
    )
    return (*examples, *rows)


def _values(row: Mapping[str, Any], facts: RegisterFacts) -> tuple[Value, ...]:
    return tuple(worked_out(one.computed, row) if one.computed else _value(row.get(one.key)) for one in facts.columns)


def _value(value: Any) -> Value:  # noqa: ANN401 - YAML may hold anything; `register_checks` saw that it fits
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value if value is None or isinstance(value, int | float | date) else str(value)
