"""A filled-in register is brought back, told what to put right, and counted as evidence."""

import io
import warnings
from collections.abc import Callable, Mapping
from datetime import date

import msgspec
import openpyxl
import pytest
from flask import Flask
from msgspec.structs import replace
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from forms_backend.answers.evidence import evidence_keys
from forms_backend.answers.model import Answer, EvidenceNote, Position, RegisterFigure, RegisterSummary, Workspace
from forms_backend.documents.register_reading import opening, reading
from forms_backend.questions.model import QuestionSet
from forms_backend.storage.memory_store import MemoryStore
from forms_backend.storage.port import NoRoom
from forms_backend.web.access import workspace_key
from forms_backend.web.registers.forms import NO_FILE, NO_PLACE, carried
from forms_backend.web.registers.routes import GONE, NOTHING_IN_IT
from tests.sample_files import DOCX
from tests.web.conftest import TODAY, UseStore, Visitor, started
from tests.web.reading import Page

SLUG, KEY, NUMBER = "digital-asset-register", "device-and-software-list", "7.1.1"
PLACE = f"documents/{SLUG}/bring-back"
SECRET = "Ann Beynon's laptop"
TOLD = (
    RegisterFigure("devices and programs in use", 2),
    RegisterFigure("of them looked at in the last 365 days", 1, 2),
)
TYPED = {"place": "Office & safe", "owner": "Deputy"}
ROWS: tuple[Mapping[str, object], ...] = (
    {"what": "laptop", "name": SECRET, "checked": date(2026, 3, 1)},
    {"name": "Till", "personal-data": "y", "encrypted": "no", "bought": "=long ago"},
    {"name": "Old", "gone": "Sold"},
)
LATE = {"supported-until": date(2026, 11, 21)}


def filled(visitor: Visitor, *rows: Mapping[str, object], slug: str = SLUG) -> bytes:
    """The visitor's own download with rows typed into it, by column key."""
    columns = visitor.client.application.extensions["service"].prepared.registers[slug].columns
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it knows no print area that grows
        book = openpyxl.load_workbook(io.BytesIO(visitor.read(f"documents/{slug}.xlsx").bytes))
    sheet = book["List"]
    heads = next(at for at in range(1, 30) if sheet.cell(at, 2).value == columns[1].label)
    free = next(at for at in range(heads + 1, 60) if all(str(cell.value or "=")[0] == "=" for cell in sheet[at]))
    places = {column.key: at for at, column in enumerate(columns, 1)}
    for at, row in enumerate(rows, free):
        for key, value in row.items():
            cell = sheet.cell(at, places[key])
            cell.value = value  # type: ignore[assignment]
            if isinstance(value, str):
                cell.data_type = "s"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def bring(visitor: Visitor, content: bytes, name: str = "list.xlsx", slug: str = SLUG) -> Page:
    boundary, body = encode_multipart({"file": FileStorage(io.BytesIO(content), name)})
    kind = f"multipart/form-data; boundary={boundary}"
    return Page(visitor.client.post(visitor.address(f"documents/{slug}/bring-back"), data=body, content_type=kind))


def count(visitor: Visitor, page: Page, typed: Mapping[str, str] = TYPED, slug: str = SLUG) -> Page:
    """Send the form of a page that shows what was read."""
    place = f"documents/{slug}/bring-back/count"
    return visitor.send(place, {**page.form(visitor.address(place)), **typed})


@pytest.fixture
def usual(workspace: Visitor) -> bytes:
    first, *others = ROWS
    return filled(workspace, {**first, **LATE}, *others)


def test_a_list_is_brought_back_and_counted(workspace: Visitor, usual: bytes, questions: QuestionSet) -> None:
    assert workspace.address(PLACE) in workspace.read(f"documents/{SLUG}").links
    assert workspace.read(PLACE).by_id("file")["accept"] == ".xlsx,.ods"
    before = workspace.kept
    page = bring(workspace, usual)
    assert page.status == 200
    assert "We read 3 rows" in page.text
    assert "Of them looked at in the last 365 days: 1 of 2 (50%)" in page.text
    assert "1 thing is still to put right" in page.text
    (misfit,) = [row.text for row in page.all("tr")][1:]
    assert misfit.startswith("Row 9, ")
    assert "=long ago" in misfit
    assert workspace.kept == before
    done = count(workspace, page)
    assert done.location == workspace.address(f"{PLACE}?saved=1")
    kept = workspace.kept.registers[SLUG]
    assert (kept.read_on, kept.rows, kept.misfits, kept.figures[:2]) == (TODAY, 3, 1, TOLD)
    noted = dict.fromkeys(evidence_keys(SLUG, questions), EvidenceNote("Office & safe", "Deputy", TODAY))
    assert workspace.kept.evidence == noted
    after = workspace.read(f"{PLACE}?saved=1")
    assert "Counted as evidence" in after.text
    assert {workspace.address(f"evidence#{key}") for key in noted} <= {*after.links}
    assert "Your file of 22 November 2026 had 3 rows, and 1 thing to put right." in after.text


def test_the_numbers_stand_where_they_help(workspace: Visitor, usual: bytes, questions: QuestionSet) -> None:
    count(workspace, bring(workspace, usual))
    helped = [one.number for one in questions if SLUG in one.templates]
    assert NUMBER in helped
    for one in questions:
        text = workspace.read(f"questions/{one.number}").text
        assert ("Devices and programs in use: 2" in text) is (one.number in helped)
    assert "It had 3 rows. Devices and programs in use: 2." in workspace.read("evidence").by_id(KEY).text
    assert "Things that no longer get safety updates: 1" in workspace.read(f"evidence/{KEY}").text
    assert b"devices and programs in use" in workspace.read("export.json").bytes


def test_nothing_that_a_row_says_is_kept(workspace: Visitor, usual: bytes) -> None:
    page = bring(workspace, usual)
    assert SECRET not in page.html
    count(workspace, page)
    for words in (SECRET, "Beynon", "Till", "long ago"):
        assert words.encode() not in workspace.read("export.json").bytes
        assert words not in str(workspace.kept)


def test_numbers_are_forgotten_and_the_place_stays(workspace: Visitor, usual: bytes) -> None:
    count(workspace, bring(workspace, usual))
    assert workspace.send(f"{PLACE}/forget", {}).location == workspace.address(PLACE)
    assert workspace.kept.registers == {}
    assert workspace.kept.evidence[KEY].place == "Office & safe"
    assert "devices and programs in use" not in workspace.read(f"questions/{NUMBER}").text
    assert "Forget these numbers" not in workspace.read(PLACE).text
    assert workspace.send(f"{PLACE}/forget", {}).status == 303


def test_a_newer_list_takes_the_place_of_the_older(workspace: Visitor, usual: bytes) -> None:
    count(workspace, bring(workspace, usual))
    page = bring(workspace, filled(workspace, ROWS[0]))
    assert "We found nothing to put right" in page.text
    form = page.form(workspace.address(f"{PLACE}/count"))
    assert (form["place"], form["owner"]) == ("Office & safe", "Deputy")
    assert count(workspace, page, {}).status == 303
    now = workspace.kept.registers[SLUG]
    assert (now.rows, now.misfits, now.version) == (1, 0, 2)
    assert workspace.kept.evidence[KEY].version == 2


def test_what_is_suggested_stays_a_suggestion(workspace: Visitor, usual: bytes) -> None:
    count(workspace, bring(workspace, usual), {"place": "Office"})
    assert workspace.kept.evidence[KEY] == EvidenceNote("Office", "", TODAY)


def test_a_suggestion_that_changed_while_the_page_was_open_is_not_kept_as_typed(workspace: Visitor) -> None:
    slug = "risk-register"  # of whoever is in charge of data security
    workspace.fill("profile", {"lead__title": "Registered manager"})
    page = bring(workspace, filled(workspace, {"risk": "The old till"}, slug=slug), slug=slug)
    assert page.form(workspace.address(f"documents/{slug}/bring-back/count"))["owner"] == "Registered manager"
    workspace.fill("profile", {"lead__title": "Owner"})
    count(workspace, page, {"place": "Office"}, slug)
    assert workspace.kept.evidence[slug] == EvidenceNote("Office", "", TODAY)


def test_rows_of_ours_that_nobody_touched_are_told_apart(workspace: Visitor) -> None:
    slug = "retention-schedule"
    page = bring(workspace, filled(workspace, {"record": "Our own"}, slug=slug), slug=slug)
    assert "We read 1 row" in page.text
    assert "more rows are as we wrote them" in page.text


@pytest.mark.parametrize("slug", ["risk-register", "unsupported-systems-risk-record"])
def test_a_list_that_no_question_asks_for_is_evidence_by_itself(
    workspace: Visitor, questions: QuestionSet, app: Flask, slug: str
) -> None:
    keys = {*evidence_keys(slug, questions)}
    asking = [one.identity for one in questions if keys & {each.key for each in one.facts.evidence}]
    assert bool(asking) is (slug not in keys)
    never = dict.fromkeys(asking, Answer(Position.NOT_APPLICABLE, TODAY, reason="Never"))
    workspace.store.change(workspace_key(workspace.reference), lambda now: replace(now, answers=never))
    key = app.extensions["service"].prepared.registers[slug].columns[1].key
    page = bring(workspace, filled(workspace, {key: "The old till"}, slug=slug), slug=slug)
    assert count(workspace, page, TYPED, slug).status == 303
    assert workspace.kept.evidence == {slug: EvidenceNote("Office & safe", "Deputy", TODAY)}
    assert "Office & safe" in workspace.read("evidence").by_id(slug).text


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "no file": ("", b"", NO_FILE),
    "an empty file": ("list.xlsx", b"", "This file is empty. Check it on your computer and choose it again."),
    "Word": ("list.docx", DOCX, opening.WORD),
    "Word under another name": ("list.xlsx", DOCX, opening.DAMAGED),
    "CSV": ("list.csv", b"a,b", opening.LISTED),
    "too large": ("list.xlsx", bytes(10_500_000), opening.TOO_LARGE),
}


@pytest.mark.parametrize(("name", "sent", "words"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_file_keeps_people_on_the_page(workspace: Visitor, name: str, sent: bytes, words: str) -> None:
    before = workspace.kept
    page = bring(workspace, sent, name)
    assert page.status == 400
    assert page.errors == [("file", words)]
    assert workspace.kept == before


def test_a_form_without_its_file_part_asks_for_the_file(workspace: Visitor) -> None:
    page = workspace.send(PLACE, {"file": "list.xlsx"})
    assert (page.status, page.errors) == (400, [("file", NO_FILE)])


def test_a_request_far_too_large_gets_a_plain_page(workspace: Visitor) -> None:
    assert bring(workspace, bytes(12_500_000)).status == 413


def test_another_list_leads_to_its_own_page(workspace: Visitor, usual: bytes) -> None:
    page = bring(workspace, usual, slug="supplier-register")
    assert page.status == 400
    assert "This is another list: “Device and software list”" in page.errors[0][1]
    assert workspace.address(PLACE) in page.links


def test_a_list_that_nobody_filled_in_cannot_be_counted(workspace: Visitor) -> None:
    page = bring(workspace, filled(workspace))
    assert (page.status, page.errors) == (400, [("file", NOTHING_IN_IT)])
    assert "Count this as evidence" not in page.text


@pytest.mark.parametrize("slug", ["byod-policy", "nothing"])
def test_only_a_register_can_be_brought_back(workspace: Visitor, slug: str) -> None:
    workspace.read(f"documents/{slug}/bring-back", 404)
    for place in ("", "/count", "/forget"):
        assert workspace.send(f"documents/{slug}/bring-back{place}", {}).status == 404


def test_what_is_wrong_in_a_row_is_shown_as_typed(workspace: Visitor) -> None:
    hostile = "<script>alert(1)</script> {{ 7*7 }} =cmd @x شكرا 🌹"
    page = bring(workspace, filled(workspace, {"name": "x", "encrypted": hostile}))
    assert hostile in page.text
    assert not page.all("script")


def test_many_misfits_are_counted(workspace: Visitor) -> None:
    page = bring(workspace, filled(workspace, *({"encrypted": "maybe"} for _ in range(205))))
    assert len(page.all("tr")) == 1 + reading.MOST_MISFITS
    assert "These are the first 200 of 205." in page.text


def test_a_place_is_asked_for_and_nothing_is_lost(workspace: Visitor, usual: bytes) -> None:
    page = count(workspace, bring(workspace, usual), {"place": " ", "owner": "Deputy"})
    assert (page.status, page.errors) == (400, [("place", NO_PLACE)])
    assert "We read 3 rows" in page.text
    assert page.form(workspace.address(f"{PLACE}/count"))["owner"] == "Deputy"
    assert count(workspace, page).status == 303
    assert workspace.kept.registers[SLUG].figures[:2] == TOLD


LONG = {"place": "p" * 301, "owner": "o" * 301}


def test_words_too_long_are_given_back(workspace: Visitor, usual: bytes) -> None:
    page = count(workspace, bring(workspace, usual), LONG)
    assert [target for target, _ in page.errors] == ["place", "owner"]
    again = page.form(workspace.address(f"{PLACE}/count"))
    assert {name: again[name] for name in LONG} == LONG


def odd_figures(summary: RegisterSummary, words: str, number: int) -> tuple[RegisterFigure, ...]:
    return (RegisterFigure(words, number), *summary.figures[1:])


Tamper = Callable[[RegisterSummary], RegisterSummary]
TAMPERED: dict[str, Tamper] = {
    "other words": lambda one: replace(one, figures=odd_figures(one, "<b>words</b>", 1)),
    "less than none": lambda one: replace(one, figures=odd_figures(one, one.figures[0].words, -1)),
    "figures left out": lambda one: replace(one, figures=one.figures[1:]),
    "far too many": lambda one: replace(one, misfits=10**10),
    "no rows": lambda one: replace(one, rows=0),
    "too many rows": lambda one: replace(one, rows=reading.MOST_ROWS + 1),
    "tomorrow": lambda one: replace(one, read_on=date(2026, 11, 23)),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_numbers_that_cannot_be_of_this_list_are_not_kept(workspace: Visitor, usual: bytes, tamper: Tamper) -> None:
    before, page = workspace.kept, bring(workspace, usual)
    read = page.form(workspace.address(f"{PLACE}/count"))["read"]
    altered = carried(tamper(msgspec.json.decode(read, type=RegisterSummary)))
    refused = count(workspace, page, {**TYPED, "read": altered})
    assert (refused.status, refused.errors) == (400, [("file", GONE)])
    assert workspace.kept == before
    assert count(workspace, page, {**TYPED, "read": read}).status == 303


@pytest.mark.parametrize("read", ["", "{", "[]", '{"read_on": 1, "rows": "3"}', "\x00", "9" * 5_000])
def test_what_is_no_summary_is_asked_for_again(workspace: Visitor, read: str) -> None:
    page = workspace.send(f"{PLACE}/count", {**TYPED, "read": read, "seen": "0"})
    assert (page.status, page.errors) == (400, [("file", GONE)])


def test_two_people_who_bring_it_back_at_once_see_both(workspace: Visitor, colleague: Visitor, usual: bytes) -> None:
    mine = bring(workspace, usual)
    count(colleague, bring(colleague, filled(colleague, ROWS[0])), {"place": "Attic"})
    refused = count(workspace, mine)
    assert refused.status == 409
    assert [target for target, _ in refused.errors] == ["theirs"]
    assert "1 row, read on 22 November 2026." in refused.by_id("theirs").text
    assert refused.form(workspace.address(f"{PLACE}/count"))["place"] == "Office & safe"
    assert count(workspace, refused, {}).status == 303
    assert workspace.kept.registers[SLUG].rows == 3
    assert workspace.kept.evidence[KEY].place == "Office & safe"


def test_somebody_who_moved_the_file_meanwhile_is_shown(workspace: Visitor, colleague: Visitor, usual: bytes) -> None:
    mine = bring(workspace, usual)
    colleague.fill(f"evidence/{KEY}", {"place": "Attic", "owner": "Jo"})
    refused = count(workspace, mine)
    assert refused.status == 409
    assert "Attic, Jo" in refused.by_id("theirs").text
    assert workspace.kept.registers == {}
    assert count(workspace, refused, {}).status == 303
    assert workspace.kept.evidence[KEY].place == "Office & safe"


@pytest.mark.parametrize("seen", ["", "7", "x.y", ".".join("0" * 40), "1" * 400, "-1.0"])
def test_versions_that_make_no_sense_can_be_sent_again(workspace: Visitor, usual: bytes, seen: str) -> None:
    page = count(workspace, bring(workspace, usual), {**TYPED, "seen": seen})
    assert page.status == 409
    assert all(page.by_id(target) for target, _ in page.errors)
    assert count(workspace, page, {}).status == 303


def test_the_same_form_sent_twice_is_saved_once(workspace: Visitor, usual: bytes) -> None:
    page = bring(workspace, usual)
    assert [count(workspace, page).status for _ in range(2)] == [303, 303]
    assert workspace.kept.registers[SLUG].version == 1


def test_a_form_of_another_site_is_refused(workspace: Visitor, usual: bytes) -> None:
    form = bring(workspace, usual).form(workspace.address(f"{PLACE}/count"))
    for place in ("", "/count", "/forget"):
        address = workspace.address(f"{PLACE}{place}")
        response = workspace.client.post(address, data={**form, **TYPED}, headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403
    assert workspace.kept.registers == {}


class FullStore(MemoryStore):
    """A store that has no room left once it is told so."""

    is_full = False

    def change(self, key: str, change: Callable[[Workspace], Workspace]) -> Workspace:
        if self.is_full:
            raise NoRoom("key: no space left on device")
        return super().change(key, change)


def test_a_full_disk_loses_nothing(one_app: Flask, use_store: UseStore) -> None:
    store = FullStore()
    use_store(store)
    visitor = started(one_app)
    page = bring(visitor, filled(visitor, *ROWS))
    store.is_full = True
    refused = count(visitor, page)
    assert refused.status == 503
    assert "What you typed is still below" in refused.errors[0][1]
    store.is_full = False
    assert count(visitor, refused, {}).status == 303
