from itertools import product

import pytest

from forms_backend.answers.standing import State
from forms_backend.questions.model import QuestionSet
from tests.web.conftest import Visitor
from tests.web.reading import Page

DIFFICULT = (
    '<script>alert("x")</script> & “quoted” &amp; {{ 7*7 }} =1+1'
    " # Title **bold** \u200f\u0645\u0631\u062d\u0628\u0627 👩‍👩‍👧 é\n\n  - a\n\tb"
)

TICK, TEXT, DATED, CHOICE, PLACED = "10.2.1", "1.4.3", "7.9.9", "8.1.4", "7.1.1"
WHOLE: dict[str, dict[str, str]] = {  # one question of each kind, with all that its form asks
    TICK: {},
    TEXT: {"words": DIFFICULT},
    DATED: {"on-day": "1", "on-month": "10", "on-year": "2026"},
    CHOICE: {"option": "risks-managed"},
    PLACED: {
        "way": "place",
        "place": "Office, <blue> folder & shelf 🌹",
        "reviewed_on-day": "3",
        "reviewed_on-month": "3",
        "reviewed_on-year": "2026",
    },
}
STATES = {
    "yes": "Complete",
    "partly": "In progress",
    "no": "Not yet in place",
    "unknown": "Need help",
    "not-applicable": "Does not apply",
}
NOT_FOR_ALL = {DATED, PLACED}  # questions without a "not applicable"


def place(number: str) -> str:
    return f"questions/{number}"


def state_of(visitor: Visitor, number: str) -> str:
    return visitor.read().by_id(f"q-{number}").text


POSSIBLE = [
    (number, position)
    for number, position in product(WHOLE, STATES)
    if number not in NOT_FOR_ALL or position != "not-applicable"
]


@pytest.mark.parametrize(("number", "position"), POSSIBLE)
def test_an_answer_of_each_kind_is_kept_as_typed_whatever_the_position(
    workspace: Visitor, number: str, position: str
) -> None:
    typed = {**WHOLE[number], "position": position, "comment": DIFFICULT}
    typed |= {"reason": DIFFICULT} if position == "not-applicable" else {}
    page = workspace.fill(place(number), typed)
    assert page.status == 303, page
    again = workspace.read(place(number)).form()
    assert {name: again[name] for name in typed} == typed
    assert state_of(workspace, number).endswith(STATES[position])


def test_the_positions_lead_to_all_five_states(workspace: Visitor) -> None:
    for number, position in zip(WHOLE, ("not-applicable", "no", "unknown", "partly", "yes"), strict=True):
        page = workspace.fill(place(number), {**WHOLE[number], "position": position, "reason": "We have none."})
        assert page.status == 303, page
    tags = {one["class"].split()[-1] for one in workspace.read().all("span") if one["class"].startswith("tag ")}
    assert len(State) == 5
    assert tags == {"met", "todo", "help", "prog"}  # complete and not applicable look alike: both are done


@pytest.mark.parametrize("number", WHOLE)
def test_a_question_that_always_applies_does_not_offer_otherwise(
    workspace: Visitor, questions: QuestionSet, number: str
) -> None:
    asked = questions.by_number(number)
    assert asked
    page = workspace.read(place(number))
    offered = [one["value"] for one in page.all("input") if one["name"] == "position"]
    assert ("not-applicable" in offered) is bool(asked.facts.not_applicable)
    refused = workspace.fill(place(number), {"position": "not-applicable", "reason": "We have none."})
    assert (refused.status == 400) is not bool(asked.facts.not_applicable)


DAY = "on-day", "on-month", "on-year"
LOOKED = "reviewed_on-day", "reviewed_on-month", "reviewed_on-year"


def parts(names: tuple[str, str, str], *typed: str) -> dict[str, str]:
    return dict(zip(names, typed, strict=True))


GOOD_LOOK = parts(LOOKED, "3", "3", "2026")
BAD: dict[str, tuple[str, dict[str, str], list[str]]] = {  # what is typed, and the ids the summary must lead to
    "no position": (TICK, {}, ["position-yes"]),
    "a position we do not know": (TICK, {"position": "perhaps"}, ["position-yes"]),
    "no reason": (TICK, {"position": "not-applicable"}, ["reason"]),
    "a blank reason": (TEXT, {"position": "not-applicable", "words": "w", "reason": " \n\t "}, ["reason"]),
    "a reason too long": (TEXT, {"position": "not-applicable", "reason": "r" * 5_001}, ["reason"]),
    "a comment too long": (TICK, {"position": "no", "comment": "c" * 5_001}, ["comment"]),
    "no words": (TEXT, {"position": "yes", "comment": DIFFICULT}, ["words"]),
    "blank words": (TEXT, {"position": "yes", "words": " \n \t", "comment": "c"}, ["words"]),
    "words too long": (TEXT, {"position": "partly", "words": "é" * 5_001}, ["words"]),
    "words and comment too long": (
        TEXT,
        {"position": "yes", "words": "w" * 5_001, "comment": "c" * 5_001},
        ["comment", "words"],
    ),
    "no day": (DATED, {"position": "yes", "comment": "c"}, ["on-day"]),
    "half a day": (DATED, {"position": "yes", **parts(DAY, "3", "", "2026")}, ["on-day"]),
    "a day that is none": (DATED, {"position": "yes", **parts(DAY, "31", "2", "2026")}, ["on-day"]),
    "words for a day": (DATED, {"position": "partly", **parts(DAY, "last", "<b>", "week")}, ["on-day"]),
    "a day to come": (DATED, {"position": "yes", **parts(DAY, "23", "11", "2026")}, ["on-day"]),
    "a year with a slip": (DATED, {"position": "yes", **parts(DAY, "1", "1", "202")}, ["on-day"]),
    "a year nobody lives in": (DATED, {"position": "partly", **parts(DAY, "31", "12", "9999")}, ["on-day"]),
    "a sum for a day": (DATED, {"position": "yes", **parts(DAY, "+1", "1_0", "2_026")}, ["on-day"]),
    "no choice": (CHOICE, {"position": "yes", "comment": "c"}, ["option-all-supported"]),
    "a way we do not know": (PLACED, {"position": "partly", "way": "post", "comment": "c"}, ["way-place"]),
    "no way": (PLACED, {"position": "yes", "comment": "c", **GOOD_LOOK}, ["way-place"]),
    "no place": (PLACED, {"position": "yes", "way": "place", **GOOD_LOOK}, ["place"]),
    "a place too long": (PLACED, {"position": "no", "way": "place", "place": "p" * 301}, ["place"]),
    "no link": (PLACED, {"position": "yes", "way": "link", "place": "kept", **GOOD_LOOK}, ["link"]),
    "no day it was looked at": (PLACED, {"position": "yes", "way": "place", "place": "Office"}, ["reviewed_on-day"]),
    "looked at in days to come": (
        PLACED,
        {"position": "yes", "way": "place", "place": "Office", **parts(LOOKED, "1", "1", "2027")},
        ["reviewed_on-day"],
    ),
    "nothing right": (
        PLACED,
        {"position": "yes", "way": "link", "link": "x:y", "comment": "c" * 5_001, **parts(LOOKED, "a", "b", "c")},
        ["comment", "link", "reviewed_on-day"],
    ),
}


@pytest.mark.parametrize(("number", "typed", "targets"), BAD.values(), ids=BAD)
def test_nothing_typed_is_lost_when_it_cannot_be_saved(
    workspace: Visitor, number: str, typed: dict[str, str], targets: list[str]
) -> None:
    before = workspace.kept
    page = workspace.fill(place(number), typed)
    assert page.status == 400
    assert sorted(target for target, _ in page.errors) == sorted(targets)
    assert all(page.by_id(target) for target, _ in page.errors)
    assert page.title.startswith("Error: ")
    again, offered = page.form(), {one["value"] for one in page.all("input") if one["type"] == "radio"}
    for name, text in typed.items():
        if name not in ("position", "way") or text in offered:
            assert again[name] == (text if text.strip() else "")
    assert workspace.kept == before


LINKS = {
    "https://example.org/policies": True,
    "http://intranet/dspt": True,
    "https://example.org/a b?x=<y>&z=“q”": True,
    "HTTPS://EXAMPLE.ORG": True,
    "https://[2001:db8::1]/x": True,
    "example.org": False,
    "javascript:alert(1)": False,
    "data:text/html,x": False,
    "https://": False,
    "https:/example.org": False,
    "S:\\Policies\\DSPT": False,
    "file:///S:/Policies": False,
    "http://[": False,
    "http://]/x": False,
    "//example.org/x": False,
    "mailto:office@example.org": False,
}


@pytest.mark.parametrize(("link", "good"), LINKS.items())
def test_only_a_link_that_opens_in_a_browser_is_taken_as_one(workspace: Visitor, link: str, *, good: bool) -> None:
    typed = {"position": "yes", "way": "link", "link": link, **GOOD_LOOK}
    page = workspace.fill(place(PLACED), typed)
    assert page.status == (303 if good else 400)
    assert [target for target, _ in page.errors] == ([] if good else ["link"])
    shown = workspace.read(place(PLACED)) if good else page
    assert shown.form()["link"] == link


@pytest.mark.parametrize(
    "typed",
    [("3", "3", "2026"), ("03", "03", "26"), (" 3 ", "March", "2026"), ("3", "mar", "26"), ("٣", "٣", "٢٠٢٦")],
)
def test_a_day_is_understood_however_it_is_written(workspace: Visitor, typed: tuple[str, str, str]) -> None:
    page = workspace.fill(place(DATED), {"position": "yes", **parts(DAY, *typed)})
    assert page.status == 303, page
    again = workspace.read(place(DATED)).form()
    assert [again[name] for name in DAY] == ["3", "3", "2026"]


@pytest.mark.parametrize("one", ["x", "é", "م", "🌹", "<", "&"])
def test_five_thousand_characters_of_any_script_are_kept(workspace: Visitor, one: str) -> None:
    typed = {"position": "yes", "words": one * 5_000, "comment": one * 5_000}
    assert workspace.fill(place(TEXT), typed).status == 303
    again = workspace.read(place(TEXT)).form()
    assert (again["words"], again["comment"]) == (one * 5_000, one * 5_000)


def test_markup_is_shown_as_typed_wherever_an_answer_appears(workspace: Visitor) -> None:
    workspace.fill(place(TEXT), {"position": "partly", "words": DIFFICULT, "comment": DIFFICULT})
    workspace.fill(place(TICK), {"position": "not-applicable", "reason": DIFFICULT, "comment": DIFFICULT})
    for where in ("", place(TEXT), place(TICK), "action-plan", "evidence", f"action-plan/{TEXT}"):
        page = workspace.read(where)
        assert not page.all("script")
        assert "49" not in page.text
    seen = " ".join(DIFFICULT.split())
    assert seen in workspace.read("action-plan").text
    assert seen in workspace.read("evidence").text


def test_what_no_keyboard_types_is_left_out_and_blanks_around_it_too(workspace: Visitor) -> None:
    workspace.fill(place(TEXT), {"position": "yes", "words": "\x00  We\x07 shred.\x1b\n\nDaily. \n"})
    assert workspace.read(place(TEXT)).form()["words"] == "We shred.\n\nDaily."


def test_save_and_continue_leads_to_the_next_question_that_needs_work(workspace: Visitor) -> None:
    workspace.fill(place("2.2.1"), {"position": "yes"})
    page = workspace.fill(place("2.1.1"), {"position": "yes", "then": "next"})
    assert page.location == workspace.address("questions/4.1.1?saved=2.1.1")  # 2.2.1 is done; 3.x are of a later level
    shown = Page(workspace.client.get(page.location))
    assert shown.heading.startswith("4.1.1 ")
    assert "Saved: 2.1.1" in shown.text


def test_after_the_last_question_the_first_that_needs_work_comes_next(workspace: Visitor) -> None:
    page = workspace.fill(place("9.5.2"), {"position": "yes", "then": "next"})
    assert page.location == workspace.address("questions/1.1.5?saved=9.5.2")


def test_save_and_come_back_leads_to_the_line_of_the_task_list(workspace: Visitor) -> None:
    page = workspace.fill(place("2.1.1"), {"position": "unknown", "then": "back"})
    assert page.location == workspace.address("?saved=2.1.1") + "#q-2.1.1"
    shown = Page(workspace.client.get(page.location))
    assert shown.by_id("q-2.1.1")
    assert "Saved: 2.1.1" in shown.text


def test_an_answer_can_be_changed_as_often_as_one_likes(workspace: Visitor) -> None:
    for words in ("First.", "Second.", "Third."):
        assert workspace.fill(place(TEXT), {"position": "yes", "words": words}).status == 303
    assert workspace.read(place(TEXT)).form()["words"] == "Third."


def test_a_document_given_before_can_be_used_again_and_no_other(workspace: Visitor) -> None:
    again = {"position": "yes", "way": "given", "given": "device-and-software-list", **GOOD_LOOK}
    assert workspace.fill(place("8.2.1"), again).status == 400  # nothing was given yet
    workspace.fill(place(PLACED), {"position": "yes", **WHOLE[PLACED]})
    assert workspace.fill(place("8.2.1"), {**again, "given": "backups"}).status == 400
    assert workspace.fill(place("8.2.1"), again).status == 303
    assert state_of(workspace, "8.2.1").endswith("Complete")
    assert workspace.read(place("8.2.1")).form()["given"] == "device-and-software-list"


def test_a_document_of_which_only_the_day_is_known_cannot_be_used_again(workspace: Visitor) -> None:
    workspace.fill(place(PLACED), {"position": "partly", **GOOD_LOOK})
    assert "Use something you gave before" not in workspace.read(place("8.2.1")).text


@pytest.mark.parametrize("position", ["yes", "partly", "no"])
def test_only_an_option_that_was_offered_is_kept(workspace: Visitor, position: str) -> None:
    page = workspace.fill(place(CHOICE), {"position": position, "option": "banana"})
    assert page.status == 400
    assert [target for target, _ in page.errors] == ["option-all-supported"]


def test_the_day_something_was_looked_at_is_kept_before_its_place_is_known(workspace: Visitor) -> None:
    assert workspace.fill(place(PLACED), {"position": "partly", **GOOD_LOOK}).status == 303
    again = workspace.read(place(PLACED)).form()
    assert {name: again[name] for name in GOOD_LOOK} == GOOD_LOOK


def test_a_question_that_depends_on_another_says_so(workspace: Visitor) -> None:
    page = workspace.read(place("8.2.1"))
    assert "This goes with 8.1.4" in page.text
    assert workspace.address(place("8.1.4")) in page.links


def test_help_stands_beside_the_form_and_leads_to_the_whole_explanation(workspace: Visitor) -> None:
    page = workspace.read(place("7.1.1"))
    (beside,) = page.all("aside")
    assert "Help with this question" in beside.text
    assert "/questions/2025-26/7.1.1/" in page.links
    assert not [one for one in page.links if one.startswith(("question:", "template:", "page:"))]


@pytest.mark.parametrize(("number", "named"), [("1.3.1", 5), ("4.1.1", 3)])
def test_help_names_the_most_useful_documents_and_leads_to_the_others(
    workspace: Visitor, questions: QuestionSet, number: str, named: int
) -> None:
    question = questions.by_number(number)
    assert question
    places = [one for one in workspace.read(place(number)).links if one.startswith("../documents/")]
    shown = [f"../documents/{slug}" for slug in question.templates[:named]]
    rest = ["../documents/by-question"] if len(question.templates) > named else []
    assert places == shown + rest
    assert len(places) > 1
    for one in places:
        workspace.read(one.removeprefix("../"))
