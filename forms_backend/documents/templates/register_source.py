"""At build time: a register becomes Typst source of sheets to fill in by hand, on A4 paper."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from forms_backend.documents.templates.model import Register
from forms_backend.documents.templates.parts import ROW_BLANK
from forms_backend.documents.templates.register_paper import Line, Paper, PaperRow, on_paper
from forms_backend.documents.templates.register_rows import Heading
from forms_backend.documents.templates.typst_source import source
from forms_backend.questions.vocabulary import Vocabulary

_ACROSS, _UPRIGHT = 273, 186  # millimetres between the margins
_LETTER = 1.45  # about as wide as a letter of print in a cell, in millimetres
_PADDING = 2  # letters


def made_sheets(register: Register, vocabulary: Vocabulary) -> bytes:
    """The register as Typst source with blanks."""
    paper = on_paper(register, vocabulary)
    fixed = {
        **paper._asdict(),
        "paired": paper.paired,
        "looking": paper.looking._asdict(),
        "places": [{"width": one.width, "lines": [_line(line) for line in one.lines]} for one in paper.places],
        "rows": [_row(one, paper) for one in paper.rows],
    }
    return source("register.typ", fixed)


def _line(line: Line) -> dict[str, Any]:
    return {"label": line.label, "choices": line.choices, "takes": line.takes}


def _row(row: Heading | PaperRow, paper: Paper) -> dict[str, Any]:
    if isinstance(row, Heading):
        return {"heading": row.text}
    if not any(map(any, row.cells)):
        return {"example": False, "cells": None}
    cells = [[list(_pieces(text)) for text in cell] for cell in row.cells]
    return {"example": row.is_example, "cells": cells, "upper": _upper_lines(row, paper)}


def _upper_lines(row: PaperRow, paper: Paper) -> int:
    """About how many lines of print the longest upper text has, so that what stands below it begins at one height."""
    letter = sum(one.width for one in paper.places) * _LETTER / (_ACROSS if paper.across else _UPRIGHT)
    lines = [
        len(wrap(cell[0], max(4, int((place.width - _PADDING) / letter))))
        for cell, place in zip(row.cells, paper.places, strict=True)
        if len(cell) > 1
    ]
    return max(lines, default=0)


def _pieces(text: str) -> Iterator[dict[str, str]]:
    """A text in pieces, so that values travel as data: words, and names of blanks."""
    for at, piece in enumerate(ROW_BLANK.split(text)):
        if piece:
            yield {"blank" if at % 2 else "words": piece}
