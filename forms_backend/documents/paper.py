"""Sizes on A4 paper, in millimetres."""

from math import ceil

from forms_backend.documents.report import Lines, Report, Row, Table

SHORT_SIDE, LONG_SIDE = 210.0, 297.0
MARGIN = 14.0

_LETTER = 2.0  # about as wide as a letter of the tables' text is on average
_NARROW_LETTER = 1.75
_PADDING = 4.0  # of a cell, both sides
_SAFE_LINES = {True: 22, False: 36}  # two thirds of what a page holds, by landscape


def page_size(report: Report) -> tuple[float, float]:
    """Width and height of the page."""
    return (LONG_SIDE, SHORT_SIDE) if report.landscape else (SHORT_SIDE, LONG_SIDE)


def text_width(report: Report) -> float:
    """The width between the margins."""
    return page_size(report)[0] - 2 * MARGIN


def column_widths(report: Report, table: Table) -> tuple[float, ...]:
    """The widths of a table's columns, which together fill the width between the margins."""
    shares = sum(column.width for column in table.columns)
    return tuple(round(text_width(report) * column.width / shares, 1) for column in table.columns)


def letters_across(width: float) -> int:
    """The letters of the shortest word that may be too wide for a column of this width."""
    return int((width - _PADDING) / _NARROW_LETTER) + 2


def may_break(report: Report, widths: tuple[float, ...], row: Row) -> bool:
    """Whether a row is so tall that it may have to go on over the page; all others stay whole."""
    safe = _SAFE_LINES[report.landscape]
    return any(_tall(cell, (width - _PADDING) / _LETTER, safe) for cell, width in zip(row.cells, widths, strict=True))


def _tall(cell: object, letters: float, safe: int) -> bool:
    if not isinstance(cell, Lines):
        return False
    text = cell.text
    if len(text) <= safe and "\n" not in text:
        return False
    return sum(max(1, ceil(len(part) / letters)) for part in text.split("\n")) > safe


def fact_widths(report: Report) -> tuple[float, ...]:
    """The widths of the boxes at the top: wider where there is more to say."""
    most = [max(len(fact.label), ceil(len(fact.value) * 1.4), len(fact.note), 18) for fact in report.facts]
    return tuple(round(text_width(report) * letters / sum(most), 1) for letters in most)
