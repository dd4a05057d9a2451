"""Searching as people do it: with slips, in whole sentences, by number, with the keyboard, and without JavaScript."""

import gzip
import re
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.axe_faults import axe_faults
from tests.browser.test_public_pages import SEEN_AS
from tests.served import Served

RESULTS = "#found li > a"
AT_ONCE = 30

Find = Callable[[list[dict[str, Any]], str], dict[str, Any]]


def asking(words: str) -> str:
    """The address to which the search box leads."""
    return f"/search/?q={quote_plus(words)}"


def shown(page: Page) -> list[str]:
    """The addresses of the results shown, in order."""
    page.locator(RESULTS).first.wait_for()
    return [str(one) for one in page.locator(RESULTS).evaluate_all("links => links.map(one => one.pathname)")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("wifi", "/questions/6.3.2/"),
        ("wi fi", "/questions/6.3.2/"),
        ("Wi-Fi", "/questions/6.3.2/"),
        ("leavers", "/questions/4.2.4/"),
        ("leaver", "/questions/4.2.4/"),
        ("GDPR", "/peoples-rights/"),
        ("lost phone", "/questions/1.3.14/"),
        ("LOST phones", "/incidents/lost-device/"),
        ("asset register", "/questions/7.1.1/"),
        ("what is the dspt", "/start-here/"),
        ("back up", "/questions/7.3.1/"),
        ("policies", "/questions/1.3.1/"),
        ("policy", "/questions/1.3.1/"),
        ("log in", "/questions/4.5.3/"),
        ("e mail", "/why-it-helps/nhs-net-connect/"),
        ("privasy", "/questions/1.1.3/"),
        ("encription", "/questions/9.5.2/"),
        ("pasword", "/questions/4.5.4/"),
        ("breech", "/questions/6.1.1/"),
        ("safegaurding polcy", "/questions/1.3.7/"),
        ("we sent a letter to the wrong family", "/incidents/wrong-person/"),
        ("who can help me in Norfolk?", "/local-support/"),
        ("how long do we keep care plans?", "/questions/1.4.1/"),
        ("ropa", "/templates/record-of-processing/"),
        ("IAR", "/templates/information-asset-register/"),
        ("breach log", "/templates/data-breach-log/"),
        ("leavers checklist", "/templates/joiner-mover-leaver-checklist/"),
        ("retention", "/templates/retention-schedule/"),
        ("dpia", "/templates/dpia/"),
        ("whatsapp", "/templates/acceptable-use-and-messaging-policy/"),
        ("easy read", "/templates/privacy-notice-easy-read/"),
        ("bcp", "/templates/business-continuity-plan/"),
        ("bring your own device", "/templates/byod-policy/"),
    ],
)
def test_what_people_type_finds_what_they_mean(visit: Callable[..., Page], words: str, expected: str) -> None:
    page = visit(asking(words))
    assert expected in shown(page)[:5]
    expect(page.get_by_role("searchbox")).to_have_value(words)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("4.3.1", ["4.3.1"]),
        ("4 3 1", ["4.3.1"]),
        ("4-3-1", ["4.3.1"]),
        ("431", ["4.3.1"]),
        ("Q4.3.1", ["4.3.1"]),
        ("1.3.14", ["1.3.14"]),
        ("what do I type for 7.1.1?", ["7.1.1"]),
        ("phone 7.1.1", ["7.1.1"]),
        ("7.1.1 and 4.3.1", ["7.1.1", "4.3.1"]),
        ("7.1", ["7.1.1", "7.1.2"]),
        ("1.3", ["1.3.1", "1.3.2", "1.3.7", "1.3.8", "1.3.11"]),
        ("10", ["10.1.2", "10.2.1"]),
    ],
)
def test_a_number_puts_its_questions_first(visit: Callable[..., Page], words: str, first: list[str]) -> None:
    found = shown(visit(asking(words)))
    assert found[: len(first)] == [f"/questions/{number}/" for number in first]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("privasy", "No page says “privasy”. These are for “privacy”."),
        ("7.1.9", "No question has the number 7.1.9 this year."),
        ("wifi for unicorns", "No page says “unicorns”. These are for your other words."),
        ("volunteers shredding broadband", "No page has all of these words."),
    ],
)
def test_results_that_are_not_quite_what_was_asked_for_say_so(
    visit: Callable[..., Page], words: str, said: str
) -> None:
    page = visit(asking(words))
    assert shown(page)
    expect(page.locator("#found > p").first).to_contain_text(said)


def test_when_nothing_fits_there_is_advice_and_the_nearest_word(visit: Callable[..., Page]) -> None:
    page = visit("/search/?q=encripshun")
    expect(page.locator("#found h2")).to_have_text("Nothing for “encripshun”")
    expect(page.locator("#found li").first).to_have_text("Try one word, such as wifi.")
    link = page.locator("#found p", has_text="Did you mean:").get_by_role("link")
    meant = link.inner_text()
    link.click()
    expect(page.get_by_role("searchbox")).to_have_value(meant)
    expect(page.locator(RESULTS).first).to_be_visible()


def test_results_are_a_heading_a_list_and_one_message_and_the_keyboard_stays_where_it_was(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    page.get_by_role("searchbox").fill("phone")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=2, name=re.compile(r"^\d+ pages for “phone”$"))
    expect(heading).to_be_visible()
    words = heading.inner_text()
    expect(page.locator("main [role=status]")).to_have_text(words)
    expect(page).to_have_title(re.compile(f"^{words} - "))
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    items = page.get_by_role("listitem").filter(has=page.locator(".about .tag"))
    assert items.count() == min(int(words.split()[0]), AT_ONCE)
    kinds = page.locator("#found .tag").all_inner_texts()
    assert {"Question", "Template"} <= set(kinds)
    assert page.locator("#found mark").first.inner_text().lower().startswith("phone")


def test_more_results_are_shown_on_demand_and_the_first_of_them_has_the_keyboard(visit: Callable[..., Page]) -> None:
    page = visit(asking("data"))
    assert len(shown(page)) == AT_ONCE
    every = int(page.locator("#found h2").inner_text().split()[0])
    more = page.get_by_role("button", name=re.compile(r"^Show \d+ more$"))
    count = AT_ONCE
    while count < every:
        more.press("Enter")
        expect(page.locator(RESULTS).nth(count)).to_be_focused()
        count = min(count + AT_ONCE, every)
        expect(page.locator(RESULTS)).to_have_count(count)
        expect(page.locator("main [role=status]")).to_have_text(f"{count} of {every} pages are shown.")
    expect(more).to_be_hidden()
    assert every > AT_ONCE


def test_a_result_can_lead_to_the_very_section(visit: Callable[..., Page]) -> None:
    page = visit("/search/?q=administrators+agreements")
    page.locator("#found .line").get_by_role("link", name="4.3.1 Administrators' agreements").click()
    assert "/questions/whats-changed/#" in page.url
    assert page.evaluate("document.querySelector(':target').textContent") == "4.3.1 Administrators' agreements"


def test_words_searched_for_are_never_markup(visit: Callable[..., Page]) -> None:
    page = visit("/search/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+backups")
    expect(page.locator("#found h2")).to_contain_text("<img src=x onerror=alert(1)> backups")
    page.goto("/search/?q=%3Cb%3Ezzzz%3C%2Fb%3E")
    expect(page.locator("#found h2")).to_have_text("Nothing for “<b>zzzz</b>”")
    expect(page.locator("#found").locator("img, b")).to_have_count(0)


def test_the_index_is_fetched_only_for_a_search_and_is_small(visit: Callable[..., Page], served: Served) -> None:
    fetched = "performance.getEntriesByType('resource').filter(one => one.name.endsWith('.json')).length"
    page = visit("/questions/7.1.1/")
    assert page.evaluate(fetched) == 0
    page.goto("/search/")
    assert page.evaluate(fetched) == 0
    page.goto(asking("wifi"))
    assert shown(page)
    assert page.evaluate(fetched) == 1
    with urllib.request.urlopen(f"{served.address}/search/search_index.json") as answer:
        assert len(gzip.compress(answer.read())) < 250_000


def test_an_index_brought_along_is_used_and_none_is_fetched(visit: Callable[..., Page]) -> None:
    page = visit()
    page.add_init_script(
        "window.searchIndex = [{at: '../a/index.html', kind: 'Guidance', title: 'Ä and wifi', passages: [{text: ''}]}]"
    )
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto(asking("wifi"))
    assert shown(page) == ["/a/index.html"]
    assert not [one for one in asked_for if one.endswith(".json")]


def test_a_search_that_cannot_load_says_so(visit: Callable[..., Page]) -> None:
    page = visit()

    def refuse(route: Route) -> None:
        route.fulfill(status=503)

    page.route("**/search_index.json", refuse)
    page.goto("/search/?q=wifi")
    expect(page.locator("#found h2")).to_have_text("The search did not load")
    expect(page.locator("main [role=status]")).to_have_text("The search did not load")
    expect(page.get_by_text("A to Z of all pages")).to_be_visible()


def test_with_results_the_a_to_z_waits_below(visit: Callable[..., Page]) -> None:
    page = visit("/search/?q=wifi")
    letter = page.get_by_role("navigation", name="Letters").get_by_role("link", name="L", exact=True)
    page.locator(RESULTS).first.wait_for()
    expect(letter).to_be_hidden()
    page.get_by_text("A to Z of all pages").click()
    letter.click()
    expect(page.get_by_role("heading", name="L", exact=True)).to_be_in_viewport()


def test_without_javascript_there_is_an_a_to_z_by_name_and_by_what_people_look_for(visit: Callable[..., Page]) -> None:
    page = visit("/search/?q=leavers", phone=True, script=False)
    expect(page.locator("#found")).to_be_hidden()
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="L", exact=True).click()
    expect(page.get_by_role("heading", level=3, name="L", exact=True)).to_be_in_viewport()
    page.locator("main li", has_text="Leavers:").get_by_role("link", name="4.1.1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4.1.1")
    page.goto("/about/")
    page.get_by_role("contentinfo").get_by_role("link", name="A to Z").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Search and A to Z")
    expect(page.get_by_role("link", name="Backup tests (7.3.4)")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=re.compile(r"pasword|encription|breech"))).to_have_count(0)


SEARCHES = ("/search/", "/search/?q=phone", "/search/?q=zzzz", "/search/?q=privasy+unicorns")


@pytest.fixture(scope="module", params=list(SEEN_AS))
def seen(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Iterator[Page]:
    context = chromium.new_context(base_url=served.address, **SEEN_AS[request.param])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", SEARCHES[1:])
def test_axe_finds_nothing_in_results(seen: Page, address: str) -> None:
    seen.goto(address)
    seen.locator("#found h2").wait_for()
    examine(seen)


def test_axe_finds_nothing_in_the_a_to_z(chromium: Browser, served: Served) -> None:
    page = chromium.new_page(base_url=served.address, **SEEN_AS["phone"])
    page.goto("/search/")
    examine(page)
    page.close()


def examine(page: Page) -> None:
    assert axe_faults(page) == []


@pytest.mark.parametrize("address", SEARCHES)
def test_letters_four_times_as_large_need_no_scrolling_sideways(
    chromium: Browser, served: Served, address: str
) -> None:
    page = chromium.new_page(base_url=served.address, viewport={"width": 320, "height": 256})
    page.goto(address)
    if "?" in address:
        page.locator("#found h2").wait_for()
        page.get_by_text("A to Z of all pages").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()
