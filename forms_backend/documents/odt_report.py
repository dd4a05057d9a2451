"""A report as an OpenDocument text. The XML is ours (ODF 1.3): headings, repeated rows and language are real."""

import re
from functools import cache

from jinja2 import Environment
from markupsafe import Markup, escape

from forms_backend.documents.printable import printable
from forms_backend.documents.report import Report
from forms_backend.documents.xml_package import drawn, packed, templates, unchanged

_TYPE = {"mimetype": b"application/vnd.oasis.opendocument.text"}
_DRAWN = {name: name for name in ("content.xml", "styles.xml", "meta.xml")}
_NEW_LINE = Markup("<text:line-break/>")
_LOST_SPACES = re.compile("^ +|(?<= ) +", re.MULTILINE)  # a reader drops spaces at the start and after a space


def write(report: Report) -> bytes:
    """The report as the bytes of an ODT file."""
    parts = {name: drawn(_templates(), file, report) for name, file in _DRAWN.items()}
    return packed(_TYPE | parts | _unchanged(), first_stored=True)


def _text(text: str) -> Markup:
    """The text of a paragraph, with its spaces and line ends."""
    made = printable(text)
    return _NEW_LINE.join(_spaced(part) for part in made.split("\n")) if "\n" in made else _spaced(made)


def _spaced(text: str) -> Markup:
    if not text.startswith(" ") and "  " not in text:
        return escape(text)
    kept, end = Markup(), 0
    for found in _LOST_SPACES.finditer(text):
        kept += Markup('{}<text:s text:c="{}"/>').format(text[end : found.start()], len(found[0]))
        end = found.end()
    return kept + text[end:]


@cache
def _templates() -> Environment:
    return templates("odt", odt_text=_text)


@cache
def _unchanged() -> dict[str, bytes]:
    return unchanged("odt", {"META-INF/manifest.xml": "manifest.xml"})
