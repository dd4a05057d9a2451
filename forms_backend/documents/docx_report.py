"""A report as a Word document. The XML is ours (ECMA-376): headings, repeated rows and language are real."""

from functools import cache

from jinja2 import Environment
from markupsafe import Markup, escape

from forms_backend.documents.printable import printable
from forms_backend.documents.report import Report
from forms_backend.documents.xml_package import drawn, packed, templates, unchanged

_UNCHANGED = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "rels.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "font_table.xml",
}
_DRAWN = {"word/document.xml": "document.xml", "word/footer1.xml": "footer.xml", "docProps/core.xml": "core.xml"}
_NEW_LINE = Markup('</w:t><w:br/><w:t xml:space="preserve">')


def write(report: Report) -> bytes:
    """The report as the bytes of a DOCX file."""
    return packed(_unchanged() | {name: drawn(_templates(), file, report) for name, file in _DRAWN.items()})


def _twips(millimetres: float) -> int:
    """A length in twentieths of a point, as Word measures."""
    return round(millimetres * 1440 / 25.4)


def _text(text: str) -> Markup:
    """The inside of `w:t`: a line end leaves it, breaks the line and opens another."""
    made = printable(text)
    return _NEW_LINE.join(made.split("\n")) if "\n" in made else escape(made)


@cache
def _templates() -> Environment:
    return templates("docx", twips=_twips, docx_text=_text)


@cache
def _unchanged() -> dict[str, bytes]:
    return unchanged("docx", _UNCHANGED)
