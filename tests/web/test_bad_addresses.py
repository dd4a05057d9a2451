import pytest
from flask.testing import FlaskClient

from forms_backend.web.access import LENGTH
from tests.web.conftest import Visitor
from tests.web.reading import Page

NOBODY = "0" * LENGTH
ODD = [  # one part of an address that is none of ours
    "..",
    "%2e%2e",
    "..%2f..%2fetc%2fpasswd",
    "..%5c..%5cwindows%5cwin.ini",
    "%2fetc%2fpasswd",
    "%00",
    "2.1.1%00",
    "%00.docx",
    "2.1.1%0a",
    "%ff%fe",
    "%c0%ae%c0%ae",
    "%ed%a0%80",
    "%f0%9f%8c%b9",
    "%d9%85%d8%b1%d8%ad%d8%a8%d8%a7",
    "<script>alert(1)</script>",
    "%3Cb%3E",
    "{{7*7}}",
    "${7*7}",
    "'%20OR%201=1",
    "%",
    "%zz",
    ";",
    "a" * 5_000,
    "2.1.1;x=1",
    "%202.1.1",
    "2.1.1%20",
    "\u0662.\u0661.\u0661",
    "2.1.1.",
    "02.1.1",
    "None",
    "-1",
    "1e9",
    "con",
    "~",
    ".env",
    ".git%2fconfig",
    "__proto__",
]
REFERENCES = [
    NOBODY,  # the right shape, but nobody's
    NOBODY[:-1],
    NOBODY + "0",
    NOBODY.replace("0", "i", 1),  # not in the alphabet
    NOBODY.replace("0", "A", 1),
    NOBODY.replace("0", "%00", 1),
    NOBODY.replace("0", "é", 1),
    NOBODY[:-1] + "%0a",
    NOBODY[:-1] + "\u0660",
    *ODD,
]


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_that_is_nobodys_is_not_found(client: FlaskClient, reference: str) -> None:
    for place in ("/", "/profile", "/questions/2.1.1", "/action-plan.docx", "/export.json", "/delete"):
        response = client.get(f"/workspace/{reference}{place}")
        if response.status_code == 308:  # an address with a dot-dot or a double stroke is tidied first
            response = client.get(response.headers["Location"])
        assert response.status_code == 404, response.headers
        page = Page(response)
        assert page.heading == "We cannot find that page"
        assert "check that all of it was copied" in page.text


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "place",
    ["{}", "questions/{}", "evidence/{}", "action-plan/{}", "action-plan.{}", "evidence-checklist.{}", "documents/{}"],
)
def test_a_part_of_a_workspace_that_is_not_there_is_not_found(workspace: Visitor, place: str, odd: str) -> None:
    response = workspace.client.get(workspace.address(place.format(odd)))
    if response.status_code == 308:
        response = workspace.client.get(response.headers["Location"])
    assert response.status_code == 404 or odd in ("..", "%2e%2e", ";", "%202.1.1", "2.1.1;x=1"), response.status
    assert response.status_code < 500


@pytest.mark.parametrize(
    "place",
    ["questions/9.9.9", "questions/backups", "evidence/nothing", "action-plan/9.9.9", "delete/now", "profile/x"],
)
def test_a_form_for_something_that_is_not_there_is_not_found_and_changes_nothing(
    workspace: Visitor, place: str
) -> None:
    before = workspace.kept
    assert workspace.send(place, {"position": "yes", "seen": "0", "sure": "yes"}).status == 404
    assert workspace.kept == before


@pytest.mark.parametrize("suffix", ["doc", "DOCX", "exe", "docx.docx", "html", "py", "", "json", "pdf%00"])
def test_a_format_we_do_not_write_is_not_found(workspace: Visitor, suffix: str) -> None:
    for name in ("action-plan", "evidence-checklist"):
        workspace.read(f"{name}.{suffix}", 404)


METHODS: dict[str, tuple[str, list[str]]] = {
    "the task list": ("", ["GET", "HEAD", "OPTIONS"]),
    "the return link": ("return-link", ["GET", "HEAD", "OPTIONS"]),
    "the plan": ("action-plan", ["GET", "HEAD", "OPTIONS"]),
    "the register": ("evidence", ["GET", "HEAD", "OPTIONS"]),
    "a download": ("action-plan.docx", ["GET", "HEAD", "OPTIONS"]),
    "the export": ("export.json", ["GET", "HEAD", "OPTIONS"]),
    "a question": ("questions/2.1.1", ["GET", "HEAD", "OPTIONS", "POST"]),
    "the profile": ("profile", ["GET", "HEAD", "OPTIONS", "POST"]),
    "a line of the plan": ("action-plan/2.1.1", ["GET", "HEAD", "OPTIONS", "POST"]),
    "deleting": ("delete", ["GET", "HEAD", "OPTIONS", "POST"]),
}


@pytest.mark.parametrize(("place", "allowed"), METHODS.values(), ids=METHODS)
def test_a_method_that_does_not_work_is_refused_and_changes_nothing(
    workspace: Visitor, place: str, allowed: list[str]
) -> None:
    before = workspace.kept
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "NONSENSE"):
        if method not in allowed:
            response = workspace.client.open(workspace.address(place), method=method, data={"sure": "yes"})
            assert response.status_code == 405
            assert sorted(response.headers["Allow"].split(", ")) == allowed
    assert workspace.kept == before


@pytest.mark.parametrize("place", ["", "profile", "questions/2.1.1", "action-plan.pdf", "export.json"])
def test_head_says_what_get_would_without_the_page(workspace: Visitor, place: str) -> None:
    asked, headed = workspace.client.get(workspace.address(place)), workspace.client.head(workspace.address(place))
    assert headed.status_code == asked.status_code == 200
    assert headed.data == b""
    assert headed.headers["Content-Type"] == asked.headers["Content-Type"]


BODIES: dict[str, tuple[bytes, str, int]] = {
    "not UTF-8": (b"position=yes&comment=%ff%fe&seen=0", "application/x-www-form-urlencoded", 303),
    "half a character": (b"position=yes&comment=%ed%a0%80&seen=0", "application/x-www-form-urlencoded", 303),
    "JSON": (b'{"position": "yes"}', "application/json", 400),
    "nothing": (b"", "application/x-www-form-urlencoded", 400),
    "a form without an end": (
        b"--x\r\nContent-Disposition: form-data; name=position\r\n\r\nyes",
        "multipart/form-data; boundary=x",
        400,
    ),
    "a form without a border": (b"position=yes", "multipart/form-data", 400),
    "raw bytes": (b"position=yes&comment=\xff\xfe\x00&seen=0", "application/x-www-form-urlencoded", 400),
    "a thousand and one fields": (b"&".join(b"a=1" for _ in range(1_001)), "application/x-www-form-urlencoded", 400),
    "a field too large": (b"comment=" + b"x" * 1_100_000, "application/x-www-form-urlencoded", 413),
    "millions of fields": (b"a=%" * 3_900_000, "application/x-www-form-urlencoded", 413),
    "a request too large": (b"comment=" + b"x" * 12_100_000, "multipart/form-data; boundary=x", 413),
}


@pytest.mark.parametrize(("body", "media_type", "status"), BODIES.values(), ids=BODIES)
def test_no_body_however_odd_is_a_fault_of_ours(workspace: Visitor, body: bytes, media_type: str, status: int) -> None:
    page = Page(workspace.client.post(workspace.address("questions/2.1.1"), data=body, content_type=media_type))
    assert page.status == status
    page = Page(workspace.client.post(f"/workspace/{NOBODY}/questions/2.1.1", data=body, content_type=media_type))
    assert page.status == 404


def test_what_is_too_large_promises_nothing_that_a_browser_may_not_keep(workspace: Visitor) -> None:
    page = workspace.send("questions/2.1.1", {"comment": "x" * 1_100_000})
    assert page.status == 413
    assert page.headers["Cache-Control"] == "no-store"
    assert "Nothing from that page was saved" in page.text
    assert "some browsers still have what you typed, and some do not" in page.text


@pytest.mark.parametrize("address", ["/questions/7.11/", "/nowhere", "/workspaces/"])
def test_a_slip_in_a_public_address_leads_to_the_search_and_speaks_of_no_workspace(
    client: FlaskClient, address: str
) -> None:
    page = Page(client.get(address))
    assert page.status == 404
    assert page.heading == "We cannot find that page"
    text = " ".join(one.text for one in page.root.walk() if one.tag == "main")
    assert "return link" not in text
    assert "Search for a word or a question number" in text
    assert {"/questions/", "/search/"} <= {one["href"] for one in page.root.walk() if one.tag == "a"}


def test_a_slip_in_a_return_link_speaks_of_the_link(client: FlaskClient) -> None:
    page = Page(client.get("/workspace/nothing-here"))
    assert page.status == 404
    assert "return link" in " ".join(one.text for one in page.root.walk() if one.tag == "main")
