"""Local help, and the bar that leads back to a partner: kept for the visit, without cookies and without storage."""

import json
import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.browser.axe_faults import axe_faults
from tests.served import Served

SLUG = "norfolk-and-suffolk-care-support"
NAME = "Norfolk and Suffolk Care Support"
AT = f"?partner={SLUG}"
KINDS = ("/local-support/", "/local-support/hcpa/", f"/local-support/{SLUG}/{AT}", f"/questions/7.1.1/{AT}")
MOST_SHIFT = 0.1  # what Core Web Vitals call good


def bar(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Local partner")


def see_bar(page: Page) -> None:
    expect(bar(page).get_by_role("link")).to_have_text(f"Back to {NAME}")
    assert AT[1:] in page.url


def typed(page: Page, words: str) -> None:
    page.get_by_label("Type your council or town").fill(words)


def test_who_can_help_in_norfolk_is_answered_on_a_phone(visit: Callable[..., Page]) -> None:
    page = visit("/", phone=True)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Local help").click()
    box = page.get_by_label("Type your council or town")
    expect(box).to_be_in_viewport()
    box.fill("norwich")
    expect(page.get_by_role("status").filter(has_text="1 area: Norfolk.")).to_be_visible()
    expect(page.locator(".area:visible h3")).to_have_text(["Norfolk"])
    box.press("Enter")
    expect(page.locator("#norfolk")).to_be_focused()
    expect(page.get_by_role("link", name=NAME)).to_be_in_viewport()
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)


@pytest.mark.parametrize(
    ("words", "areas"),
    [
        ("York", ["York"]),
        ("kings lynn", ["Norfolk"]),
        ("St. Helens", ["St Helens"]),
        ("newcastle", ["Newcastle upon Tyne", "Staffordshire"]),
        ("Durham", ["County Durham"]),
        ("brighton & hove", ["Brighton and Hove"]),
        ("Cumbria", ["Cumberland", "Westmorland and Furness"]),
        ("stoke on trent", ["Stoke-on-Trent"]),
    ],
)
def test_a_town_or_an_older_name_finds_its_areas(visit: Callable[..., Page], words: str, areas: list[str]) -> None:
    page = visit("/local-support/")
    every = page.locator(".area").count()
    typed(page, words)
    expect(page.locator(".area:visible h3")).to_have_text(areas)
    typed(page, "")
    expect(page.locator(".area:visible")).to_have_count(every)


@pytest.mark.parametrize(
    ("words", "said"), [("Atlantis", "We do not know that name."), ("NR1 3DH", "We cannot look up postcodes.")]
)
def test_a_name_we_do_not_know_hides_nothing(visit: Callable[..., Page], words: str, said: str) -> None:
    page = visit("/local-support/")
    typed(page, words)
    expect(page.locator("#town-found")).to_contain_text(said)
    assert page.locator(".area:visible").count() == page.locator(".area").count()
    expect(page.get_by_role("link", name="East of England", exact=True)).to_be_visible()


def test_without_javascript_an_area_is_two_links_away(visit: Callable[..., Page]) -> None:
    page = visit("/local-support/", phone=True, script=False)
    expect(page.get_by_label("Type your council or town")).to_be_hidden()
    page.get_by_text("All areas from A to Z").click()
    page.get_by_role("link", name="Norfolk", exact=True).click()
    assert page.url.endswith("/local-support/#norfolk")
    expect(page.locator("#norfolk")).to_be_in_viewport()
    expect(page.get_by_role("link", name=NAME).first).to_be_in_viewport()


@pytest.mark.parametrize("words", ["Norfolk", "Norwich", "who can help me in Norfolk"])
def test_the_search_finds_help_in_an_area(visit: Callable[..., Page], words: str) -> None:
    page = visit(f"/search/?q={words}")
    page.locator("#found li").first.wait_for()
    assert "/local-support/" in page.locator("#found li a").evaluate_all("links => links.map(one => one.pathname)")


def test_the_bar_stays_through_menu_search_and_results(visit: Callable[..., Page]) -> None:
    page = visit(f"/start-here/{AT}")
    see_bar(page)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Questions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The questions")
    see_bar(page)
    page.get_by_role("searchbox").fill("lost phone")
    page.get_by_role("button", name="Search").click()
    page.locator("#found li a").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Search")
    see_bar(page)
    page.get_by_role("link", name=f"Back to {NAME}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    expect(bar(page)).to_have_count(0)  # here one is there already
    page.get_by_role("link", name="Every question").click()
    see_bar(page)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_the_bar_stays_in_the_workspace_and_never_tells_its_address(visit: Callable[..., Page]) -> None:
    page = visit(f"/questions/7.1.1/{AT}")
    sent: list[Request] = []

    def note(request: Request) -> None:
        sent.append(request)

    page.on("request", note)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Your workspace").click()
    see_bar(page)
    page.get_by_label("organisation").fill("Rose Care")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/return-link**")
    see_bar(page)
    reference = page.url.split("/")[4]
    page.goto(f"/workspace/{reference}/questions/7.1.1{AT}")
    page.get_by_label("Partly: we are working on it").check()
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url(re.compile("saved=7.1.1"))
    see_bar(page)
    page.get_by_role("link", name=f"Back to {NAME}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    public = [one for one in sent if "/workspace/" not in one.url]
    assert [one for one in public if "partners.json" in one.url]
    assert not [one.url for one in public if reference in json.dumps(one.all_headers())]
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize("name", ["nobody", "constructor", "HCPA", "%3Cimg%20src%3Dx%3E", "..%2F..%2Fx", ""])
def test_a_name_that_is_no_partners_shows_nothing_and_goes_nowhere(visit: Callable[..., Page], name: str) -> None:
    page = visit(f"/start-here/?partner={name}")
    page.wait_for_load_state("networkidle")
    expect(bar(page)).to_have_count(0)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Templates").click()
    page.wait_for_url("**/templates/**")
    assert "partner" not in page.url


def test_a_partners_name_is_never_markup(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.route("**/partners.json", lambda route: route.fulfill(json={"hcpa": "<img src=x onerror=alert(1)>"}))
    page.goto("/start-here/?partner=hcpa")
    expect(page.get_by_role("link", name="Back to <img src=x onerror=alert(1)>")).to_be_visible()
    expect(page.locator("nav.partner img")).to_have_count(0)


def test_a_page_without_a_partner_loads_nothing_for_it(visit: Callable[..., Page]) -> None:
    page = visit("/questions/7.1.1/")
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)")
    assert not [one for one in loaded if "partner" in one]


def test_links_elsewhere_and_links_within_a_page_stay_as_they_are(visit: Callable[..., Page]) -> None:
    page = visit(f"/local-support/hcpa/{AT}")
    see_bar(page)
    page.route("https://**", lambda route: route.abort())
    outside = page.locator('main a[href^="https://"]').first
    before = outside.get_attribute("href")
    outside.dispatch_event("contextmenu")
    assert outside.get_attribute("href") == before
    page.get_by_role("link", name="sources").click()
    assert page.url.endswith(f"/local-support/hcpa/{AT}#how-we-know")


def test_the_keyboard_meets_the_bar_after_the_link_to_the_text_and_paper_leaves_it_out(
    visit: Callable[..., Page],
) -> None:
    page = visit(f"/start-here/{AT}")
    see_bar(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=f"Back to {NAME}")).to_be_focused()
    page.emulate_media(media="print")
    expect(page.locator("nav.partner")).to_be_hidden()


def test_the_page_hardly_moves_when_the_bar_arrives(visit: Callable[..., Page]) -> None:
    page = visit("/", phone=True)
    page.goto(f"/start-here/{AT}")
    see_bar(page)
    shift = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
            .observe({type: "layout-shift", buffered: true});
          requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
        })"""
    )
    assert shift < MOST_SHIFT


@pytest.mark.parametrize("address", KINDS)
@pytest.mark.parametrize("looks", ["light", "dark"])
def test_axe_finds_nothing(chromium: Browser, served: Served, address: str, looks: Literal["light", "dark"]) -> None:
    page = chromium.new_page(base_url=served.address, color_scheme=looks)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert axe_faults(page) == []
    page.close()


@pytest.mark.parametrize("address", KINDS)
def test_letters_four_times_as_large_need_no_scrolling_sideways(
    chromium: Browser, served: Served, address: str
) -> None:
    page = chromium.new_page(base_url=served.address, viewport={"width": 320, "height": 256})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()
