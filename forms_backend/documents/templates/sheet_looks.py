"""How the cells of a register's spreadsheet look, in every program."""

from enum import StrEnum
from typing import NamedTuple

INK, BRAND, MUTED = "#12211f", "#0b4f4a", "#4a5a57"
LINE, PALE, TINT, GREY, YELLOW = "#a9b5b2", "#d5dcda", "#eef2f1", "#dfe5e3", "#ffefa8"


class Form(StrEnum):
    """How what is typed into a cell is taken and shown."""

    ANY = "any"
    TEXT = "text"  # as it was typed: a phone number keeps its first 0, and 1-2 is no date
    DAY = "day"
    MOMENT = "moment"


class Style(NamedTuple):
    """The look of a cell, whatever its form. Sizes are in points."""

    size: int = 10
    bold: bool = False
    italic: bool = False
    colour: str = INK
    fill: str = ""
    wraps: bool = True
    middle: bool = False  # in its height
    line: bool = False  # below it


STYLES = {
    "title": Style(size=18, bold=True, wraps=False),
    "organisation": Style(size=12, bold=True, wraps=False),
    "words": Style(colour=MUTED, wraps=False),
    "strong": Style(bold=True),
    "cell": Style(),
    "header": Style(bold=True, colour="#ffffff", fill=BRAND, middle=True),
    "example": Style(italic=True, colour=MUTED, fill=TINT),
    "worked-out": Style(colour=MUTED, fill=GREY),
    "band": Style(bold=True, fill=TINT, wraps=False),
    "label": Style(bold=True, wraps=False, middle=True),
    "ruled": Style(line=True),  # printed even where it is empty
    "to-write-on": Style(wraps=False, middle=True, line=True),
}


class Look(NamedTuple):
    """The look of a cell: a key of STYLES, and the form of what stands in it."""

    style: str = "cell"
    form: Form = Form.ANY
