"""Pictures of the whole site: the card that others show with a link to us, and the icons of an installed copy."""

import json
from collections.abc import Iterator

import typst

from forms_backend.documents.pdf_fonts import FAMILIES, pdf_fonts

CARD = "assets/card.png"  # 1200 by 630 pixels, as the sites that show such cards ask for
ICON_SIZES = (192, 512)  # pixels

_CARD = """
#let data = json(bytes(sys.inputs.data))
#set page(width: 600pt, height: 315pt, margin: 44pt, fill: rgb("#0b4f4a"))
#set text(font: data.families, fill: white)
#place(top + left, rect(width: 74pt, height: 8pt, fill: rgb("#ffd23f")))
#v(34pt)
#text(size: 46pt, weight: "bold", data.name)
#v(-22pt)
#text(size: 25pt, data.words)
#place(bottom + left, text(size: 18pt, data.strapline))
"""
_ICON = """
#let data = json(bytes(sys.inputs.data))
#set page(width: 100pt, height: 100pt, margin: 0pt, fill: rgb("#0b4f4a"))
#place(center + horizon, curve(
  stroke: (paint: white, thickness: 11pt, cap: "round", join: "round"),
  curve.move((24pt, 53pt)), curve.line((43pt, 71pt)), curve.line((77pt, 33pt))))
"""


def pictures(name: str, words: str, strapline: str) -> Iterator[tuple[str, bytes]]:
    """Each picture's path on the site and its bytes (PNG)."""
    yield CARD, _png(_CARD, 144, name=name, words=words, strapline=strapline)
    for size in ICON_SIZES:
        yield f"assets/icon-{size}.png", _png(_ICON, size * 0.72)


def _png(source: str, dots: float, **data: str) -> bytes:
    """The picture at some dots an inch."""
    made: bytes = typst.compile(
        source.encode(),
        format="png",
        ppi=dots,
        sys_inputs={"data": json.dumps({**data, "families": FAMILIES})},
        font_paths=pdf_fonts(),
    )
    return made
