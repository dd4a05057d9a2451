import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Visitor
from tests.web.reading import Page

PUBLIC = ["/workspace/", "/workspace/deleted", "/healthz", "/nothing-here", "/workspace/nothing-here"]
PRIVATE = [
    "",
    "return-link",
    "profile",
    "questions/2.1.1",
    "action-plan",
    "action-plan/2.1.1",
    "action-plan.docx",
    "evidence",
    "evidence-checklist.csv",
    "documents",
    "export.json",
    "delete",
    "nothing-here",
]


def check(page: Page, *, private: bool) -> None:
    headers = page.headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["form-action"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin"
    assert "Permissions-Policy" in headers
    assert "Set-Cookie" not in headers
    assert "Access-Control-Allow-Origin" not in headers
    if private:
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("address", PUBLIC)
def test_every_public_answer_carries_the_headers(client: FlaskClient, address: str) -> None:
    check(Page(client.get(address)), private=address.startswith("/workspace"))


@pytest.mark.parametrize("place", PRIVATE)
def test_every_answer_about_a_workspace_is_kept_by_nobody(workspace: Visitor, place: str) -> None:
    check(Page(workspace.client.get(workspace.address(place))), private=True)


@pytest.mark.parametrize(
    ("place", "typed", "status"),
    [
        ("questions/2.1.1", {"position": "yes"}, 303),
        ("questions/2.1.1", {}, 400),
        ("questions/2.1.1", {"position": "yes", "seen": "9"}, 409),
        ("profile", {}, 303),
        ("action-plan/2.1.1", {}, 303),
        ("delete", {}, 400),
        ("delete", {"sure": "yes"}, 303),
    ],
)
def test_every_answer_to_a_form_carries_the_headers(
    workspace: Visitor, place: str, typed: dict[str, str], status: int
) -> None:
    page = workspace.fill(place, typed)
    assert page.status == status
    check(page, private=True)


def test_no_page_needs_what_its_policy_forbids(workspace: Visitor) -> None:
    for place in ("", "profile", "questions/7.1.1", "action-plan", "action-plan/2.1.1", "evidence", "delete"):
        page = workspace.read(place)
        for one in page.root.walk():
            assert not [name for name in one.has if name.startswith("on")], f"{one.tag} of {place} runs a script"
            assert not one["href"].startswith(("javascript:", "data:"))
            assert not one["style"]
            assert one.tag != "style"
            assert one.tag != "form" or one["action"] in ("", "/search/")


OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
SENDERS: dict[str, tuple[dict[str, str], int]] = {
    "our own page": (OURS, 303),
    "a browser that says nothing": ({}, 303),
    "a person who typed the address": ({"Sec-Fetch-Site": "none"}, 303),
    "another site": ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 403),
    "another site in an old browser": ({"Origin": "https://evil.example"}, 403),
    "a neighbour under the same name": ({"Sec-Fetch-Site": "same-site", "Origin": "http://evil.localhost"}, 403),
    "another port": ({"Origin": "http://localhost:8001"}, 403),
    "a frame without a name": ({"Origin": "null"}, 403),
    "an origin that is none": ({"Origin": "http://["}, 403),
    "nothing at all": ({"Origin": ""}, 403),
}


@pytest.mark.parametrize(("headers", "status"), SENDERS.values(), ids=SENDERS)
@pytest.mark.parametrize("place", ["questions/2.1.1", "profile", "action-plan/2.1.1", "delete"])
def test_only_our_own_pages_may_send_a_form(
    workspace: Visitor, place: str, headers: dict[str, str], status: int
) -> None:
    before = workspace.kept
    form = {**workspace.read(place).form(), "position": "yes", "sure": "yes"}
    page = Page(workspace.client.post(workspace.address(place), data=form, headers=headers))
    assert page.status == status
    if status == 403:
        assert page.heading == "That came from another site"
        assert workspace.kept == before


@pytest.mark.parametrize("headers", [sent for sent, status in SENDERS.values() if status == 403])
def test_another_site_can_neither_start_a_workspace_nor_try_links(client: FlaskClient, headers: dict[str, str]) -> None:
    for address, form in (("/workspace/", {"organisation": "Rose"}), ("/workspace/come-back", {"link": "0" * 26})):
        assert client.post(address, data=form, headers=headers).status_code == 403


def test_another_site_may_link_to_a_page(workspace: Visitor) -> None:
    response = workspace.client.get("/workspace/?question=7.1.1", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 200
