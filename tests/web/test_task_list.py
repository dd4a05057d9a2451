from datetime import date

import pytest
from flask import Flask

from forms_backend.questions.model import QuestionSet
from tests.web.conftest import Visitor
from tests.web.reading import Page

TICK, TEXT, DATED, PLACED = "2.1.1", "1.4.3", "7.9.9", "7.1.1"


def line(page: Page, number: str) -> str:
    return page.by_id(f"q-{number}").text


def test_every_question_is_listed_once_under_its_group(workspace: Visitor, questions: QuestionSet) -> None:
    page = workspace.read()
    for one in questions:
        assert page.links.count(workspace.address(f"questions/{one.number}")) >= 1
        assert one.ask in line(page, one.number)
        assert line(page, one.number).endswith("Not started")
    assert len([one for one in page.all("li") if one["id"].startswith("q-")]) == len(questions)
    for group in questions.facts.groups:
        assert group.title in page.by_id(group.id).text


def test_all_five_states_are_shown_in_words(workspace: Visitor) -> None:
    for number, typed in (
        (TICK, {"position": "yes"}),
        (TEXT, {"position": "not-applicable", "reason": "We destroy nothing ourselves."}),
        (DATED, {"position": "partly"}),
        (PLACED, {"position": "unknown"}),
    ):
        assert workspace.fill(f"questions/{number}", typed).status == 303
    page = workspace.read()
    shown = {number: line(page, number) for number in (TICK, TEXT, DATED, PLACED, "1.1.5")}
    assert shown[TICK].endswith("Complete")
    assert shown[TEXT].endswith("Does not apply")
    assert shown[DATED].endswith("In progress")
    assert shown[PLACED].endswith("Need help")
    assert shown["1.1.5"].endswith("Not started")
    assert [one.text for one in page.all("dd") if one.text == "1 question"]


def test_evidence_that_is_too_old_is_named_with_its_day(workspace: Visitor) -> None:
    day = {"on-day": "21", "on-month": "11", "on-year": "2025"}
    workspace.fill(f"questions/{DATED}", {"position": "yes", **day})
    assert line(workspace.read(), DATED).endswith("Out of date since 21 November 2026")


def test_each_level_is_counted_and_its_last_steps_are_named(workspace: Visitor, questions: QuestionSet) -> None:
    first, last = questions.facts.levels
    many = len(questions.needed_for(first.id))
    assert f"{first.title}: 0 of {many}" in workspace.read().text
    for left, words in (
        ((), f"more after it and you reach {last.title}."),
        ((TICK, "1.1.1"), f"One more after it and you reach {first.title}."),
        ((TICK,), f"It is the last one before {first.title}."),
    ):
        workspace.settle(questions, *left, level=first.id)
        page = workspace.read()
        assert f"{first.title}: {many - len(left)} of {many}" in page.text
        assert words in page.text


def test_what_needs_help_waits_until_the_rest_is_done(workspace: Visitor, questions: QuestionSet) -> None:
    workspace.settle(questions, TICK, "1.1.1", level="approaching-standards")
    assert f"Next: {TICK} " in workspace.read().text
    workspace.fill(f"questions/{TICK}", {"position": "unknown"})
    assert "Next: 1.1.1 " in workspace.read().text


def test_when_every_question_is_done_the_way_to_the_official_toolkit_is_shown(
    workspace: Visitor, questions: QuestionSet
) -> None:
    workspace.settle(questions)
    page = workspace.read()
    assert f"Every question is done: {questions.facts.levels[-1].title}." in page.text
    assert "https://www.dsptoolkit.nhs.uk/" in page.links


def test_the_task_list_leads_everywhere(workspace: Visitor) -> None:
    links = workspace.read().links
    for place in ("profile", "action-plan", "evidence", "documents", "return-link", "export.json", "delete"):
        assert workspace.address(place) in links


@pytest.mark.parametrize(("asked", "shown"), [("2.1.1", True), ("9.9.9", False), ("<b>", False), ("", False)])
def test_only_a_question_we_have_is_said_to_be_saved(workspace: Visitor, asked: str, *, shown: bool) -> None:
    page = Page(workspace.client.get(workspace.address(), query_string={"saved": asked}))
    assert ("Saved: 2.1.1" in page.text) is shown
    assert ("Saved:" in page.text) is shown


def test_progress_is_measured_today_and_not_when_it_was_saved(workspace: Visitor, app: Flask) -> None:
    workspace.fill(
        f"questions/{PLACED}",
        {
            "position": "yes",
            "way": "place",
            "place": "Office",
            "reviewed_on-day": "1",
            "reviewed_on-month": "3",
            "reviewed_on-year": "2026",
        },
    )
    assert line(workspace.read(), PLACED).endswith("Complete")
    app.extensions["service"] = app.extensions["service"]._replace(today=lambda: date(2027, 3, 2))
    assert line(workspace.read(), PLACED).endswith("Out of date since 1 March 2027")
