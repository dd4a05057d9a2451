"""What a spreadsheet says, cell by cell, and what was read from a register. Nothing here is ever stored."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from forms_backend.answers.model import RegisterFigure
from forms_backend.documents.templates.model import Column, Figure

FIRST_ROWS = 30  # of a sheet, among which the column labels are looked for


class Broken(NamedTuple):
    """A cell that shows an error instead of a value, such as #N/A."""

    words: str


Cell = str | float | bool | datetime | Broken  # a day is the moment it begins


class SheetRow(NamedTuple):
    """A row with something in it: its number as the spreadsheet shows it, and its cells by column, from 0."""

    number: int
    cells: dict[int, Cell]


class Merged(NamedTuple):
    """Cells made into one: first and last row as the spreadsheet shows them, first and last column from 0."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


Rows = Iterator[SheetRow | Merged]


class Spreadsheet(NamedTuple):
    """An opened file. `beginnings` gives rows 1 to FIRST_ROWS of each sheet, `rows` all of one, by its place from 0.

    Whoever reads either may meet Refused: a fault may stand anywhere in a file.
    """

    properties: Mapping[str, str]  # those that templates carry, by name
    beginnings: Callable[[], Iterable[list[SheetRow]]]
    rows: Callable[[int], Rows]


class ReadableRegister(msgspec.Struct, frozen=True, kw_only=True):
    """What must be known of a register template to read a filled-in one. Texts are as `shown_in_cell` gives them."""

    version: int
    columns: tuple[Column, ...]
    figures: tuple[Figure, ...] = ()
    examples: tuple[dict[str, str], ...] = ()  # rows of a new file, by column key: to show how
    headings: tuple[dict[str, str], ...] = ()  # to part the list
    starters: tuple[dict[str, str], ...] = ()  # to go on from; texts may hold blanks


class Misfit(NamedTuple):
    """Something in a filled-in register that cannot be counted as it stands."""

    row: int  # as the spreadsheet shows it
    column: str  # its label; empty when the whole row is meant
    saw: str
    remedy: str


class RegisterRead(NamedTuple):
    """A register that was read. `misfits` are the first ones; `misfit_count` counts all of them."""

    rows: int  # that somebody filled in
    untouched: int  # that stand as they did in the new file; they count in the figures once others are filled in
    figures: tuple[RegisterFigure, ...]
    misfits: tuple[Misfit, ...]
    misfit_count: int
    notes: tuple[str, ...]  # what else to know: columns left out, another version


class OtherRegister(Exception):  # noqa: N818 - a state of affairs
    """The file is another register of ours: the slug says which."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug
