"""The booklet as an accessible PDF (ISO 14289-1, PDF/UA-1) on A4, with lines to write on. Words travel as data."""

import json
from pathlib import Path
from typing import Any

import msgspec

from forms_backend.documents.accessible_pdf import accessible_pdf
from forms_backend.documents.booklet.model import HOW_TO_USE, POSITIONS, Booklet
from forms_backend.documents.pdf_fonts import FAMILIES
from forms_backend.documents.templates.wording import curly

_OURS = Path(__file__).with_name("typst") / "booklet.typ"


def written(booklet: Booklet) -> bytes:
    """The booklet as the bytes of a PDF file."""
    words = {**msgspec.to_builtins(booklet), "positions": POSITIONS, "how_to_use": HOW_TO_USE}
    data = {**_printed(words), "families": FAMILIES}
    inputs = {"booklet": json.dumps(data, ensure_ascii=False)}
    return accessible_pdf(_OURS.read_bytes(), booklet.checked_on, inputs)


def _printed(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The value with every text in it as a printed page has it."""
    match value:
        case str():
            return curly(value)
        case dict():
            return {name: _printed(one) for name, one in value.items()}
        case list() | tuple():
            return [_printed(one) for one in value]
        case _:
            return value
