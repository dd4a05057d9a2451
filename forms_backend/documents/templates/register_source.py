"""At build time: a register becomes Typst source of sheets to fill in by hand, on A4 paper."""

from textwrap import wrap
from typing import Any

from forms_backend.documents.templates.model import Register
from forms_backend.documents.templates.parts import ROW_BLANK
from forms_backend.documents.templates.register_paper import LEAD, Line, Paper, PaperRow, Place, on_paper
from forms_backend.documents.templates.register_rows import Heading
from forms_backend.documents.templates.typst_source import source
from forms_backend.questions.vocabulary import Vocabulary

_ACROSS, _UPRIGHT = 273, 186  # millimetres between the margins
_LETTER = 1.38  # about as wide as a letter of print in a cell, in millimetres
_PADDING = 2  # letters
_LOWER_LINES = 2  # of print that fit into the lower line of a place
_SURELY = 0.85  # of the letters that fit on a line on average


def made_sheets(register: Register, vocabulary: Vocabulary) -> bytes:
    """The register as Typst source with blanks."""
    paper = on_paper(register, vocabulary)
    fixed = {
        **paper._asdict(),
        "paired": paper.paired,
        "lead": paper.owner == LEAD,
        "looking": paper.looking._asdict(),
        "places": [_place(one, paper) for one in paper.places],
        "rows": [_row(one, paper) for one in paper.rows],
    }
    return source("register.typ", fixed)


def _place(place: Place, paper: Paper) -> dict[str, Any]:
    letters = _surely(_letters_across(place.width, paper))
    return {"width": place.width, "lines": [_line(line) for line in place.lines], "letters": letters}


def _line(line: Line) -> dict[str, Any]:
    return {"label": line.label, "choices": line.choices, "takes": line.takes}


def _row(row: Heading | PaperRow, paper: Paper) -> dict[str, Any]:
    if isinstance(row, Heading):
        return {"heading": row.text, "part": row.part}
    places = [(cell, _letters_across(place.width, paper)) for cell, place in zip(row.cells, paper.places, strict=True)]
    # What stands below begins at one height in all cells: below the longest upper text.
    upper = max((_lines(cell[0], letters) for cell, letters in places if len(cell) > 1), default=0)
    cells = [_cell(cell, letters) if any(cell) else None for cell, letters in places]
    return {"example": row.is_example, "cells": cells, "upper": upper, "part": row.part, "ample": _ample(row, paper)}


def _cell(texts: tuple[str, ...], letters: int) -> list[dict[str, Any]]:
    return [_printed(text, letters, is_lower=at == 1) for at, text in enumerate(texts)]


def _ample(row: PaperRow, paper: Paper) -> int | None:
    """Which place makes the row high enough to write in, if no two columns share one: best an empty place."""
    if paper.paired:
        return None
    filled = [any(cell) or _is_marked(place) for cell, place in zip(row.cells, paper.places, strict=True)]
    return filled.index(False) if False in filled else 0


def _is_marked(place: Place) -> bool:
    """Whether something is printed in the place though it is empty: choices, or the strokes of a day."""
    return any(line.choices or line.takes in ("date", "datetime") for line in place.lines)


def _letters_across(width: int, paper: Paper) -> int:
    """About how many letters of print fit across a place of this width."""
    room = (_ACROSS if paper.across else _UPRIGHT) / sum(one.width for one in paper.places)
    return max(4, int((width - _PADDING) * room / _LETTER))


def _printed(text: str, letters: int, *, is_lower: bool) -> dict[str, Any]:
    surely = _surely(letters)
    wide = "{{" in text or any(len(word) >= surely for word in text.replace("-", " ").split())
    return {"words": _words(text), "room": _room(text, letters, is_lower=is_lower), "wide": wide}


def _surely(letters: int) -> int:
    """How long a word may be: one of wide letters still fits."""
    return max(1, int(letters * _SURELY))


def _lines(text: str, letters: int) -> int:
    return len(wrap(text, int(letters * _SURELY)))


def _room(text: str, letters: int, *, is_lower: bool) -> str:
    """The height of a line of a place. "fixed" is quickest to draw by far, and two lines of print fit into it."""
    if "{{" in text:
        return "at least"
    return "free" if is_lower and _lines(text, letters) > _LOWER_LINES else "fixed"


def _words(text: str) -> str | list[dict[str, str]]:
    """A text, or its pieces if there are blanks, so that values travel as data: words, and names of blanks."""
    pieces = [{"blank" if at % 2 else "words": piece} for at, piece in enumerate(ROW_BLANK.split(text)) if piece]
    return pieces if len(pieces) > 1 or "{{" in text else text
