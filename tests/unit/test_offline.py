"""What the worker keeps, when it counts as a new version, and words on sizes."""

import json
from typing import Any

import pytest

from forms_backend.pages.offline.kept_site import later_size, weight, with_sizes, worker

HOME = b'<script defer src="/assets/companion.js?v=0a1b2c"></script>'
SITE = {
    "index.html": HOME,
    "404.html": b"",
    "offline.html": b"",
    "search/index.html": b"",
    "search/search_index.json": b"[]",
    "start-here/index.html": b"start",
    "assets/companion.js": b"js",
    "assets/companion.css": b"css",
    "assets/icon-192.png": b"png",
    "templates/byod/byod.docx": b"PK",
    "templates/all-templates.zip": b"PK",
    "local-support/partners.json": b"{}",
    "data/index.html": b"data",
    "data/question-sets/2025-26.json": b"{}",
    "downloads/index.html": b"",
    "downloads/guide.pdf": b"%PDF",
    "manifest.webmanifest": b"{}",
    "feed.xml": b"",
    ".workspace/shell.html": b"",
}


def build_of(site: dict[str, bytes]) -> dict[str, Any]:
    first, _, source = worker(b"// the rest\n", site).decode().partition("\n\n")
    assert source == "// the rest\n"
    found: dict[str, Any] = json.loads(first.removeprefix("const BUILD = ").removesuffix(";"))
    return found


def test_pages_and_templates_are_kept_and_large_documents_are_not() -> None:
    build = build_of(SITE)
    assert list(build["kept"]) == [
        "/assets/companion.js",
        "/data/",
        "/downloads/",
        "/",
        "/local-support/partners.json",
        "/offline.html",
        "/search/",
        "/search/search_index.json",
        "/start-here/",
        "/templates/byod/byod.docx",
    ]
    assert build["others"] == [
        "/404.html",
        "/data/question-sets/2025-26.json",
        "/downloads/guide.pdf",
        "/feed.xml",
        "/manifest.webmanifest",
        "/templates/all-templates.zip",
    ]


def test_the_frame_comes_first_and_scripts_are_known_by_their_version() -> None:
    build = build_of(SITE)
    assert set(build["frame"]) == {
        "/",
        "/search/",
        "/search/search_index.json",
        "/offline.html",
        "/assets/companion.js",
    }
    assert build["notice"] in build["frame"]
    assert build["scripts"] == "0a1b2c"


@pytest.mark.parametrize(
    ("path", "content", "is_new"),
    [
        ("start-here/index.html", b"start again", True),
        ("more/index.html", b"", True),
        ("downloads/guide.pdf", b"%PDF-2", False),
        (".workspace/shell.html", b"x", False),
        ("start-here/index.html", b"start", False),
    ],
)
def test_a_version_is_new_when_something_kept_has_changed(path: str, content: bytes, *, is_new: bool) -> None:
    before, after = build_of(SITE), build_of({**SITE, path: content})
    assert (before["version"] != after["version"]) is is_new
    changed = {one for one in after["kept"] if after["kept"][one] != before["kept"].get(one)}
    assert len(changed) == is_new


def test_a_kept_site_weighs_its_files_here_and_less_on_the_way() -> None:
    site = {"index.html": b"a" * 10_000, "templates/x/x.pdf": b"b" * 2_000, "downloads/guide.pdf": b"c" * 9_000}
    room, fetched = weight(site)
    assert room == 12_000
    assert 2_000 < fetched < 2_200


def test_words_on_a_size_are_put_in_replaced_and_taken_out() -> None:
    page = f"<p>ZIP{later_size('a')}, {later_size('b')}</p>"
    once = with_sizes(page, {"a": " (5 MB)", "b": "2 MB"})
    assert " (5 MB)</span>, <span" in once
    assert with_sizes(once, {"a": " (6 MB)", "b": "2 MB"}).count("MB") == 2
    assert "6 MB" in with_sizes(once, {"a": " (6 MB)"})
    assert with_sizes(once, {}) == page
