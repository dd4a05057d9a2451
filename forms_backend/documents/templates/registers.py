"""At build time: a register becomes an Excel workbook with blanks, that checks what is typed and says what to put in.

Where its rows stand is told in `register_sheets`. What a program needs to read a filled-in file back is in its custom
properties: `register_sheets.read_back`.
"""

import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from itertools import chain
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_range, xl_range_abs, xl_rowcol_to_cell

from forms_backend.documents.templates.computing import EARLIEST, LATEST, LEAST, serial
from forms_backend.documents.templates.model import ColumnType, Register
from forms_backend.documents.templates.register_rows import Value
from forms_backend.documents.templates.register_sheets import (
    Cell,
    RegisterSheet,
    Rule,
    SheetRow,
    read_back,
    sheets_of,
)
from forms_backend.documents.templates.register_words import wrong
from forms_backend.documents.templates.sheet_looks import LINE, PALE, STYLES, YELLOW, Form, Look
from forms_backend.documents.xml_package import packed
from forms_backend.questions.vocabulary import Vocabulary

_NUMBER_FORMATS = {Form.TEXT: "@", Form.DAY: "d mmm yyyy", Form.MOMENT: "d mmm yyyy hh:mm"}
_A4 = 9
_MARKED = 40  # letters from the left that are marked while a blank in them is not filled in
_GROWN = 5_000  # the last row that a list is printed to, however long it grows

Looks = Callable[[Look, Value], Any]  # a format for a look of a cell with this value


def made_xlsx(register: Register, vocabulary: Vocabulary) -> bytes:
    """The register as a workbook with blanks, to be filled by `filling`; the same register gives the same bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    sheets = sheets_of(register, vocabulary)
    with xlsxwriter.Workbook(out, options) as book:
        _set_properties(book, register)
        looks = _looks(book)
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            _draw(page, sheet, looks)
            _check(page, sheet)
            _mark(page, sheet, book)
            _set_up_print(page, sheet, register.facts.title)
            if sheet.works_out:
                book.define_name(f"{quote_sheetname(sheet.name)}!_xlnm.Print_Area", _filled_area(sheet))
    return _growing(out, sheets)


def _set_properties(book: Any, register: Register) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    facts = register.facts
    made = datetime.combine(facts.checked.on, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": facts.title, "author": "{{ organisation.name? }}", "created": made})
    for name, value in read_back(register).items():
        book.set_custom_property(name, value)


def _looks(book: Any) -> Looks:  # noqa: ANN401 - xlsxwriter ships no types
    made: dict[tuple[Look, bool], Any] = {}

    def one(look: Look, value: Value) -> Any:  # noqa: ANN401 - xlsxwriter ships no types
        filled_in = isinstance(value, str) and "{{ " in value
        if (look, filled_in) not in made:
            made[look, filled_in] = book.add_format(_properties(look, filled_in=filled_in))
        return made[look, filled_in]

    return one


def _properties(look: Look, *, filled_in: bool) -> dict[str, Any]:
    style = STYLES[look.style]
    given = {
        "font_name": "Arial",
        "font_size": style.size,
        "font_color": style.colour,
        "bold": style.bold,
        "italic": style.italic,
        "valign": "vcenter" if style.middle else "top",
        "text_wrap": style.wraps,
        "quote_prefix": filled_in,  # so that a value like "=1" is no formula after somebody edits it
    }
    if look.form in _NUMBER_FORMATS:
        given |= {"num_format": _NUMBER_FORMATS[look.form], "align": "left"}
    if style.fill:
        given["bg_color"] = style.fill
    if look.style == "header":
        given |= {"left": 1, "left_color": "#ffffff", "right": 1, "right_color": "#ffffff"}
    if style.line:
        given |= {"bottom": 1, "bottom_color": LINE}
    return given


def _draw(page: Any, sheet: RegisterSheet, looks: Looks) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    empty = SheetRow(tuple(one.empty for one in sheet.columns))
    below = chain(sheet.rows, [empty] * sheet.empty_rows)
    for start, rows in ((0, sheet.above), (sheet.first, below)):
        for at, row in enumerate(rows, start):
            if row.height:
                page.set_row(at, row.height)
            if row.merged:
                _merge(page, at, row, len(sheet.columns), looks)
                continue
            for across, cell in enumerate(row.cells):
                if cell:
                    _write(page, (at, across), cell, sheet, looks)
    heads = [{"header": one.label, "header_format": looks(Look("header"), one.label)} for one in sheet.columns]
    area = (sheet.header, 0, sheet.last, len(sheet.columns) - 1)
    page.add_table(*area, {"name": sheet.table, "style": None, "columns": heads, "autofilter": sheet.filtered})
    page.set_row(sheet.header, 42 if sheet.frozen else 20)


def _merge(page: Any, at: int, row: SheetRow, columns: int, looks: Looks) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    for cell in row.cells:
        if cell:
            page.merge_range(at, 0, at, columns - 1, cell.value, looks(cell.look, cell.value))


def _write(page: Any, place: tuple[int, int], cell: Cell, sheet: RegisterSheet, looks: Looks) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    look = looks(cell.look, cell.value)
    if cell.formula:
        keys = [one.key for one in sheet.columns]
        text = cell.formula(lambda key: xl_rowcol_to_cell(place[0], keys.index(key)), ",")
        value = serial(cell.value) if isinstance(cell.value, date) else cell.value
        page.write_formula(*place, f"={text}", look, "" if value is None else value)
        return
    match cell.value:
        case None:
            page.write_blank(*place, None, look)
        case datetime():
            page.write_datetime(*place, cell.value.replace(tzinfo=None), look)
        case date():
            page.write_datetime(*place, cell.value, look)
        case int() | float():
            page.write_number(*place, cell.value, look)
        case _:
            page.write_string(*place, cell.value, look)


def _check(page: Any, sheet: RegisterSheet) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    for at, column in enumerate(sheet.columns):
        if column.rule:
            page.data_validation(sheet.first, at, sheet.last, at, _validation(column.rule))
    page.ignore_errors({"number_stored_as_text": xl_range(0, 0, sheet.last, len(sheet.columns) - 1)})


def _validation(rule: Rule) -> dict[str, Any]:
    hint = {"input_title": rule.title, "input_message": rule.hint}
    match rule.takes:
        case ColumnType.CHOICE | ColumnType.BOOLEAN:
            check: dict[str, Any] = {"validate": "list", "source": [one.replace('"', '""') for one in rule.choices]}
        case ColumnType.DATE | ColumnType.DATETIME:
            check = {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
        case ColumnType.NUMBER if rule.between:
            least, most = rule.between
            check = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most}
        case ColumnType.NUMBER:
            check = {"validate": "decimal", "criteria": ">", "value": LEAST}
        case ColumnType.COMPUTED:
            check = {"validate": "custom", "value": "=FALSE"}
        case _:
            return {**hint, "validate": "any"}
    title, message = wrong(rule.takes, rule.between)
    return {**hint, **check, "error_type": "warning", "error_title": title, "error_message": message}


def _mark(page: Any, sheet: RegisterSheet, book: Any) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    """Mark blanks that nobody filled in, and draw lines below rows: real borders make Excel print empty rows."""
    unfilled = book.add_format({"bg_color": YELLOW})
    line = book.add_format({"bottom": 1, "bottom_color": LINE, "right": 1, "right_color": PALE})
    widths = [one.width for one in sheet.columns]
    end = next(at for at in range(len(widths)) if sum(widths[: at + 1]) >= _MARKED or at == len(widths) - 1)
    for at, row in enumerate(sheet.above):
        text = row.cells[0].value if row.cells and row.cells[0] else None
        if isinstance(text, str) and "{{ " in text:
            marked = {"type": "formula", "criteria": f'=ISNUMBER(SEARCH("[",$A{at + 1}))', "format": unfilled}
            page.conditional_format(at, 0, at, end, marked)
    area = (sheet.first, 0, sheet.last, len(sheet.columns) - 1)
    page.conditional_format(*area, {"type": "formula", "criteria": "=TRUE", "format": line})


def _set_up_print(page: Any, sheet: RegisterSheet, title: str) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    page.set_paper(_A4)
    page.set_landscape() if sheet.landscape else page.set_portrait()
    page.fit_to_pages(sheet.pages_across, 1 if sheet.one_page else 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    footer = title.replace("&", "&&")  # a single one begins a code
    page.set_footer(f'&L&"Arial"&9{footer}&R&"Arial"&9Page &P of &N')
    page.hide_gridlines(2)
    if sheet.frozen:
        page.freeze_panes(sheet.first, sheet.frozen_columns)
        page.repeat_rows(sheet.header)
    if sheet.frozen_columns:
        page.repeat_columns(0, sheet.frozen_columns - 1)
        page.print_across()


def _filled_area(sheet: RegisterSheet) -> str:
    """The area to print, down to the last row with something in it: Excel prints formulas that show nothing as well."""
    name = f"{quote_sheetname(sheet.name)}!"
    last = len(sheet.columns) - 1
    cells = f"{name}{xl_range_abs(sheet.first, 0, _GROWN - 1, last)}"
    corner = f"{name}{xl_range_abs(0, last, _GROWN - 1, last)}"
    least = sheet.first + len(sheet.rows)
    filled = f'SUMPRODUCT(MAX(({cells}<>"")*ROW({cells})))'
    return f"={name}$A$1:INDEX({corner},MAX({least},{filled}))"


def _growing(file: io.BytesIO, sheets: tuple[RegisterSheet, ...]) -> bytes:
    """The workbook with rows that grow when somebody types more; xlsxwriter fixes every height that it is given."""
    with ZipFile(file) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for at, sheet in enumerate(sheets, 1):
        name = f"xl/worksheets/sheet{at}.xml"
        numbers = "|".join(str(number) for number in range(sheet.first + 1, sheet.first + 1 + len(sheet.rows)))
        fixed = re.compile(rf'(<row r="(?:{numbers})" [^>]*) customHeight="1"'.encode())
        parts[name] = _with_parts(fixed.sub(rb"\1", parts[name]), sheet)
    return packed(parts)


def _with_parts(xml: bytes, sheet: RegisterSheet) -> bytes:
    """The sheet with marks round each row that is not for everybody; where it is left out, a hidden one stands."""
    for at, row in enumerate(sheet.rows, sheet.first + 1):
        if row.part:
            start, _, rest = xml.partition(f'<row r="{at}" '.encode())
            inside, end, after = rest.partition(b"</row>")
            kept = f'<!--part-{row.part}--><row r="{at}" '.encode() + inside + end + f"<!--/part-{row.part}-->".encode()
            hidden = f'<!--unless-{row.part}--><row r="{at}" hidden="1"/><!--/unless-{row.part}-->'.encode()
            xml = start + kept + hidden + after
    return xml
