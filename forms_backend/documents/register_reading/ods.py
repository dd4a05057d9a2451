"""Cells of an OpenDocument spreadsheet, as OpenDocument 1.3 part 3, chapters 9 and 19, has them."""

import re
from collections.abc import Iterator
from datetime import datetime

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
    LONGEST_TEXT,
    MERGED_COSTS,
    MOST_COLUMNS,
    MOST_SHEETS,
    Archive,
    Budget,
    NamedTexts,
    longer,
    passes,
    whole,
)

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_ODF}table:1.0 ", f"{_ODF}office:1.0 ", f"{_ODF}text:1.0 "
_SHOWN_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"  # LibreOffice's own
_ROWS_REPEATED, _COLUMNS_REPEATED = f"{_TABLE}number-rows-repeated", f"{_TABLE}number-columns-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{_TABLE}number-rows-spanned", f"{_TABLE}number-columns-spanned"
_NOT_IN_CELLS = (f"{_ODF}drawing:1.0 ", f"{_OFFICE}annotation", f"{_TABLE}tracked-changes", f"{_TABLE}shapes")
_TAGS = {
    f"{_TABLE}table": "table",
    f"{_TABLE}table-row": "row",
    f"{_TABLE}table-cell": "cell",
    f"{_TABLE}covered-table-cell": "covered",
    f"{_TEXT}p": "p",
    f"{_TEXT}s": "s",
    f"{_TEXT}tab": "tab",
    f"{_TEXT}line-break": "break",
}
_ROW_COSTS = 50  # cells, as far as waiting goes, of a row that is there because it is repeated
_TABLE_COSTS = 1_000  # cells, as far as memory goes
_TIME = re.compile(r"PT(\d{1,5})H(\d{1,2})M.*")


def opened(archive: Archive) -> Spreadsheet:
    """A spreadsheet of an archive that was checked. Raises Refused."""
    properties = NamedTexts("user-defined")
    whole(archive, "meta.xml", properties)

    def beginnings() -> Iterator[list[SheetRow]]:
        told = _Sheets(None)
        given = 0
        for _ in passes(archive, "content.xml", told):
            while given < min(told.begun, MOST_SHEETS):
                yield told.beginnings[given]
                given += 1

    def rows(place: int) -> Rows:
        told = _Sheets(place)
        for _ in passes(archive, "content.xml", told):
            yield from told.done
            told.done.clear()

    return Spreadsheet(properties.found, beginnings, rows)


class _Sheets:
    """Handlers for all sheets in a row. Rows of the wanted one gather in `done`; the first rows of each are kept."""

    def __init__(self, wanted: int | None) -> None:
        self.done: list[SheetRow | Merged] = []
        self.beginnings: list[list[SheetRow]] = []
        self._is_past_beginning = True
        self._wanted = wanted
        self._is_wanted = False
        self._budget = Budget()
        self._skipped = 0  # how deep we are inside something that is in no cell
        self._row = self._column = 0
        self._rows = 1
        self._cells: dict[int, Cell] = {}
        self._merged: list[Merged] = []
        self._given: dict[str, str] = {}
        self._text: str | None = None  # of the cell, once it has a paragraph
        self._in_line = False

    @property
    def begun(self) -> int:
        """How many sheets are known to their FIRST_ROWS."""
        return len(self.beginnings) - (not self._is_past_beginning)

    def start(self, name: str, given: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if self._skipped or (tag is None and name.startswith(_NOT_IN_CELLS)):
            self._skipped += 1
        elif tag == "cell":
            self._given, self._text = given, None
        elif tag == "p":
            self._text = "" if self._text is None else longer(self._text, "\n")
            self._in_line = True
        elif tag == "row":
            self._rows = int(given.get(_ROWS_REPEATED, 1))
            self._column = 0
        elif tag in ("s", "tab", "break"):
            self.words({"s": " " * min(int(given.get(f"{_TEXT}c", 1)), 100), "tab": "\t"}.get(tag, "\n"))
        elif tag == "covered":
            self._given = given
        elif tag == "table":
            self._row = 0
            self._budget.spend(_TABLE_COSTS)
            self.beginnings.append([])
            self._is_past_beginning = False
            self._is_wanted = self._wanted == len(self.beginnings) - 1

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        tag = _TAGS.get(name)
        if tag == "p":
            self._in_line = False
        elif tag == "cell":
            self._end_cell(self._given)
        elif tag == "covered":
            self._column += int(self._given.get(_COLUMNS_REPEATED, 1))
        elif tag == "row":
            self._end_row()
        elif tag == "table":
            self._is_past_beginning = True

    def words(self, text: str) -> None:
        if self._in_line and not self._skipped:
            self._text = longer(self._text or "", text)

    def _end_cell(self, given: dict[str, str]) -> None:
        self._budget.spend(1)
        repeated = int(given[_COLUMNS_REPEATED]) if _COLUMNS_REPEATED in given else 1
        value = _value(given, self._text or "") if len(given) > 1 or self._text else ""
        if value != "":
            for column in range(self._column, min(self._column + repeated, MOST_COLUMNS)):
                self._cells[column] = value
        if _ROWS_SPANNED in given or _COLUMNS_SPANNED in given:
            down, across = int(given.get(_ROWS_SPANNED, 1)), int(given.get(_COLUMNS_SPANNED, 1))
            if down > 1 or across > 1:
                self._budget.spend(MERGED_COSTS)
                first = self._row + 1
                self._merged.append(Merged(first, first + down - 1, self._column, self._column + across - 1))
        self._column += repeated

    def _end_row(self) -> None:
        self._budget.spend(1)
        first, after = self._row + 1, self._row + self._rows + 1
        if self._cells and first <= FIRST_ROWS:
            self.beginnings[-1] += [SheetRow(at, self._cells) for at in range(first, min(after, FIRST_ROWS + 1))]
        if self._cells and self._is_wanted:
            self._budget.spend(self._rows * _ROW_COSTS if self._rows > 1 else 0)
            self.done += [SheetRow(at, self._cells) for at in range(first, after)]
        if self._merged and self._is_wanted:
            self.done += self._merged
        self._cells, self._merged = {}, []
        self._row += self._rows
        self._is_past_beginning = self._row >= FIRST_ROWS


def _value(given: dict[str, str], text: str) -> Cell:
    value: Cell = text
    match given.get(f"{_OFFICE}value-type", ""):  # 19.387
        case _ if given.get(_SHOWN_TYPE) == "error":
            value = Broken(text)
        case "string":
            value = text or given.get(f"{_OFFICE}string-value", "")[:LONGEST_TEXT]
        case "float" | "percentage" | "currency":
            value = float(given.get(f"{_OFFICE}value", "nan"))
        case "date":
            value = datetime.fromisoformat(given.get(f"{_OFFICE}date-value", "")[:19])
        case "boolean":
            value = given.get(f"{_OFFICE}boolean-value") == "true"
        case "time":
            time = _TIME.fullmatch(given.get(f"{_OFFICE}time-value", ""))
            value = f"{int(time[1]):02}:{int(time[2]):02}" if time else text
    return value
