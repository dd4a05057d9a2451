"""The copy for a USB stick: which link becomes what, and a zip that is always the same."""

import io
import json
from datetime import date
from zipfile import ZipFile

import pytest

from forms_backend.pages.offline.usb_copy import FOLDER, README, USB_COPY, Original, copied, zipped

HERE = Original("Companion", "https://x.example", date(2026, 3, 3), "CC BY 4.0")
PAGE = "questions/7.1.1/index.html"
OTHERS = {
    "index.html": b"",
    "start-here/index.html": b"",
    "assets/companion.js": b"",
    "assets/favicon.svg": b"",
    "templates/byod/byod.docx": b"PK",
    "search/search_index.json": b"[]",
    "sw.js": b"",
    "manifest.webmanifest": b"{}",
    "offline.html": b"",
    "404.html": b"",
    ".workspace/shell.html": b"",
    USB_COPY: b"PK",
}


def page_of(html: str, path: str = PAGE) -> str:
    return copied({**OTHERS, path: html.encode()}, HERE)[path].decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/">', '<a href="../../index.html">'),
        ('<a class="x" href="/start-here/">', '<a class="x" href="../../start-here/index.html">'),
        ('<a href="/start-here/#levels">', '<a href="../../start-here/index.html#levels">'),
        ('<a href="#here">', '<a href="#here">'),
        ('<a href="?q=x">', '<a href="?q=x">'),
        ('<form action="/start-here/" method="get">', '<form action="../../start-here/index.html" method="get">'),
        ('<script defer src="/assets/companion.js?v=1">', '<script defer src="../../assets/companion.js?v=1">'),
        ('<link rel="icon" href="/assets/favicon.svg">', '<link rel="icon" href="../../assets/favicon.svg">'),
        ('<a href="/templates/byod/byod.docx">', '<a href="../../templates/byod/byod.docx">'),
        ('<a href="/start-here/?a=1&amp;b=2#c">', '<a href="../../start-here/index.html?a=1&amp;b=2#c">'),
        ('<a href="/start-here/?partner=hcpa#c">', '<a href="../../start-here/index.html#c">'),
        ('<a href="/start-here/?a=1&amp;partner=hcpa">', '<a href="../../start-here/index.html?a=1">'),
        ('<a href="/workspace/?question=7.1.1">', '<a href="https://x.example/workspace/?question=7.1.1">'),
        ('<a href="/workspace/?partner=hcpa">', '<a href="https://x.example/workspace/?partner=hcpa">'),
        (f'<a href="/{USB_COPY}">', f'<a href="https://x.example/{USB_COPY}">'),
        ('<a href="https://elsewhere.example/">', '<a href="https://elsewhere.example/">'),
        ('<a href="mailto:x@elsewhere.example">', '<a href="mailto:x@elsewhere.example">'),
        ('<code>&lt;a href="/start-here/"&gt;</code>', '<code>&lt;a href="/start-here/"&gt;</code>'),
        (
            '<a href="/start-here/">x.example/start-here/</a>',
            '<a href="https://x.example/start-here/">x.example/start-here/</a>',
        ),
        (
            '<meta http-equiv="refresh" content="0; url=/start-here/">',
            '<meta http-equiv="refresh" content="0; url=../../start-here/index.html">',
        ),
        ('<link rel="manifest" href="/manifest.webmanifest">\n<b>', "<b>"),
    ],
)
def test_a_link_leads_from_file_to_file_or_to_the_internet(before: str, after: str) -> None:
    assert page_of(before) == after


def test_scripts_pictures_and_frames_may_come_from_files_and_nothing_may_be_fetched() -> None:
    no_file = "connect-src 'self'; manifest-src 'self'; worker-src 'self'"
    policy = f"default-src 'none'; script-src 'self'; {no_file}; base-uri 'none'"
    made = page_of(f'<meta http-equiv="Content-Security-Policy" content="{policy}">')
    assert "content=\"default-src 'none'; script-src 'self' file:; base-uri 'none'\"" in made


def test_what_only_a_server_can_use_is_left_out() -> None:
    assert set(copied({**OTHERS, PAGE: b""}, HERE)) == {
        "index.html",
        "start-here/index.html",
        "assets/companion.js",
        "assets/favicon.svg",
        "templates/byod/byod.docx",
        PAGE,
        README,
    }


def test_a_page_with_a_header_says_how_old_it_is_and_where_the_newest_is() -> None:
    made = page_of("<body><header>x</header></body>")
    assert made.index("3 March 2026") < made.index("<header>")
    assert 'href="https://x.example/"' in made
    assert "3 March 2026" not in page_of("<body>a card</body>")


def test_the_search_finds_its_words_in_a_script_with_ways_from_its_own_folder() -> None:
    index = json.dumps([{"at": "/start-here/", "title": "Café", "passages": [{"at": "#x", "text": "y"}]}])
    search = '<head>\n<script defer src="/assets/companion.js?v=1"></script>\n</head>'
    made = copied({**OTHERS, "search/search_index.json": index.encode(), "search/index.html": search.encode()}, HERE)
    said, _, value = made["search/search_index.js"].decode().partition(" = ")
    assert said == "window.searchIndex"
    (page,) = json.loads(value.removesuffix(";\n"))
    assert (page["at"], page["passages"][0]["at"], page["title"]) == ("../start-here/index.html", "#x", "Café")
    text = made["search/index.html"].decode()
    assert text.index('src="../search/search_index.js"') < text.index('src="../assets/companion.js')
    assert "search/search_index.json" not in made


def test_whoever_finds_the_stick_is_told_what_to_open_and_how_old_it_is() -> None:
    told = copied(OTHERS, HERE)[README].decode()
    for words in ("index.html", "3 March 2026", "https://x.example/", "CC BY 4.0", "Extract all"):
        assert words in told
    assert all(len(line) <= 78 for line in told.split("\r\n"))
    assert told.count("\n") == told.count("\r\n")


def test_equal_files_give_an_equal_zip_whatever_their_order() -> None:
    files = {"b/index.html": b"x" * 500, "a.pdf": b"%PDF" * 50, README: b"hello"}
    packed = zipped(files)
    assert packed == zipped(dict(reversed(files.items())))
    with ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"{FOLDER}/{path}": content for path, content in files.items()
        }
        assert archive.namelist() == sorted(archive.namelist())
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.getinfo(f"{FOLDER}/b/index.html").compress_size < 50
