"""An answer in a sentence, for lists, plans and exports."""

from forms_backend.answers.days import in_words
from forms_backend.answers.model import (
    Answer,
    Chosen,
    Dated,
    DocumentGiven,
    Position,
    Ticked,
    Value,
    Way,
    Written,
)
from forms_backend.questions.model import Kind, Question, QuestionSet

POSITIONS = {
    Position.YES: "Yes",
    Position.PARTLY: "Partly: we are working on it",
    Position.NO: "No, not yet",
    Position.UNKNOWN: "I do not know yet: I need help",
    Position.NOT_APPLICABLE: "It does not apply to us",
}


# What the official toolkit takes as an answer.
OFFICIALLY = {
    Kind.TICK: "a tick, with a comment",
    Kind.TEXT: "a few sentences",
    Kind.DATE: "a date",
    Kind.DOCUMENT: "a document, or words saying where it is kept",
    Kind.CHOICE: "one choice from a list",
}


def value_in_words(question: Question, value: Value | None, questions: QuestionSet) -> str:
    """What was given, in words; empty when nothing was."""
    match value:
        case Ticked():
            return "Yes"
        case Written(words=words):
            return words.strip()
        case Dated(on=day):
            return in_words(day)
        case Chosen(option=option):
            labels = {one.value: one.label for one in question.facts.choices}
            return labels.get(option, option)
        case DocumentGiven():
            return _document(value, questions)
        case _:
            return ""


def answer_in_words(question: Question, answer: Answer, questions: QuestionSet) -> str:
    """The whole answer but its comment: what was given, or why it does not apply."""
    if answer.position is Position.NOT_APPLICABLE:
        reason = answer.reason.strip()
        return f"Does not apply: {reason}" if reason else ""
    return value_in_words(question, answer.value, questions)


def _document(given: DocumentGiven, questions: QuestionSet) -> str:
    what = given.what.strip()
    if given.way is Way.GIVEN:
        other = questions.question(what)
        name = f"{other.number} {other.facts.short}" if other else "a question that is no longer asked"
        what = f"The same document as for {name}"
    elif given.way is Way.UPLOAD:
        what = f"File: {given.file_name}"
    looked = f"last looked at {in_words(given.reviewed_on)}" if given.reviewed_on else ""
    return ", ".join(part for part in (what, looked) if part)
