"""Cells of an Excel workbook, as ECMA-376 part 1, chapter 18 has them, or ISO 29500 strict."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from forms_backend.documents.register_reading.model import (
    FIRST_ROWS,
    Broken,
    Cell,
    Merged,
    Rows,
    SheetRow,
    Spreadsheet,
)
from forms_backend.documents.register_reading.xml_pieces import (
    MERGED_COSTS,
    MOST_COLUMNS,
    MOST_SHEETS,
    Archive,
    Budget,
    EachElement,
    NamedTexts,
    longer,
    passes,
    whole,
)

_MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_TAGS = {f"{space} {tag}": tag for space in _MAIN for tag in ("row", "c", "v", "t", "si", "rPh", "mergeCell")}
_DAY_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # 18.8.30, numFmt
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DAY_LETTERS = re.compile("[dmyhs]", re.IGNORECASE)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # 22.9.2.19, ST_Xstring
_RANGE = re.compile("([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_EPOCH, _LATER_EPOCH = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - spreadsheets know no time zone
_LAST_SERIAL = 2_957_000  # in the year 9999, from whichever epoch
_DIGITS = "0123456789"


class _Book(NamedTuple):
    """The parts of the sheets, and what the cells of each need."""

    sheets: tuple[str, ...]
    strings: list[str]
    day_styles: frozenset[str]
    epoch: datetime


def opened(archive: Archive) -> Spreadsheet:
    """A workbook of an archive that was checked. Raises Refused."""
    properties = NamedTexts("property")
    whole(archive, "docProps/custom.xml", properties)
    book = _book(archive)

    def beginnings() -> Iterator[list[SheetRow]]:
        for place in range(min(len(book.sheets), MOST_SHEETS)):
            rows = (one for one in _rows(archive, place, book) if isinstance(one, SheetRow))
            yield list(islice(takewhile(lambda row: row.number <= FIRST_ROWS, rows), FIRST_ROWS))

    return Spreadsheet(properties.found, beginnings, lambda place: _rows(archive, place, book))


def _rows(archive: Archive, place: int, book: _Book) -> Rows:
    told = _Sheet(book)
    for _ in passes(archive, book.sheets[place], told):
        yield from told.done
        told.done.clear()


def _book(archive: Archive) -> _Book:
    main = _related(archive, "").get("officeDocument", [("", "")])[0][1]
    related = _related(archive, main)
    names: list[str] = []
    epoch = _EPOCH

    def met(name: str, given: Mapping[str, str]) -> None:
        nonlocal epoch
        if name == "sheet":
            names.append(given.get("id", ""))
        elif name == "workbookPr" and given.get("date1904") in ("1", "true"):
            epoch = _LATER_EPOCH

    whole(archive, main, EachElement(met))
    parts = dict(related.get("worksheet", []))
    strings = _Strings()
    for _, part in related.get("sharedStrings", []):
        whole(archive, part, strings, costs=1)
    days = {style for _, part in related.get("styles", []) for style in _day_styles(archive, part)}
    return _Book(tuple(parts[one] for one in names if one in parts), strings.found, frozenset(days), epoch)


def _related(archive: Archive, part: str) -> dict[str, list[tuple[str, str]]]:
    """The parts that a part (empty: the whole file) relates to: id and name, by kind (ECMA-376 part 2, 6.5)."""
    folder, own = posixpath.split(part)
    found: dict[str, list[tuple[str, str]]] = {}

    def met(name: str, given: Mapping[str, str]) -> None:
        if name == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
            kind = given.get("Type", "").rpartition("/")[2]
            found.setdefault(kind, []).append((given.get("Id", ""), target.lstrip("/")))

    whole(archive, posixpath.join(folder, "_rels", f"{own}.rels"), EachElement(met))
    return found


def _day_styles(archive: Archive, part: str) -> Iterator[str]:
    """The numbers of styles that show a number as a day or time."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    in_cells = False

    def met(name: str, given: Mapping[str, str]) -> None:
        nonlocal in_cells
        if name == "numFmt":
            formats[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif name == "xf" and in_cells:
            styles.append(given.get("numFmtId", "0"))
        elif name in ("cellXfs", "cellStyles", "cellStyleXfs", "dxfs"):
            in_cells = name == "cellXfs"

    whole(archive, part, EachElement(met))
    for number, style in enumerate(styles):
        code = formats.get(style)
        if _shows_day(code) if code is not None else style.isdecimal() and int(style) in _DAY_FORMATS:
            yield str(number)


def _shows_day(code: str) -> bool:
    """Whether a format code shows a day or time (18.8.31)."""
    return bool(_DAY_LETTERS.search(_NOT_SHOWN.sub("", code.partition(";")[0]).replace("General", "")))


class _Strings:
    """Handlers for the texts that cells share."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._text = ""
        self._inside = self._phonetic = False
        self._budget = Budget()

    def start(self, name: str, _given: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag == "si":
            self._text = ""
        elif tag == "t":
            self._inside = not self._phonetic
        elif tag == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag == "t":
            self._inside = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self._budget.spend(1)
            self.found.append(_plain(self._text))

    def words(self, text: str) -> None:
        if self._inside:
            self._text = longer(self._text, text)


class _Sheet:
    """Handlers for a sheet: rows with something in them gather in `done`, and what was merged."""

    def __init__(self, book: _Book) -> None:
        self.done: list[SheetRow | Merged] = []
        self._book = book
        self._budget = Budget()
        self._row = 0
        self._column = -1
        self._cells: dict[int, Cell] = {}
        self._given: dict[str, str] = {}
        self._text = ""
        self._inside = self._phonetic = False

    def start(self, name: str, given: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag == "c":
            place = given.get("r")
            self._column = _column(place.rstrip(_DIGITS)) if place else self._column + 1
            self._given, self._text = given, ""
        elif tag in ("v", "t"):
            self._inside = not self._phonetic
        elif tag == "row":
            self._row = int(given.get("r", self._row + 1))
            self._column = -1
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "mergeCell":
            self._merge(given.get("ref", ""))

    def end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag in ("v", "t"):
            self._inside = False
        elif tag == "c":
            if self._text and self._column < MOST_COLUMNS:
                self._cells[self._column] = self._value()
                self._text = ""
            self._budget.spend(1)
        elif tag == "row":
            if self._cells:
                self.done.append(SheetRow(self._row, self._cells))
                self._cells = {}
            self._budget.spend(1)
        elif tag == "rPh":
            self._phonetic = False

    def words(self, text: str) -> None:
        if self._inside:
            self._text = longer(self._text, text)

    def _value(self) -> Cell:
        text = self._text
        match self._given.get("t", "n"):  # 18.18.11, ST_CellType
            case "s":
                return self._book.strings[int(text)]
            case "n":
                number = float(text)
                return self._day(number) if self._given.get("s") in self._book.day_styles else number
            case "b":
                return text in ("1", "true")
            case "e":
                return Broken(text)
            case "d":
                return datetime.fromisoformat(text).replace(tzinfo=None)
            case _:
                return _plain(text)

    def _day(self, serial: float) -> Cell:
        """The moment of a number that is shown as one. Below 1 it is a time of the day; beyond the calendar no day."""
        if 0 <= serial < 1:
            minutes = round(serial * 24 * 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        if not 0 <= serial < _LAST_SERIAL:
            return serial
        return self._book.epoch + timedelta(seconds=round(serial * 86_400))

    def _merge(self, ref: str) -> None:
        if found := _RANGE.fullmatch(ref):
            left, top, right, bottom = found.groups()
            self._budget.spend(MERGED_COSTS)
            self.done.append(Merged(int(top), int(bottom), _column(left), _column(right)))


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    """The place of a column from 0: A is 0, AB is 27. Raises ValueError for what is no column."""
    place = 0
    for letter in letters:
        if not "A" <= letter <= "Z" or len(letters) > 3:  # noqa: PLR2004 - XFD is the last
            raise ValueError(letters)
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _plain(text: str) -> str:
    """A text as it is shown: characters that XML cannot hold are written as _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
