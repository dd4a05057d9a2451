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
_DRAWN = {"word/footer1.xml": "footer.xml", "docProps/core.xml": "core.xml"}
_NEW_LINE = Markup('</w:t><w:br/><w:t xml:space="preserve">')


def write(report: Report) -> bytes:
    """The report as the bytes of a DOCX file."""
    return round_text(report, drawn(word_templates(), "document.xml", report))


def round_text(report: Report, document: bytes) -> bytes:
    """A DOCX file with a report's title, day and footer, and our styles, round the XML of a document."""
    drawn_parts = {name: drawn(word_templates(), file, report) for name, file in _DRAWN.items()}
    return packed(_unchanged() | drawn_parts | {"word/document.xml": document})


def _twips(millimetres: float) -> int:
    """A length in twentieths of a point, as Word measures."""
    return round(millimetres * 1440 / 25.4)


def _text(text: str) -> Markup:
    """The inside of `w:t`: a line end leaves it, breaks the line and opens another."""
    made = printable(text)
    return _NEW_LINE.join(made.split("\n")) if "\n" in made else escape(made)


@cache
def word_templates() -> Environment:
    """The templates of Word's XML, with filters for lengths and texts."""
    return templates("docx", twips=_twips, docx_text=_text)


@cache
def _unchanged() -> dict[str, bytes]:
    return unchanged("docx", _UNCHANGED)
