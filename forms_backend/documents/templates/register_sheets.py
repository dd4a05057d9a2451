"""The three sheets of a register's spreadsheet as plain values, for every program that has spreadsheets.

The first sheet, List, has in its first four rows the title, the organisation, when to look again and a line of help.
Then comes a row for each label of `top`, then the row of heads, which are the labels of the columns in order. Counted
from 1, as people see it, the heads stand in row 5 + len(top). Below come the examples (grey, with "Example" in their
first cell of text), the starter rows with their headings (text in the first cell only), and empty rows.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from math import ceil
from textwrap import wrap
from typing import NamedTuple

from forms_backend.documents.templates import register_words as words
from forms_backend.documents.templates.computing import formula, shown_as
from forms_backend.documents.templates.model import HEADING, Column, ColumnType, Register, RegisterFacts
from forms_backend.documents.templates.register_rows import Entry, Heading, Value, first_rows
from forms_backend.documents.templates.sheet_looks import Form, Look
from forms_backend.documents.templates.wording import curly
from forms_backend.questions.vocabulary import Vocabulary

_ROWS, _CHECKLIST_ROWS = 200, 20  # empty ones, ready to fill in
_WORKED_OUT_ROWS = 60  # of a list that works something out: LibreOffice prints every row with a formula
_MORE = "No empty rows left? Copy the last row and paste it below."
_LOOKS = 20  # rows for the times someone looks through the whole of it
_ABOVE = 4  # rows above the first label of `top`

_READABLE = 200  # letters across a page; a wider list goes over two pages side by side
_NARROW = 100  # letters across a page that stands upright
_WRITTEN_ON = 28  # letters of the line to write on beside a label of `top`
_NARROWEST = {ColumnType.DATE: 12, ColumnType.DATETIME: 18}  # letters; where it is narrower, dates show as ###
_FORMS = {
    ColumnType.TEXT: Form.TEXT,
    ColumnType.MULTICHOICE: Form.TEXT,
    ColumnType.DATE: Form.DAY,
    ColumnType.DATETIME: Form.MOMENT,
}

Formula = Callable[[Callable[[str], str], str], str]  # from the name of a column's cell, and what parts arguments


class Cell(NamedTuple):
    """A cell; without a value it is empty, or holds a formula whose result is empty."""

    value: Value = None
    look: Look = Look()
    formula: Formula | None = None


class SheetRow(NamedTuple):
    """A row: its cells from the left, None for one that has no look. `merged` is one cell over all columns."""

    cells: tuple[Cell | None, ...]
    height: float | None = None  # points; None is that of one line
    merged: bool = False
    part: str = ""  # the part it stands in, if it is not for everybody; left out, it stays as a hidden row


class Rule(NamedTuple):
    """What a column takes, and what shows when one of its cells is clicked."""

    takes: ColumnType
    choices: tuple[str, ...]
    title: str
    hint: str
    between: tuple[int, int] | None = None


class SheetColumn(NamedTuple):
    """A column: its head, its width in letters, its empty cell, and its rule."""

    key: str
    label: str
    width: int
    empty: Cell = Cell()
    rule: Rule | None = None


class RegisterSheet(NamedTuple):
    """A sheet: rows above the row of heads, rows below it, and empty rows; how it scrolls and prints."""

    name: str
    table: str
    columns: tuple[SheetColumn, ...]
    above: tuple[SheetRow, ...]
    rows: tuple[SheetRow, ...]
    empty_rows: int
    frozen_columns: int = 0
    frozen: bool = True  # the heads stay in sight
    filtered: bool = True  # the heads have buttons to sort and filter
    landscape: bool = True
    pages_across: int = 1
    one_page: bool = False

    @property
    def header(self) -> int:
        """The row of heads, counted from 0."""
        return len(self.above)

    @property
    def first(self) -> int:
        """The row below the heads, counted from 0."""
        return self.header + 1

    @property
    def last(self) -> int:
        """The last row, counted from 0."""
        return self.header + len(self.rows) + self.empty_rows

    @property
    def works_out(self) -> bool:
        """Whether a column is worked out: its formulas fill the empty rows too."""
        return any(one.empty.formula for one in self.columns)


def sheets_of(register: Register, vocabulary: Vocabulary) -> tuple[RegisterSheet, RegisterSheet, RegisterSheet]:
    """The list, how to fill it in, and the times when someone looked through it. Texts may hold blanks."""
    facts = register.facts
    return _list(facts), _how(facts, vocabulary), _looked(facts)


def read_back(register: Register) -> dict[str, str]:
    """What a file says of itself so that it can be read back, whatever its heads were changed to; names and values.

    Rows count from 1. `First rows` stood below the examples from the start, headings included.
    """
    facts = register.facts
    return {
        "Template": register.slug,
        "Version": str(facts.version),
        "Header row": str(_ABOVE + len(facts.top) + 1),
        "First rows": str(len(facts.rows)),
        **{f"Column {at}": column.key for at, column in enumerate(facts.columns, 1)},
    }


def _list(facts: RegisterFacts) -> RegisterSheet:
    across = sum(_width(one, facts.columns) for one in facts.columns)
    is_checklist = words.is_checklist(facts)
    ready = _WORKED_OUT_ROWS if any(one.computed for one in facts.columns) else _ROWS
    help_line = "Click a cell to see what goes in it."
    if facts.examples:
        help_line += " Take out the grey examples when yours are in."
    return RegisterSheet(
        name=words.LIST,
        table="Entries",
        columns=tuple(_column(one, facts.columns) for one in facts.columns),
        above=(*_title(facts.title, facts), _line(help_line, "words"), *_top(facts)),
        rows=tuple(_row(one, facts) for one in first_rows(facts)),
        empty_rows=_CHECKLIST_ROWS if is_checklist else ready,
        frozen_columns=facts.frozen_columns,
        filtered=not any(HEADING in row for row in facts.rows),  # sorted, headings would lose their rows
        landscape=not is_checklist or across > _NARROW,
        pages_across=ceil(across / _READABLE),
    )


def _title(title: str, facts: RegisterFacts) -> tuple[SheetRow, ...]:
    return (
        _line(title, "title", 26),
        _line(words.ORGANISATION, "organisation", 18),
        _line(f"{curly(facts.short)}. {words.look_again(facts)} {words.REVIEW}.", "words"),
    )


def _line(text: str, style: str, height: float | None = None) -> SheetRow:
    return SheetRow((Cell(text, Look(style)),), height)


def _top(facts: RegisterFacts) -> Iterator[SheetRow]:
    widths = [_width(one, facts.columns) for one in facts.columns]
    most = max(map(len, facts.top), default=0) * 1.2
    start = next((at for at in range(1, len(widths)) if sum(widths[:at]) >= most), len(widths) - 1)
    end = next((at for at in range(start, len(widths)) if sum(widths[start : at + 1]) >= _WRITTEN_ON), len(widths) - 1)
    line = Cell(None, Look("to-write-on", Form.TEXT))
    for label in facts.top:
        yield SheetRow((Cell(label, Look("label")), *[None] * (start - 1), *[line] * (end + 1 - start)), 20)


def _width(column: Column, columns: tuple[Column, ...]) -> int:
    return max(column.width, _NARROWEST.get(shown_as(column, columns), 0))


def _column(column: Column, columns: tuple[Column, ...]) -> SheetColumn:
    return SheetColumn(
        key=column.key,
        label=column.label,
        width=_width(column, columns),
        empty=_cell(None, column, columns, "cell"),
        rule=Rule(column.type, column.choices, column.label, words.hint(column), column.between),
    )


def _cell(value: Value, column: Column, columns: tuple[Column, ...], style: str) -> Cell:
    form = _FORMS.get(shown_as(column, columns), Form.ANY)
    if not column.computed:
        return Cell(value, Look(style, form))
    own = "worked-out" if style == "cell" else style
    return Cell(value, Look(own, form), partial(formula, column, columns))


def _row(row: Heading | Entry, facts: RegisterFacts) -> SheetRow:
    if isinstance(row, Heading):
        empty = Cell(None, Look("band"))
        cells = (empty._replace(value=row.text), *[empty] * (len(facts.columns) - 1))
        return SheetRow(cells, 18, part=row.part)
    style = "example" if row.is_example else "cell"
    pairs = zip(row.values, facts.columns, strict=True)
    return SheetRow(
        tuple(_cell(value, column, facts.columns, style) for value, column in pairs),
        _height((value, _width(one, facts.columns)) for value, one in zip(row.values, facts.columns, strict=True)),
        part=row.part,
    )


def _how(facts: RegisterFacts, vocabulary: Vocabulary) -> RegisterSheet:
    widths = (30, 68, 34)
    steps = (f"{number}. {step}" for number, step in enumerate((*facts.how_to_fill_in, _MORE), 1))
    nothing = SheetRow(())
    return RegisterSheet(
        name=words.HOW,
        table="Columns",
        columns=tuple(SheetColumn("", *one) for one in zip(words.COLUMN_HEADS, widths, strict=True)),
        above=(
            _line(words.HOW, "title", 26),
            *(_paragraph(one, sum(widths)) for one in (facts.purpose, words.takes(facts, vocabulary))),
            nothing,
            *(_paragraph(one, sum(widths)) for one in steps),
            nothing,
        ),
        rows=tuple(_explained(one, widths) for one in facts.columns),
        empty_rows=0,
        frozen=False,
        filtered=False,
        one_page=True,
    )


def _paragraph(text: str, width: int) -> SheetRow:
    return SheetRow((Cell(text),), _height([(text, width)]), merged=True)


def _explained(column: Column, widths: tuple[int, int, int]) -> SheetRow:
    texts = (column.label, column.help, words.choose_from(column))
    looks = (Look("strong"), Look(), Look())
    cells = tuple(Cell(text or None, look) for text, look in zip(texts, looks, strict=True))
    return SheetRow(cells, _height(zip(texts, widths, strict=True)))


def _looked(facts: RegisterFacts) -> RegisterSheet:
    looking = words.looking(facts)
    when, who, what = looking.heads
    rule = Rule(ColumnType.DATE, (), when, "The day you finished.")
    return RegisterSheet(
        name=looking.title,
        table="Looked",
        columns=(
            SheetColumn("", when, 16, Cell(None, Look("ruled", Form.DAY)), rule),
            SheetColumn("", who, 34, Cell(None, Look("ruled", Form.TEXT))),
            SheetColumn("", what, 60, Cell(None, Look("ruled", Form.TEXT))),
        ),
        above=(
            *_title(looking.title, facts),
            _line(f"Started on {words.TODAY}. {looking.proof}", "words"),
        ),
        rows=(),
        empty_rows=_LOOKS,
    )


def _height(cells: Iterable[tuple[Value, int]]) -> float:
    """Points for a row of texts in columns of a width in letters: not every program finds the height by itself."""
    lines = max(len(wrap(value, max(3, int(width * 1.06)))) if isinstance(value, str) else 1 for value, width in cells)
    return 13.5 * max(1, lines) + 3
