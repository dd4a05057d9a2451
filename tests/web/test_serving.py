"""Site and workspace from one process, as `make run` serves them."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from forms_backend.web.serving import app as served
from tests.web.reading import Page

PUBLIC = {
    "index.html": ("/", "text/html"),
    "questions/7.1.1/index.html": ("/questions/7.1.1/", "text/html"),
    "data/question-sets/2025-26.csv": ("/data/question-sets/2025-26.csv", "text/csv"),
    "data/question-sets/2025-26.json": ("/data/question-sets/2025-26.json", "application/json"),
    "sitemap.xml": ("/sitemap.xml", "application/xml"),
    "robots.txt": ("/robots.txt", "text/plain"),
    "assets/companion.css": ("/assets/companion.css", "text/css"),
    "assets/companion.js": ("/assets/companion.js", "text/javascript"),
    "assets/favicon.svg": ("/assets/favicon.svg", "image/svg+xml"),
    "templates/x/x.odt": ("/templates/x/x.odt", "application/vnd.oasis.opendocument.text"),
    "embed/questions/7.1.1/index.html": ("/embed/questions/7.1.1/", "text/html"),
}


@pytest.fixture
def client(content: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The whole product, with a site of one file of each kind."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / ".workspace").symlink_to(site / ".workspace")
    for path in (*PUBLIC, ".build/secret.html", "questions/.hidden/index.html"):
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<html lang='en-GB'>{path}</html>", encoding="utf-8")
    monkeypatch.setenv("CONTENT_DIR", str(content))
    monkeypatch.setenv("SITE_DIR", str(tmp_path / "site"))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("STORE", raising=False)
    made = served()
    made.testing = True
    return made.test_client()


def test_every_kind_of_file_of_the_site_is_served_as_what_it_is(client: FlaskClient) -> None:
    for path, (address, media_type) in PUBLIC.items():
        response = client.get(address, buffered=True)
        assert response.status_code == 200
        assert response.mimetype == media_type, path
        assert path in response.text
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert "Set-Cookie" not in response.headers
        assert not media_type.startswith("text/") or "utf-8" in response.headers["Content-Type"]


def test_only_a_card_for_partners_may_be_framed(client: FlaskClient) -> None:
    for address, _ in PUBLIC.values():
        policy = client.get(address, buffered=True).headers.get("Content-Security-Policy", "")
        assert ("frame-ancestors 'none'" in policy) is not address.startswith("/embed/")


def test_assets_are_kept_for_a_day_and_pages_are_asked_for_again(client: FlaskClient) -> None:
    assert client.get("/assets/companion.css", buffered=True).headers["Cache-Control"] == "public, max-age=86400"
    assert "max-age=0" in client.get("/questions/7.1.1/", buffered=True).headers["Cache-Control"]


def test_an_address_without_its_last_slash_keeps_the_name_of_a_partner(client: FlaskClient) -> None:
    response = client.get("/questions/7.1.1?partner=x", buffered=True)
    assert (response.status_code, response.text) == (200, client.get("/questions/7.1.1/", buffered=True).text)


@pytest.mark.parametrize(
    "address",
    [
        "/.workspace/shell.html",
        "/.workspace/documents/index.json",
        "/.build/secret.html",
        "/questions/.hidden/",
        "/%2eworkspace/shell.html",
        "/questions/../.workspace/shell.html",
        "/questions/%2e%2e/.workspace/shell.html",
        "/./.workspace/shell.html",
        "/nothing",
    ],
)
def test_what_the_build_leaves_for_the_app_is_not_public(client: FlaskClient, address: str) -> None:
    response = client.get(address, buffered=True)
    if response.status_code == 308:
        response = client.get(response.headers["Location"])
    assert response.status_code == 404
    assert Page(response).heading == "We cannot find that page"


def test_the_workspace_stands_behind_the_site_and_keeps_its_work_on_disk(client: FlaskClient, tmp_path: Path) -> None:
    page = Page(client.post("/workspace/", data={"organisation": "Rose Villa"}))
    assert "Rose Villa" in Page(client.get(page.location)).text
    assert len(list((tmp_path / "data").rglob("*.json"))) == 1
    assert client.get("/healthz").text == "ok\n"
