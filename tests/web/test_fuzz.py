"""Whatever is sent, no fault of ours; and whatever is acknowledged is stored as typed, but for blanks around it."""

import os
import re
from collections.abc import Mapping

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from forms_backend.answers.model import Chosen, Dated, DocumentGiven, Position, Value, Way, Written
from forms_backend.questions.model import Kind, QuestionSet
from forms_backend.questions.vocabulary import FieldKind, Vocabulary
from forms_backend.storage.memory_store import MemoryStore
from forms_backend.web.access import ALPHABET, LENGTH
from forms_backend.web.profile.forms import field_name
from tests.web.conftest import TODAY, UseStore, Visitor, started
from tests.web.reading import Page

EXAMPLES = 2_000 if os.environ.get("FULL") == "1" else 200
fuzzed = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Typed = Mapping[str, str]
Fields = dict[str, SearchStrategy[str]]

ODD = [
    "<script>alert(1)</script>",
    "</textarea><b>",
    '" onfocus="x',
    "{{ 7*7 }}{% raw %}",
    "=1+1",
    "../../etc/passwd",
    "' OR 1=1 --",
    "\u202eabc\u200f",
    "👩‍👩‍👧‍👦",
    "ﷺ" * 50,
    "x" * 300,
    "x" * 301,
    "é" * 5_000,
    "é" * 5_001,
    "\ufffe\uffff",
    "http://[",
    "https://example.org/a",
    "None",
    "%00",
]
texts = st.one_of(
    st.sampled_from(ODD),
    st.text(st.one_of(st.characters(exclude_categories=("Cs", "Cc")), st.sampled_from("\n\t ")), max_size=80),
)
numbers = st.one_of(st.sampled_from(["", "1", "2", "12", "29", "31", "2025", "2026", "26", "0", "9999"]), texts)


@pytest.fixture
def visitor(one_app: Flask, use_store: UseStore) -> Visitor:
    use_store(MemoryStore())
    return started(one_app)


def forms(fields: Fields) -> SearchStrategy[dict[str, str]]:
    """Forms with any of these fields, and now and then one that nobody asked for."""
    seen = st.sampled_from(["now", "now", "now", "0", "7", "x", ""])
    return st.fixed_dictionaries({"seen": seen}, optional={**fields, "nobody": texts})


def day(name: str) -> Fields:
    return {f"{name}-{part}": numbers for part in ("day", "month", "year")}


def text_of(typed: Typed, name: str) -> str:
    return typed.get(name, "").strip()


def line_of(typed: Typed, name: str) -> str:
    return typed.get(name, "").replace("\n", " ").strip()


def says(shown: object, typed: Typed, name: str) -> bool:
    """Whether a day is the one that was typed; a month may be in words, a year in two figures."""
    parts = [typed.get(f"{name}-{part}", "").strip() for part in ("day", "month", "year")]
    if shown is None:
        return not any(parts)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(shown))
    year, month, number = (int(part) for part in str(shown).split("-"))
    return int(parts[0]) == number and int(parts[2]) in (year, year % 100) and parts[1] in (str(month), f"0{month}")


def sent(visitor: Visitor, place: str, typed: Typed, version: int) -> bool:
    """Send a form; whether it was saved. A fault raises; what is not saved changes nothing and is given back."""
    before = visitor.kept
    form = {**typed, "seen": str(version)} if typed.get("seen") == "now" else typed
    response = visitor.client.post(visitor.address(place), data=form)
    if response.status_code == 303:
        return True
    assert response.status_code in (400, 409)
    assert visitor.kept == before
    return False


FIELDS: dict[str, Fields] = {
    "10.2.1": {},
    "1.4.3": {"words": texts},
    "7.9.9": day("on"),
    "8.1.4": {"option": st.one_of(st.sampled_from(["all-supported", "not-managed", ""]), texts)},
    "7.1.1": {
        "way": st.one_of(st.sampled_from([*Way, ""]), texts),
        "place": texts,
        "link": texts,
        "given": st.one_of(st.just("privacy-notice"), texts),
        "upload-stored": st.one_of(st.just("0" * 32), texts),
        "upload-name": texts,
        **day("reviewed_on"),
    },
}
positions = st.one_of(st.sampled_from([*Position]), st.sampled_from([*Position]), texts)


def right_value(value: Value | None, typed: Typed, kind: Kind, offered: set[str]) -> bool:
    match kind:
        case Kind.TEXT:
            return (value.words if isinstance(value, Written) else "") == text_of(typed, "words")
        case Kind.DATE:
            return says(value.on if isinstance(value, Dated) else None, typed, "on")
        case Kind.CHOICE:
            option = value.option if isinstance(value, Chosen) else ""
            return option == line_of(typed, "option") and option in {"", *offered}
        case Kind.DOCUMENT:
            way = line_of(typed, "way")
            if not isinstance(value, DocumentGiven):
                return not line_of(typed, way if way in list(Way) else "way")
            return value.what == line_of(typed, way) and says(value.reviewed_on, typed, "reviewed_on")
    return True


@pytest.mark.parametrize("number", FIELDS)
def test_an_answer_that_is_acknowledged_is_stored_as_typed(
    visitor: Visitor, questions: QuestionSet, number: str
) -> None:
    asked = questions.by_number(number)
    assert asked
    offered = {one.value for one in asked.facts.choices}

    @fuzzed
    @given(forms({"position": positions, "reason": texts, "comment": texts, **FIELDS[number]}))
    @example({"seen": "now", "position": "partly", "way": "link", "link": "http://["})
    @example({"seen": "now", "position": "partly", "option": "banana"})
    def send(typed: Typed) -> None:
        before = visitor.kept.answers.get(asked.identity)
        version = before.version if before else 0
        if sent(visitor, f"questions/{number}", typed, version):
            answer = visitor.kept.answers[asked.identity]
            assert answer.position == line_of(typed, "position")
            assert answer.reason == text_of(typed, "reason")
            assert answer.comment == text_of(typed, "comment")
            assert answer.saved_on == TODAY
            assert answer.version == version + 1 or answer == before  # the same thing sent twice is saved once
            assert right_value(answer.value, typed, asked.facts.kind, offered)

    send()
    visitor.read(f"questions/{number}")
    visitor.read("action-plan")
    visitor.read("evidence")


def test_a_profile_that_is_acknowledged_is_stored_as_typed(visitor: Visitor) -> None:
    vocabulary: Vocabulary = visitor.client.application.extensions["service"].vocabulary
    every = [one for part in vocabulary.profile for one in part.fields]
    values = {one.id: [option.value for option in one.options] for one in every}
    choices = {field_name(one): st.sampled_from([*values[one.id], "", "banana"]) for one in every if one.options}
    asked = {field_name(one): texts for one in every} | choices
    aims = st.sampled_from(["approaching-standards", "standards-met", "standards-exceeded", ""])

    @fuzzed
    @given(forms({**asked, "aim": aims}))
    def send(typed: Typed) -> None:
        version = visitor.kept.profile_version
        if sent(visitor, "profile", typed, version):
            kept = visitor.kept
            assert kept.profile_version in (version, version + 1)  # the same thing sent twice is saved once
            assert kept.aim == typed["aim"]
            for one in every:
                text = line_of(typed, field_name(one))
                if one.kind in (FieldKind.ODS_CODE, FieldKind.ICO_NUMBER):
                    text = "".join(text.split()).upper()
                assert kept.profile.get(one.id, "") == text
                assert not one.options or text in {"", *values[one.id]}

    send()


def test_a_line_of_the_plan_that_is_acknowledged_is_shown_as_typed(visitor: Visitor) -> None:
    plain = dict.fromkeys(("action", "owner", "help_needed", "notes"), texts)
    statuses = st.sampled_from(["not-started", "in-progress", "done", "blocked", "finished", ""])

    @fuzzed
    @given(forms({**plain, "status": statuses, **day("start_on"), **day("due_on"), **day("done_on")}))
    def send(typed: Typed) -> None:
        before = visitor.kept.plan.get("own-destruction")
        if sent(visitor, "action-plan/1.4.3", typed, before.version if before else 0):
            shown = visitor.read("action-plan/1.4.3").form()
            for name, read in (("action", text_of), ("owner", line_of), ("help_needed", line_of), ("notes", text_of)):
                assert not read(typed, name) or shown[name] == read(typed, name)
            assert shown["status"] == typed["status"]
            kept = visitor.kept.plan["own-destruction"]
            assert says(kept.done_on, typed, "done_on")
            assert kept.due_on is None or says(kept.due_on, typed, "due_on")
            assert kept.start_on is None or says(kept.start_on, typed, "start_on")

    send()
    visitor.read("action-plan")


def test_a_piece_of_evidence_that_is_acknowledged_is_stored_as_typed(visitor: Visitor, questions: QuestionSet) -> None:
    key = questions.questions[0].facts.evidence[0].key

    @fuzzed
    @given(forms({"place": texts, "owner": texts, **day("checked_on")}))
    def send(typed: Typed) -> None:
        before = visitor.kept.evidence.get(key)
        if sent(visitor, f"evidence/{key}", typed, before.version if before else 0):
            kept = visitor.kept.evidence[key]
            assert kept.place == line_of(typed, "place")
            assert kept.owner in (line_of(typed, "owner"), "")
            assert says(kept.checked_on, typed, "checked_on")

    send()
    visitor.read("evidence")


def test_a_name_that_is_acknowledged_is_stored_as_typed(visitor: Visitor) -> None:
    @fuzzed
    @given(forms({"organisation": texts, "question": texts}))
    def send(typed: Typed) -> None:
        page = Page(visitor.client.post("/workspace/", data=typed))
        if page.status == 303:
            new = Visitor(visitor.client, page.location.split("/")[2], visitor.store)
            assert new.kept.name == line_of(typed, "organisation")
        else:
            assert page.status == 400
            assert page.form("/workspace/")["organisation"] == line_of(typed, "organisation")

    send()


def test_only_the_whole_return_link_leads_into_a_workspace(visitor: Visitor) -> None:
    code = visitor.reference
    near = st.one_of(
        texts,
        st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH + 1),
        st.integers(0, LENGTH - 1).map(lambda at: code[:at] + code[at + 1 :]),
        st.integers(0, LENGTH - 1).map(lambda at: f"{code[:at]} {code[at:]}"),
        st.tuples(texts, texts).map(lambda around: f"{around[0]}/{code}/{around[1]}"),
    )

    @fuzzed
    @given(forms({"link": near, "question": texts}))
    def send(typed: Typed) -> None:
        page = Page(visitor.client.post("/workspace/come-back", data=typed))
        letters = "".join(typed.get("link", "").split()).replace("-", "").lower()
        assert page.status in (303, 400, 404)
        if page.status == 303:
            assert code in letters
            assert page.location.startswith(visitor.address())
        else:
            assert page.form("/workspace/come-back")["link"] == line_of(typed, "link")

    send()


def test_nothing_but_the_tick_deletes(visitor: Visitor) -> None:
    @fuzzed
    @given(forms({"sure": st.one_of(texts, st.sampled_from(["", "no", "Yes", "YES", " yes", "on", "true"]))}))
    def send(typed: Typed) -> None:
        assert not sent(visitor, "delete", typed, 0)

    send()
    assert visitor.send("delete", {"sure": "yes"}).status == 303
