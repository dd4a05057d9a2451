"""Typst source becomes an accessible PDF (ISO 14289-1, PDF/UA-1)."""

import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import cast

import typst

from forms_backend.documents.pdf_fonts import pdf_fonts

_of_this_thread = threading.local()


class NotSet(Exception):  # noqa: N818 - a state of affairs
    """Typst could not set a document."""


def accessible_pdf(source: bytes, made_on: date, inputs: Mapping[str, str] | None = None) -> bytes:
    """The bytes of the PDF, dated with the start of a day. The inputs are what the source reads from sys.inputs.

    Raises NotSet when the source cannot be set.
    """
    try:
        made = _compiler().compile(
            input=source,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs=dict(inputs or {}),
            timestamp=datetime.combine(made_on, time(), UTC),
        )
    except typst.TypstError as error:
        raise NotSet(error.diagnostic) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a fault inside Typst raises, which is no Exception
            raise
        del _of_this_thread.compiler
        raise NotSet(str(error)) from error
    return cast("bytes", made)  # a PDF is never in several files


def _compiler() -> typst.Compiler:
    """One for each thread, as two threads cannot share one.

    A new one for each document, which is what typst.compile makes, keeps some 45 KB of memory for ever.
    """
    if not hasattr(_of_this_thread, "compiler"):
        _of_this_thread.compiler = typst.Compiler(font_paths=pdf_fonts())
    compiler: typst.Compiler = _of_this_thread.compiler
    return compiler
