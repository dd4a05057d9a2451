"""Which rows of a register are nobody's: the examples, the headings, and what else stood in the new file."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from forms_backend.answers.register_figures import RowValues, Value
from forms_backend.documents.register_reading.cell_rules import shown_in_cell
from forms_backend.documents.register_reading.heading import plain
from forms_backend.documents.register_reading.model import ReadableRegister
from forms_backend.documents.templates.parts import ROW_BLANK

_EXAMPLE = "example"


class Origin(StrEnum):
    """Where a row comes from that nobody has changed."""

    EXAMPLE = "example"
    HEADING = "heading"
    STARTER = "starter"


class _Starter(NamedTuple):
    """A row of a new file: what each of its cells reads, by column key."""

    origin: Origin
    cells: Mapping[str, re.Pattern[str]]


class Starters:
    """The rows of a new file, each known by one of its cells. `keys` are the columns a file still has, in order."""

    def __init__(self, register: ReadableRegister, keys: Sequence[str]) -> None:
        self._keys = keys
        self._known: dict[str, dict[str, list[_Starter]]] = {}
        for origin, rows in (
            (Origin.EXAMPLE, register.examples),
            (Origin.HEADING, register.headings),
            (Origin.STARTER, register.starters),
        ):
            for row in rows:
                self._add(origin, row)
        marks = ((key, plain(row[key])) for row in register.examples for key in keys if key in row)
        self._examples = tuple(dict.fromkeys(one for one in marks if one[1].startswith(_EXAMPLE)))

    def origin(self, row: RowValues) -> Origin | None:
        """Where a row comes from if all that it says stood there from the start, else None."""
        for key, known in self._known.items():
            if key in row:
                for one in known.get(_plain(row[key]), ()):
                    if _is_within(row, one.cells):
                        return one.origin
        return None

    def example_in(self, row: RowValues) -> str:
        """What a row says that makes it an example of ours, with changes; empty for any other row."""
        texts = ((key, shown_in_cell(row[key])) for key, _ in self._examples if key in row)
        return next((text for key, text in texts if (key, plain(text)) in self._examples), "")

    def _add(self, origin: Origin, row: Mapping[str, str]) -> None:
        sure = next((key for key in self._keys if key in row and not ROW_BLANK.search(row[key])), None)
        if sure:
            starter = _Starter(origin, {key: _pattern(text) for key, text in row.items()})
            self._known.setdefault(sure, {}).setdefault(plain(row[sure]), []).append(starter)


def _is_within(row: RowValues, cells: Mapping[str, re.Pattern[str]]) -> bool:
    return all(key in cells and cells[key].fullmatch(_plain(value)) for key, value in row.items())


def _plain(value: Value) -> str:
    return plain(shown_in_cell(value))


def _pattern(text: str) -> re.Pattern[str]:
    """What a cell reads once its blanks were filled in, as `plain` gives it."""
    parts = [re.escape(plain(part)) for part in ROW_BLANK.split(text)[::2]]
    return re.compile("(?:.* ?)?".join(parts), re.DOTALL)
