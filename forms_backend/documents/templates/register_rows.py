"""The rows that stand in a register from the start, as the values of their cells in the order of the columns."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from forms_backend.documents.templates.computing import worked_out
from forms_backend.documents.templates.model import HEADING, WHEN, RegisterFacts
from forms_backend.questions.vocabulary import Condition, Vocabulary, conditions

Value = str | int | float | date | None


class Heading(NamedTuple):
    """A line across the table, over the rows below it. `part` is the part it stands in, if it is not for everybody."""

    text: str
    part: str = ""


class Entry(NamedTuple):
    """A row: what stands in each cell, worked-out ones included; None is an empty cell."""

    values: tuple[Value, ...]
    is_example: bool
    part: str = ""  # as of a heading


def first_rows(facts: RegisterFacts) -> tuple[Heading | Entry, ...]:
    """The examples, then the rows that stand in it from the start with their headings. Texts may hold quiet blanks."""
    examples = (Entry(_values(row, facts), is_example=True) for row in facts.examples)
    return (*examples, *(_first_row(row, part, facts) for row, part in _with_parts(facts)))


def row_parts(facts: RegisterFacts, vocabulary: Vocabulary) -> dict[str, tuple[Condition, ...]]:
    """The parts that rows stand in, and the conditions under which each is kept."""
    return {part: conditions(row[WHEN], vocabulary) for row, part in _with_parts(facts) if part}


def _with_parts(facts: RegisterFacts) -> Iterator[tuple[dict[str, Any], str]]:
    return ((row, str(at) if WHEN in row else "") for at, row in enumerate(facts.rows, 1))


def _first_row(row: Mapping[str, Any], part: str, facts: RegisterFacts) -> Heading | Entry:
    return Heading(row[HEADING], part) if HEADING in row else Entry(_values(row, facts), is_example=False, part=part)


def _values(row: Mapping[str, Any], facts: RegisterFacts) -> tuple[Value, ...]:
    return tuple(worked_out(one.computed, row) if one.computed else _value(row.get(one.key)) for one in facts.columns)


def _value(value: Any) -> Value:  # noqa: ANN401 - YAML may hold anything; `register_checks` saw that it fits
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value if value is None or isinstance(value, int | float | date) else str(value)
