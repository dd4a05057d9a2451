"""How far a workspace is: counted, never stored, never flattered."""

from collections.abc import Mapping
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.answers.model import Answer, Chosen, Dated, DocumentGiven, Position, Ticked, Way, Workspace, Written
from forms_backend.answers.progress import next_question, progress
from forms_backend.questions.model import QuestionSet

TODAY = date(2026, 3, 3)
DONE = {
    "lead": Answer(Position.YES, TODAY, Written("The manager")),
    "training": Answer(Position.YES, TODAY, Ticked()),
    "policy": Answer(Position.YES, TODAY, DocumentGiven(Way.PLACE, "Safe", reviewed_on=TODAY)),
    "last-check": Answer(Position.YES, TODAY, Dated(TODAY)),
    "software": Answer(Position.YES, TODAY, Chosen("all-well")),
    "risk-record": Answer(Position.NOT_APPLICABLE, TODAY, reason="Everything is still mended"),
}
HELP = Answer(Position.UNKNOWN, TODAY)
ORDER = list(DONE)
APPROACHING, MET = "Approaching Standards", "Standards Met"
Answered = st.dictionaries(
    st.sampled_from([*ORDER, "fax"]), st.sampled_from([*DONE.values(), HELP, Answer(Position.NO, TODAY)])
)


def done(*names: str) -> dict[str, Answer]:
    return {name: DONE[name] for name in names}


def answered(empty: Workspace, answers: Mapping[str, Answer], **profile: str) -> Workspace:
    profile = {name.replace("_", "-"): value for name, value in profile.items()}
    return msgspec.structs.replace(empty, answers=dict(answers), profile=profile)


@pytest.mark.parametrize(
    ("names", "counts", "reached"),
    [
        ([], [(0, 2), (0, 6)], ""),
        (["lead"], [(1, 2), (1, 6)], ""),
        (["lead", "training"], [(2, 2), (2, 6)], APPROACHING),
        (ORDER[1:], [(1, 2), (5, 6)], ""),
        (ORDER[:-1], [(2, 2), (5, 6)], APPROACHING),
        (ORDER, [(2, 2), (6, 6)], MET),
    ],
)
def test_each_level_counts_its_questions_and_those_before(
    questions: QuestionSet,
    empty: Workspace,
    names: list[str],
    counts: list[tuple[int, int]],
    reached: str,
) -> None:
    found = progress(questions, answered(empty, done(*names)), TODAY)
    assert [(one.done, one.needed) for one in found.levels] == counts
    assert found.reached == reached


@pytest.mark.parametrize(
    ("names", "certificate", "reached"),
    [
        (ORDER, "yes", "Standards Exceeded"),
        (ORDER, "no", MET),
        (ORDER[:-1], "yes", APPROACHING),
        ([], "yes", ""),
    ],
)
def test_the_certificate_lifts_only_those_who_have_everything(
    questions: QuestionSet, empty: Workspace, names: list[str], certificate: str, reached: str
) -> None:
    workspace = answered(empty, done(*names), cyber_essentials_plus=certificate)
    assert progress(questions, workspace, TODAY).reached == reached


def test_groups_keep_their_official_order_and_say_where_each_question_stands(
    questions: QuestionSet, empty: Workspace
) -> None:
    found = progress(questions, answered(empty, {**done("policy"), "software": HELP}), TODAY)
    lines = {one.group.title: [(asked.number, place.words) for asked, place in one.lines] for one in found.groups}
    assert lines == {
        "People": [("1.1.5", "Not started"), ("2.1.1", "Not started"), ("1.3.1", "Complete")],
        "Machines": [("7.2.1", "Not started"), ("8.1.4", "Need help"), ("8.2.1", "Not started")],
    }
    assert [one.done for one in found.groups] == [1, 0]


def test_an_answer_to_a_question_that_is_no_longer_asked_counts_for_nothing(
    questions: QuestionSet, empty: Workspace
) -> None:
    found = progress(questions, answered(empty, {"fax": DONE["training"]}), TODAY)
    assert found == progress(questions, empty, TODAY)


def test_what_goes_out_of_date_stops_counting(questions: QuestionSet, empty: Workspace) -> None:
    workspace = answered(empty, DONE)
    assert progress(questions, workspace, date(2027, 3, 3)).reached == MET
    later = progress(questions, workspace, date(2027, 3, 4))
    assert later.reached == APPROACHING
    assert later.next
    assert later.next.identity == "policy"


@pytest.mark.parametrize(
    ("answers", "after", "following"),
    [
        ({}, None, "lead"),
        (done("lead"), None, "training"),
        (done("policy", "software"), None, "lead"),
        ({"lead": HELP}, None, "training"),
        ({"lead": HELP, **done("training")}, None, "lead"),
        (done("lead", "training"), None, "policy"),
        (done("lead", "training"), "policy", "last-check"),
        (done("lead", "training"), "risk-record", "policy"),
        ({}, "last-check", "lead"),
        ({}, "lead", "training"),
        (done(*ORDER[:-1]), "risk-record", None),
        (done(*ORDER[:-1]), "lead", "risk-record"),
        ({}, "fax", "lead"),
        (DONE, None, None),
    ],
)
def test_the_next_question_is_of_the_first_level_and_does_not_wait_for_help(
    questions: QuestionSet, empty: Workspace, answers: dict[str, Answer], after: str | None, following: str | None
) -> None:
    places = progress(questions, answered(empty, answers), TODAY).standings
    found = next_question(questions, places, after)
    assert (found.identity if found else None) == following


@given(answers=Answered, today=st.dates(min_value=TODAY, max_value=date(2036, 1, 1)))
def test_counts_always_add_up(
    questions: QuestionSet, empty: Workspace, answers: dict[str, Answer], today: date
) -> None:
    found = progress(questions, answered(empty, answers), today)
    everything = found.levels[-1]
    assert (
        everything.done == sum(one.done for one in found.groups) == sum(one.counts for one in found.standings.values())
    )
    assert everything.needed == sum(len(one.lines) for one in found.groups) == len(questions)
    assert [one.done for one in found.levels] == sorted(one.done for one in found.levels)
    assert (found.next is None) is everything.reached
    assert found.next is None or not found.standings[found.next.identity].counts


@pytest.mark.parametrize(
    ("policy", "counts"),
    [
        (DONE["policy"], True),
        (None, False),
        (Answer(Position.NO, TODAY, DocumentGiven(Way.PLACE, "Safe", reviewed_on=TODAY)), False),
        (Answer(Position.YES, TODAY, DocumentGiven(Way.PLACE, "Safe", reviewed_on=date(2024, 1, 1))), False),
        (Answer(Position.YES, TODAY, DocumentGiven(Way.GIVEN, "risk-record", reviewed_on=TODAY)), False),
    ],
    ids=["in place", "not answered", "no longer there", "out of date", "points back"],
)
def test_a_document_given_elsewhere_counts_while_it_is_in_place_there(
    questions: QuestionSet, empty: Workspace, policy: Answer | None, *, counts: bool
) -> None:
    pointing = Answer(Position.YES, TODAY, DocumentGiven(Way.GIVEN, "policy", reviewed_on=TODAY))
    answers = {"risk-record": pointing} | ({"policy": policy} if policy else {})
    found = progress(questions, answered(empty, answers), TODAY).standings["risk-record"]
    assert found.counts is counts
    assert counts or found.words == "The document it points to is not in place"
