"""From a saved answer to a form, and from a valid form to an answer."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from wtforms import Field

from forms_backend.answers.model import Answer, Position
from forms_backend.questions.model import Question
from forms_backend.web.answering.kinds import FORMS, AnswerForm


def form_shown(question: Question, answer: Answer | None, suggested_reason: str) -> AnswerForm:
    """The form as it is first shown: what is saved, or what the profile suggests."""
    form = FORMS[question.facts.kind]
    data: dict[str, Any] = {"seen": "0"}
    if answer:
        data = {
            "position": answer.position.value,
            "reason": answer.reason,
            "comment": answer.comment,
            "seen": str(answer.version),
            **form.shown(answer.value),
        }
    elif suggested_reason:
        data |= {"position": Position.NOT_APPLICABLE.value, "reason": suggested_reason}
    return form(data=data)


def positions(question: Question) -> tuple[Position, ...]:
    """Where people may say they are with this question."""
    every = tuple(Position)
    return every if question.facts.not_applicable else every[:-1]


def valid(form: AnswerForm, question: Question, given: Collection[str], today: date) -> bool:
    """Whether the form can be saved; adds words to the fields that need them.

    `given` are the identities of questions whose document can be used for this one.
    """
    fine = form.validate()
    for field, words in _problems(form, question, given, today):
        field.errors = [*field.errors, words]
        fine = False
    return bool(fine)


def answer_from(form: AnswerForm, today: date) -> Answer:
    """The answer a valid form gives. What was typed is kept, whatever position was chosen."""
    return Answer(
        position=Position(form.position.data or ""),
        saved_on=today,
        value=form.value(),
        reason=form.reason.data or "",
        comment=form.comment.data or "",
    )


def _problems(form: AnswerForm, question: Question, given: Collection[str], today: date) -> Iterator[tuple[Field, str]]:
    if form.position.data not in [one.value for one in positions(question)]:
        yield form.position, "Choose the line that says where you are. “I do not know yet” is a good answer too."
    elif form.position.data == Position.NOT_APPLICABLE and not form.reason.data:
        yield form.reason, "Say why it does not apply to you. One sentence is enough."
    elif form.position.data == Position.YES:
        yield from form.missing(question, today)
    yield from form.wrong(question, given)
