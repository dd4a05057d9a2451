"""Each kind of question is one form: its fields, what is missing from them, and the value they give."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlsplit

from wtforms import Field, Form

from forms_backend.answers.model import Chosen, Dated, DocumentGiven, Position, Ticked, Value, Way, Written
from forms_backend.questions.model import Kind, Question
from forms_backend.web.answering.upload_field import StoredFile, UploadField
from forms_backend.web.fields import DayField, LineField, SeenField, TextField, past_day_errors

CHOOSE_WAY = "Choose how you will show it. Saying where it is kept is enough."


class AnswerForm(Form):
    """What every question asks. Each kind adds its own fields."""

    legend: ClassVar[str] = "Can you answer this?"
    yes: ClassVar[str]

    position = LineField()
    reason = TextField()
    comment = TextField()
    seen = SeenField()

    @staticmethod
    def shown(value: Value | None) -> dict[str, Any]:
        """Data for the kind's own fields, from a saved value."""
        raise NotImplementedError

    def value(self) -> Value | None:
        """The value that was typed, whole or not; None when nothing was."""
        raise NotImplementedError

    def missing(self, question: Question, today: date) -> Iterator[tuple[Field, str]]:
        """Fields that need something before "yes" counts, and the words to ask for it."""
        raise NotImplementedError

    def use(self, words: str) -> None:
        """Put the words that can be typed where they belong, after what is there: for most kinds, the comments."""
        self.comment.data = _joined(self.comment.data, words)

    def wrong(self, question: Question, given: Collection[str]) -> Iterator[tuple[Field, str]]:  # noqa: ARG002 - kinds need them
        """Fields that cannot be saved at all, whatever the position. `given`: questions whose document can be used."""
        yield from ()


class TickForm(AnswerForm):
    """A tick: the position says it all."""

    legend = "Is this in place?"
    yes = "Yes"

    @staticmethod
    def shown(value: Value | None) -> dict[str, Any]:  # noqa: ARG004, D102 - see AnswerForm
        return {}

    def value(self) -> Value | None:  # noqa: D102 - see AnswerForm
        return Ticked() if self.position.data == Position.YES else None

    def missing(self, question: Question, today: date) -> Iterator[tuple[Field, str]]:  # noqa: ARG002, D102 - see AnswerForm
        yield from ()


class TextForm(AnswerForm):
    """An answer in words."""

    yes = "Yes, this is our answer"

    words = TextField()

    def use(self, words: str) -> None:  # noqa: D102 - see AnswerForm
        self.position.data = self.position.data or Position.YES
        self.words.data = _joined(self.words.data, words)

    @staticmethod
    def shown(value: Value | None) -> dict[str, Any]:  # noqa: D102 - see AnswerForm
        return {"words": value.words} if isinstance(value, Written) else {}

    def value(self) -> Value | None:  # noqa: D102 - see AnswerForm
        return Written(self.words.data) if self.words.data else None

    def missing(self, question: Question, today: date) -> Iterator[tuple[Field, str]]:  # noqa: ARG002, D102 - see AnswerForm
        if not self.words.data:
            yield self.words, "Write your answer, or say that you are still working on it."


class DateForm(AnswerForm):
    """An answer that is a day."""

    yes = "Yes, on this day"

    on = DayField()

    @staticmethod
    def shown(value: Value | None) -> dict[str, Any]:  # noqa: D102 - see AnswerForm
        return {"on": value.on} if isinstance(value, Dated) else {}

    def value(self) -> Value | None:  # noqa: D102 - see AnswerForm
        return Dated(self.on.data) if self.on.data else None

    def missing(self, question: Question, today: date) -> Iterator[tuple[Field, str]]:  # noqa: ARG002, D102 - see AnswerForm
        needed = "Write the date, or say that you are still working on it."
        for words in past_day_errors(self.on, today, needed):
            yield self.on, words


class ChoiceForm(AnswerForm):
    """One of a few options."""

    yes = "Yes, one of these fits us"

    option = LineField()

    @staticmethod
    def shown(value: Value | None) -> dict[str, Any]:  # noqa: D102 - see AnswerForm
        return {"option": value.option} if isinstance(value, Chosen) else {}

    def value(self) -> Value | None:  # noqa: D102 - see AnswerForm
        return Chosen(self.option.data) if self.option.data else None

    def missing(self, question: Question, today: date) -> Iterator[tuple[Field, str]]:  # noqa: ARG002, D102 - see AnswerForm
        if not self.option.data:
            yield self.option, "Choose the line that fits, or say that you are still working on it."

    def wrong(self, question: Question, given: Collection[str]) -> Iterator[tuple[Field, str]]:  # noqa: ARG002, D102 - see AnswerForm
        if self.option.data and self.option.data not in {one.value for one in question.facts.choices}:
            yield self.option, "Choose one of these lines."


class DocumentForm(AnswerForm):
    """A document, given in one of four ways."""

    legend = "Do you have it?"
    yes = "Yes"

    way = LineField()
    place = LineField()
    link = LineField()
    given = LineField()
    upload = UploadField()
    reviewed_on = DayField()

    _asked: ClassVar[dict[str, str]] = {
        Way.PLACE: "Say where it is kept, for example: office, blue DSPT folder.",
        Way.LINK: "Give the link, or choose another way to show it.",
        Way.GIVEN: "Choose which one, or choose another way to show it.",
        Way.UPLOAD: "Choose the file, or choose another way to show it. You never have to upload.",
    }

    def use(self, words: str) -> None:  # noqa: D102 - see AnswerForm
        self.position.data = self.position.data or Position.YES
        self.way.data = self.way.data or Way.PLACE
        self.place.data = _joined(self.place.data, words).replace("\n", " ")

    @staticmethod
    def shown(value: Value | None) -> dict[str, Any]:  # noqa: D102 - see AnswerForm
        if not isinstance(value, DocumentGiven):
            return {}
        is_file = value.way is Way.UPLOAD
        what = StoredFile(value.what, value.file_name, saved=True) if is_file else value.what
        return {"way": value.way.value, value.way.value: what, "reviewed_on": value.reviewed_on}

    def value(self) -> Value | None:  # noqa: D102 - see AnswerForm
        way = self.way.data or ""
        given = self[way].data if way in self._asked else None
        if not given:  # the day it was looked at is kept even so
            looked = self.reviewed_on.data
            return DocumentGiven(way=Way.PLACE, what="", reviewed_on=looked) if looked else None
        what, name = (given.name, given.file_name) if isinstance(given, StoredFile) else (given, "")
        return DocumentGiven(way=Way(way), what=what, file_name=name, reviewed_on=self.reviewed_on.data)

    def missing(self, question: Question, today: date) -> Iterator[tuple[Field, str]]:  # noqa: D102 - see AnswerForm
        way = self.way.data or ""
        if not way:
            yield self.way, CHOOSE_WAY
        elif way in self._asked and not self[way].data and not self[way].errors:
            yield self[way], self._asked[way]
        months = question.facts.met_when.reviewed_within_months
        needed = "Write the day it was last looked at." if months else ""
        for words in past_day_errors(self.reviewed_on, today, needed):
            yield self.reviewed_on, words

    def wrong(self, question: Question, given: Collection[str]) -> Iterator[tuple[Field, str]]:  # noqa: ARG002, D102 - see AnswerForm
        if self.way.data and self.way.data not in self._asked:
            yield self.way, CHOOSE_WAY
        if self.way.data == Way.LINK and self.link.data and not _is_link(self.link.data):
            words = "This is not a link. It begins with https:// or http://. For a folder, say where it is kept."
            yield self.link, words
        if self.way.data == Way.GIVEN and self.given.data and self.given.data not in given:
            yield self.given, self._asked[Way.GIVEN]


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:  # such as half of a pair of square brackets
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _joined(typed: str | None, words: str) -> str:
    return "\n".join(each for each in (typed, words) if each)


FORMS: dict[Kind, type[AnswerForm]] = {
    Kind.TICK: TickForm,
    Kind.TEXT: TextForm,
    Kind.DATE: DateForm,
    Kind.CHOICE: ChoiceForm,
    Kind.DOCUMENT: DocumentForm,
}
