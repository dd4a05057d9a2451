"""At build time: a register becomes a spreadsheet with blanks, that checks what is typed and says what to put in."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from math import ceil
from typing import Any, NamedTuple

import xlsxwriter

from forms_backend.documents.templates.model import Column, ColumnType, Register, RegisterFacts
from forms_backend.documents.templates.wording import mid_sentence
from forms_backend.questions.vocabulary import Vocabulary

ROWS = 200  # empty ones, ready to fill in
HEADER_ROW = 4  # counted from 0; the title stands above
FIRST_ROW = HEADER_ROW + 1

LIST, HOW, LOOKED = "List", "How to fill this in", "When we looked through it"
_INK, _BRAND, _MUTED, _LINE, _TINT, _YELLOW = "#12211f", "#0b4f4a", "#4a5a57", "#a9b5b2", "#eef2f1", "#ffefa8"
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 1, 1)
_DAY = "d mmm yyyy"
_READABLE = 150  # letters across a page; a wider list goes over two pages side by side
_LOOKS = 20  # rows for the times someone looks through the whole list

Range = tuple[int, int, int, int]  # first row and column, last row and column, from 0


class _Looks(NamedTuple):
    """The formats of cells; `Any` because xlsxwriter ships no types."""

    title: Any
    organisation: Any
    words: Any
    strong: Any
    cell: Any
    header: Any
    day: Any
    example: Any
    example_day: Any
    unfilled: Any
    line: Any


def made_xlsx(register: Register, vocabulary: Vocabulary) -> bytes:
    """The register as a workbook with blanks, to be filled by `filling`; the same register gives the same bytes."""
    out = io.BytesIO()
    facts = register.facts
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        _set_properties(book, register)
        looks = _looks(book)
        _list(book.add_worksheet(LIST), facts, looks)
        _how(book.add_worksheet(HOW), facts, vocabulary, looks)
        _looked(book.add_worksheet(LOOKED), facts, looks)
    return out.getvalue()


def _set_properties(book: Any, register: Register) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    facts = register.facts
    made = datetime.combine(facts.checked.on, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": facts.title, "author": "{{ organisation.name? }}", "created": made})
    # So that a filled-in file can be read back, whatever its headings were changed to.
    book.set_custom_property("Template", register.slug)
    book.set_custom_property("Version", str(facts.version))
    for at, column in enumerate(facts.columns, 1):
        book.set_custom_property(f"Column {at}", column.key)


def _looks(book: Any) -> _Looks:  # noqa: ANN401 - xlsxwriter ships no types
    plain = {"font_name": "Arial", "font_size": 10, "font_color": _INK, "valign": "top", "text_wrap": True}
    day = {**plain, "num_format": _DAY, "align": "left"}
    example = {"bg_color": _TINT, "font_color": _MUTED, "italic": True}
    head = {"bold": True, "font_color": "#ffffff", "bg_color": _BRAND, "border": 1, "border_color": "#ffffff"}
    return _Looks(
        title=book.add_format({**plain, "font_size": 18, "bold": True, "text_wrap": False}),
        organisation=book.add_format({**plain, "font_size": 12, "bold": True, "text_wrap": False}),
        words=book.add_format({**plain, "font_color": _MUTED, "text_wrap": False}),
        strong=book.add_format({**plain, "bold": True}),
        cell=book.add_format(plain),
        header=book.add_format({**plain, **head, "valign": "vcenter"}),
        day=book.add_format(day),
        example=book.add_format({**plain, **example}),
        example_day=book.add_format({**day, **example}),
        unfilled=book.add_format({"bg_color": _YELLOW}),
        line=book.add_format({"bottom": 1, "bottom_color": _LINE}),
    )


def _list(sheet: Any, facts: RegisterFacts, looks: _Looks) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    last = FIRST_ROW + len(facts.examples) + ROWS - 1
    _title(sheet, facts, looks)
    sheet.write_string(
        3, 0, "Click a cell to see what goes in it. Take out the grey examples when yours are in.", looks.words
    )
    _table(sheet, "Entries", [one.label for one in facts.columns], (HEADER_ROW, 0, last, len(facts.columns) - 1), looks)
    for at, column in enumerate(facts.columns):
        sheet.set_column(at, at, column.width)
        sheet.data_validation(FIRST_ROW, at, last, at, _rule(column))
        is_day = column.type is ColumnType.DATE
        for row, example in enumerate(facts.examples, FIRST_ROW):
            _write(sheet, row, at, example.get(column.key), looks.example_day if is_day else looks.example)
        for row in range(FIRST_ROW + len(facts.examples), last + 1):
            sheet.write_blank(row, at, None, looks.day if is_day else looks.cell)
    for row, example in enumerate(facts.examples, FIRST_ROW):
        sheet.set_row(row, _height((str(example.get(one.key, "")), one.width) for one in facts.columns))
    sheet.set_row(HEADER_ROW, 42)
    sheet.freeze_panes(FIRST_ROW, facts.frozen_columns)
    sheet.set_landscape()
    _set_up_print(sheet, facts, sum(one.width for one in facts.columns))
    sheet.repeat_rows(HEADER_ROW)
    sheet.repeat_columns(0, facts.frozen_columns - 1)
    sheet.print_across()


def _title(sheet: Any, facts: RegisterFacts, looks: _Looks) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    sheet.write_string(0, 0, facts.title, looks.title)
    sheet.write_string(1, 0, "{{ organisation.name }}", looks.organisation)
    sheet.write_string(2, 0, "Look through it all again by {{ dates.review }}.", looks.words)
    sheet.set_row(0, 26)
    sheet.set_row(1, 18)
    marked = {"type": "formula", "criteria": '=ISNUMBER(SEARCH("[",$A2))', "format": looks.unfilled}
    sheet.conditional_format(1, 0, 2, 0, marked)


def _table(sheet: Any, name: str, labels: Sequence[str], area: Range, looks: _Looks) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    columns = [{"header": label, "header_format": looks.header} for label in labels]
    sheet.add_table(*area, {"name": name, "style": None, "columns": columns})
    # Lines are drawn by a rule: real borders would make Excel print all empty rows.
    sheet.conditional_format(area[0] + 1, *area[1:], {"type": "formula", "criteria": "=TRUE", "format": looks.line})


def _rule(column: Column) -> dict[str, Any]:
    hint = {"input_title": column.label, "input_message": column.help, "error_type": "warning"}
    if column.choices:
        error = {"error_title": "Not in the list", "error_message": "Please choose from the list, or leave it empty."}
        return {**hint, **error, "validate": "list", "source": list(column.choices)}
    if column.type is ColumnType.DATE:
        error = {"error_title": "Not a date", "error_message": "Write a date like 31/10/2027, or leave it empty."}
        return {**hint, **error, "validate": "date", "criteria": "between", "minimum": _EARLIEST, "maximum": _LATEST}
    if column.type is ColumnType.NUMBER:
        error = {"error_title": "Not a number", "error_message": "Write a number, or leave it empty."}
        return {**hint, **error, "validate": "decimal", "criteria": ">", "value": -1e9}
    return {**hint, "validate": "any"}


def _write(sheet: Any, row: int, at: int, value: object, look: Any) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    match value:
        case None:
            sheet.write_blank(row, at, None, look)
        case bool():
            sheet.write_string(row, at, "Yes" if value else "No", look)
        case date():
            sheet.write_datetime(row, at, value, look)
        case int() | float():
            sheet.write_number(row, at, value, look)
        case _:
            sheet.write_string(row, at, str(value), look)


def _how(sheet: Any, facts: RegisterFacts, vocabulary: Vocabulary, looks: _Looks) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 68)
    sheet.set_column(2, 2, 34)
    sheet.write_string(0, 0, HOW, looks.title)
    sheet.set_row(0, 26)
    sheet.merge_range(1, 0, 1, 2, facts.purpose, looks.cell)
    people = " and ".join(mid_sentence(vocabulary.roles[role]) for role in facts.filled_in_by)
    sheet.merge_range(2, 0, 2, 2, f"It takes about {facts.minutes} minutes. Best done by: {people}.", looks.cell)
    row = 4
    for number, step in enumerate(facts.how_to_fill_in, 1):
        sheet.merge_range(row, 0, row, 2, f"{number}. {step}", looks.cell)
        row += 1
    row += 1
    labels = ("Column", "What to put in", "Choose from")
    _table(sheet, "Columns", labels, (row, 0, row + len(facts.columns), 2), looks)
    for at, column in enumerate(facts.columns, row + 1):
        sheet.write_string(at, 0, column.label, looks.strong)
        sheet.write_string(at, 1, column.help, looks.cell)
        sheet.write_string(at, 2, ", ".join(column.choices), looks.cell)
        sheet.set_row(at, _height(((column.label, 30), (column.help, 68), (", ".join(column.choices), 34))))
    _set_up_print(sheet, facts, 132)
    sheet.fit_to_pages(1, 1)


def _looked(sheet: Any, facts: RegisterFacts, looks: _Looks) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 60)
    _title(sheet, facts, looks)
    sheet.write_string(0, 0, LOOKED, looks.title)
    proof = "Started on {{ dates.today }}. Each row is your proof that someone looked through the whole list."
    sheet.write_string(3, 0, proof, looks.words)
    labels = ("Date", "Who looked: job title", "What changed")
    last = FIRST_ROW + _LOOKS - 1
    _table(sheet, "Looked", labels, (HEADER_ROW, 0, last, 2), looks)
    when = Column(key="when", label="Date", type=ColumnType.DATE, help="The day you finished looking.", width=16)
    sheet.data_validation(FIRST_ROW, 0, last, 0, _rule(when))
    for row in range(FIRST_ROW, last + 1):
        _blanks(sheet, row, (looks.day, looks.cell, looks.cell))
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.repeat_rows(HEADER_ROW)
    _set_up_print(sheet, facts, 110)


def _blanks(sheet: Any, row: int, looks: Iterable[Any]) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    for at, look in enumerate(looks):
        sheet.write_blank(row, at, None, look)


def _height(cells: Iterable[tuple[str, int]]) -> float:
    """Points for a row of texts in columns of a width in letters: not every program finds the height by itself."""
    lines = max(ceil(len(text) / width / 1.2) for text, width in cells)
    return 13.5 * max(1, lines) + 3


def _set_up_print(sheet: Any, facts: RegisterFacts, width: int) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    title = facts.title.replace("&", "&&")  # a single one begins a code
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(ceil(width / _READABLE), 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.set_footer(f'&L&"Arial"&9{title}&R&"Arial"&9Page &P of &N')
    sheet.hide_gridlines(2)
