"""What a template may say of questions: their numbers, and parts kept only while one is not answered yet."""

from collections.abc import Mapping

import msgspec

from forms_backend.questions.model import ChoiceOption
from forms_backend.questions.vocabulary import FieldKind, ProfileField, ProfileSection, Vocabulary

OPEN, ANSWERED = "open", "answered"


def number_blank(identity: str) -> str:
    """The blank that shows a question's number: `{{ number.backups }}`."""
    return f"number.{identity}"


def open_field(identity: str) -> str:
    """The field of a condition on an answer: `question.backups == open`."""
    return f"question.{identity}"


def with_questions(vocabulary: Vocabulary, numbers: Mapping[str, str]) -> Vocabulary:
    """The vocabulary with a field for each question, by identity, beside those of the profile."""
    fields = tuple(field for identity, number in numbers.items() for field in _fields(identity, number))
    section = ProfileSection(title="Questions", fields=fields)
    return msgspec.structs.replace(vocabulary, profile=(*vocabulary.profile, section))


def words_for(text: str, vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary with those questions only that a text names: when others change, its template is as it was."""
    *asked, questions = vocabulary.profile
    named = msgspec.structs.replace(questions, fields=tuple(one for one in questions.fields if one.id in text))
    return msgspec.structs.replace(vocabulary, profile=(*asked, named))


def numbers_in(vocabulary: Vocabulary) -> dict[str, str]:
    """The number of each question that `with_questions` added, by its blank."""
    fields = (one for part in vocabulary.profile for one in part.fields)
    return {one.id: one.blank for one in fields if one.id.startswith(number_blank("")) and one.blank}


def _fields(identity: str, number: str) -> tuple[ProfileField, ProfileField]:
    options = (
        ChoiceOption(OPEN, "Not answered yet", means=f"you have not answered question {number} yet"),
        ChoiceOption(ANSWERED, "Answered", means=f"you have answered question {number}"),
    )
    return (
        ProfileField(number_blank(identity), f"Number of question {number}", FieldKind.TEXT, blank=number),
        ProfileField(open_field(identity), f"Question {number}", FieldKind.CHOICE, options=options),
    )
