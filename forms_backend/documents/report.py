"""A report: a title block and tables, the same in every format. Text only; no value can become markup.

What is read on paper (tables) and what is sorted and filtered on a screen (sheets) are laid out apart.
"""

from datetime import date
from enum import StrEnum

import msgspec


class Look(StrEnum):
    """How a line of a cell is set."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"


class Line(msgspec.Struct, frozen=True):
    """One paragraph of a cell."""

    text: str
    look: Look = Look.PLAIN


class Lines(msgspec.Struct, frozen=True):
    """A cell with text."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The cell as one text, a line to a paragraph."""
        return "\n".join(line.text for line in self.lines)


class TickBox(msgspec.Struct, frozen=True):
    """A box, ticked already or to tick with a pen."""

    ticked: bool


class WriteHere(msgspec.Struct, frozen=True):
    """A dotted line to write on with a pen."""


Cell = Lines | TickBox | WriteHere


class Column(msgspec.Struct, frozen=True):
    """A column on paper: its heading, and its width as a share of all widths of the table."""

    heading: str
    width: float


class Band(msgspec.Struct, frozen=True):
    """A line across the whole table that begins a part of it."""

    text: str


class Row(msgspec.Struct, frozen=True):
    """A row: one cell for each column."""

    cells: tuple[Cell, ...]


class Table(msgspec.Struct, frozen=True):
    """A table on paper under a heading, which may be empty."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Band | Row, ...]


class SheetColumn(msgspec.Struct, frozen=True):
    """A column of a spreadsheet: heading, width in characters, what may be picked in it, whether it holds days."""

    heading: str
    width: int
    choices: tuple[str, ...] = ()
    is_day: bool = False


class Sheet(msgspec.Struct, frozen=True):
    """A table for a spreadsheet: one fact to a cell; an empty text is an empty cell."""

    name: str  # stands on its tab: at most 31 letters, no brackets, colons, stars, question marks or slashes
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str | date, ...], ...]


class Fact(msgspec.Struct, frozen=True):
    """One of the boxes at the top: where we stand at a glance."""

    label: str
    value: str
    note: str = ""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document. `made_on` also dates the file itself, so that the same report gives the same bytes."""

    title: str
    subtitle: str
    organisation: str
    facts: tuple[Fact, ...]
    words: tuple[str, ...]  # paragraphs between the facts and the first table
    tables: tuple[Table, ...]
    sheets: tuple[Sheet, ...]  # at least one
    footer: str
    made_on: date
    landscape: bool


def dotted(*parts: str) -> str:
    """The parts that are not empty, with dots between."""
    return " · ".join(part for part in parts if part)


def lines(*texts: str | Line) -> Lines:
    """A cell of these lines, without the empty ones; a plain string is a plain line."""
    made = (Line(text) if isinstance(text, str) else text for text in texts)
    return Lines(tuple(line for line in made if line.text))
