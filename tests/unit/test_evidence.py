"""What to keep, each thing once, by owner, and whether it can be relied on today."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.answers.days import months_after
from forms_backend.answers.evidence import DUE_SOON, Checklist, EvidenceItem, Freshness, checklist, freshness
from forms_backend.answers.model import Answer, DocumentGiven, EvidenceNote, Position, Ticked, Way, Workspace, Written
from forms_backend.questions.model import EvidenceSuggestion, QuestionSet
from forms_backend.questions.vocabulary import Vocabulary

TODAY = date(2026, 3, 3)
RECENTLY = date(2026, 1, 5)
Listed = Callable[..., Checklist]
YES, PARTLY, NO, UNKNOWN, NOT_APPLICABLE = Position


@pytest.fixture
def listed(questions: QuestionSet, vocabulary: Vocabulary, empty: Workspace) -> Listed:
    def found(**kept: Mapping[str, object]) -> Checklist:
        return checklist(questions, msgspec.structs.replace(empty, **kept), vocabulary, TODAY)

    return found


def item(found: Checklist, key: str) -> EvidenceItem:
    return next(one for one in found.items if one.key == key)


def numbers(found: Checklist) -> dict[str, list[str]]:
    return {one.key: [each.number for each in one.questions] for one in found.items}


def test_equal_evidence_of_several_questions_is_one_thing_to_keep(listed: Listed) -> None:
    found = listed()
    assert numbers(found) == {
        "job-description": ["1.1.5"],
        "training-log": ["2.1.1", "1.3.1"],
        "data-policy": ["1.3.1"],
        "note-of-the-last-check": ["7.2.1"],
        "risk-record": ["8.2.1"],
        "list-of-machines": ["8.1.4", "8.2.1"],
    }
    assert [(one.owner, len(one.items)) for one in found.owners] == [("Manager", 5), ("IT supplier", 1)]


def test_a_thing_to_keep_says_all_that_its_question_file_says(listed: Listed) -> None:
    found = item(listed(), "data-policy")
    assert (found.keep, found.kind, found.owner, found.template) == ("Data policy", "Policy", "Manager", "data-policy")
    assert (found.place, found.checked_on, found.look_again_by, found.check_every_months) == ("", None, None, 12)
    assert (found.freshness, found.in_place, found.version) == (Freshness.NOT_NOTED, False, 0)


def test_what_was_noted_stands_in_the_line(listed: Listed) -> None:
    notes = {"list-of-machines": EvidenceNote(place="Safe", owner="Manager", checked_on=RECENTLY, version=4)}
    found = item(listed(evidence=notes), "list-of-machines")
    assert (found.place, found.owner, found.checked_on, found.version) == ("Safe", "Manager", RECENTLY, 4)
    assert (found.look_again_by, found.freshness, found.in_place) == (date(2026, 7, 5), Freshness.FRESH, True)


@pytest.mark.parametrize(
    ("owner", "owners"),
    [
        ("Manager", [("Manager", 6)]),
        ("Zoe", [("Manager", 5), ("Zoe", 1)]),
        ("Ann", [("Manager", 5), ("Ann", 1)]),
        ("", [("Manager", 5), ("IT supplier", 1)]),
    ],
)
def test_another_owner_takes_the_thing_into_their_own_group(
    listed: Listed, owner: str, owners: list[tuple[str, int]]
) -> None:
    found = listed(evidence={"list-of-machines": EvidenceNote(owner=owner)})
    assert [(one.owner, len(one.items)) for one in found.owners] == owners
    assert len(found.items) == 6


@pytest.mark.parametrize(
    ("profile", "owners"),
    [
        ({"boss.title": " Head of care "}, [("Head of care", 5), ("IT supplier", 1)]),
        ({"boss.title": " "}, [("Manager", 5), ("IT supplier", 1)]),
        ({"boss.title": "Head of care", "own-devices": "yes"}, [("Head of care", 6)]),
        ({"boss.title": "Head of care", "own-devices": "no"}, [("Head of care", 5), ("IT supplier", 1)]),
    ],
)
def test_a_role_has_the_name_that_the_profile_gives_it(
    listed: Listed, profile: dict[str, str], owners: list[tuple[str, int]]
) -> None:
    assert [(one.owner, len(one.items)) for one in listed(profile=profile).owners] == owners


@pytest.mark.parametrize(
    ("answer", "wanted_by"),
    [
        (Answer(NOT_APPLICABLE, TODAY, reason="All mended"), ["8.1.4"]),
        (Answer(NOT_APPLICABLE, TODAY, reason=" "), ["8.1.4", "8.2.1"]),
        (Answer(NO, TODAY, reason="All mended"), ["8.1.4", "8.2.1"]),
    ],
)
def test_a_question_that_does_not_apply_needs_no_evidence_but_leaves_that_of_others(
    listed: Listed, answer: Answer, wanted_by: list[str]
) -> None:
    found = numbers(listed(answers={"risk-record": answer}))
    assert found["list-of-machines"] == wanted_by
    assert ("risk-record" in found) is ("8.2.1" in wanted_by)


def test_what_comes_after_a_question_that_does_not_apply_is_still_to_keep(listed: Listed) -> None:
    answers = {"software": Answer(NOT_APPLICABLE, TODAY, reason="No machines")}
    found = numbers(listed(answers=answers))
    assert (found["risk-record"], found["list-of-machines"]) == (["8.2.1"], ["8.2.1"])


def test_a_question_that_cannot_be_inapplicable_keeps_its_evidence(listed: Listed) -> None:
    answers = {"training": Answer(NOT_APPLICABLE, TODAY, reason="We know it all")}
    assert numbers(listed(answers=answers))["training-log"] == ["2.1.1", "1.3.1"]


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (DocumentGiven(Way.PLACE, "Blue folder"), "Blue folder"),
        (DocumentGiven(Way.LINK, "https://example.org/p"), "https://example.org/p"),
        (DocumentGiven(Way.UPLOAD, "f3", "Policy.docx"), "File: Policy.docx"),
        (DocumentGiven(Way.GIVEN, "risk-record"), "The same document as for 8.2.1 Risk record"),
        (DocumentGiven(Way.PLACE, " "), ""),
    ],
)
def test_a_document_that_was_given_says_where_the_first_thing_to_keep_is(
    listed: Listed, document: DocumentGiven, place: str
) -> None:
    answers = {"policy": Answer(YES, TODAY, msgspec.structs.replace(document, reviewed_on=RECENTLY))}
    found = listed(answers=answers)
    policy, log = item(found, "data-policy"), item(found, "training-log")
    assert (policy.place, policy.checked_on) == (place, RECENTLY if place else None)
    assert (log.place, log.checked_on) == ("", None)


@pytest.mark.parametrize("position", [PARTLY, NO, UNKNOWN])
def test_a_document_that_is_not_ready_is_not_in_place(listed: Listed, position: Position) -> None:
    answers = {"policy": Answer(position, TODAY, DocumentGiven(Way.PLACE, "Blue folder", reviewed_on=RECENTLY))}
    found = item(listed(answers=answers), "data-policy")
    assert (found.place, found.in_place) == ("", False)


def test_what_was_noted_goes_before_what_the_answer_says(listed: Listed) -> None:
    answers = {"policy": Answer(YES, TODAY, DocumentGiven(Way.PLACE, "Blue folder", reviewed_on=RECENTLY))}
    for note, place, day in (
        (EvidenceNote(place="Safe"), "Safe", RECENTLY),
        (EvidenceNote(checked_on=TODAY), "Blue folder", TODAY),
    ):
        found = item(listed(answers=answers, evidence={"data-policy": note}), "data-policy")
        assert (found.place, found.checked_on) == (place, day)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(2062, 3, 3), date.max])
def test_a_day_that_has_not_come_proves_nothing(listed: Listed, day: date) -> None:
    answers = {"policy": Answer(YES, TODAY, DocumentGiven(Way.PLACE, "Blue folder", reviewed_on=day))}
    notes = {"training-log": EvidenceNote(place="Office", checked_on=day)}
    found = listed(answers=answers, evidence=notes)
    for key in ("data-policy", "training-log"):
        assert (item(found, key).checked_on, item(found, key).freshness) == (None, Freshness.NOT_NOTED)


@pytest.mark.parametrize("checked_on", [date(2025, 3, 3), date(2024, 2, 29), date(2025, 12, 31)])
@pytest.mark.parametrize("months", [1, 3, 12])
def test_freshness_turns_30_days_before_the_day_to_look_again_and_the_day_after_it(
    checked_on: date, months: int
) -> None:
    again = months_after(checked_on, months)
    for days, expected in (
        (-31, Freshness.FRESH),
        (-30, Freshness.DUE),
        (0, Freshness.DUE),
        (1, Freshness.OUT_OF_DATE),
    ):
        if (today := again + timedelta(days=days)) >= checked_on:
            assert freshness(checked_on, months, today) is expected


def test_without_a_day_nothing_is_known_of_freshness() -> None:
    assert freshness(None, 12, TODAY) is Freshness.NOT_NOTED


@given(checked_on=st.dates(), months=st.integers(min_value=1, max_value=120), today=st.dates())
def test_evidence_only_ever_grows_older(checked_on: date, months: int, today: date) -> None:
    ages = [Freshness.FRESH, Freshness.DUE, Freshness.OUT_OF_DATE]
    later = date.max if today > date.max - DUE_SOON else today + DUE_SOON
    assert ages.index(freshness(checked_on, months, later)) >= ages.index(freshness(checked_on, months, today))


@pytest.mark.parametrize(
    ("note", "in_place"),
    [
        (EvidenceNote(place="Safe"), True),
        (EvidenceNote(place="Safe", checked_on=date(2025, 3, 3)), True),
        (EvidenceNote(place="Safe", checked_on=date(2025, 3, 2)), False),
        (EvidenceNote(checked_on=TODAY), False),
        (EvidenceNote(owner="Jo"), False),
    ],
)
def test_a_thing_is_in_place_when_we_know_where_and_it_is_not_out_of_date(
    listed: Listed, note: EvidenceNote, *, in_place: bool
) -> None:
    found = item(listed(evidence={"data-policy": note}), "data-policy")
    assert found.in_place is in_place


def test_every_comment_is_listed_in_official_order_whatever_was_answered(listed: Listed) -> None:
    answers = {
        "risk-record": Answer(NOT_APPLICABLE, TODAY, reason="All mended", comment="Seen by Ann"),
        "training": Answer(YES, TODAY, Ticked(), comment=" In March "),
        "lead": Answer(NO, TODAY, Written("x"), comment=" "),
        "fax": Answer(YES, TODAY, Ticked(), comment="Of last year"),
    }
    found = listed(answers=answers)
    assert [(one.question.number, one.comment) for one in found.comments] == [
        ("2.1.1", "In March"),
        ("8.2.1", "Seen by Ann"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Training log", "training  Log"),
        ("Own-devices policy", "Own devices policy"),
        ("Minutes of managers' meetings", "Minutes of managers\u2019 meetings"),
        ("Manager's note", "Manager\u2019s note"),
        ("Summary: what, how often", "Summary, what how often"),
    ],
)
def test_a_thing_keeps_its_key_when_only_its_points_and_capitals_change(one: str, other: str) -> None:
    first, second = (EvidenceSuggestion(words, "record", "manager", 12).key for words in (one, other))
    assert first == second


def test_two_things_do_not_share_a_key() -> None:
    keys = [EvidenceSuggestion(words, "record", "manager", 12).key for words in ("Log", "Logs", "Log 2", "A log")]
    assert keys == ["log", "logs", "log-2", "a-log"]
