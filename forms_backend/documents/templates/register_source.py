"""At build time: a register becomes Typst source of sheets to fill in by hand, on A4 paper."""

from collections.abc import Iterator
from typing import Any

from forms_backend.documents.templates.model import Register
from forms_backend.documents.templates.parts import ROW_BLANK
from forms_backend.documents.templates.register_paper import Line, PaperRow, on_paper
from forms_backend.documents.templates.register_rows import Heading
from forms_backend.documents.templates.typst_source import source
from forms_backend.questions.vocabulary import Vocabulary


def made_sheets(register: Register, vocabulary: Vocabulary) -> bytes:
    """The register as Typst source with blanks."""
    paper = on_paper(register, vocabulary)
    fixed = {
        **paper._asdict(),
        "paired": paper.paired,
        "looking": paper.looking._asdict(),
        "places": [{"width": one.width, "lines": [_line(line) for line in one.lines]} for one in paper.places],
        "rows": [_row(one) for one in paper.rows],
    }
    return source("register.typ", fixed)


def _line(line: Line) -> dict[str, Any]:
    return {"label": line.label, "choices": line.choices, "takes": line.takes}


def _row(row: Heading | PaperRow) -> dict[str, Any]:
    if isinstance(row, Heading):
        return {"heading": row.text}
    cells = [[list(_pieces(text)) for text in cell] for cell in row.cells]
    return {"example": row.is_example, "cells": cells if any(map(any, row.cells)) else None}


def _pieces(text: str) -> Iterator[dict[str, str]]:
    """A text in pieces, so that values travel as data: words, and names of blanks."""
    for at, piece in enumerate(ROW_BLANK.split(text)):
        if piece:
            yield {"blank" if at % 2 else "words": piece}
