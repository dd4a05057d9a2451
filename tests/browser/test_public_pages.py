"""The public pages as people meet them: every reader, with and without JavaScript, wide, narrow, dark and on paper."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.served import Served

KINDS = (
    "/",
    "/start-here/",
    "/questions/",
    "/questions/7.1.1/",
    "/questions/8.2.1/",
    "/questions/2024-25/8.1.4/",
    "/questions/whats-changed/",
    "/search/",
    "/search/?q=phone",
    "/search/?q=zzzz",
    "/templates/",
    "/templates/byod-policy/",
    "/templates/digital-asset-register/",
    "/data/",
    "/whats-known-of-2026-27/",
    "/404.html",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEEN_AS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
}


@pytest.fixture(scope="module", params=list(SEEN_AS))
def seen(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Iterator[Page]:
    context = chromium.new_context(base_url=served.address, **SEEN_AS[request.param])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", KINDS)
def test_axe_finds_nothing(seen: Page, address: str) -> None:
    seen.goto(address)
    if "?q=" in address:
        seen.locator("#found").wait_for()
    found = Axe().run(seen, options={"runOnly": RULES}).response
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("address", KINDS)
def test_letters_four_times_as_large_need_no_scrolling_sideways(
    chromium: Browser, served: Served, address: str
) -> None:
    page = chromium.new_page(base_url=served.address, viewport={"width": 320, "height": 256})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_the_keyboard_begins_with_a_link_to_the_text_and_focus_is_seen(visit: Callable[..., Page]) -> None:
    page = visit("/questions/7.1.1/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    colours = page.evaluate(
        "(one => [one.backgroundColor, one.outlineColor])(getComputedStyle(document.activeElement))"
    )
    assert "rgb(255, 210, 63)" in colours


def test_search_finds_by_number_by_slang_and_in_spite_of_a_slip(visit: Callable[..., Page]) -> None:
    page = visit("/")
    for words, expected in (
        ("7.1.1", "7.1.1"),
        ("asset register", "Device and software list"),
        ("encription", "9.5.2"),
        ("what is the dspt", "Start here"),
        ("LOST phones", "1.3.14"),
    ):
        page.get_by_role("searchbox").fill(words)
        page.get_by_role("button", name="Search").click()
        first = page.locator("#found li").first
        expect(first).to_contain_text(expected)
        expect(page.get_by_role("searchbox")).to_have_value(words)


def test_words_searched_for_are_never_markup(visit: Callable[..., Page]) -> None:
    page = visit("/search/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+backups")
    expect(page.locator("#found h2")).to_contain_text("<img src=x onerror=alert(1)> backups")
    expect(page.locator("#found img")).to_have_count(0)


def test_the_index_is_not_fetched_before_someone_searches(visit: Callable[..., Page]) -> None:
    page = visit("/questions/7.1.1/")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)")
    assert sorted(loaded) == ["/assets/companion.js", "/assets/favicon.svg"] or loaded == ["/assets/companion.js"]
    page.goto("/search/")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)")
    assert "/search/search_index.json" not in loaded


def test_filters_narrow_the_list_say_how_many_are_left_and_can_be_linked_to(visit: Callable[..., Page]) -> None:
    page = visit("/questions/")
    every = page.locator("li[data-level]").count()
    status = page.locator(".filters [role=status]")
    expect(status).to_have_text(f"All {every} questions are shown.")
    page.get_by_label("Level").select_option("Approaching Standards")
    page.get_by_label("Who usually answers").select_option("IT supplier")
    shown = page.locator("li[data-level]:visible")
    few = shown.count()
    assert 0 < few < every
    expect(status).to_have_text(re.compile(rf"^{few} of {every} questions (is|are) shown\.$"))
    for text in shown.all_inner_texts():
        assert "Approaching Standards" in text
        assert "it supplier" in text.lower()
    page.reload()
    expect(shown).to_have_count(few)


def test_words_to_type_can_be_copied(visit: Callable[..., Page]) -> None:
    page = visit("/questions/7.1.1/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy these words").first.click()
    expect(page.locator(".type [role=status]").first).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Our device and software list is kept")
    assert "Copy these words" not in copied


def test_without_javascript_everything_is_there(visit: Callable[..., Page]) -> None:
    page = visit("/search/?q=backups", script=False)
    expect(page.locator("main li a").filter(has_text="Backups")).to_be_visible()
    page.goto("/questions/")
    assert page.locator("li[data-level]:visible").count() == page.locator("li[data-level]").count()
    expect(page.locator("[data-filters]")).to_be_hidden()
    page.goto("/questions/7.1.1/")
    expect(page.get_by_text("Copy these words")).to_have_count(0)
    page.goto("/q/7.1.1/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("7.1.1")


def test_paper_shows_the_text_and_where_links_lead_and_no_menus(visit: Callable[..., Page]) -> None:
    page = visit("/questions/7.1.1/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="What to keep")).to_be_visible()
    for gone in ("form.search", "nav.menu", ".skip", ".pager", "aside nav", ".copy"):
        expect(page.locator(gone).first).to_be_hidden()
    outside = page.locator('main a[href^="https://"]').first
    assert outside.get_attribute("href") in outside.evaluate("one => getComputedStyle(one, '::after').content")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
