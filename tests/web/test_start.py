import pytest
from flask.testing import FlaskClient

from forms_backend.answers.model import Workspace
from forms_backend.web.access import ALPHABET, LENGTH, workspace_key
from tests.web.conftest import TODAY, Visitor
from tests.web.reading import Page

NOBODY = "0" * LENGTH


def begin(client: FlaskClient, **typed: str) -> Page:
    return Page(client.post("/workspace/", data=typed))


def come_back(client: FlaskClient, **typed: str) -> Page:
    return Page(client.post("/workspace/come-back", data=typed))


def test_a_name_is_enough_to_start_and_the_return_link_is_shown_next(client: FlaskClient) -> None:
    page = Page(client.get(begin(client, organisation="Rose Villa").location))
    (link,) = {one for one in page.links if one.startswith("http")}
    assert page.heading == "Keep your return link"
    assert link in page.text
    assert "Rose Villa" in Page(client.get(link)).text


def test_a_reference_has_26_letters_of_the_alphabet_and_is_new_each_time(client: FlaskClient) -> None:
    references = {begin(client, organisation="Rose Villa").location.split("/")[2] for _ in range(50)}
    assert len(references) == 50
    assert all(len(one) == LENGTH and set(one) <= set(ALPHABET) for one in references)


@pytest.mark.parametrize("name", ["", "   ", "\t\n", "\u00a0", "\x00\x07", "x" * 301])
def test_a_name_that_cannot_be_used_starts_nothing_and_leads_to_its_field(
    client: FlaskClient, workspace: Visitor, name: str
) -> None:
    page = begin(client, organisation=name)
    assert page.status == 400
    assert [target for target, _ in page.errors] == ["organisation"]
    assert page.form("/workspace/")["organisation"] == name.strip().strip("\x00\x07")
    assert len(list(workspace.store.unused_since(TODAY.replace(year=2100)))) == 1  # the visitor's own


def test_someone_who_starts_from_a_question_is_led_to_it(client: FlaskClient) -> None:
    door = Page(client.get("/workspace/?question=7.1.1"))
    assert "7.1.1" in door.text
    link_page = Page(client.get(begin(client, **{**door.form("/workspace/"), "organisation": "Rose"}).location))
    (onward,) = (one for one in link_page.links if "/questions/7.1.1" in one)
    assert Page(client.get(onward)).heading.startswith("7.1.1 ")


@pytest.mark.parametrize("number", ["99.9.9", "", "7.1.1/../..", "<b>", "7.1.1" * 50])
def test_a_question_we_do_not_have_is_passed_over_at_the_door(client: FlaskClient, number: str) -> None:
    door = Page(client.get("/workspace/", query_string={"question": number}))
    assert "question" not in door.form("/workspace/")
    assert "question=" not in begin(client, organisation="Rose", question=number).location


WAYS_TO_WRITE_A_REFERENCE = {
    "the code": "{code}",
    "in capitals": "{CODE}",
    "in groups, from paper": "{spaced}",
    "with hyphens": "{hyphens}",
    "the link": "http://localhost/workspace/{code}/",
    "the link, with blanks around it": "  http://localhost/workspace/{code}/ \n",
    "the link without its last stroke": "http://localhost/workspace/{code}",
    "the link without its beginning": "localhost/workspace/{code}/",
    "the link of a question": "https://example.org/workspace/{code}/questions/7.1.1?saved=1.1.1#q-1.1.1",
    "the link of the page that showed it": "http://localhost/workspace/{code}/return-link?new=1",
}


@pytest.mark.parametrize("written", WAYS_TO_WRITE_A_REFERENCE.values(), ids=WAYS_TO_WRITE_A_REFERENCE)
def test_a_return_link_is_understood_however_it_is_written(workspace: Visitor, written: str) -> None:
    code = workspace.reference
    groups = [code[at : at + 4] for at in range(0, LENGTH, 4)]
    link = written.format(code=code, CODE=code.upper(), spaced=" ".join(groups), hyphens="-".join(groups))
    page = come_back(workspace.client, link=link)
    assert page.location == workspace.address()


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hello",
        "http://[",
        "https://[::1/workspace/",
        "//",
        "a/b/c",
        "i" * LENGTH,
        NOBODY[:-1],
        "é" * LENGTH,
        "🌹/🌹",
    ],
)
def test_what_is_no_return_link_is_given_back_with_advice(client: FlaskClient, written: str) -> None:
    page = come_back(client, link=written)
    assert page.status == 400
    assert [target for target, _ in page.errors] == ["link"]
    assert page.form("/workspace/come-back")["link"] == written


def test_a_return_link_of_nobody_is_given_back_with_advice(client: FlaskClient) -> None:
    page = come_back(client, link=NOBODY)
    assert page.status == 404
    assert [target for target, _ in page.errors] == ["link"]
    assert page.form("/workspace/come-back")["link"] == NOBODY


def test_someone_who_comes_back_from_a_question_is_led_to_it(workspace: Visitor) -> None:
    door = Page(workspace.client.get("/workspace/?question=7.1.1"))
    page = come_back(workspace.client, **{**door.form("/workspace/come-back"), "link": workspace.reference})
    assert page.location == workspace.address("questions/7.1.1")


def test_someone_whose_workspace_is_of_a_year_that_did_not_ask_is_led_to_the_task_list(workspace: Visitor) -> None:
    old = Workspace(year="2024-25", aim="standards-met", created_on=TODAY, changed_on=TODAY)
    workspace.store.add(workspace_key(NOBODY), old)
    page = come_back(workspace.client, link=NOBODY, question="4.3.1")  # new in 2025-26
    assert page.location == f"/workspace/{NOBODY}/"
    assert Page(workspace.client.get(page.location)).status == 200
