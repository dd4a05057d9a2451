"""Links to a section, and old links to sections and pages that have moved, as people follow them."""

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from forms_backend.pages.links.anchors import with_old_anchors
from forms_backend.pages.links.redirect import moved_page
from tests.served import ROOT

SECTION = "Link to this section: What to keep"
LONG = "<p>Words.</p>" * 100


def test_each_section_has_a_link_with_a_name_and_its_heading_keeps_its_own(visit: Callable[..., Page]) -> None:
    page = visit("/questions/7.1.1/")
    expect(page.get_by_role("heading", name="What to keep", exact=True)).to_be_visible()
    headings = page.locator("main :is(h2, h3)").count()
    links = page.locator("main .here")
    assert links.count() == headings > 10
    for box in (links.nth(at).bounding_box() for at in range(headings)):
        assert box
        assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("phone", [False, True])
def test_a_click_goes_there_copies_the_whole_address_and_says_so(visit: Callable[..., Page], *, phone: bool) -> None:
    page = visit("/questions/7.1.1/", phone=phone)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name=SECTION).click()
    said = page.locator(".copied[role=status]")
    expect(said).to_have_text("Link copied")
    expect(said).to_be_in_viewport()
    assert page.url.endswith("/questions/7.1.1/#what-to-keep")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_where_nothing_can_be_copied_the_link_is_in_the_address_bar(visit: Callable[..., Page]) -> None:
    page = visit("/start-here/", script=False)
    page.locator("main .here").last.click()
    expect(page.locator(":target")).to_be_in_viewport()
    assert "/start-here/#" in page.url


def test_paper_shows_no_links_to_sections(visit: Callable[..., Page]) -> None:
    page = visit("/questions/7.1.1/")
    page.emulate_media(media="print")
    expect(page.locator("main .here").first).to_be_hidden()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of pages that have moved, with our own script and style sheet."""
    assets = shutil.copytree(ROOT / "content" / "theme" / "assets", tmp_path / "assets")
    style = f"<style>{(assets / 'companion.css').read_text(encoding='utf-8')}</style>"
    old = '<p class="note moved" id="x">That part is now at <a href="{}">B</a>.</p>'
    pages = {
        "b": f'<main>{LONG}<h2 id="x">Part</h2>{LONG}</main>',
        "c": f'<main>{LONG}<h2 id="y">Part</h2>{LONG}</main>',
        "left": f"{style}<main>{LONG}{old.format('/b/#x')}</main>",
        "renamed": f'<main>{LONG}<h2 id="new">Part</h2>{LONG}{old.format("#new")}</main>',
    }
    for name, text in pages.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(with_old_anchors(text), encoding="utf-8")
    redirect = moved_page("/a/", "/b/", "https://x.example", "b", {"z": "/c/#y", "café": "/c/#y"})
    (tmp_path / redirect.path).parent.mkdir()
    (tmp_path / redirect.path).write_bytes(redirect.content)
    return tmp_path


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def base(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("asked", "script", "reached"),
    [
        ("/a/", True, "/b/"),
        ("/a/", False, "/b/"),
        ("/a/#x", True, "/b/#x"),
        ("/a/#z", True, "/c/#y"),
        ("/a/#z", False, "/b/"),
        ("/a/#café", True, "/c/#y"),
        ("/a/#nothing-we-know", True, "/b/#nothing-we-know"),
    ],
)
def test_a_page_that_moved_leads_on_and_to_the_section_that_was_asked_for(
    chromium: Browser, base: str, asked: str, reached: str, *, script: bool
) -> None:
    page = chromium.new_page(base_url=base, java_script_enabled=script)
    page.goto(asked)
    page.wait_for_url(f"{base}{reached}")
    page.close()


def test_a_part_that_is_on_another_page_now_leaves_a_word_for_those_who_come_for_it(
    chromium: Browser, base: str
) -> None:
    page = chromium.new_page(base_url=base)
    page.goto("/left/")
    expect(page.get_by_text("That part is now at")).to_be_hidden()
    page.goto("/left/#x")
    expect(page.get_by_text("That part is now at B.")).to_be_in_viewport()
    page.close()


def test_the_old_name_of_a_heading_leads_to_it(chromium: Browser, base: str) -> None:
    page = chromium.new_page(base_url=base)
    page.goto("/renamed/#x")
    expect(page.get_by_role("heading", name="Part")).to_be_in_viewport()
    page.close()
