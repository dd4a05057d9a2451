from datetime import date, timedelta

import pytest
from flask import Flask

from forms_backend.documents.formats import FORMATS
from forms_backend.questions.model import QuestionSet
from tests.web.conftest import TODAY, Visitor
from tests.web.reading import Page

DIFFICULT = '<b>Office</b> & "blue" folder {{ 7*7 }} =1+1 🌹 مرحبا'
LOOKED = {"checked_on-day": "3", "checked_on-month": "3", "checked_on-year": "2026"}
WHOLE = {"place": DIFFICULT, "owner": f"Deputy {DIFFICULT}", **LOOKED}


@pytest.fixture
def listed(questions: QuestionSet) -> str:
    """The key of the first thing to keep for 7.1.1, whose answer is a document."""
    asked = questions.by_number("7.1.1")
    assert asked
    return asked.facts.evidence[0].key


def line(visitor: Visitor, key: str) -> str:
    return visitor.read("evidence").by_id(key).text


def answer(visitor: Visitor, place: str, **more: str) -> Page:
    looked = {name.replace("checked_on", "reviewed_on"): text for name, text in LOOKED.items()}
    return visitor.fill("questions/7.1.1", {"position": "yes", "way": "place", "place": place, **looked, **more})


def test_each_thing_to_keep_is_listed_once_with_every_question_it_helps(
    workspace: Visitor, questions: QuestionSet
) -> None:
    page = workspace.read("evidence")
    for one in questions:
        for suggestion in one.facts.evidence:
            words = page.by_id(suggestion.key).text
            assert suggestion.keep in words
            assert one.number in words


def test_all_that_is_typed_about_a_thing_is_kept_and_shown_as_typed(workspace: Visitor, listed: str) -> None:
    page = workspace.fill(f"evidence/{listed}", WHOLE)
    assert page.location == workspace.address("evidence") + f"#{listed}"
    again = workspace.read(f"evidence/{listed}").form()
    assert {name: again[name] for name in WHOLE} == WHOLE
    assert f"Kept: {DIFFICULT}." in line(workspace, listed)
    assert f"Deputy {DIFFICULT}" in workspace.read("evidence").text


def test_what_was_left_as_suggested_follows_the_profile_even_if_it_changed_while_the_line_was_open(
    workspace: Visitor, questions: QuestionSet
) -> None:
    asked = questions.by_number("3.4.1")  # of whoever is in charge of data security
    assert asked
    listed = asked.facts.evidence[0].key
    workspace.fill("profile", {"lead__title": "Registered manager"})
    opened = workspace.read(f"evidence/{listed}").form()
    assert opened["owner"] == "Registered manager"
    workspace.fill("profile", {"lead__title": "Owner"})
    assert workspace.send(f"evidence/{listed}", {**opened, "place": "Office"}).status == 303
    again = workspace.read(f"evidence/{listed}").form()
    assert (again["place"], again["owner"]) == ("Office", "Owner")


def test_a_thing_is_in_place_then_due_then_out_of_date(workspace: Visitor, listed: str, app: Flask) -> None:
    assert line(workspace, listed).endswith("Where is it?")
    workspace.fill(f"evidence/{listed}", {"place": "Office"})
    assert line(workspace, listed).endswith("In place")
    workspace.fill(f"evidence/{listed}", LOOKED)
    for today, words in (
        (TODAY, "In place"),
        (date(2027, 2, 1), "Look again by 3 March 2027"),
        (date(2027, 3, 4), "Out of date since 3 March 2027"),
    ):
        app.extensions["service"] = app.extensions["service"]._replace(today=lambda day=today: day)
        assert line(workspace, listed).endswith(words)


def test_the_answer_says_where_a_document_is_until_someone_says_otherwise(workspace: Visitor, listed: str) -> None:
    answer(workspace, "Office")
    assert "Kept: Office." in line(workspace, listed)
    workspace.fill(f"evidence/{listed}", {"owner": "Ann's deputy"})
    answer(workspace, "Safe")
    assert "Kept: Safe." in line(workspace, listed)
    workspace.fill(f"evidence/{listed}", {"place": "Attic"})
    answer(workspace, "Cellar")
    assert "Kept: Attic." in line(workspace, listed)


def test_what_a_question_that_does_not_apply_needs_is_not_listed(workspace: Visitor, questions: QuestionSet) -> None:
    asked = questions.by_number("1.4.3")
    assert asked
    only_here = {one.key for one in asked.facts.evidence} - {
        each.key for one in questions if one is not asked for each in one.facts.evidence
    }
    assert only_here
    workspace.fill("questions/1.4.3", {"position": "not-applicable", "reason": "We destroy nothing."})
    ids = {one["id"] for one in workspace.read("evidence").all("li")}
    assert not only_here & ids
    for key in only_here:
        workspace.read(f"evidence/{key}", 404)


def test_comments_are_on_the_checklist(workspace: Visitor) -> None:
    workspace.fill("questions/2.1.1", {"position": "partly", "comment": DIFFICULT})
    assert DIFFICULT in workspace.read("evidence").text.split("Your comments")[1]


tomorrow = TODAY + timedelta(days=1)
BAD: dict[str, tuple[dict[str, str], list[str]]] = {
    "no day": ({"checked_on-day": "31", "checked_on-month": "2"}, ["checked_on-day"]),
    "half a day": ({"checked_on-day": ""}, ["checked_on-day"]),
    "a day to come": (
        {"checked_on-day": str(tomorrow.day), "checked_on-month": str(tomorrow.month), "checked_on-year": "2026"},
        ["checked_on-day"],
    ),
    "a year with a slip": ({"checked_on-year": "206"}, ["checked_on-day"]),
    "a place too long": ({"place": "p" * 301}, ["place"]),
    "an owner too long": ({"owner": "o" * 301}, ["owner"]),
    "nothing right": (
        {"place": "p" * 301, "owner": "o" * 301, "checked_on-day": "x"},
        ["place", "owner", "checked_on-day"],
    ),
}


@pytest.mark.parametrize(("typed", "targets"), BAD.values(), ids=BAD)
def test_a_thing_that_cannot_be_saved_is_given_back_whole(
    workspace: Visitor, listed: str, typed: dict[str, str], targets: list[str]
) -> None:
    before = workspace.kept
    page = workspace.fill(f"evidence/{listed}", {**WHOLE, **typed})
    assert page.status == 400
    assert [target for target, _ in page.errors] == targets
    again = page.form()
    assert {name: again[name] for name in WHOLE} == {**WHOLE, **typed}
    assert workspace.kept == before


def test_a_day_nobody_can_count_on_from_never_breaks_the_checklist(workspace: Visitor) -> None:
    far = {"reviewed_on-day": "31", "reviewed_on-month": "12", "reviewed_on-year": "9999"}
    answer(workspace, "Office", position="partly", **far)
    workspace.read("evidence")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_checklist_downloads_in_every_format_under_a_plain_name(workspace: Visitor, suffix: str) -> None:
    answer(workspace, DIFFICULT)
    first, second = (workspace.read(f"evidence-checklist.{suffix}") for _ in range(2))
    assert first.headers["Content-Type"] == FORMATS[suffix].media_type
    assert first.headers["Content-Disposition"] == f"attachment; filename=evidence-checklist-2025-26.{suffix}"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Cache-Control"] == "no-store"
    assert len(first.bytes) > 1_000
    assert first.bytes == second.bytes
