import pytest

from forms_backend.questions.vocabulary import FieldKind, Vocabulary
from forms_backend.web.profile.forms import field_name
from tests.web.conftest import Visitor

NAME = "organisation__name"
ODS = "organisation__ods_code"
ICO = "organisation__ico_number"
DIFFICULT = 'Ring 07700 900123 <b>day & night</b> {{ x }} "quoted" 🌹 مرحبا'


@pytest.fixture
def vocabulary(workspace: Visitor) -> Vocabulary:
    found: Vocabulary = workspace.client.application.extensions["service"].vocabulary
    return found


def test_everything_asked_is_kept_and_shown_again_as_typed(workspace: Visitor, vocabulary: Vocabulary) -> None:
    every = [one for part in vocabulary.profile for one in part.fields]
    codes = {FieldKind.ODS_CODE: "VABC1", FieldKind.ICO_NUMBER: "ZA123456"}
    typed = {
        field_name(one): one.options[-1].value if one.options else codes.get(one.kind, f"{one.id}: {DIFFICULT}")
        for one in every
    }
    typed["aim"] = "approaching-standards"
    page = workspace.fill("profile", typed)
    assert page.location == workspace.address()
    assert workspace.read("profile").form() == {**typed, "seen": "1"}
    assert workspace.kept.profile == {one.id: typed[field_name(one)] for one in every}
    assert workspace.kept.aim == "approaching-standards"


def test_only_the_name_is_needed(workspace: Visitor) -> None:
    assert workspace.fill("profile", {}).location == workspace.address()
    page = workspace.fill("profile", {NAME: "  ", "lead__title": "Registered manager"})
    assert page.status == 400
    assert [target for target, _ in page.errors] == [NAME]
    assert page.form()["lead__title"] == "Registered manager"
    assert "lead.title" not in workspace.kept.profile


@pytest.mark.parametrize("field", [NAME, "lead__title", "lead__phone", "systems__care_records"])
def test_what_is_too_long_is_given_back_whole_and_not_kept(workspace: Visitor, field: str) -> None:
    before = workspace.kept
    page = workspace.fill("profile", {field: "x" * 301, "records": "paper"})
    assert page.status == 400
    ((target, _),) = page.errors
    assert page.by_id(target)["name"] == field
    assert (page.form()[field], page.form()["records"]) == ("x" * 301, "paper")
    assert workspace.kept == before


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (ODS, "v abc1", "VABC1"),
        (ODS, "a1b2", "A1B2"),
        (ODS, "8HX45", "8HX45"),
        (ICO, "za 123 456", "ZA123456"),
        (ICO, "Z1234567", "Z1234567"),
    ],
)
def test_a_code_is_kept_in_capitals_without_blanks(workspace: Visitor, field: str, typed: str, kept: str) -> None:
    assert workspace.fill("profile", {field: typed}).location == workspace.address()
    assert workspace.read("profile").form()[field] == kept


@pytest.mark.parametrize(("field", "typed"), [(ODS, "12345"), (ODS, "V" * 9), (ICO, "A1"), (ICO, "NOT <YET>")])
def test_an_odd_code_is_kept_and_marked_but_never_refused(workspace: Visitor, field: str, typed: str) -> None:
    page = workspace.fill("profile", {field: typed})
    assert page.location == workspace.address("profile?saved=1")
    shown = workspace.read("profile?saved=1")
    assert "Saved." in shown.text
    assert "does not look like" in shown.by_id(f"{field}-warning").text
    assert shown.form()[field] == "".join(typed.split())


@pytest.mark.parametrize(
    ("field", "value"), [("records", "banana"), ("own_devices", "x" * 10_000), ("nhs_mail", "YES")]
)
def test_a_choice_that_was_never_offered_is_refused(workspace: Visitor, field: str, value: str) -> None:
    page = workspace.fill("profile", {field: value, "lead__title": "Owner"})
    assert page.status == 400
    ((target, _),) = page.errors
    assert page.by_id(target)["name"] == field
    assert page.form()["lead__title"] == "Owner"
    assert workspace.kept.profile.keys() == {"organisation.name"}


@pytest.mark.parametrize("aim", ["", "standards-exceeded", "STANDARDS-MET"])
def test_a_level_that_was_never_offered_is_refused_in_plain_words(workspace: Visitor, aim: str) -> None:
    page = workspace.fill("profile", {"aim": aim})
    assert page.status == 400
    assert page.errors == [("aim-approaching-standards", "Choose the level you want to publish.")]


def test_a_profile_fills_in_that_a_question_does_not_apply_but_does_not_answer_it(workspace: Visitor) -> None:
    workspace.fill("profile", {"own_devices": "no"})
    page = workspace.read("questions/1.3.11")
    assert page.form()["position"] == "not-applicable"
    assert page.form()["reason"]
    assert "It counts once you save" in page.text
    assert "own-devices" not in workspace.kept.answers


def test_a_profile_explains_a_question_and_never_hides_one(workspace: Visitor) -> None:
    before = workspace.read().links
    plain = workspace.read("questions/1.1.1").text
    workspace.fill("profile", {"records": "paper"})
    assert workspace.read().links == before
    explained = workspace.read("questions/1.1.1")
    assert "Paper records do not settle it" in explained.text
    assert "Paper records do not settle it" not in plain


def test_someone_new_may_skip_the_profile(workspace: Visitor) -> None:
    assert "Skip this for now" in workspace.read("profile?first=1").text
    assert "Skip this for now" not in workspace.read("profile").text
