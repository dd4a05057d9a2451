"""Where an answer stands today: only what is really done counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.answers.days import months_after
from forms_backend.answers.model import Answer, Chosen, Dated, DocumentGiven, Position, Ticked, Value, Way, Written
from forms_backend.answers.standing import State, standing
from forms_backend.questions.model import Question, QuestionSet

TODAY = date(2026, 3, 3)
LONG_AGO = date(2024, 2, 29)
KEPT = DocumentGiven(Way.PLACE, "Blue folder", reviewed_on=TODAY)
WAYS = [
    DocumentGiven(Way.PLACE, "Blue folder", reviewed_on=TODAY),
    DocumentGiven(Way.LINK, "https://example.org", reviewed_on=TODAY),
    DocumentGiven(Way.GIVEN, "risk-record", reviewed_on=TODAY),
    DocumentGiven(Way.UPLOAD, "f3", "Policy.docx", reviewed_on=TODAY),
]
ONE_OF_EACH: dict[str, Value] = {
    "training": Ticked(),
    "lead": Written("The manager"),
    "last-check": Dated(TODAY),
    "software": Chosen("all-well"),
    "policy": KEPT,
}
Values = st.one_of(st.none(), *map(st.just, ONE_OF_EACH.values()))


def asked(questions: QuestionSet, identity: str) -> Question:
    found = questions.question(identity)
    assert found
    return found


def yes(value: Value | None) -> Answer:
    return Answer(Position.YES, TODAY, value)


@pytest.mark.parametrize(
    ("identity", "answer", "state", "words"),
    [
        ("training", None, State.NOT_STARTED, "Not started"),
        ("training", yes(Ticked()), State.COMPLETE, "Complete"),
        ("training", Answer(Position.PARTLY, TODAY), State.IN_PROGRESS, "In progress"),
        ("training", Answer(Position.PARTLY, TODAY, Ticked()), State.IN_PROGRESS, "In progress"),
        ("training", Answer(Position.NO, TODAY), State.NOT_STARTED, "Not yet in place"),
        ("training", Answer(Position.UNKNOWN, TODAY), State.NEED_HELP, "Need help"),
        ("software", Answer(Position.NOT_APPLICABLE, TODAY, reason="None"), State.NOT_APPLICABLE, "Does not apply"),
        (
            "software",
            Answer(Position.NOT_APPLICABLE, TODAY, reason=" "),
            State.IN_PROGRESS,
            "Say why it does not apply",
        ),
        (
            "training",
            Answer(Position.NOT_APPLICABLE, TODAY, reason="None"),
            State.IN_PROGRESS,
            "This question has no “does not apply”",
        ),
        ("lead", yes(Written("The manager")), State.COMPLETE, "Complete"),
        ("lead", yes(Written(" \n")), State.IN_PROGRESS, "In progress"),
        ("lead", yes(None), State.IN_PROGRESS, "In progress"),
        ("software", yes(Chosen("all-well")), State.COMPLETE, "Complete"),
        ("software", yes(Chosen("written-down")), State.COMPLETE, "Complete"),
        ("software", yes(Chosen("not-yet")), State.IN_PROGRESS, "Something to put right first"),
        ("software", yes(Chosen("taken-away-since")), State.IN_PROGRESS, "Something to put right first"),
        ("policy", yes(DocumentGiven(Way.PLACE, "Safe")), State.IN_PROGRESS, "Add the date it was last looked at"),
        ("policy", yes(DocumentGiven(Way.PLACE, " ", reviewed_on=TODAY)), State.IN_PROGRESS, "In progress"),
        ("last-check", yes(Dated(TODAY)), State.COMPLETE, "Complete"),
        ("last-check", yes(Dated(LONG_AGO)), State.IN_PROGRESS, "Out of date since 28 February 2025"),
        (
            "last-check",
            yes(Dated(TODAY + timedelta(days=1))),
            State.IN_PROGRESS,
            "Check the date: it is in the future",
        ),
    ],
)
def test_an_answer_stands_where_its_position_and_value_say(
    questions: QuestionSet, identity: str, answer: Answer | None, state: State, words: str
) -> None:
    found = standing(asked(questions, identity), answer, TODAY)
    assert (found.state, found.words) == (state, words)


@pytest.mark.parametrize("document", WAYS, ids=lambda one: one.way)
def test_a_document_counts_however_it_is_given(questions: QuestionSet, document: DocumentGiven) -> None:
    assert standing(asked(questions, "policy"), yes(document), TODAY).counts


@pytest.mark.parametrize(("days", "counts"), [(-1, True), (0, True), (1, False)])
@pytest.mark.parametrize("reviewed", [date(2025, 3, 3), date(2024, 2, 29), date(2024, 12, 31)])
@pytest.mark.parametrize("identity", ["policy", "last-check"])
def test_a_year_after_it_was_looked_at_it_counts_for_one_last_day(
    questions: QuestionSet, identity: str, reviewed: date, days: int, *, counts: bool
) -> None:
    value = Dated(reviewed) if identity == "last-check" else DocumentGiven(Way.PLACE, "Safe", reviewed_on=reviewed)
    today = months_after(reviewed, 12) + timedelta(days=days)
    assert standing(asked(questions, identity), yes(value), today).counts is counts


@pytest.mark.parametrize("identity", ONE_OF_EACH)
@pytest.mark.parametrize("other", ONE_OF_EACH)
def test_only_a_value_of_the_questions_own_kind_counts(questions: QuestionSet, identity: str, other: str) -> None:
    found = standing(asked(questions, identity), yes(ONE_OF_EACH[other]), TODAY)
    assert found.counts is (identity == other)


@given(
    identity=st.sampled_from([*ONE_OF_EACH, "risk-record"]),
    position=st.sampled_from([Position.PARTLY, Position.NO, Position.UNKNOWN]),
    value=Values,
    reason=st.text(max_size=3),
)
def test_whoever_does_not_say_yes_is_not_done_whatever_else_was_typed(
    questions: QuestionSet, identity: str, position: Position, value: Value | None, reason: str
) -> None:
    assert not standing(asked(questions, identity), Answer(position, TODAY, value, reason), TODAY).counts


@given(day=st.dates(), today=st.dates(), identity=st.sampled_from(["policy", "last-check"]))
def test_any_two_days_of_the_calendar_can_be_compared(
    questions: QuestionSet, day: date, today: date, identity: str
) -> None:
    value = Dated(day) if identity == "last-check" else DocumentGiven(Way.PLACE, "Safe", reviewed_on=day)
    found = standing(asked(questions, identity), yes(value), today)
    assert found.counts is (day <= today <= months_after(day, 12))
