"""Every format a report can be had in. Adding one is a line here and a file beside the others."""

from collections.abc import Callable
from typing import NamedTuple

from forms_backend.documents import csv_report, docx_report, odt_report, pdf_report, xlsx_report
from forms_backend.documents.report import Report


class Format(NamedTuple):
    """A format: its media type, what people call it, and how a report becomes its bytes."""

    media_type: str
    label: str
    write: Callable[[Report], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS = {  # by the end of the file's name
    "docx": Format(f"{_OFFICE}.wordprocessingml.document", "Word", docx_report.write),
    "odt": Format("application/vnd.oasis.opendocument.text", "OpenDocument", odt_report.write),
    "pdf": Format("application/pdf", "PDF", pdf_report.write),
    "xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", "Excel", xlsx_report.write),
    "csv": Format("text/csv; charset=utf-8", "CSV", csv_report.write),
}
