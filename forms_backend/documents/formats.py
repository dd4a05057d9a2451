"""Every format a report can be had in. Adding one is a line here and a file beside the others."""

from collections.abc import Callable
from typing import NamedTuple

from forms_backend.documents import csv_report, docx_report, odt_report, pdf_report, xlsx_report
from forms_backend.documents.report import Report


class Format(NamedTuple):
    """A format: the end of its file name, its media type, what people call it, and how a report becomes its bytes."""

    suffix: str
    media_type: str
    label: str
    write: Callable[[Report], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS = {
    "docx": Format(".docx", f"{_OFFICE}.wordprocessingml.document", "Word", docx_report.write),
    "odt": Format(".odt", "application/vnd.oasis.opendocument.text", "OpenDocument", odt_report.write),
    "pdf": Format(".pdf", "application/pdf", "PDF", pdf_report.write),
    "xlsx": Format(".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Excel", xlsx_report.write),
    "csv": Format(".csv", "text/csv; charset=utf-8", "CSV", csv_report.write),
}
