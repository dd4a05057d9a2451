"""In which formats a template can be had. Reports have their own list: it loads writers that filling has no use for."""

from typing import NamedTuple

from forms_backend.documents.templates.model import Shape


class TemplateFormat(NamedTuple):
    """A format: how its files end, what a browser is told, and what a reader sees."""

    suffix: str
    media_type: str
    label: str


_DOCX = TemplateFormat("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word")
_ODT = TemplateFormat("odt", "application/vnd.oasis.opendocument.text", "OpenDocument")
_ODS = TemplateFormat("ods", "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument")
_PDF = TemplateFormat("pdf", "application/pdf", "PDF")
_XLSX = TemplateFormat("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel")

# By shape, and by the name a format has in addresses; the one most people want comes first.
TEMPLATE_FORMATS: dict[Shape, dict[str, TemplateFormat]] = {
    Shape.PROSE: {one.suffix: one for one in (_DOCX, _ODT, _PDF)},
    Shape.REGISTER: {one.suffix: one for one in (_XLSX, _ODS, _DOCX, _PDF)},
}
