"""At build time: a register becomes a Word file with blanks, to print or to type into, with real tables."""

from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from forms_backend.documents.templates.model import ColumnType, Register, RegisterFacts
from forms_backend.documents.templates.named_parts import with_names
from forms_backend.documents.templates.register_paper import LEAD, Line, Paper, on_paper
from forms_backend.documents.templates.register_words import COLUMN_HEADS
from forms_backend.documents.xml_package import packed, templates, unchanged
from forms_backend.questions.vocabulary import Vocabulary

_WORD = Path(__file__).with_name("word")  # parts that prose has too
_AS_IN_PROSE = {
    "word/settings.xml": "settings.xml",
    "word/header1.xml": "header1.xml",
    "docProps/core.xml": "core.xml",
    "docProps/app.xml": "app.xml",
}
_OUR_OWN = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "rels.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/numbering.xml": "numbering.xml",
}
# In twentieths of a point. A4 is 210 mm by 297 mm; the margins are 12 mm.
_SHORT_SIDE, _LONG_SIDE, _MARGIN = 11906, 16838, 680
_HALF, _HALF_TICKED = 340, 300  # a line to write on
_PRINT = 196  # a line of print in a cell
_WHOLE = 600  # a row in which no two columns share a place
_PAGE_NUMBER = 1400  # room for "Page 10 of 10"
_NBSP = "\N{NO-BREAK SPACE}"


def made_register_docx(register: Register, vocabulary: Vocabulary) -> bytes:
    """The register as a Word file with blanks, to be filled by `filling`; the same register gives the same bytes."""
    paper = on_paper(register, vocabulary)
    page = (_LONG_SIDE, _SHORT_SIDE) if paper.across else (_SHORT_SIDE, _LONG_SIDE)
    text_width = page[0] - 2 * _MARGIN
    half = _HALF_TICKED if paper.ticked else _HALF

    def shares(widths: list[int]) -> list[int]:
        return [round(text_width * width / sum(widths)) for width in widths]

    def drawn(name: str) -> str:
        return (
            _environment()
            .get_template(name)
            .render(
                paper=paper,
                page=page,
                margin=_MARGIN,
                text_width=text_width,
                page_number=_PAGE_NUMBER,
                shares=shares,
                gap=(half - _PRINT) // 2,
                row_height=2 * half if paper.paired else _WHOLE,
                on_screen=_on_screen(paper),
                column_heads=COLUMN_HEADS,
                lead=LEAD,
            )
        )

    styles = (
        (_WORD / "styles.xml").read_text(encoding="utf-8").replace("</w:styles>", f"{drawn('styles.xml')}</w:styles>")
    )
    parts = {
        "word/document.xml": drawn("document.xml").encode(),
        "word/styles.xml": styles.encode(),
        "word/footer1.xml": drawn("footer.xml").encode(),
    }
    return packed(unchanged("register_docx", _OUR_OWN) | parts | _as_in_prose(register.facts))


def _as_in_prose(facts: RegisterFacts) -> dict[str, bytes]:
    texts = {part: (_WORD / name).read_text(encoding="utf-8") for part, name in _AS_IN_PROSE.items()}
    return {part: with_names(text, facts).encode() for part, text in texts.items()}


def _on_screen(paper: Paper) -> str:
    if not any(line.choices for place in paper.places for line in place.lines):
        return ""
    return "On screen, click it." if paper.ticked else "On screen, take out what does not fit."


def _strokes(line: Line) -> str:
    """What stands in an empty line to be circled or written round."""
    if line.choices:
        return "   ".join(map(_unbroken, line.choices))
    day = f"{_NBSP * 5}/{_NBSP * 5}/"
    if line.takes is ColumnType.DATETIME:
        return f"{day}{_NBSP * 5} at{_NBSP * 5}:"
    return day if line.takes is ColumnType.DATE else ""


def _unbroken(words: str) -> str:
    return words.replace(" ", _NBSP)


def _blank(name: str) -> Markup:
    run = Markup('<w:r><w:rPr><w:rStyle w:val="Blank"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>')
    return run.format(f"{{{{ {name} }}}}")


@cache
def _environment() -> Environment:
    return templates("register_docx", blank=_blank, strokes=_strokes, unbroken=_unbroken)
