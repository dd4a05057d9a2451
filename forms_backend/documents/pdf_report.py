"""A report as an accessible PDF (ISO 14289-1, PDF/UA-1). Values travel as data, so none can become markup."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from forms_backend.documents import paper
from forms_backend.documents.accessible_pdf import accessible_pdf
from forms_backend.documents.pdf_fonts import FAMILIES
from forms_backend.documents.printable import printable
from forms_backend.documents.report import Band, Cell, Lines, Look, Report, Row, Table, TickBox


def write(report: Report) -> bytes:
    """The report as the bytes of a PDF file."""
    return accessible_pdf(_template(), report.made_on, {"report": json.dumps(_data(report), ensure_ascii=False)})


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "typst" / "report.typ").read_bytes()


def _data(report: Report) -> dict[str, Any]:
    return {
        "families": FAMILIES,
        "title": printable(report.title),
        "subtitle": printable(report.subtitle),
        "author": printable(report.organisation),
        "footer": printable(report.footer),
        "landscape": report.landscape,
        "margin": paper.MARGIN,
        "facts": [
            {name: printable(getattr(fact, name)) for name in ("label", "value", "note")} for fact in report.facts
        ],
        "fact_widths": paper.fact_widths(report),
        "words": [printable(words) for words in report.words],
        "tables": [_table(report, table) for table in report.tables],
    }


def _table(report: Report, table: Table) -> dict[str, Any]:
    widths = paper.column_widths(report, table)
    return {
        "heading": printable(table.heading),
        "columns": [printable(column.heading) for column in table.columns],
        "widths": widths,
        "rows": [_row(report, widths, row) for row in table.rows],
    }


def _row(report: Report, widths: tuple[float, ...], row: Band | Row) -> dict[str, Any]:
    if isinstance(row, Band):
        return {"band": printable(row.text)}
    return {"breakable": paper.may_break(report, widths, row), "cells": list(map(_cell, row.cells, widths))}


def _cell(cell: Cell, width: float) -> str | dict[str, Any]:
    if not isinstance(cell, Lines):
        return {"ticked": cell.ticked} if isinstance(cell, TickBox) else {}
    text, letters = printable(cell.text), paper.letters_across(width)
    wide = re.search(rf"[^\s/.-]{{{letters},}}", text)  # a word with no place to break it, wider than its column
    if not wide and all(line.look is Look.PLAIN for line in cell.lines):
        return text
    made: dict[str, Any] = {"lines": [(line.look, printable(line.text)) for line in cell.lines]}
    return made | {"break_words_of": letters} if wide else made
