"""The booklet as a Word document to type into: real headings, a table for each question, boxes that can be ticked."""

from forms_backend.documents import docx_report, paper
from forms_backend.documents.booklet.booklet_report import report_of
from forms_backend.documents.booklet.model import HOW_TO_USE, POSITIONS, Booklet

_LINE = 8.0  # millimetres, the height of a line to write on
_LEFT = 48.0
_SPARE_LINES = 1  # more than the fewest, and two questions still fill a page


def written(booklet: Booklet) -> bytes:
    """The booklet as the bytes of a DOCX file."""
    report = report_of(booklet)
    document = (
        docx_report.word_templates()
        .get_template("booklet.xml")
        .render(
            booklet=booklet,
            positions=POSITIONS,
            how_to_use=HOW_TO_USE,
            line=_LINE,
            spare_lines=_SPARE_LINES,
            left=_LEFT,
            right=paper.text_width(report) - _LEFT,
            margin=paper.MARGIN,
        )
    )
    return docx_report.round_text(report, document.encode())
