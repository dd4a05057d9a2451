"""Where an answer stands today: one of five states, with words for the reader."""

from datetime import date
from enum import StrEnum

import msgspec

from forms_backend.answers.days import in_words, months_after
from forms_backend.answers.model import Answer, Chosen, Dated, DocumentGiven, Position, Ticked, Value, Written
from forms_backend.questions.model import Kind, Question


class State(StrEnum):
    """The five states of an answer (rules of the domain)."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    NEED_HELP = "need-help"
    COMPLETE = "complete"
    NOT_APPLICABLE = "not-applicable"


class Standing(msgspec.Struct, frozen=True):
    """A state and the words that say it."""

    state: State
    words: str

    @property
    def counts(self) -> bool:
        """Whether the question is done: complete, or not applicable with a reason."""
        return self.state in (State.COMPLETE, State.NOT_APPLICABLE)


_NOT_STARTED = Standing(State.NOT_STARTED, "Not started")
_COMPLETE = Standing(State.COMPLETE, "Complete")
_IN_PROGRESS = Standing(State.IN_PROGRESS, "In progress")
_WITHOUT_VALUE = {
    Position.PARTLY: _IN_PROGRESS,
    Position.NO: Standing(State.NOT_STARTED, "Not yet in place"),
    Position.UNKNOWN: Standing(State.NEED_HELP, "Need help"),
    Position.NOT_APPLICABLE: Standing(State.NOT_APPLICABLE, "Does not apply"),
}


def standing(question: Question, answer: Answer | None, today: date) -> Standing:
    """The state of an answer on a day."""
    if answer is None:
        return _NOT_STARTED
    if answer.position is Position.YES:
        return _met(question, answer.value, today)
    if answer.position is Position.NOT_APPLICABLE and not question.facts.not_applicable:
        return Standing(State.IN_PROGRESS, "This question has no “does not apply”")
    if answer.position is Position.NOT_APPLICABLE and not answer.reason.strip():
        return Standing(State.IN_PROGRESS, "Say why it does not apply")
    return _WITHOUT_VALUE[answer.position]


def _met(question: Question, value: Value | None, today: date) -> Standing:
    result = _IN_PROGRESS
    match question.facts.kind, value:  # a kind may have been corrected since: only a value of today's kind counts
        case Kind.TICK, Ticked():
            result = _COMPLETE
        case Kind.TEXT, Written(words=words) if words.strip():
            result = _COMPLETE
        case Kind.CHOICE, Chosen(option=option):
            put_right = Standing(State.IN_PROGRESS, "Something to put right first")
            result = _COMPLETE if option in question.facts.met_when.choices else put_right
        case Kind.DATE, Dated(on=day):
            result = _in_date(question, day, today)
        case Kind.DOCUMENT, DocumentGiven(what=what, reviewed_on=day) if what.strip():
            result = _in_date(question, day, today)
    return result


def _in_date(question: Question, day: date | None, today: date) -> Standing:
    months = question.facts.met_when.reviewed_within_months
    if months is None:
        return _COMPLETE
    if day is None:
        return Standing(State.IN_PROGRESS, "Add the date it was last looked at")
    if day > today:
        return Standing(State.IN_PROGRESS, "Check the date: it is in the future")
    until = months_after(day, months)
    if until < today:
        return Standing(State.IN_PROGRESS, f"Out of date since {in_words(until)}")
    return _COMPLETE
