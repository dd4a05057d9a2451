"""The site without the internet, as built: links of the copy lead to its files, and the worker's list is true."""

import hashlib
import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from forms_backend.pages.plain_text import size_in_words
from tests.build.conftest import ORIGIN, Markup, public

ZIP = "downloads/dspt-companion-offline.zip"
ADDRESSES = ("href", "src", "action")
REFRESH = re.compile(r"^0; url=(.*)$")


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy, unpacked as its finder would."""
    folder = tmp_path_factory.mktemp("stick")
    shutil.unpack_archive(site / ZIP, folder)
    (only,) = folder.iterdir()
    return only


@pytest.fixture(scope="module")
def copied(copy: Path) -> dict[Path, Markup]:
    return {path: Markup(path) for path in copy.rglob("*.html")}


def links_of(page: Markup) -> list[str]:
    found = [link for attribute in ADDRESSES for link in page.having(attribute)]
    refreshed = [match[1] for one in page.having("content") if (match := REFRESH.match(one))]
    return [*found, *refreshed]


def test_every_link_of_every_page_leads_to_a_file_of_the_copy_and_to_a_place_in_it(copied: dict[Path, Markup]) -> None:
    broken, followed = [], 0
    for path, page in copied.items():
        for link in links_of(page):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            there = copied.get(target)
            if not target.is_file() or (parts.fragment and there and parts.fragment not in there.having("id")):
                broken.append((path.name, link))
            followed += 1
    assert broken == []
    assert followed > 5000


def test_no_link_begins_at_a_root_or_leaves_the_folder(copy: Path, copied: dict[Path, Markup]) -> None:
    for path, page in copied.items():
        for link in links_of(page):
            assert not link.startswith("/")
            if not urlsplit(link).scheme:
                assert (path.parent / unquote(urlsplit(link).path)).resolve().is_relative_to(copy.resolve())


def test_every_page_and_every_document_of_the_site_is_in_the_copy(site: Path, copy: Path) -> None:
    here = {path.relative_to(site).as_posix() for path in public(site)}
    there = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert here - there == {
        ZIP,
        "404.html",
        "manifest.webmanifest",
        "offline.html",
        "search/search_index.json",
        "sitemap.xml",
        "sw.js",
    }
    assert there - here == {"README.txt", "search/search_index.js"}
    for path in there & here:
        if not path.endswith(".html"):
            assert (copy / path).read_bytes() == (site / path).read_bytes()
    assert {"downloads/dspt-guide.pdf", "templates/byod-policy/byod-policy.docx"} <= there


def test_what_needs_a_server_has_its_full_address_and_each_page_says_so(copied: dict[Path, Markup]) -> None:
    online = {link for page in copied.values() for link in links_of(page) if link.startswith(ORIGIN)}
    assert f"{ORIGIN}/workspace/?question=7.1.1" in online
    assert f"{ORIGIN}/{ZIP}" in online
    for path, page in copied.items():
        tags = [tag for tag, _ in page.tags]
        notes = [one for tag, one in page.tags if tag == "aside" and one.get("aria-label") == "About this copy"]
        assert len(notes) == tags.count("header"), path
        assert "manifest" not in [one.get("rel") for tag, one in page.tags if tag == "link"]


def test_every_result_of_a_search_leads_to_a_file(copy: Path) -> None:
    text = (copy / "search" / "search_index.js").read_text(encoding="utf-8")
    pages = json.loads(text.removeprefix("window.searchIndex = ").removesuffix(";\n"))
    assert len(pages) > 100
    for one in pages:
        assert (copy / "search" / one["at"]).is_file()


def test_the_page_of_downloads_says_the_size_of_the_copy_and_what_a_kept_site_weighs(site: Path) -> None:
    text = (site / "downloads" / "index.html").read_text(encoding="utf-8")
    words = re.sub("<[^>]*>", "", text)
    assert f"ZIP ({size_in_words((site / ZIP).stat().st_size)})" in words
    assert re.search(r"It needs [\d.]+ MB of room on this device\.", words)


def test_the_worker_names_every_public_file_once_and_knows_what_is_in_it(site: Path) -> None:
    first = (site / "sw.js").read_text(encoding="utf-8").partition("\n")[0]
    build = json.loads(first.removeprefix("const BUILD = ").removesuffix(";"))
    for address, digest in build["kept"].items():
        path = site / f"{address[1:]}index.html" if address.endswith("/") else site / address[1:]
        assert hashlib.blake2b(path.read_bytes(), digest_size=4).hexdigest() == digest
    assert set(build["frame"]) <= set(build["kept"])
    assert not set(build["others"]) & set(build["kept"])
    known = {*build["kept"], *build["others"]}
    assert not [one for one in known if one.startswith(("/workspace", "/oembed", "/healthz"))]
    named = {f"/{path.relative_to(site).as_posix()}".removesuffix("index.html") for path in public(site)}
    assert named - known - {"/sw.js"} == {one for one in named if one.startswith("/assets/")} - known
    assert f'"scripts":"{re.findall("companion.js.v=([0-9a-f]+)", (site / "index.html").read_text())[0]}"' in first


def test_the_manifest_is_linked_from_every_public_page_and_not_from_the_frame(
    site: Path, pages: dict[str, Markup]
) -> None:
    manifest = json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert (manifest["start_url"], manifest["scope"], manifest["lang"]) == ("/", "/", "en-GB")
    for icon in manifest["icons"]:
        picture = (site / icon["src"].lstrip("/")).read_bytes()
        assert "x".join(str(int.from_bytes(picture[at : at + 4])) for at in (16, 20)) == icon["sizes"]
    assert "manifest" not in (site / ".workspace" / "shell.html").read_text(encoding="utf-8")
    for name, page in pages.items():
        if "header" in [tag for tag, _ in page.tags]:
            assert [one["href"] for tag, one in page.tags if one.get("rel") == "manifest"] == [
                "/manifest.webmanifest"
            ], name
