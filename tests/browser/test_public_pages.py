"""The public pages as people meet them: every reader, with and without JavaScript, wide, narrow, dark and on paper."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe_faults import axe_faults
from tests.served import Served

KINDS = (
    "/",
    "/start-here/",
    "/questions/",
    "/questions/7.1.1/",
    "/questions/8.2.1/",
    "/questions/2024-25/8.1.4/",
    "/questions/whats-changed/",
    "/templates/",
    "/templates/by-question/",
    "/templates/by-role/",
    "/templates/byod-policy/",
    "/templates/retention-schedule/",
    "/templates/digital-asset-register/",
    "/data/",
    "/whats-known-of-2026-27/",
    "/404.html",
)
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
    assert axe_faults(seen) == []


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


def test_filters_narrow_the_list_say_how_many_are_left_and_can_be_linked_to(visit: Callable[..., Page]) -> None:
    page = visit("/questions/")
    every = page.locator("li[data-level]").count()
    status = page.locator(".filters [role=status]")
    expect(status).to_have_text(f"All {every} questions are shown.")
    page.get_by_label("Level", exact=True).select_option("Approaching Standards")
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
    page = visit("/questions/", script=False)
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
