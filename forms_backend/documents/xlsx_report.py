"""A report's sheets as an Excel workbook, ready to sort, filter, fill in and print."""

import io
import re
from datetime import date, datetime, time
from math import ceil
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from forms_backend.documents.printable import printable
from forms_backend.documents.report import Report, Sheet, SheetColumn
from forms_backend.documents.xml_package import packed

MOST_LETTERS = 32_767  # that a cell can hold (Excel specifications and limits)

_CUT = " … (cut: too long for a cell)"
_INK, _BRAND, _LINE, _MUTED = "#12211f", "#0b4f4a", "#c9d3d0", "#4a5a57"
_HEADING_ROW = 5
_FIRST_DAY = date(1900, 3, 1)  # before it, Excel's days are off by one or cannot be
_NOT_A_DAY = {"error_title": "Not a date", "error_message": "Write a date like 31/10/2027, or leave it empty."}
_LINE_HEIGHT, _TALLEST = 13, 409  # points
_FIXED_HEIGHT = re.compile(rb'(<row [^>]*) customHeight="1"')
_SPARE_ROWS = 200  # below the last row, where choices are still offered
_A4 = 9
_MARGIN = 0.45  # inches


def write(report: Report) -> bytes:
    """The report as the bytes of an XLSX file, a tab to a sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    made = datetime.combine(report.made_on, time())
    names = {"title": printable(report.title), "author": printable(report.organisation)}
    book.set_properties({**names, "created": made})
    looks = _looks(book)
    for sheet in report.sheets:
        page = book.add_worksheet(sheet.name)
        _write_top(page, report, looks)
        _write_table(page, sheet, looks)
        _set_up_print(page, report, len(sheet.columns))
    book.close()
    return _growing(out)


def _growing(file: io.BytesIO) -> bytes:
    """The workbook with rows that grow when somebody types more; xlsxwriter fixes every height that it is given."""
    with ZipFile(file) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    return packed({name: _FIXED_HEIGHT.sub(rb"\1", part) for name, part in parts.items()})


def _looks(book: xlsxwriter.Workbook) -> dict[str, Format]:
    base = {"font_name": "Arial", "font_size": 10, "font_color": _INK, "valign": "top"}
    cell = {**base, "text_wrap": True, "bottom": 1, "bottom_color": _LINE}
    heading = {**cell, "bold": True, "font_color": "#ffffff", "bg_color": _BRAND, "valign": "vcenter"}
    looks = {
        "title": {**base, "font_size": 16, "bold": True},
        "subtitle": {**base, "font_color": _MUTED},
        "words": base,
        "heading": heading,
        "text": cell,
        "first": {**cell, "bold": True},
        "day": {**cell, "num_format": "d mmm yyyy", "align": "left"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _write_top(page: Worksheet, report: Report, looks: dict[str, Format]) -> None:
    """Title, subtitle, facts and words in a line each, so that what stays in view above the rows is low."""
    facts = (f"{fact.label}: {fact.value}{f' ({fact.note})' if fact.note else ''}" for fact in report.facts)
    page.write_string(0, 0, _text(report.title), looks["title"])
    page.write_string(1, 0, _text(report.subtitle).replace("\n", " · "), looks["subtitle"])
    above = [text for text in (" · ".join(facts), " ".join(report.words)) if text]
    for at, text in enumerate(above, 2):
        page.write_string(at, 0, _text(text), looks["words"])
    page.set_row(0, 24)
    for at in range(2 + len(above), _HEADING_ROW):
        page.set_row(at, 6)


def _write_table(page: Worksheet, sheet: Sheet, looks: dict[str, Format]) -> None:
    last = _HEADING_ROW + max(len(sheet.rows), 1)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(_HEADING_ROW, at, _text(column.heading), looks["heading"])
        _check_column(page, at, column, last + _SPARE_ROWS)
    page.set_row(_HEADING_ROW, 20)
    for at, row in enumerate(sheet.rows, _HEADING_ROW + 1):
        page.set_row(at, _height(sheet, row))
        for across, value in enumerate(row):
            if isinstance(value, date) and value >= _FIRST_DAY:
                page.write_datetime(at, across, datetime.combine(value, time()), looks["day"])
            else:
                look = "day" if sheet.columns[across].is_day else "text" if across else "first"
                page.write_string(at, across, _text(str(value)), looks[look])
    page.autofilter(_HEADING_ROW, 0, last, len(sheet.columns) - 1)
    page.freeze_panes(_HEADING_ROW + 1, 2)


def _height(sheet: Sheet, row: tuple[str | date, ...]) -> float:
    """About the height that the row's longest text needs, in points."""
    lines = 1
    for column, value in zip(sheet.columns, row, strict=True):
        if isinstance(value, str) and (len(value) >= column.width or "\n" in value):
            letters = column.width * 1.2  # letters are narrower than the digits that widths count
            lines = max(lines, sum(max(ceil(len(part) / letters), 1) for part in value.split("\n")))
    return min(lines * _LINE_HEIGHT + 5, _TALLEST)


def _check_column(page: Worksheet, at: int, column: SheetColumn, last: int) -> None:
    if column.choices:
        rule: dict[str, object] = {"validate": "list", "source": list(column.choices)}
    elif column.is_day:
        rule = {"validate": "date", "criteria": ">=", "value": _FIRST_DAY, **_NOT_A_DAY}
    else:
        return
    page.data_validation(_HEADING_ROW + 1, at, last, at, {**rule, "error_type": "warning"})


def _set_up_print(page: Worksheet, report: Report, columns: int) -> None:
    page.set_paper(_A4)
    page.set_landscape()
    page.set_margins(_MARGIN, _MARGIN, _MARGIN, 0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEADING_ROW)
    page.print_area(0, 0, page.dim_rowmax or _HEADING_ROW, columns - 1)
    footer = printable(report.footer).replace("\n", " ").replace("&", "&&")
    page.set_footer(f"&L&9{footer}&R&9Page &P of &N")


def _text(text: str) -> str:
    made = printable(text)
    return made if len(made) <= MOST_LETTERS else made[: MOST_LETTERS - len(_CUT)] + _CUT
