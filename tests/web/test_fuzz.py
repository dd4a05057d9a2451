"""Whatever is sent, no fault of ours; and whatever is acknowledged is stored as typed, but for blanks around it."""

import os
import re
from collections.abc import Mapping
from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from forms_backend.answers.model import Chosen, Dated, DocumentGiven, PlanStatus, Position, Value, Way, Written
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
short = [one for one in ODD if len(one) <= 300]
texts = st.one_of(
    st.sampled_from(short),
    st.text(st.one_of(st.characters(exclude_categories=("Cs", "Cc")), st.sampled_from("\n\t ")), max_size=80),
)
odd = st.one_of(texts, st.sampled_from([*ODD, "", "0", "7", "31", "9999"]))


@pytest.fixture
def visitor(one_app: Flask, use_store: UseStore) -> Visitor:
    use_store(MemoryStore())
    return started(one_app)


def forms(needed: Fields, others: Fields, *days: SearchStrategy[Typed]) -> SearchStrategy[dict[str, str]]:
    """Forms filled in well, and the same with one field spoilt, or one more that nobody asked for."""
    plain = st.fixed_dictionaries({"seen": st.just("now"), **needed}, optional=others)
    well = st.tuples(plain, *days).map(lambda parts: {name: text for part in parts for name, text in part.items()})
    parts = ("on-day", "start_on-year", "due_on-month", "done_on-day", "checked_on-day", "reviewed_on-year")
    spoilt = st.tuples(well, st.sampled_from(["seen", "nobody", *needed, *others, *(parts if days else ())]), odd)
    return st.one_of(well, well, spoilt.map(lambda form: {**form[0], form[1]: form[2]}))


def day(name: str, earliest: date, latest: date) -> SearchStrategy[Typed]:
    """The three parts of a day, or none of them."""
    written = st.sampled_from([("{0.day}", "{0.month}", "{0.year}"), (" {0:%d} ", "{0:%m}", "{0:%y}")])
    chosen = st.tuples(st.dates(earliest, latest), written)
    names = [f"{name}-{part}" for part in ("day", "month", "year")]
    whole = chosen.map(lambda one: {each: part.format(one[0]) for each, part in zip(names, one[1], strict=True)})
    return st.one_of(st.just({}), st.just(dict.fromkeys(names, "")), whole)


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


class Sender:
    """Sends forms, and counts those that were acknowledged."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._acknowledged = 0

    def saved(self, place: str, typed: Typed, version: int) -> bool:
        """Send a form; whether it was saved. A fault raises; what is not saved changes nothing."""
        before = self._visitor.kept
        form = {**typed, "seen": str(version)} if typed.get("seen") == "now" else typed
        response = self._visitor.client.post(self._visitor.address(place), data=form)
        if response.status_code == 303:
            self._acknowledged += 1
            return True
        assert response.status_code in (400, 409)
        assert self._visitor.kept == before
        return False

    def check(self) -> None:
        """Refuse a test that hardly saved anything."""
        assert self._acknowledged > EXAMPLES / 5, f"only {self._acknowledged} of {EXAMPLES} forms were acknowledged"


NEEDED: Fields = {"position": st.sampled_from([*Position])}
PAST = date(2000, 1, 1), TODAY
FIELDS: dict[str, tuple[Fields, tuple[SearchStrategy[Typed], ...]]] = {
    "10.2.1": ({}, ()),
    "1.4.3": ({"words": texts}, ()),
    "7.9.9": ({}, (day("on", *PAST),)),
    "8.1.4": ({"option": st.sampled_from(["all-supported", "not-managed", ""])}, ()),
    "7.1.1": (
        {
            "way": st.sampled_from([*Way, ""]),
            "place": texts,
            "link": st.sampled_from(["", "https://example.org/a b?c=<d>&e=f", "http://intranet"]),
            "given": st.sampled_from(["privacy-notice", ""]),
            "upload-stored": odd,
            "upload-name": texts,
        },
        (day("reviewed_on", *PAST),),
    ),
}


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
    asked, sender = questions.by_number(number), Sender(visitor)
    assert asked
    offered = {one.value for one in asked.facts.choices}
    visitor.fill("questions/1.1.3", {"position": "partly", "way": "place", "place": "Office"})
    own, days = FIELDS[number]

    @fuzzed
    @given(forms(NEEDED, {"reason": texts, "comment": texts, **own}, *days))
    @example({"seen": "now", "position": "partly", "way": "link", "link": "http://["})
    @example({"seen": "now", "position": "partly", "option": "banana"})
    @example({"seen": "now", "position": "partly", "way": "post"})
    def send(typed: Typed) -> None:
        before = visitor.kept.answers.get(asked.identity)
        version = before.version if before else 0
        if sender.saved(f"questions/{number}", typed, version):
            answer = visitor.kept.answers[asked.identity]
            assert answer.position == line_of(typed, "position")
            assert answer.reason == text_of(typed, "reason")
            assert answer.comment == text_of(typed, "comment")
            assert answer.saved_on == TODAY
            assert answer.version == version + 1 or answer == before  # the same thing sent twice is saved once
            assert right_value(answer.value, typed, asked.facts.kind, offered)

    send()
    sender.check()
    for place in (f"questions/{number}", "action-plan", "evidence"):
        visitor.read(place)


def test_a_profile_that_is_acknowledged_is_stored_as_typed(visitor: Visitor) -> None:
    vocabulary: Vocabulary = visitor.client.application.extensions["service"].vocabulary
    every, sender = [one for part in vocabulary.profile for one in part.fields], Sender(visitor)
    values = {one.id: [option.value for option in one.options] for one in every}
    others = {field_name(one): st.sampled_from([*values[one.id], ""]) if one.options else texts for one in every}
    needed: Fields = {
        "organisation__name": texts.map(lambda name: f"Rose {name}"),
        "aim": st.sampled_from(["approaching-standards", "standards-met"]),
    }

    @fuzzed
    @given(forms(needed, {name: one for name, one in others.items() if name not in needed}))
    def send(typed: Typed) -> None:
        version = visitor.kept.profile_version
        if sender.saved("profile", typed, version):
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
    sender.check()


def test_a_line_of_the_plan_that_is_acknowledged_is_shown_as_typed(visitor: Visitor) -> None:
    plain, sender = dict.fromkeys(("action", "owner", "help_needed", "notes"), texts), Sender(visitor)
    days = (
        day("start_on", TODAY, date(2026, 12, 31)),
        day("due_on", date(2027, 6, 1), date(2099, 12, 31)),
        day("done_on", *PAST),
    )

    @fuzzed
    @given(forms({"status": st.sampled_from([*PlanStatus])}, plain, *days))
    def send(typed: Typed) -> None:
        before = visitor.kept.plan.get("own-destruction")
        if sender.saved("action-plan/1.4.3", typed, before.version if before else 0):
            shown = visitor.read("action-plan/1.4.3").form()
            for name, read in (("action", text_of), ("owner", line_of), ("help_needed", line_of), ("notes", text_of)):
                assert not read(typed, name) or shown[name] == read(typed, name)
            assert shown["status"] == typed["status"]
            kept = visitor.kept.plan["own-destruction"]
            assert says(kept.done_on, typed, "done_on")
            assert kept.due_on is None or says(kept.due_on, typed, "due_on")
            assert kept.start_on is None or says(kept.start_on, typed, "start_on")

    send()
    sender.check()
    visitor.read("action-plan")


def test_a_piece_of_evidence_that_is_acknowledged_is_stored_as_typed(visitor: Visitor, questions: QuestionSet) -> None:
    key, sender = questions.questions[0].facts.evidence[0].key, Sender(visitor)

    @fuzzed
    @given(forms({}, {"place": texts, "owner": texts}, day("checked_on", *PAST)))
    def send(typed: Typed) -> None:
        before = visitor.kept.evidence.get(key)
        if sender.saved(f"evidence/{key}", typed, before.version if before else 0):
            kept = visitor.kept.evidence[key]
            assert kept.place == line_of(typed, "place")
            assert kept.owner in (line_of(typed, "owner"), "")
            assert says(kept.checked_on, typed, "checked_on")

    send()
    sender.check()
    visitor.read("evidence")


def test_a_name_that_is_acknowledged_is_stored_as_typed(visitor: Visitor) -> None:
    @fuzzed
    @given(forms({"organisation": odd}, {"question": texts}))
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
    @given(forms({"link": near}, {"question": texts}))
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
    @given(
        st.one_of(
            odd.filter(lambda typed: typed != "yes"), st.sampled_from(["no", "Yes", " yes", "yes ", "on", "true"])
        )
    )
    def send(sure: str) -> None:
        assert not Sender(visitor).saved("delete", {"sure": sure}, 0)

    send()
    assert visitor.send("delete", {"sure": "yes"}).status == 303
