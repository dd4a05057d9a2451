"""Fields our forms are made of, and their errors as a list for the summary at the top."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from wtforms import Field, Form, HiddenField, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import Length, StopValidation

LINE = 300  # characters of a one-line field
TEXT = 5_000  # characters of a text

YEARS = range(1900, 2100)  # another one is a slip, and spreadsheets know no day before 1900
PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class FormError(NamedTuple):
    """An error and the id of the control it leads to: one that takes focus."""

    target: str
    words: str


class LineField(StringField):
    """One line of text, without blanks around it."""

    def __init__(self, label: str | None = None, **options: Any) -> None:  # noqa: ANN401 - WTForms' own options
        words = f"This is too long: {LINE} characters is the most."
        super().__init__(label, [Length(max=LINE, message=words)], **options)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was typed, trimmed."""
        self.data = _clean(valuelist[0]).replace("\n", " ").strip() if valuelist else ""


class NameField(LineField):
    """The organisation's name, the one thing nobody can leave out."""

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms' own signature
        """Ask for a name."""
        if not self.data:
            raise StopValidation("Write the name of your organisation. It goes on your action plan.")


class OptionField(LineField):
    """One of a few values. Anything else is refused in these words, so that only what was offered is kept."""

    def __init__(self, values: Collection[str], words: str, **options: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**options)
        self._values, self._words = values, words
        self.first = next(filter(None, values))  # where a keyboard enters the group; an empty value has no control

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms' own signature
        """Refuse what was not offered."""
        if (self.data or "") not in self._values:
            raise StopValidation(self._words)


class TextField(TextAreaField):
    """A longer text, without blanks around it."""

    def __init__(self, label: str | None = None, **options: Any) -> None:  # noqa: ANN401 - WTForms' own options
        words = f"This is too long: {TEXT:,} characters is the most."
        super().__init__(label, [Length(max=TEXT, message=words)], **options)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was typed, trimmed, with plain line ends."""
        self.data = _clean(valuelist[0]).strip() if valuelist else ""


class SeenField(HiddenField):
    """The version of what a form was drawn from, hidden in the form."""

    @property
    def version(self) -> int:
        """The number; -1, which no saved version has, when somebody tampered with it."""
        text = self.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else -1  # noqa: PLR2004 - longer is tampering


class DayField(Field):
    """A day, asked as three short fields. `typed` is what was typed; `data` the day, or None."""

    typed: tuple[str, str, str] = ("", "", "")
    data: date | None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ANN401, ARG002 - WTForms' own signature
        """Take the three parts from the form, or a day from the answer."""
        self.process_errors = []
        self.data = data if isinstance(data, date) else None
        if formdata is not None and any(f"{self.name}-{part}" in formdata for part in PARTS):
            day, month, year = (formdata.get(f"{self.name}-{part}", "").strip()[:20] for part in PARTS)
            self.typed = (day, month, year)
            self.data = _day(self.typed)
        elif self.data:
            self.typed = (str(self.data.day), str(self.data.month), str(self.data.year))
        self.raw_data = list(self.typed)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms' own signature
        """Refuse something typed that is no day."""
        if any(self.typed) and self.data is None:
            raise StopValidation("This is not a date. Write it in numbers, for example 3 3 2026.")


def errors_of(form: Form) -> list[FormError]:
    """All errors of a form, in the order of its fields, each with the id of the control to go to."""
    return [FormError(_target(field), words) for field in form for words in field.errors]


def past_day_errors(field: DayField, today: date, needed: str = "") -> Iterator[str]:
    """Errors of a day that must have come: `needed` when it is missing (empty: it may be), or that it is to come."""
    if needed and not any(field.typed):
        yield needed
    elif field.data and field.data > today:
        yield "This date is in the future. Check the year."


def _target(field: Field) -> str:
    """The control itself; of a day its first part, of a group its first option: a group takes no focus."""
    if isinstance(field, DayField):
        return f"{field.id}-{PARTS[0]}"
    return f"{field.id}-{field.first}" if isinstance(field, OptionField) else str(field.id)


def _day(typed: tuple[str, str, str]) -> date | None:
    day, month, year = typed
    if month[:3].casefold() in MONTHS:
        month = str(MONTHS.index(month[:3].casefold()) + 1)
    if not all(part.isdecimal() for part in (day, month, year)):
        return None
    whole = int(year) + (2000 if len(year) == 2 else 0)  # noqa: PLR2004 - 26 means 2026
    try:
        return date(whole, int(month), int(day)) if whole in YEARS else None
    except (ValueError, OverflowError):
        return None


def _clean(text: str) -> str:
    """Text with plain line ends, and without characters no keyboard types."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in text if one in "\n\t" or (one >= " " and not "\ud800" <= one <= "\udfff"))
