"""At build time: a register becomes Typst source of sheets to fill in by hand, on A4 paper."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from forms_backend.documents.templates.model import Register
from forms_backend.documents.templates.parts import ROW_BLANK
from forms_backend.documents.templates.register_paper import LEAD, Line, Paper, PaperRow, on_paper
from forms_backend.documents.templates.register_rows import Heading
from forms_backend.documents.templates.typst_source import source
from forms_backend.questions.vocabulary import Vocabulary

_ACROSS, _UPRIGHT = 273, 186  # millimetres between the margins
_LETTER = 1.38  # about as wide as a letter of print in a cell, in millimetres
_PADDING = 2  # letters
_SURELY = 0.85  # of the letters that fit on a line on average


def made_sheets(register: Register, vocabulary: Vocabulary) -> bytes:
    """The register as Typst source with blanks."""
    paper = on_paper(register, vocabulary)
    fixed = {
        **paper._asdict(),
        "paired": paper.paired,
        "lead": paper.owner == LEAD,
        "looking": paper.looking._asdict(),
        "places": [{"width": one.width, "lines": [_line(line) for line in one.lines]} for one in paper.places],
        "rows": [_row(one, paper) for one in paper.rows],
    }
    return source("register.typ", fixed)


def _line(line: Line) -> dict[str, Any]:
    return {"label": line.label, "choices": line.choices, "takes": line.takes}


def _row(row: Heading | PaperRow, paper: Paper) -> dict[str, Any]:
    if isinstance(row, Heading):
        return {"heading": row.text, "part": row.part}
    if not any(map(any, row.cells)):
        return {"example": False, "cells": None, "part": row.part}
    places = [(cell, _letters_across(place.width, paper)) for cell, place in zip(row.cells, paper.places, strict=True)]
    # What stands below begins at one height in all cells: below the longest upper text.
    upper = max((len(wrap(cell[0], int(letters * _SURELY))) for cell, letters in places if len(cell) > 1), default=0)
    return {
        "example": row.is_example,
        "cells": [
            [
                _printed(text, grows="{{" in text or (at == 1 and len(text) > letters * _SURELY))
                for at, text in enumerate(cell)
            ]
            for cell, letters in places
        ],
        "upper": upper,
        "part": row.part,
    }


def _letters_across(width: int, paper: Paper) -> int:
    """About how many letters of print fit across a place of this width."""
    room = (_ACROSS if paper.across else _UPRIGHT) / sum(one.width for one in paper.places)
    return max(4, int((width - _PADDING) * room / _LETTER))


def _printed(text: str, *, grows: bool) -> dict[str, Any]:
    """A text, and whether it may need more room than is laid out for it: all others are quicker to draw."""
    return {"pieces": list(_pieces(text)), "grows": grows}


def _pieces(text: str) -> Iterator[dict[str, str]]:
    """A text in pieces, so that values travel as data: words, and names of blanks."""
    for at, piece in enumerate(ROW_BLANK.split(text)):
        if piece:
            yield {"blank" if at % 2 else "words": piece}
