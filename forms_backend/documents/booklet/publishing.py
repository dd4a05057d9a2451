"""What the build takes from the booklet: one file for each format."""

from collections.abc import Iterator

from forms_backend.documents import xlsx_report
from forms_backend.documents.booklet import booklet_docx, booklet_pdf
from forms_backend.documents.booklet.booklet_report import report_of
from forms_backend.documents.booklet.model import Booklet

PATH = "downloads/question-booklet"


def published(booklet: Booklet) -> Iterator[tuple[str, bytes]]:
    """The booklet in every format, as paths in the site and contents."""
    yield f"{PATH}.pdf", booklet_pdf.written(booklet)
    yield f"{PATH}.docx", booklet_docx.written(booklet)
    yield f"{PATH}.xlsx", xlsx_report.write(report_of(booklet))
