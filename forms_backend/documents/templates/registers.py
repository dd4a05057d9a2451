"""At build time: a register becomes a spreadsheet with blanks, that checks what is typed and says what to put in."""

import io
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from forms_backend.documents.templates.model import Column, ColumnType, Register, RegisterFacts
from forms_backend.questions.vocabulary import Vocabulary

ROWS = 200  # empty ones, ready to fill in
HEADER_ROW = 4  # counted from 0; the title stands above
FIRST_ROW = HEADER_ROW + 1

_LIST, _HOW, _LOOKED = "List", "How to fill this in", "When we looked through it"
_INK, _BRAND, _MUTED, _LINE, _TINT, _YELLOW = "#12211f", "#0b4f4a", "#4a5a57", "#7c8b88", "#eef2f1", "#ffefa8"
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 1, 1)
_DAY = "d mmm yyyy"
_LOOKS = 20  # rows for the times someone looks through the whole list


class _Looks(NamedTuple):
    """The formats of cells."""

    title: Format
    organisation: Format
    words: Format
    header: Format
    day: Format
    example: Format
    example_day: Format
    unfilled: Format
    line: Format


def made_xlsx(register: Register, vocabulary: Vocabulary) -> bytes:
    """The register as a workbook with blanks, to be filled by `filling`; the same register gives the same bytes."""
    out = io.BytesIO()
    facts = register.facts
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _set_properties(book, register)
        looks = _looks(book)
        _list(book.add_worksheet(_LIST), facts, looks)
        _how(book.add_worksheet(_HOW), facts, vocabulary, looks)
        _looked(book.add_worksheet(_LOOKED), facts, looks)
    return out.getvalue()


def _set_properties(book: Workbook, register: Register) -> None:
    facts = register.facts
    made = datetime.combine(facts.checked.on, time(), UTC)
    book.set_properties({"title": facts.title, "author": "{{ organisation.name? }}", "created": made})
    # So that a filled-in file can be read back, whatever its headings were changed to.
    book.set_custom_property("Template", register.slug)
    book.set_custom_property("Version", str(facts.version))
    for at, column in enumerate(facts.columns):
        book.set_custom_property(f"Column {at + 1}", column.key)


def _looks(book: Workbook) -> _Looks:
    def look(**more: Any) -> Format:  # noqa: ANN401 - names and values as xlsxwriter has them
        plain = {"font_name": "Arial", "font_size": 10, "font_color": _INK, "valign": "top", "text_wrap": True}
        return book.add_format({**plain, **more})

    book.formats[0].set_font_name("Arial")
    book.formats[0].set_font_size(10)
    return _Looks(
        title=look(font_size=18, bold=True, text_wrap=False),
        organisation=look(font_size=12, bold=True, text_wrap=False),
        words=look(font_color=_MUTED, text_wrap=False),
        header=look(bold=True, font_color="#ffffff", bg_color=_BRAND, border=1, border_color=_BRAND, valign="vcenter"),
        day=look(num_format=_DAY, align="left"),
        example=look(bg_color=_TINT, font_color=_MUTED, italic=True),
        example_day=look(bg_color=_TINT, font_color=_MUTED, italic=True, num_format=_DAY, align="left"),
        unfilled=book.add_format({"bg_color": _YELLOW}),
        line=book.add_format({"bottom": 1, "border_color": _LINE}),
    )._replace()


def _list(sheet: Worksheet, facts: RegisterFacts, looks: _Looks) -> None:
    last, width = FIRST_ROW + len(facts.examples) + ROWS - 1, len(facts.columns)
    _title(sheet, facts, looks)
    sheet.write_string(
        2, 0, "Click a cell to see what goes in it. Delete the grey examples when your own rows are in.", looks.words
    )
    for at, column in enumerate(facts.columns):
        sheet.set_column(at, at, column.width)
        _check_cells(sheet, column, (FIRST_ROW, at, last, at))
    _table(sheet, "Entries", [one.label for one in facts.columns], (HEADER_ROW, 0, last, width - 1), looks)
    plain, examples = _row_looks(facts, looks)
    for row, example in enumerate(facts.examples, FIRST_ROW):
        for at, column in enumerate(facts.columns):
            _write(sheet, row, at, example.get(column.key), examples[at])
    for row in range(FIRST_ROW + len(facts.examples), last + 1):
        sheet.set_row(row, 26)
        for at in range(width):
            sheet.write_blank(row, at, None, plain[at])
    sheet.set_row(HEADER_ROW, 44)
    sheet.freeze_panes(FIRST_ROW, facts.frozen_columns)
    sheet.set_landscape()
    _print(sheet, facts, repeat_to=HEADER_ROW)
    sheet.activate()
