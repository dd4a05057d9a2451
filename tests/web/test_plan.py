from datetime import date, timedelta

import pytest
from flask import Flask

from forms_backend.documents.formats import FORMATS
from forms_backend.questions.model import QuestionSet
from tests.web.conftest import TODAY, Visitor
from tests.web.reading import Page

LINE = "action-plan/2.1.1"
DIFFICULT = '<b>Ask</b> & "note" {{ 7*7 }} =1+1 🌹 مرحبا'
WHOLE = {
    "action": f"Write to them.\n\n{DIFFICULT}",
    "owner": f"Deputy {DIFFICULT}",
    "help_needed": f"A reply {DIFFICULT}",
    "start_on-day": "1",
    "start_on-month": "12",
    "start_on-year": "2026",
    "due_on-day": "5",
    "due_on-month": "2",
    "due_on-year": "2027",
    "status": "blocked",
    "done_on-day": "20",
    "done_on-month": "11",
    "done_on-year": "2026",
    "notes": f"Rang twice.\n{DIFFICULT}",
}


def on(app: Flask, day: date) -> None:
    app.extensions["service"] = app.extensions["service"]._replace(today=lambda: day)


def shown(page: Page, number: str) -> str:
    return page.by_id(f"plan-{number}").text


def lines_of(page: Page) -> set[str]:
    return {one["id"].removeprefix("plan-") for one in page.root.walk() if one["id"].startswith("plan-")}


def test_every_question_that_is_not_done_is_a_line_with_a_suggestion(
    workspace: Visitor, questions: QuestionSet
) -> None:
    workspace.fill("questions/2.1.1", {"position": "yes", "comment": "All of them."})
    page = workspace.read("action-plan")
    lines = lines_of(page)
    assert lines == {one.number for one in questions} - {"2.1.1"}
    for one in questions:
        if one.number in lines:
            assert one.facts.if_not_met in shown(page, one.number)
    assert "All of them." in page.text.split("Already in place")[1]


def test_all_that_is_typed_into_a_line_is_kept_and_shown_as_typed(workspace: Visitor) -> None:
    page = workspace.fill(LINE, WHOLE)
    assert page.location == workspace.address("action-plan") + "#plan-2.1.1"
    again = workspace.read(LINE).form()
    assert {name: again[name] for name in WHOLE} == WHOLE
    words = shown(workspace.read("action-plan"), "2.1.1")
    typed = [WHOLE[name] for name in ("action", "owner", "help_needed", "notes")]
    for text in (*typed, "1 Dec 2026", "5 Feb 2027", "20 Nov 2026", "Waiting"):
        assert " ".join(text.split()) in words


def test_what_was_left_as_suggested_moves_with_time_and_with_the_answer(workspace: Visitor, app: Flask) -> None:
    assert workspace.fill(LINE, {"notes": "Only a note."}).status == 303
    workspace.fill("questions/2.1.1", {"position": "partly"})
    on(app, TODAY + timedelta(days=30))
    fresh = Visitor(workspace.client, workspace.reference, workspace.store)
    form, other = fresh.read(LINE).form(), fresh.read("action-plan/2.2.1").form()
    assert form["notes"] == "Only a note."
    assert (form["start_on-day"], form["start_on-month"]) == ("22", "12")
    assert form["status"] == "in-progress"
    assert form["due_on-year"] == other["due_on-year"] == "2027"


def test_what_was_left_as_suggested_moves_on_even_if_it_changed_while_the_line_was_open(
    workspace: Visitor, app: Flask
) -> None:
    line = "action-plan/3.4.1"  # a line for whoever is in charge of data security
    workspace.fill("profile", {"lead__title": "Registered manager"})
    opened = workspace.read(line).form()
    assert opened["owner"] == "Registered manager"
    workspace.fill("profile", {"lead__title": "Owner"})
    on(app, TODAY + timedelta(days=1))
    assert workspace.send(line, {**opened, "notes": "Saved on the next day."}).status == 303
    form = workspace.read(line).form()
    assert (form["owner"], form["start_on-day"], form["notes"]) == ("Owner", "23", "Saved on the next day.")


def test_a_line_that_does_not_say_what_it_showed_is_saved_as_typed(workspace: Visitor) -> None:
    for tampered in ("", "{", '{"owner": 3}', "[]"):
        form = {**workspace.read(LINE).form(), "owner": "Deputy manager", "offered": tampered}
        assert workspace.send(LINE, form).status == 303
        assert workspace.read(LINE).form()["owner"] == "Deputy manager"


def test_what_was_set_stays_set(workspace: Visitor, app: Flask) -> None:
    workspace.fill(LINE, WHOLE)
    workspace.fill(LINE, {"start_on-day": "22", "start_on-month": "11", "status": "not-started"})  # as suggested today
    workspace.fill("questions/2.1.1", {"position": "partly"})
    on(app, TODAY + timedelta(days=30))
    form = workspace.read(LINE).form()
    assert (form["start_on-day"], form["start_on-month"], form["status"]) == ("22", "11", "not-started")
    assert form["due_on-month"] == "2"


def test_an_emptied_field_gives_the_suggestion_back(workspace: Visitor, questions: QuestionSet) -> None:
    before = workspace.read(LINE).form()
    workspace.fill(LINE, WHOLE)
    emptied = {name: "" for name in WHOLE if name != "status"}
    assert workspace.fill(LINE, {**emptied, "status": "not-started"}).status == 303
    assert {**workspace.read(LINE).form(), "seen": "0"} == before


def test_a_note_can_be_added_long_after_a_line_was_due(workspace: Visitor, app: Flask) -> None:
    workspace.fill(LINE, {"due_on-day": "4", "due_on-month": "12", "due_on-year": "2026"})
    on(app, date(2027, 3, 1))
    assert workspace.fill(LINE, {"notes": "We are late."}).status == 303
    assert "We are late." in workspace.read("action-plan").text


def day(name: str, *typed: str) -> dict[str, str]:
    return {f"{name}-{part}": text for part, text in zip(("day", "month", "year"), typed, strict=True)}


BAD: dict[str, tuple[dict[str, str], list[str]]] = {
    "due before it starts": ({**day("start_on", "2", "2", "2027"), **day("due_on", "1", "2", "2027")}, ["due_on-day"]),
    "no day": (day("due_on", "31", "2", "2027"), ["due_on-day"]),
    "half a day": (day("start_on", "", "2", "2027"), ["start_on-day"]),
    "a year with a slip": (day("due_on", "1", "2", "20277"), ["due_on-day"]),
    "done in days to come": (day("done_on", "23", "11", "2026"), ["done_on-day"]),
    "a status nobody offered": ({"status": "finished"}, ["status-not-started"]),
    "an action too long": ({"action": "a" * 5_001}, ["action"]),
    "an owner too long": ({"owner": "o" * 301}, ["owner"]),
    "help too long": ({"help_needed": "h" * 301}, ["help_needed"]),
    "notes too long": ({"notes": "n" * 5_001}, ["notes"]),
}


@pytest.mark.parametrize(("typed", "targets"), BAD.values(), ids=BAD)
def test_a_line_that_cannot_be_saved_is_given_back_whole(
    workspace: Visitor, typed: dict[str, str], targets: list[str]
) -> None:
    before = workspace.kept
    everything = {**WHOLE, **day("done_on", "", "", ""), **typed}
    page = workspace.fill(LINE, everything)
    assert page.status == 400
    assert [target for target, _ in page.errors] == targets
    assert all(page.by_id(target) for target in targets)
    again = page.form()
    assert {name: again.get(name, "finished") for name in everything} == everything
    assert workspace.kept == before


def test_a_status_is_called_the_same_on_screen_and_on_paper(workspace: Visitor) -> None:
    workspace.fill(LINE, WHOLE)
    on_paper = workspace.client.get(workspace.address("action-plan.csv")).text
    (words,) = (one.text for one in workspace.read(LINE).all("label") if one["for"] == "status-blocked")
    assert words in on_paper
    assert words in shown(workspace.read("action-plan"), "2.1.1")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_plan_downloads_in_every_format_under_a_plain_name(workspace: Visitor, suffix: str) -> None:
    workspace.fill(LINE, WHOLE)
    first, second = (workspace.read(f"action-plan.{suffix}") for _ in range(2))
    assert first.headers["Content-Type"] == FORMATS[suffix].media_type
    assert first.headers["Content-Disposition"] == f"attachment; filename=action-plan-2025-26.{suffix}"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Cache-Control"] == "no-store"
    beginning = {"pdf": b"%PDF-", "csv": "\ufeff".encode()}.get(suffix, b"PK\x03\x04")
    assert first.bytes.startswith(beginning)
    assert first.bytes == second.bytes


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("odd", ["\ufffe\uffff", "\x0b\x1f", "\u2028\u202e", "\x7f\x85", "]]>", "\ud7ff\ue000", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
def test_no_odd_character_stops_a_download(workspace: Visitor, suffix: str, odd: str) -> None:
    workspace.fill(LINE, {"notes": f"before {odd} after", "owner": odd})
    workspace.fill("questions/1.4.3", {"position": "yes", "words": odd + "x", "comment": odd})
    workspace.fill("profile", {"organisation__name": f"Rose {odd} Thorn", "organisation__ods_code": odd})
    assert workspace.read(f"action-plan.{suffix}").bytes
    assert workspace.read(f"evidence-checklist.{suffix}").bytes


def test_when_nothing_is_outstanding_the_plan_says_so(workspace: Visitor, questions: QuestionSet) -> None:
    workspace.settle(questions)
    page = workspace.read("action-plan")
    assert "Nothing is outstanding" in page.text
    assert not lines_of(page)
