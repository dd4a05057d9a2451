"""What is still to do, in the order in which to do it, with days that can be kept."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.answers.action_plan import FRIDAY, Plan, PlanRow, action_plan, due_dates
from forms_backend.answers.days import months_after
from forms_backend.answers.model import (
    Answer,
    Chosen,
    Dated,
    DocumentGiven,
    EvidenceNote,
    PlanNote,
    PlanStatus,
    Position,
    Ticked,
    Way,
    Workspace,
    Written,
)
from forms_backend.answers.standing import State
from forms_backend.questions.model import DependsOn, Question, QuestionSet
from forms_backend.questions.vocabulary import Vocabulary

TODAY = date(2026, 3, 3)
YES, PARTLY, NO, UNKNOWN, NOT_APPLICABLE = Position
ORDER = ["lead", "training", "last-check", "policy", "software", "risk-record"]
Planned = Callable[..., Plan]
Today = st.dates(min_value=date(2025, 9, 1), max_value=date(2045, 12, 31))
EDGES = [
    date(2026, 5, 28),
    date(2026, 5, 29),
    date(2026, 5, 30),
    date(2026, 6, 1),
    date(2026, 6, 26),
    date(2026, 6, 29),
    date(2026, 6, 30),
    date(2026, 7, 1),
    date(2028, 2, 29),
    date(2026, 12, 31),
]


@pytest.fixture(scope="session")
def planned(questions: QuestionSet, vocabulary: Vocabulary, empty: Workspace) -> Planned:
    def plan(today: date = TODAY, asked: QuestionSet = questions, **kept: Mapping[str, object]) -> Plan:
        return action_plan(asked, msgspec.structs.replace(empty, **kept), vocabulary, today)

    return plan


def row(plan: Plan, identity: str) -> PlanRow:
    return next(one for one in plan.rows if one.question.identity == identity)


def names(plan: Plan) -> list[str]:
    return [one.question.identity for one in plan.rows]


def test_quick_things_come_first_within_a_level_and_what_depends_comes_after(planned: Planned) -> None:
    plan = planned()
    assert names(plan) == ORDER
    assert [(one.level.title, len(one.rows)) for one in plan.sections] == [
        ("Approaching Standards", 2),
        ("Standards Met", 4),
    ]


def test_a_level_that_is_reached_has_no_section_and_what_is_done_is_listed_apart(planned: Planned) -> None:
    answers = {
        "lead": Answer(YES, TODAY, Written("The manager"), comment=" Ask Jo "),
        "training": Answer(YES, TODAY, Ticked()),
        "risk-record": Answer(NOT_APPLICABLE, TODAY, reason="All mended"),
    }
    plan = planned(answers=answers, plan={"lead": PlanNote(notes="Kept")})
    assert [one.level.id for one in plan.sections] == ["standards-met"]
    assert names(plan) == ["last-check", "policy", "software"]
    assert [(one.question.identity, one.answer, one.comment, one.notes) for one in plan.done] == [
        ("lead", "The manager", "Ask Jo", "Kept"),
        ("training", "Yes", "", ""),
        ("risk-record", "Does not apply: All mended", "", ""),
    ]


def test_when_everything_is_done_nothing_is_left(planned: Planned) -> None:
    answers = {
        "lead": Answer(YES, TODAY, Written("The manager")),
        "training": Answer(YES, TODAY, Ticked()),
        "policy": Answer(YES, TODAY, DocumentGiven(Way.PLACE, "Safe", reviewed_on=TODAY)),
        "last-check": Answer(YES, TODAY, Dated(TODAY)),
        "software": Answer(YES, TODAY, Chosen("all-well")),
        "risk-record": Answer(NOT_APPLICABLE, TODAY, reason="All mended"),
    }
    plan = planned(answers=answers)
    assert (plan.rows, plan.sections, len(plan.done)) == ((), (), 6)


def chained(questions: QuestionSet, waits_for: Mapping[str, str]) -> QuestionSet:
    """The set with other dependencies than its files have."""

    def bound(one: Question) -> Question:
        parent = waits_for.get(one.identity)
        depends = DependsOn(parent, (), "") if parent else None
        return msgspec.structs.replace(one, facts=msgspec.structs.replace(one.facts, depends_on=depends))

    return msgspec.structs.replace(questions, questions=tuple(bound(one) for one in questions))


@pytest.mark.parametrize(
    ("waits_for", "order"),
    [
        ({}, ["last-check", "risk-record", "policy", "software"]),
        ({"last-check": "policy", "policy": "software"}, ["risk-record", "software", "policy", "last-check"]),
        ({"last-check": "software", "risk-record": "last-check"}, ["policy", "software", "last-check", "risk-record"]),
        ({"last-check": "lead"}, ["last-check", "risk-record", "policy", "software"]),
        ({"last-check": "last-check"}, ["risk-record", "policy", "software", "last-check"]),
        ({"last-check": "policy", "policy": "last-check"}, ["risk-record", "software", "last-check", "policy"]),
    ],
)
def test_whatever_depends_on_whatever_each_comes_after_what_it_waits_for(
    planned: Planned, questions: QuestionSet, waits_for: dict[str, str], order: list[str]
) -> None:
    assert names(planned(asked=chained(questions, waits_for)))[2:] == order


def test_a_question_no_longer_waits_for_one_that_is_done(planned: Planned) -> None:
    answers = {"software": Answer(YES, TODAY, Chosen("written-down"))}
    assert names(planned(answers=answers))[2:] == ["last-check", "risk-record", "policy"]


def test_a_line_begins_with_suggestions_from_the_question(planned: Planned) -> None:
    found = row(planned(), "software")
    assert found.where_we_are == ("Not started",)
    assert found.action == "Ask your IT supplier."
    assert found.owner == "IT supplier"
    assert found.evidence == "List of machines"
    assert found.start_on == TODAY
    assert found.status is PlanStatus.NOT_STARTED
    assert (found.help_needed, found.notes, found.done_on, found.version) == ("", "", None, 0)


def test_a_line_names_who_holds_the_role_as_the_profile_says(planned: Planned) -> None:
    profile = {"boss.title": "Head of care", "own-devices": "yes"}
    assert row(planned(profile=profile), "software").owner == "Head of care"
    assert row(planned(profile={"boss.title": "Head of care"}), "software").owner == "IT supplier"


def test_what_people_wrote_in_their_line_wins(planned: Planned) -> None:
    note = PlanNote(
        action="Ring Ann",
        owner="Jo",
        help_needed="A password",
        start_on=date(2026, 4, 1),
        due_on=date(2026, 8, 31),
        status=PlanStatus.BLOCKED,
        done_on=date(2026, 4, 2),
        notes="Nearly",
        version=3,
    )
    plan = planned(plan={"software": note})
    found = row(plan, "software")
    assert names(plan) == ORDER
    for field in PlanNote.__struct_fields__:
        assert getattr(found, field) == getattr(note, field)


def test_a_line_changed_in_part_keeps_the_other_suggestions(planned: Planned) -> None:
    found = row(planned(plan={"software": PlanNote(owner="Jo")}), "software")
    assert (found.owner, found.action, found.start_on) == ("Jo", "Ask your IT supplier.", TODAY)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (None, PlanStatus.NOT_STARTED),
        (Answer(NO, TODAY), PlanStatus.NOT_STARTED),
        (Answer(PARTLY, TODAY), PlanStatus.IN_PROGRESS),
        (Answer(UNKNOWN, TODAY), PlanStatus.IN_PROGRESS),
        (Answer(YES, TODAY, Chosen("not-yet")), PlanStatus.IN_PROGRESS),
    ],
)
def test_the_status_follows_the_answer_until_someone_sets_it(
    planned: Planned, answer: Answer | None, status: PlanStatus
) -> None:
    answers = {"software": answer} if answer else {}
    assert row(planned(answers=answers), "software").status is status


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(NO, TODAY, comment="No money"), ("Not yet in place", "No money")),
        (Answer(PARTLY, TODAY, DocumentGiven(Way.PLACE, "Draft")), ("In progress", "Draft")),
        (Answer(NOT_APPLICABLE, TODAY, reason=" ", comment="Odd"), ("Say why it does not apply", "Odd")),
        (
            Answer(YES, TODAY, DocumentGiven(Way.PLACE, "Safe", reviewed_on=date(2025, 1, 2)), comment="To do"),
            ("Out of date since 2 January 2026", "Safe, last looked at 2 January 2025", "To do"),
        ),
    ],
)
def test_where_we_are_says_what_was_said_so_far(planned: Planned, answer: Answer, said: tuple[str, ...]) -> None:
    found = row(planned(answers={"risk-record": answer}), "risk-record")
    assert found.where_we_are == said


@pytest.mark.parametrize(
    ("notes", "place"),
    [
        ({}, "Data policy"),
        ({"training-log": EvidenceNote(place="Office")}, "Training log: Office"),
        (
            {"training-log": EvidenceNote(place="Office"), "data-policy": EvidenceNote(place="Safe")},
            "Data policy: Safe",
        ),
        ({"data-policy": EvidenceNote(owner="Jo")}, "Data policy"),
    ],
)
def test_evidence_is_where_it_was_noted_or_else_what_to_keep(
    planned: Planned, notes: dict[str, EvidenceNote], place: str
) -> None:
    assert row(planned(evidence=notes), "policy").evidence == place


@given(
    position=st.sampled_from(Position),
    identity=st.sampled_from(ORDER),
    value=st.none() | st.sampled_from([Ticked(), Written("x"), Chosen("all-well"), Dated(TODAY)]),
    reason=st.sampled_from(["", "None here"]),
)
def test_a_comment_is_never_missing(
    planned: Planned,
    position: Position,
    identity: str,
    value: Ticked | Written | Chosen | Dated | None,
    reason: str,
) -> None:
    answers = {identity: Answer(position, TODAY, value, reason, comment=" Ask Jo ")}
    plan = planned(answers=answers)
    said = [*(one.where_we_are[-1] for one in plan.rows), *(one.comment for one in plan.done)]
    assert said.count("Ask Jo") == 1
    assert len(plan.rows) + len(plan.done) == len(ORDER)


def check_days(plan: Plan, today: date) -> None:
    days = [one.due_on for one in plan.rows]
    assert days == sorted(days)
    assert today <= days[0]
    assert days[-1] <= plan.finish_by
    assert today < plan.finish_by < plan.deadline
    assert (plan.deadline.month, plan.deadline.day) == (6, 30)
    assert today < plan.deadline <= months_after(today, 12) + timedelta(days=2)
    first_friday = today + timedelta(days=(FRIDAY - today.weekday() - 1) % 7 + 1)
    assert all(day.weekday() == FRIDAY for day in days if day >= first_friday)


@pytest.mark.parametrize("today", EDGES, ids=str)
def test_days_can_be_kept_even_when_the_deadline_is_near(planned: Planned, today: date) -> None:
    check_days(planned(today), today)


@given(today=Today)
def test_days_go_forward_on_fridays_and_end_before_the_next_deadline_whatever_today_is(
    planned: Planned, today: date
) -> None:
    check_days(planned(today), today)


@pytest.mark.parametrize(
    ("today", "finish_by"),
    [
        (date(2026, 3, 3), date(2026, 5, 30)),
        (date(2026, 4, 30), date(2026, 5, 30)),
        (date(2026, 5, 1), date(2026, 6, 29)),
        (date(2026, 6, 1), date(2026, 6, 29)),
        (date(2026, 6, 28), date(2026, 6, 29)),
        (date(2026, 6, 29), date(2027, 5, 30)),
        (date(2026, 6, 30), date(2027, 5, 30)),
        (date(2026, 7, 1), date(2027, 5, 30)),
    ],
)
def test_all_is_to_be_finished_a_month_early_or_a_day_early_and_on_the_last_days_in_time_for_next_year(
    planned: Planned, today: date, finish_by: date
) -> None:
    assert planned(today).finish_by == finish_by


@pytest.mark.parametrize(
    ("many", "today", "finish_by", "days"),
    [
        (3, date(2026, 3, 3), date(2026, 3, 24), [date(2026, 3, 6), date(2026, 3, 13), date(2026, 3, 20)]),
        (2, date(2026, 3, 3), date(2026, 3, 6), [date(2026, 3, 4), date(2026, 3, 6)]),
        (1, date(2026, 3, 6), date(2026, 3, 11), [date(2026, 3, 11)]),
        (1, date(2026, 3, 6), date(2026, 3, 13), [date(2026, 3, 13)]),
        (2, date(2026, 3, 6), date(2026, 3, 6), [date(2026, 3, 6), date(2026, 3, 6)]),
        (1, date(2026, 3, 6), date(2026, 3, 1), [date(2026, 3, 6)]),
        (1, date(2026, 11, 22), date(2026, 12, 30), [date(2026, 12, 18)]),
        (1, date(2026, 11, 22), date(2027, 1, 3), [date(2026, 12, 18)]),
        (1, date(2026, 12, 20), date(2027, 1, 3), [date(2027, 1, 3)]),
        (0, date(2026, 3, 6), date(2026, 6, 1), []),
    ],
)
def test_days_are_fridays_unless_that_friday_is_today_or_past(
    many: int, today: date, finish_by: date, days: list[date]
) -> None:
    assert due_dates(many, today, finish_by) == days


@given(many=st.integers(min_value=0, max_value=80), today=Today, length=st.integers(min_value=-5, max_value=400))
def test_days_are_spread_evenly(many: int, today: date, length: int) -> None:
    finish_by = today + timedelta(days=length)
    days = due_dates(many, today, finish_by)
    assert len(days) == many
    assert days == sorted(days)
    assert all(today <= day <= max(today, finish_by) for day in days)
    gaps = [(later - day).days for day, later in pairwise(days)]
    closed = 14  # days by which a Friday moves when it is New Year's Day: Christmas Day was one too
    assert all(gap <= max(length, 0) // many + 1 + 6 + closed for gap in gaps)


@pytest.mark.parametrize(
    ("note", "start_on", "due_on"),
    [
        (PlanNote(due_on=date(2026, 2, 27)), date(2026, 2, 27), date(2026, 2, 27)),
        (PlanNote(due_on=date(2026, 4, 30)), TODAY, date(2026, 4, 30)),
        (PlanNote(start_on=date(2026, 6, 1)), date(2026, 6, 1), date(2026, 6, 1)),
        (PlanNote(start_on=date(2026, 2, 1)), date(2026, 2, 1), date(2026, 3, 13)),
    ],
)
def test_a_suggested_day_never_turns_a_line_back_to_front(
    planned: Planned,
    note: PlanNote,
    start_on: date,
    due_on: date,
) -> None:
    found = row(planned(plan={"lead": note}), "lead")
    assert (found.start_on, found.due_on) == (start_on, due_on)


def test_the_state_of_each_line_is_that_of_its_answer(planned: Planned) -> None:
    plan = planned(answers={"lead": Answer(UNKNOWN, TODAY)})
    assert row(plan, "lead").standing.state is State.NEED_HELP
    assert plan.progress.standings["lead"] == row(plan, "lead").standing


def test_where_another_answer_makes_a_question_idle_the_plan_says_what_to_do_then(planned: Planned) -> None:
    asked = row(planned(), "risk-record").question
    depends = asked.facts.depends_on
    assert depends
    option = next(one for one in ("all-well", "at-risk") if one not in depends.choices)
    idle = planned(answers={depends.question: Answer(YES, TODAY, Chosen(option))})
    assert row(idle, "risk-record").action == depends.otherwise
    wanted = planned(answers={depends.question: Answer(YES, TODAY, Chosen(depends.choices[0]))})
    assert row(wanted, "risk-record").action == asked.facts.if_not_met
    noted = planned(
        answers={depends.question: Answer(YES, TODAY, Chosen(option))}, plan={"risk-record": PlanNote(action="Ours")}
    )
    assert row(noted, "risk-record").action == "Ours"
