"""At build time: a register becomes an OpenDocument spreadsheet with blanks (ODF 1.3): the same sheets as in Excel."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup, escape
from xlsxwriter.utility import xl_col_to_name

from forms_backend.documents.templates import sheet_looks
from forms_backend.documents.templates.computing import EARLIEST, LATEST, LEAST, serial
from forms_backend.documents.templates.model import ColumnType, Register
from forms_backend.documents.templates.parts import BLANK
from forms_backend.documents.templates.register_sheets import (
    Cell,
    RegisterSheet,
    Rule,
    SheetColumn,
    SheetRow,
    read_back,
    sheets_of,
)
from forms_backend.documents.templates.register_words import wrong
from forms_backend.documents.templates.sheet_looks import Look
from forms_backend.documents.xml_package import packed, templates, unchanged
from forms_backend.questions.vocabulary import Vocabulary

_TYPE = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
_DRAWN = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_HEADER = 42.0  # points


class _Cell(NamedTuple):
    """A cell as it is written: `kind` is empty, string, float or date."""

    style: str
    kind: str = "empty"
    value: str = ""
    text: str = ""
    formula: str = ""
    rule: str = ""
    spanned: int = 1


class _Row(NamedTuple):
    """A row, perhaps many times over."""

    style: str
    cells: tuple[_Cell, ...]
    repeated: int = 1
    part: str = ""  # the part it stands in, if it is not for everybody


class _Rule(NamedTuple):
    """A check of a column's cells; without a condition it only shows its hint."""

    name: str
    condition: str
    start: str
    title: str
    hint: str
    wrong: tuple[str, str]


class _Sheet(NamedTuple):
    """A sheet as it is written. `corner` is its first head; `first` and `last` are cells below the heads."""

    plan: RegisterSheet
    rules: tuple[_Rule, ...]
    above: tuple[_Row, ...]
    header: _Row
    below: tuple[_Row, ...]
    corner: str
    first: str
    last: str


def made_ods(register: Register, vocabulary: Vocabulary) -> bytes:
    """The register as a spreadsheet with blanks, to be filled by `filling`; the same register gives the same bytes."""
    plans = sheets_of(register, vocabulary)
    sheets = tuple(_sheet(plan, number) for number, plan in enumerate(plans, 1))
    rows = [row for plan in plans for row in (*plan.above, *plan.rows)]
    cells = [cell for row in rows for cell in row.cells if cell]
    cells += [column.empty for plan in plans for column in plan.columns]
    given = {
        "title": register.facts.title,
        "properties": read_back(register),
        "sheets": sheets,
        "looks": sorted({cell.look for cell in cells} | {Look("header")}),
        "styles": sheet_looks.STYLES,
        "colours": sheet_looks,
        "widths": sorted({column.width for plan in plans for column in plan.columns}),
        "heights": sorted({row.height for row in rows if row.height} | {_HEADER}),
    }
    drawn = {name: _environment().get_template(name).render(given).encode() for name in _DRAWN}
    return packed(
        _TYPE | drawn | unchanged("register_ods", {"META-INF/manifest.xml": "manifest.xml"}), first_stored=True
    )


def _sheet(plan: RegisterSheet, number: int) -> _Sheet:
    def place(row: int, column: int) -> str:
        return f"'{plan.name}'.{xl_col_to_name(column)}{row + 1}"

    names = [f"{number}-{at}" if one.rule else "" for at, one in enumerate(plan.columns, 1)]
    return _Sheet(
        plan=plan,
        rules=tuple(
            _rule(column.rule, names[at], place(plan.first, at))
            for at, column in enumerate(plan.columns)
            if column.rule
        ),
        above=tuple(_row(row, at, plan, ()) for at, row in enumerate(plan.above)),
        header=_Row(
            f"High{_HEADER}" if plan.frozen else "Line",
            tuple(_Cell("header-any", "string", text=one.label) for one in plan.columns),
        ),
        below=(
            *(_row(row, at, plan, tuple(names)) for at, row in enumerate(plan.rows, plan.first)),
            *_empty_rows(plan, tuple(names)),
        ),
        corner=place(plan.header, 0),
        first=place(plan.first, 0),
        last=place(plan.last, len(plan.columns) - 1),
    )


def _empty_rows(plan: RegisterSheet, rules: tuple[str, ...]) -> Iterator[_Row]:
    empty = SheetRow(tuple(one.empty for one in plan.columns))
    start = plan.first + len(plan.rows)
    if plan.works_out:  # each formula names the cells of its own row
        yield from (_row(empty, at, plan, rules) for at in range(start, plan.last + 1))
    elif plan.empty_rows:
        yield _row(empty, start, plan, rules)._replace(repeated=plan.empty_rows)


def _row(row: SheetRow, at: int, plan: RegisterSheet, rules: tuple[str, ...]) -> _Row:
    """A row below the heads has the rules of its columns, and grows with what is typed."""
    cells = tuple(
        _cell(cell, at, plan.columns)._replace(rule=rules[across] if rules else "") if cell else _Cell("")
        for across, cell in enumerate(row.cells)
    )
    if row.merged:
        cells = (cells[0]._replace(spanned=len(plan.columns)),)
    style = f"{'Grows' if rules else 'High'}{row.height}" if row.height else "Line"
    return _Row(style, cells, part=row.part)


def _cell(cell: Cell, at: int, columns: tuple[SheetColumn, ...]) -> _Cell:
    made = _Cell(f"{cell.look.style}-{cell.look.form}")
    if cell.formula:
        names = {one.key: f"[.{xl_col_to_name(number)}{at + 1}]" for number, one in enumerate(columns)}
        made = made._replace(kind="string", formula=cell.formula(names.__getitem__, ";"))
    match cell.value:
        case None:
            return made
        case datetime():
            moment = cell.value.replace(tzinfo=None)
            return made._replace(kind="date", value=moment.isoformat(), text=f"{moment:%d/%m/%Y %H:%M}")
        case date():
            return made._replace(kind="date", value=cell.value.isoformat(), text=f"{cell.value:%d/%m/%Y}")
        case int() | float():
            return made._replace(kind="float", value=str(cell.value), text=str(cell.value))
        case _:
            return made._replace(kind="string", text=cell.value)


def _rule(rule: Rule, name: str, start: str) -> _Rule:
    return _Rule(name, _condition(rule), start, rule.title, rule.hint, wrong(rule.takes, rule.between))


def _condition(rule: Rule) -> str:
    match rule.takes:
        case ColumnType.CHOICE | ColumnType.BOOLEAN:
            choices = ";".join('"{}"'.format(one.replace('"', '""')) for one in rule.choices)
            return f"of:cell-content-is-in-list({choices})"
        case ColumnType.DATE | ColumnType.DATETIME:
            days = f"{serial(EARLIEST):.0f},{serial(LATEST):.0f}"
            return f"of:cell-content-is-date() and cell-content-is-between({days})"
        case ColumnType.NUMBER if rule.between:
            return "of:cell-content-is-whole-number() and cell-content-is-between({},{})".format(*rule.between)
        case ColumnType.NUMBER:
            return f"of:cell-content-is-decimal-number() and cell-content()>{LEAST}"
        case ColumnType.COMPUTED:
            return "of:is-true-formula(0)"
        case _:
            return ""


def _with_spans(text: str) -> Markup:
    """A text of which each blank that shows until it is known is marked."""
    made, end = Markup(), 0
    for found in BLANK.finditer(text):
        made += escape(text[end : found.start()])
        made += Markup('<text:span text:style-name="Blank">{}</text:span>').format(found[0])
        end = found.end()
    return made + escape(text[end:])


def _blank(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _millimetres(letters: int) -> str:
    return f"{letters * 1.852 + 1.323:.1f}"  # as Excel draws a column of so many letters


@cache
def _environment() -> Environment:
    return templates("register_ods", with_spans=_with_spans, blank=_blank, millimetres=_millimetres)
