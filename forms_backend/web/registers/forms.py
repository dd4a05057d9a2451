"""The form that counts a register as evidence, and what it carries from the page before: numbers, and no row."""

import msgspec
from flask import Request
from wtforms import Field, Form, HiddenField, ValidationError

from forms_backend.answers.model import RegisterSummary
from forms_backend.answers.uploads import LARGEST, plain_name
from forms_backend.documents.register_reading.model import ReadableRegister
from forms_backend.documents.register_reading.reading import MOST_ROWS, Chosen
from forms_backend.web.fields import LineField

BILLION = 10**9  # no figure is ever so large

NO_FILE = "Choose the spreadsheet you filled in."
NO_PLACE = "Say where you keep the file, for example: shared drive, DSPT folder."


class CountForm(Form):
    """Where the file is kept and who looks after it. The page before told `read`, and showed `seen` and `offered`."""

    place = LineField()
    owner = LineField()
    read = HiddenField()
    seen = HiddenField()
    offered = HiddenField()

    def validate_place(self, field: Field) -> None:
        """Ask for a place."""
        if not field.data:
            raise ValidationError(NO_PLACE)

    def versions(self, many: int) -> list[int]:
        """So many versions; -1, which no saved one has, for each when somebody tampered with them."""
        parts = (self.seen.data or "").split(".")
        fine = len(parts) == many and all(part.isdecimal() and len(part) < 10 for part in parts)  # noqa: PLR2004 - longer is tampering
        return [int(part) for part in parts] if fine else [-1] * many


def chosen_file(request: Request) -> Chosen | None:
    """The file of a request, or None when there is none. One byte too many is enough to refuse it."""
    file = request.files.get("file")
    return Chosen(plain_name(file.filename), file.read(LARGEST + 1)) if file and file.filename else None


def carried(summary: RegisterSummary) -> str:
    """A summary as the text of a hidden field."""
    return msgspec.json.encode(summary).decode()


def summary_in(text: str, register: ReadableRegister) -> RegisterSummary | None:
    """The summary of a hidden field, or None when it is not one of this register.

    It is not signed: whoever has the return link may write into this workspace, and there is nobody else to deceive.
    But the words must be the template's own, so that no others come onto a page.
    """
    try:
        summary = msgspec.json.decode(text, type=RegisterSummary)
    except (msgspec.DecodeError, UnicodeError):
        return None
    numbers = [summary.misfits, *(one.number for one in summary.figures), *(one.of or 0 for one in summary.figures)]
    fits = [one.words for one in summary.figures] == [one.words for one in register.figures]
    return summary if fits and 0 < summary.rows <= MOST_ROWS and all(0 <= one < BILLION for one in numbers) else None
