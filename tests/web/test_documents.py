import io
import shutil
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest
from flask import Flask

from forms_backend.answers.evidence import evidence_keys
from forms_backend.documents.templates.model import Shape
from forms_backend.documents.templates.prepared import PreparedTemplate
from forms_backend.questions.model import Kind, QuestionSet
from forms_backend.web import create_app
from forms_backend.web.access import workspace_key
from forms_backend.web.settings import Settings
from tests.contract.reading_back import docx_texts
from tests.web.conftest import TODAY, Visitor, started

NAME = "Rose & Thorn <Care> Ltd"


@pytest.fixture
def templates(one_app: Flask) -> tuple[PreparedTemplate, ...]:
    made: tuple[PreparedTemplate, ...] = one_app.extensions["service"].prepared.templates
    return made


def text_in(package: bytes) -> str:
    with ZipFile(io.BytesIO(package)) as file:
        return " ".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))


def test_every_template_is_offered_with_the_questions_it_helps_and_has_a_page_of_its_own(
    workspace: Visitor, templates: tuple[PreparedTemplate, ...], questions: QuestionSet
) -> None:
    page = workspace.read("documents")
    assert templates
    for one in templates:
        words = page.by_id(one.slug).text
        assert one.short in words
        numbers = [each.number for each in questions if each.identity in one.questions]
        assert [number for number in numbers if number not in words] == []
        own = workspace.read(f"documents/{one.slug}")
        links = {link["href"] for link in own.root.walk("a")}
        assert {workspace.address(f"documents/{one.slug}.{suffix}") for suffix in one.formats} <= links
        assert {workspace.address(f"questions/{number}") for number in numbers} <= links


def test_every_template_downloads_in_each_of_its_formats_with_the_name_in_it(
    workspace: Visitor, templates: tuple[PreparedTemplate, ...]
) -> None:
    for one in templates:
        for suffix, form in one.formats.items():
            first, second = (workspace.read(f"documents/{one.slug}.{suffix}") for _ in range(2))
            assert first.headers["Content-Type"] == form.media_type
            assert first.headers["Content-Disposition"] == f"attachment; filename={one.slug}.{suffix}"
            assert first.headers["Cache-Control"] == "no-store"
            assert first.bytes == second.bytes
            assert suffix == "pdf" or "Rose &amp; Thorn &lt;Care&gt; Ltd" in text_in(first.bytes)
            assert suffix != "pdf" or first.bytes.startswith(b"%PDF-")


def test_what_the_profile_leaves_open_is_named_until_it_is_filled_in(workspace: Visitor) -> None:
    before = workspace.read("documents/byod-policy").text
    assert "Not in your profile yet" in before
    assert "job title of your data security lead" in before
    assert "gaps" in workspace.read("documents").by_id("byod-policy").text
    answers = {
        "lead__title": "Deputy",
        "lead__phone": "01632 960 001",
        "own_devices": "no",
        "removable_media": "no",
        "records": "both",
        "volunteers": "no",
    }
    workspace.fill("profile", answers)
    assert "Not in your profile yet" not in workspace.read("documents/byod-policy").text
    assert workspace.read("documents").by_id("byod-policy").text.endswith("Ready to read")


def test_whoever_fills_in_the_profile_for_a_document_comes_back_to_the_documents(workspace: Visitor) -> None:
    links = [link["href"] for link in workspace.read("documents").root.walk("a") if link.text == "Fill in your profile"]
    place = links[0].removeprefix(workspace.address())
    assert workspace.fill(place, {"lead__title": "Deputy"}).location == workspace.address("documents")
    assert workspace.fill("profile", {"lead__title": "Owner"}).location == workspace.address()


def test_who_looks_after_a_document_is_named_as_in_the_profile(workspace: Visitor) -> None:
    workspace.fill("profile", {"lead__title": "head of care", "it_supplier": "yes", "it_supplier__name": "iFix & Sons"})
    evidence = workspace.read("evidence").text
    assert "Head of care: " in evidence
    assert "iFix & Sons: " in evidence
    assert "IT supplier: " not in evidence
    assert "Data security lead: " not in evidence


def test_what_a_document_says_follows_the_profile(workspace: Visitor) -> None:
    asks = "Keep this part if staff use their own phones, tablets or computers for work."
    assert asks in workspace.read("documents/byod-policy").text
    workspace.fill("profile", {"own_devices": "no", "lead__title": "Deputy <i>manager</i>"})
    after = workspace.read("documents/byod-policy").text
    assert "We do not use our own devices for work." in after
    assert "You may use your own device to look at the rota" not in after
    assert "tell the Deputy <i>manager</i> the same day" in after
    assert asks not in after
    assert "For the person filling this in" not in after


def test_what_a_document_says_shows_no_marks_of_markdown_and_its_headings_stand_below_ours(
    workspace: Visitor, templates: tuple[PreparedTemplate, ...]
) -> None:
    prose = [one.slug for one in templates if one.shape is Shape.PROSE]
    pages = {slug: workspace.read(f"documents/{slug}") for slug in prose}
    assert {slug: mark for slug, page in pages.items() for mark in ("\\", "**", "](", "| -") if mark in page.text} == {}
    assert {[*page.root.walk("h2")][-1].text for page in pages.values()} == {"What it says"}


def test_what_a_service_has_no_use_for_is_said_and_not_in_the_zip(workspace: Visitor) -> None:
    workspace.fill("profile", {"cctv": "no"})
    assert "CCTV" in workspace.read("documents").text.partition("You may not need these")[2]
    assert "you may not need this one" in workspace.read("documents/cctv-and-monitoring-policy").text
    assert "policies/cctv-and-monitoring-policy.docx" not in names_in(workspace)
    workspace.fill("profile", {"cctv": "yes"})
    assert "policies/cctv-and-monitoring-policy.docx" in names_in(workspace)


def names_in(workspace: Visitor, formats: str = "office") -> list[str]:
    content = workspace.read(f"documents.zip?formats={formats}").bytes
    with ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return file.namelist()


ENDS = {"office": {"docx", "xlsx"}, "opendocument": {"odt", "ods"}, "pdf": {"pdf"}}


@pytest.mark.parametrize("formats", ENDS)
def test_all_documents_come_in_one_zip_in_the_format_asked_for(
    workspace: Visitor, templates: tuple[PreparedTemplate, ...], formats: str
) -> None:
    names = names_in(workspace, formats)
    assert names[0].startswith("which-document-answers-which-question.")
    assert {name.rpartition(".")[2] for name in names} == ENDS[formats]
    slugs = {name.rpartition("/")[2].partition(".")[0] for name in names[1:]}
    assert slugs == {one.slug for one in templates}
    assert len(names) == len(templates) + 1


def test_every_format_in_one_zip_holds_each_file_as_it_is_downloaded_alone(
    workspace: Visitor, templates: tuple[PreparedTemplate, ...]
) -> None:
    names = names_in(workspace, "all")
    assert len(names) == 1 + sum(len(one.formats) for one in templates)
    with ZipFile(io.BytesIO(workspace.read("documents.zip?formats=all").bytes)) as file:
        for slug, suffix in (("byod-policy", "docx"), ("byod-policy", "pdf"), ("training-log", "xlsx")):
            (name,) = (name for name in names if name.endswith(f"/{slug}.{suffix}"))
            assert file.read(name) == workspace.read(f"documents/{slug}.{suffix}").bytes


def test_a_document_that_cannot_be_made_is_named_and_the_zip_holds_all_others(
    settings: Settings, site: Path, tmp_path: Path
) -> None:
    hurt = shutil.copytree(site, tmp_path / "site")
    (hurt / ".workspace" / "documents" / "byod-policy" / "byod-policy.typ").write_text("#panic()", encoding="utf-8")
    (hurt / ".workspace" / "documents" / "data-security-policy" / "data-security-policy.typ").unlink()
    visitor = started(create_app(msgspec.structs.replace(settings, site=hurt)))
    names = names_in(visitor, "pdf")
    assert "notices/privacy-notice-staff.pdf" in names
    assert "policies/byod-policy.pdf" not in names
    with ZipFile(io.BytesIO(visitor.read("documents.zip?formats=pdf").bytes)) as file:
        said = file.read("some-documents-are-missing.txt").decode().splitlines()
    assert said[2:] == ["- Data security policy (pdf)", "- Own-devices policy (pdf)"]


def test_the_zip_begins_to_arrive_before_its_last_document_is_made(workspace: Visitor) -> None:
    answer = workspace.client.get(workspace.address("documents.zip?formats=pdf"), buffered=False)
    pieces = answer.iter_encoded()
    first = next(pieces)
    assert first.startswith(b"PK")
    rest = list(pieces)
    assert len(rest) > 50
    assert max(map(len, rest)) < 500_000
    assert "Content-Length" not in answer.headers


def test_an_unknown_choice_of_formats_is_not_found(workspace: Visitor) -> None:
    workspace.read("documents.zip?formats=doc", 404)


def test_each_question_leads_to_its_documents_and_a_cover_sheet_says_the_same(
    workspace: Visitor, questions: QuestionSet, templates: tuple[PreparedTemplate, ...]
) -> None:
    page = workspace.read("documents/by-question")
    sheet = " ".join(docx_texts(workspace.read("documents/which-document-answers-which-question.docx").bytes))
    for one in templates:
        assert one.short in page.text
        assert one.short in sheet
    for question in questions:
        assert question.number in page.text
    assert "Rose & Thorn <Care> Ltd" in sheet
    workspace.read("documents/which-document-answers-which-question.exe", 404)


def test_a_document_goes_into_the_evidence_register_with_place_owner_and_day_in_one_step(workspace: Visitor) -> None:
    typed = {"place": "Blue folder", "owner": "Deputy manager"}
    form = workspace.read("documents/byod-policy").form(workspace.address("evidence/own-devices-policy"))
    assert (form["checked_on-day"], form["owner"]) == (str(TODAY.day), "Registered manager")
    workspace.send("evidence/own-devices-policy", {**form, **typed})
    line = workspace.read("evidence").by_id("own-devices-policy").text
    assert "Kept: Blue folder." in line
    assert "In place" in line
    assert "In your evidence register" in workspace.read("documents/byod-policy").text


def test_a_document_that_no_question_names_as_evidence_has_a_line_of_its_own_once_it_is_kept(
    workspace: Visitor, questions: QuestionSet, templates: tuple[PreparedTemplate, ...]
) -> None:
    named = {each.template for question in questions for each in question.facts.evidence}
    other = next(one for one in templates if one.slug not in named and one.questions)
    assert other.short not in workspace.read("evidence").text
    form = workspace.read(f"evidence/{other.slug}").form()
    workspace.send(f"evidence/{other.slug}", {**form, "place": "Red folder"})
    line = workspace.read("evidence").by_id(other.slug).text
    assert other.short in line
    assert "Kept: Red folder." in line
    assert "Red folder" in " ".join(docx_texts(workspace.read("evidence-checklist.docx").bytes))


def say_own_devices_do_not_apply(workspace: Visitor, questions: QuestionSet) -> None:
    for question in questions:
        if "own-devices-policy" in {one.key for one in question.facts.evidence} and question.facts.not_applicable:
            workspace.fill(f"questions/{question.number}", {"position": "not-applicable", "reason": "We have none."})


def test_a_document_keeps_its_page_when_its_questions_do_not_apply(workspace: Visitor, questions: QuestionSet) -> None:
    say_own_devices_do_not_apply(workspace, questions)
    page = workspace.read("documents/byod-policy")
    assert page.form(workspace.address("evidence/byod-policy"))["place"] == ""


def test_all_texts_go_into_the_evidence_register_at_once_and_what_is_there_stays(workspace: Visitor) -> None:
    workspace.fill("evidence/own-devices-policy", {"place": "Safe"})
    page = workspace.send("documents", {"place": "Blue folder"})
    assert page.location.partition("?")[0] == workspace.address("evidence")
    register = workspace.read(page.location.removeprefix(workspace.address()))
    assert "of the register now say where your documents are" in register.text
    assert "Kept: Safe." in register.by_id("own-devices-policy").text
    assert "Kept: Blue folder." in register.text
    again = workspace.kept
    page = workspace.send("documents", {"place": "Elsewhere"})
    assert workspace.kept.evidence == again.evidence
    assert "Nothing to add" in workspace.read(page.location.removeprefix(workspace.address())).text


def test_lists_to_fill_in_letters_to_be_answered_and_what_is_to_be_signed_do_not_pass_for_evidence(
    workspace: Visitor, templates: tuple[PreparedTemplate, ...], questions: QuestionSet
) -> None:
    workspace.send("documents", {"place": "Blue folder"})
    others = [one for one in templates if one.shape == "register" or one.kind in ("Letter", "Agreement")]
    keys = {key for one in others for key in evidence_keys(one.slug, questions)}
    texts = {key for one in templates if one not in others for key in evidence_keys(one.slug, questions)}
    assert len(keys) > len(others) / 2
    assert sorted((keys - texts) & workspace.kept.evidence.keys()) == []
    page = workspace.read("documents")
    assert page.by_id("training-log").text.endswith("Yours to fill in")
    evidence = [one for each in questions for one in each.facts.evidence]
    proof = {one.key for one in evidence if one.kind in ("record", "statement", "agreement")}
    assert len(proof) > 10
    assert sorted(proof & workspace.kept.evidence.keys()) == []


def test_one_document_that_is_two_pieces_of_evidence_is_noted_for_both(
    workspace: Visitor, questions: QuestionSet, templates: tuple[PreparedTemplate, ...]
) -> None:
    slug, keys = next((one.slug, keys) for one in templates if len(keys := evidence_keys(one.slug, questions)) > 1)
    form = workspace.read(f"documents/{slug}").form(workspace.address(f"evidence/{keys[0]}"))
    workspace.send(f"evidence/{keys[0]}", {**form, "place": "Blue folder"})
    assert {key: note.place for key, note in workspace.kept.evidence.items()} == dict.fromkeys(keys, "Blue folder")


def test_what_nobody_was_asked_yet_is_not_taken_for_a_no(workspace: Visitor) -> None:
    before = workspace.read("documents/caldicott-and-lead-role-description").text
    assert "Keep this part if you have a Caldicott Guardian." in before
    assert "Job title of your Caldicott Guardian, if you have one" in before
    workspace.fill("profile", {"lead__title": "Deputy"})
    after = workspace.read("documents/caldicott-and-lead-role-description").text
    assert "Keep this part if you have a Caldicott Guardian." not in after


def test_adding_them_all_leaves_the_place_and_day_that_an_answer_gives(
    workspace: Visitor, questions: QuestionSet, templates: tuple[PreparedTemplate, ...]
) -> None:
    slugs = {one.slug for one in templates}
    asked = next(
        one for one in questions if one.facts.kind is Kind.DOCUMENT and one.facts.evidence[0].template in slugs
    )
    workspace.settle(questions)
    before = workspace.read("evidence").by_id(asked.facts.evidence[0].key).text
    assert "Kept: Office" in before
    workspace.send("documents", {"place": "Blue folder"})
    assert workspace.read("evidence").by_id(asked.facts.evidence[0].key).text == before


def test_adding_them_all_lists_a_document_whose_questions_do_not_apply_too(
    workspace: Visitor, questions: QuestionSet
) -> None:
    say_own_devices_do_not_apply(workspace, questions)
    workspace.send("documents", {"place": "Blue folder"})
    assert "Kept: Blue folder." in workspace.read("evidence").by_id("byod-policy").text
    assert "In your evidence register" in workspace.read("documents/byod-policy").text


def test_keeping_them_all_needs_a_place(workspace: Visitor) -> None:
    page = workspace.send("documents", {"place": "  "})
    assert page.status == 400
    assert "Say where you keep your documents" in page.text
    assert workspace.kept.evidence == {}


@pytest.mark.parametrize("letter", ["it-supplier-letter", "care-software-supplier-letter"])
def test_a_letter_asks_only_what_is_still_open(
    workspace: Visitor, questions: QuestionSet, templates: tuple[PreparedTemplate, ...], letter: str
) -> None:
    template = next(one for one in templates if one.slug == letter)
    turns_on = {each.field.removeprefix("question.") for every in template.parts.values() for each in every}
    asked = [one.number for one in questions if one.identity in turns_on]
    before = workspace.read(f"documents/{letter}").text
    assert asked
    assert [number for number in asked if f"({number})" not in before] == []
    workspace.settle(questions, asked[0])
    after = workspace.read(f"documents/{letter}").text
    assert [number for number in asked if f"({number})" in after] == [asked[0]]
    text = " ".join(docx_texts(workspace.read(f"documents/{letter}.docx").bytes))
    assert [number for number in asked if f"({number})" in text] == [asked[0]]


def test_a_workspace_of_another_year_leaves_out_what_that_year_did_not_ask(
    workspace: Visitor, questions: QuestionSet
) -> None:
    workspace.store.change(workspace_key(workspace.reference), lambda now: msgspec.structs.replace(now, year="2024-25"))
    workspace.fill("profile", {"it_supplier": "yes"})
    number = next(one.number for one in questions if one.identity == "device-and-software-list")
    letter = workspace.read("documents/it-supplier-letter").text
    assert "Our questions" in letter
    assert "Our devices and programs" not in letter
    assert f"uestion {number}" not in letter
    assert f"({number})" not in " ".join(docx_texts(workspace.read("documents/it-supplier-letter.docx").bytes))


@pytest.mark.parametrize(
    "place",
    [
        "nothing.docx",
        "byod-policy.exe",
        "byod-policy.xlsx",
        "digital-asset-register.odt",
        "byod-policy.docx.docx",
        "x.y.z",
    ],
)
def test_a_template_or_format_we_do_not_have_is_not_found(workspace: Visitor, place: str) -> None:
    workspace.read(f"documents/{place}", 404)


@pytest.mark.parametrize("name", ["\ufffe\uffff x", "]]> x", "{{ lead.title }}", "=1+1", "#show: x", "\u202e x 🏴"])
def test_no_odd_name_stops_a_template(workspace: Visitor, templates: tuple[PreparedTemplate, ...], name: str) -> None:
    workspace.fill("profile", {"organisation__name": name, "lead__title": name})
    for one in templates:
        for suffix in one.formats:
            assert workspace.read(f"documents/{one.slug}.{suffix}").bytes
