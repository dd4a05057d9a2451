"""Where the columns of a register stand in a spreadsheet, whatever was moved, renamed or taken out."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sized
from typing import NamedTuple

from forms_backend.documents.register_reading.model import ReadableRegister, SheetRow
from forms_backend.documents.templates.model import Column, ColumnType

FEWEST = 2  # labels that make a row a heading
LONGEST_LABEL = 200  # characters
_NO_WORDS = re.compile(r"[\W_]+")


class Heading(NamedTuple):
    """The row with the column labels: its sheet from 0, its number, and the column each known label stands over."""

    sheet: int
    row: int
    columns: dict[int, Column]
    missing: tuple[str, ...]  # labels that stand nowhere, of columns somebody types into
    renamed: tuple[tuple[str, str], ...]  # what stands there now, and the label we take it for
    extra: tuple[str, ...]  # labels that are none of ours


def heading(
    beginnings: Iterable[list[SheetRow]], register: ReadableRegister, places: Mapping[int, str] | None = None
) -> Heading | None:
    """The row that has most of the register's labels, or None where there are too few.

    `places` are keys of columns by place, where the file itself says that it is this register. Then two labels are
    enough, and a column under another name is known by its place; else half of the labels are needed.
    """
    keys = frozenset(plain(one.label) for one in register.columns)
    best = _best(map(_labelled, beginnings), keys)
    fewest = min(len(keys), FEWEST if places is not None else _half(keys))
    return _heading(best.sheet, best.row, register.columns, places or {}) if best and best.matched >= fewest else None


def best_match(beginnings: list[list[SheetRow]], registers: Mapping[str, ReadableRegister]) -> str | None:
    """The slug of the register whose labels a file has most of, as a share; None where no register has half of them."""
    labelled = [_labelled(one) for one in beginnings]
    found: list[tuple[float, str]] = []
    for slug, register in registers.items():
        keys = frozenset(plain(one.label) for one in register.columns)
        if (best := _best(labelled, keys)) and best.matched >= min(len(keys), _half(keys)):
            found.append((best.matched / len(keys), slug))
    return max(found, key=lambda one: one[0])[1] if found else None


def count_sheets(beginnings: Iterable[list[SheetRow]], here: Heading) -> int:
    """How many sheets of a file have half of the labels that were found, the one found included."""
    keys = frozenset(plain(one.label) for one in here.columns.values())
    least = min(len(keys), _half(keys))
    return sum(any(len(keys & labels) >= least for _, labels in _labelled(rows)) for rows in beginnings)


def plain(text: str) -> str:
    """A text as it is compared: without case, punctuation, white space at its ends, or ways to write one letter."""
    return _NO_WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


class _Match(NamedTuple):
    """A row that has labels of a register: how many, and the place of its sheet from 0."""

    matched: int
    sheet: int
    row: SheetRow


def _best(sheets: Iterable[list[tuple[SheetRow, frozenset[str]]]], keys: frozenset[str]) -> _Match | None:
    """The first row with the most labels. A sheet with all of them is the last that is looked into."""
    best: _Match | None = None
    for sheet, rows in enumerate(sheets):
        for row, labels in rows:
            matched = len(keys & labels)
            if best is None or matched > best.matched:
                best = _Match(matched, sheet, row)
        if best and best.matched == len(keys):
            break
    return best


def _half(keys: Sized) -> int:
    return max(FEWEST, (len(keys) + 1) // 2)


def _labelled(rows: Iterable[SheetRow]) -> list[tuple[SheetRow, frozenset[str]]]:
    """Each row with its texts as they are compared: once, since a file may be compared with every register."""
    return [(row, frozenset(map(_label, row.cells.values()))) for row in rows]


def _label(cell: object) -> str:
    return plain(cell) if isinstance(cell, str) and len(cell) <= LONGEST_LABEL else ""


def _heading(sheet: int, row: SheetRow, columns: tuple[Column, ...], places: Mapping[int, str]) -> Heading:
    wanted = {plain(one.label): one for one in columns}
    found: dict[int, Column] = {}
    labels = {at: cell.strip() for at, cell in sorted(row.cells.items()) if isinstance(cell, str) and cell.strip()}
    for at, label in labels.items():
        if column := wanted.pop(plain(label), None):
            found[at] = column
    renamed = _by_place(labels, found, columns, places)
    missing = [one for one in wanted.values() if one not in renamed.values() and one.type is not ColumnType.COMPUTED]
    return Heading(
        sheet=sheet,
        row=row.number,
        columns={**found, **renamed},
        missing=tuple(one.label for one in missing),
        renamed=tuple((labels[at], one.label) for at, one in renamed.items()),
        extra=tuple(label for at, label in labels.items() if at not in found and at not in renamed),
    )


def _by_place(
    labels: Mapping[int, str], found: Mapping[int, Column], columns: tuple[Column, ...], places: Mapping[int, str]
) -> dict[int, Column]:
    """Columns under a name that is not ours, by the place the file says they have; none once columns were moved."""
    if any(places.get(at) != one.key for at, one in found.items()):
        return {}
    strange = {places.get(at): at for at in labels if at not in found}
    return {strange[one.key]: one for one in columns if one.key in strange and one not in found.values()}
