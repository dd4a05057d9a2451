"""A filled template as an accessible PDF (ISO 14289-1, PDF/UA-1). Values travel as data, so none can become markup."""

import json
from datetime import date

from forms_backend.documents.accessible_pdf import accessible_pdf
from forms_backend.documents.pdf_fonts import FAMILIES
from forms_backend.documents.templates.filling import Filling


def filled_pdf(source: bytes, filling: Filling, made_on: date) -> bytes:
    """The Typst source with its blanks filled, as the bytes of a PDF dated with the start of a day."""
    data = {
        "families": FAMILIES,
        "values": filling.values,
        "labels": dict(filling.labels),
        "parts": filling.parts,
        "guided": filling.guided,
        "author": filling.values.get("organisation.name", ""),
    }
    return accessible_pdf(source, made_on, {"data": json.dumps(data, ensure_ascii=False)})
