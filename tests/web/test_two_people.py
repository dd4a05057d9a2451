import pytest

from tests.web.conftest import Visitor

TEXT = "questions/1.4.3"
CHANGES: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {  # place, what one types, what the other types
    "an answer in words": (TEXT, {"position": "yes", "words": "We shred."}, {"position": "yes", "words": "We burn."}),
    "a tick": (
        "questions/2.1.1",
        {"position": "partly", "comment": "Night staff are left."},
        {"position": "unknown", "comment": "Ask Ann."},
    ),
    "a choice": (
        "questions/8.1.4",
        {"position": "yes", "option": "all-supported"},
        {"position": "partly", "option": "not-managed", "comment": "The old till."},
    ),
    "a date": (
        "questions/7.9.9",
        {"position": "yes", "on-day": "1", "on-month": "10", "on-year": "2026"},
        {"position": "yes", "on-day": "2", "on-month": "11", "on-year": "2026"},
    ),
    "a document": (
        "questions/7.1.1",
        {"position": "partly", "way": "place", "place": "The office"},
        {"position": "partly", "way": "link", "link": "https://example.org/list"},
    ),
    "the profile": (
        "profile",
        {"lead__title": "Deputy", "records": "both", "aim": "approaching-standards"},
        {"lead__title": "Owner", "records": "paper", "aim": "standards-met"},
    ),
    "a line of the plan": (
        "action-plan/1.4.3",
        {"action": "Buy a shredder.", "owner": "Office lead"},
        {"action": "Ask for prices.", "due_on-day": "1", "due_on-month": "3", "due_on-year": "2027"},
    ),
    "a piece of evidence": (
        "evidence/{evidence}",
        {"place": "Blue folder", "owner": "Deputy"},
        {"place": "Red folder", "checked_on-day": "1", "checked_on-month": "3", "checked_on-year": "2026"},
    ),
}
SHOWN = {  # what a colleague is shown of what the other saved, where that is not what was typed
    "a choice": ["Yes, everything we use is supported"],
    "a date": ["1 October 2026"],
    "a tick": ["Partly", "Night staff are left."],
    "a document": ["The office"],
    "an answer in words": ["We shred."],
    "the profile": ["Deputy", "Some of each", "Approaching Standards"],
}


@pytest.fixture
def place(workspace: Visitor, request: pytest.FixtureRequest) -> str:
    asked: str = request.param
    if "{evidence}" not in asked:
        return asked
    first = next(one for one in workspace.read("evidence").links if "/evidence/" in one)
    return asked.format(evidence=first.rsplit("/", 1)[1])


def test_two_people_who_answer_different_questions_both_succeed(workspace: Visitor, colleague: Visitor) -> None:
    mine, theirs = workspace.read(TEXT).form(), colleague.read("questions/2.1.1").form()
    assert colleague.send("questions/2.1.1", {**theirs, "position": "yes"}).status == 303
    assert workspace.send(TEXT, {**mine, "position": "yes", "words": "We shred."}).status == 303
    assert set(workspace.kept.answers) == {"own-destruction", "induction-training"}


@pytest.mark.parametrize(
    ("name", "place", "first", "second"),
    [(name, *change) for name, change in CHANGES.items()],
    ids=list(CHANGES),
    indirect=["place"],
)
def test_whoever_saves_second_sees_both_and_can_then_keep_their_own(
    workspace: Visitor, colleague: Visitor, name: str, place: str, first: dict[str, str], second: dict[str, str]
) -> None:
    opened = workspace.read(place).form()
    assert colleague.fill(place, first).status == 303
    before = workspace.kept
    refused = workspace.send(place, {**opened, **second})
    assert refused.status == 409
    assert [target for target, _ in refused.errors] == ["theirs"]
    theirs = refused.by_id("theirs").text
    for words in SHOWN.get(name, list(first.values())):
        assert words in theirs
    assert workspace.kept == before
    mine = refused.form()
    assert {field: mine[field] for field in second} == second
    assert workspace.send(place, mine).status == 303
    again = workspace.read(place).form()
    assert {field: again[field] for field in second} == second


def test_the_same_form_sent_twice_is_saved_once(workspace: Visitor) -> None:
    form = {**workspace.read(TEXT).form(), "position": "yes", "words": "We shred."}
    assert [workspace.send(TEXT, form).status for _ in range(2)] == [303, 303]
    assert workspace.kept.answers["own-destruction"].version == 1


def test_a_colleague_who_saves_a_third_time_meanwhile_is_shown_too(workspace: Visitor, colleague: Visitor) -> None:
    opened = workspace.read(TEXT).form()
    colleague.fill(TEXT, {"position": "yes", "words": "Once."})
    refused = workspace.send(TEXT, {**opened, "position": "yes", "words": "Mine."})
    colleague.fill(TEXT, {"position": "yes", "words": "Twice."})
    again = workspace.send(TEXT, refused.form())
    assert again.status == 409
    assert "Twice." in again.by_id("theirs").text
    assert again.form()["words"] == "Mine."


def test_a_wrong_entry_of_someone_who_comes_second_is_mended_before_both_are_shown(
    workspace: Visitor, colleague: Visitor
) -> None:
    opened = workspace.read(TEXT).form()
    colleague.fill(TEXT, {"position": "yes", "words": "Theirs."})
    wrong = workspace.send(TEXT, {**opened, "position": "yes", "comment": "Mine."})
    assert wrong.status == 400
    refused = workspace.send(TEXT, {**wrong.form(), "words": "Mine."})
    assert refused.status == 409
    assert refused.form()["comment"] == "Mine."


@pytest.mark.parametrize("seen", ["", "7", "-1", "None", "1" * 400, "x", "٣"])
@pytest.mark.parametrize("place", ["questions/2.1.1", "action-plan/2.1.1", "profile"])
def test_a_form_whose_version_makes_no_sense_can_be_sent_again(workspace: Visitor, place: str, seen: str) -> None:
    typed = {"profile": {"lead__title": "Owner"}}.get(place, {"position": "no", "comment": "Mine.", "notes": "Mine."})
    page = workspace.fill(place, {**typed, "seen": seen})
    assert page.status == 409
    assert all(page.by_id(target) for target, _ in page.errors)
    assert workspace.send(place, page.form()).status == 303


def test_a_workspace_deleted_meanwhile_gives_back_what_was_typed(workspace: Visitor, colleague: Visitor) -> None:
    opened = workspace.read(TEXT).form()
    colleague.fill("delete", {"sure": "yes"})
    page = workspace.send(TEXT, {**opened, "position": "yes", "words": "We shred & burn."})
    assert page.status == 404
    assert "We shred & burn." in page.text


def test_a_line_of_the_plan_that_a_colleague_finished_gives_back_what_was_typed(
    workspace: Visitor, colleague: Visitor
) -> None:
    opened = workspace.read("action-plan/2.1.1").form()
    colleague.fill("questions/2.1.1", {"position": "yes"})
    page = workspace.send("action-plan/2.1.1", {**opened, "notes": "Ann has the list."})
    assert page.status == 404
    assert "Ann has the list." in page.text
