"""Hard words explained where they stand: with mouse, keyboard, touch and screen reader, on small screens, on paper."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.axe_faults import axe_faults
from tests.served import Served

NARROW = {"width": 320, "height": 480}
Open = Callable[..., Page]


@pytest.fixture
def explaining(served: Served) -> str:
    """The address of the page that explains the most words."""
    site = served.folder / "site"
    pages = {path: path.read_text(encoding="utf-8").count('class="term"') for path in site.rglob("index.html")}
    busiest, many = max(sorted(pages.items()), key=lambda one: one[1])
    assert many >= 3
    return f"/{busiest.parent.relative_to(site).as_posix()}/"


@pytest.fixture
def open_as(chromium: Browser, served: Served, explaining: str) -> Iterator[Open]:
    """Opens that page without JavaScript, in a browser of some kind."""
    contexts: list[BrowserContext] = []

    def open_page(**kind: Any) -> Page:
        context = chromium.new_context(base_url=served.address, java_script_enabled=False, **kind)
        contexts.append(context)
        page = context.new_page()
        page.goto(explaining)
        return page

    yield open_page
    for context in contexts:
        context.close()


def meaning(page: Page, at: int) -> Any:
    """What the term at a place opens."""
    return page.locator(f"#{page.locator('.term').nth(at).get_attribute('popovertarget')}")


def test_a_click_shows_what_a_word_means_and_the_next_click_anywhere_hides_it(open_as: Open) -> None:
    page = open_as()
    term = page.locator(".term").first
    expect(meaning(page, 0)).to_be_hidden()
    term.click()
    expect(meaning(page, 0)).to_be_visible()
    expect(meaning(page, 0)).to_contain_text(re.compile(r"\w+ \w+ .*\."))
    page.locator("h1").click()
    expect(meaning(page, 0)).to_be_hidden()
    term.click()
    meaning(page, 0).get_by_role("button", name="Close").click()
    expect(meaning(page, 0)).to_be_hidden()


def test_one_explanation_gives_way_to_another(open_as: Open) -> None:
    page = open_as()
    page.locator(".term").nth(0).press("Enter")
    page.locator(".term").nth(1).press("Enter")
    expect(meaning(page, 0)).to_be_hidden()
    expect(meaning(page, 1)).to_be_visible()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_opens_it_and_escape_leads_back_to_the_word(open_as: Open, key: str) -> None:
    page = open_as()
    term = page.locator(".term").first
    term.press(key)
    expect(meaning(page, 0)).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning(page, 0)).to_be_hidden()
    expect(term).to_be_focused()


def test_the_link_inside_is_the_next_stop_and_escape_leads_back_from_there_too(open_as: Open) -> None:
    page = open_as()
    term = page.locator(".term").first
    term.press("Enter")
    page.keyboard.press("Tab")
    expect(meaning(page, 0).get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(meaning(page, 0)).to_be_hidden()
    expect(term).to_be_focused()


def test_a_finger_opens_and_closes_it(open_as: Open) -> None:
    page = open_as(has_touch=True, is_mobile=True, viewport=NARROW)
    term = page.locator(".term").first
    term.tap()
    expect(meaning(page, 0)).to_be_visible()
    term.tap()
    expect(meaning(page, 0)).to_be_hidden()


def test_a_screen_reader_is_told_that_the_word_opens_something(open_as: Open) -> None:
    page = open_as()
    term = page.locator(".term").first
    words = term.inner_text()

    def said() -> list[dict[str, Any]]:
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        return [one for one in nodes if not one["ignored"]]

    def control() -> dict[str, Any]:
        (found,) = (
            one
            for one in said()
            if one["role"]["value"] == "button"
            and one["name"]["value"] == words
            and any(each["name"] == "expanded" for each in one["properties"])
        )
        return {each["name"]: each["value"].get("value") for each in found["properties"]}

    assert control()["expanded"] is False
    assert [one for one in said() if one["role"]["value"] == "note"] == []
    term.click()
    assert control()["expanded"] is True
    assert len([one for one in said() if one["role"]["value"] == "note"]) == 1


@pytest.mark.parametrize(
    "kind",
    [
        {"viewport": NARROW},
        {"viewport": NARROW, "color_scheme": "dark"},
        {"viewport": NARROW, "forced_colors": "active"},
        {"viewport": {"width": 1280, "height": 720}},
    ],
    ids=["narrow", "dark", "forced colours", "wide"],
)
def test_every_explanation_is_wholly_on_the_screen_and_can_be_told_from_the_page(
    open_as: Open, kind: dict[str, Any]
) -> None:
    page = open_as(**kind)
    width, height = kind["viewport"]["width"], kind["viewport"]["height"]
    assert page.locator(".term").count() >= 3
    for at in range(page.locator(".term").count()):
        page.locator(".term").nth(at).click()
        box = meaning(page, at).bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= width
        assert 0 <= box["y"] < box["y"] + box["height"] <= height
        border, paper, text = meaning(page, at).evaluate(
            "one => ['borderTopColor', 'backgroundColor', 'color'].map(name => getComputedStyle(one)[name])"
        )
        assert border != paper != text
        assert not re.search(r", 0\)$", paper)  # not see-through
        page.keyboard.press("Escape")


def test_the_word_is_next_to_its_explanation(open_as: Open) -> None:
    page = open_as(viewport={"width": 1280, "height": 720})
    page.locator(".term").first.click()
    word, box = page.locator(".term").first.bounding_box(), meaning(page, 0).bounding_box()
    assert word
    assert min(abs(box["y"] - word["y"] - word["height"]), abs(word["y"] - box["y"] - box["height"])) < 20
    assert box["x"] - 20 <= word["x"] <= box["x"] + box["width"]


def test_axe_finds_nothing_while_one_is_open(chromium: Browser, served: Served, explaining: str) -> None:
    page = chromium.new_page(base_url=served.address)
    page.goto(explaining)
    page.locator(".term").first.click()
    assert axe_faults(page) == []
    page.close()


def test_it_looks_like_the_text_around_it_with_dots_under_it(open_as: Open) -> None:
    page = open_as()
    same = ["color", "fontSize", "fontFamily", "fontWeight", "backgroundColor"]
    style = "(one, names) => names.map(name => getComputedStyle(one)[name])"
    term = page.locator(".term").first
    around = term.locator("xpath=ancestor::*[not(self::span)][1]")
    assert term.evaluate(style, same) == around.evaluate(style, same)
    assert term.evaluate(style, ["textDecorationStyle"]) == ["dotted"]


def test_on_paper_what_a_word_means_follows_it_in_brackets(open_as: Open) -> None:
    page = open_as()
    page.emulate_media(media="print")
    at_end = page.locator(".term").count() - 1
    for at in (0, at_end):
        expect(meaning(page, at)).to_be_visible()
        expect(meaning(page, at).get_by_role("link")).to_be_hidden()
        expect(meaning(page, at).get_by_role("button")).to_be_hidden()
        assert meaning(page, at).evaluate("one => getComputedStyle(one).position") == "static"
        words = meaning(page, at).locator("span")
        assert words.evaluate("one => getComputedStyle(one, '::before').content") == '" ("'


def test_a_browser_without_popovers_shows_it_in_brackets(open_as: Open, explaining: str) -> None:
    page = open_as(viewport=NARROW)

    def as_it_reads(route: Route) -> None:
        html = route.fetch().text()  # it knows neither the attribute nor the condition, so both are as good as absent
        html = re.sub(
            r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", html
        )  # which names the style by its hash
        html = html.replace("<small popover ", "<small ").replace("selector(:popover-open)", "(unknown: yes)")
        route.fulfill(body=html, content_type="text/html")

    page.route(f"**{explaining}", as_it_reads)
    page.reload()
    term, means = page.locator(".term").first, meaning(page, 0)
    expect(means).to_be_visible()
    expect(means.get_by_role("button")).to_be_hidden()
    assert means.locator("span").evaluate("one => getComputedStyle(one, '::after').content") == '")"'
    assert term.evaluate("one => getComputedStyle(one).textDecorationLine") == "none"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_glossary_has_more(open_as: Open) -> None:
    page = open_as()
    page.locator(".term").first.click()
    name = meaning(page, 0).locator("strong").inner_text().strip()
    meaning(page, 0).get_by_role("link").click()
    entry = page.locator(":target")
    expect(entry).to_have_text(name)
    expect(entry).to_be_in_viewport()
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="P", exact=True).click()
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_have_text("P")
    assert page.locator("main .term").count() == 0


def test_help_beside_a_form_explains_words_too_and_nothing_is_sent(chromium: Browser, served: Served) -> None:
    page = chromium.new_page(base_url=served.address, viewport={"width": 1280, "height": 720})
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto("/workspace/")
    page.get_by_label("What is your organisation called?").fill("Rose and Thorn Care Ltd")
    page.get_by_role("button", name="Start your workspace").click()
    work = page.locator(".link-to-keep a").get_attribute("href") or ""
    page.goto(f"{work}questions/{explained_beside_a_form(served)}")
    page.locator("aside details").evaluate_all("every => every.forEach(one => { one.open = true })")
    page.get_by_label("Comments (optional)").fill("Half a sentence")
    page.locator("aside .term").first.click()
    expect(page.locator("aside .means").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("aside .term").first).to_be_focused()
    expect(page.get_by_label("Comments (optional)")).to_have_value("Half a sentence")
    assert refused == []
    page.close()


def explained_beside_a_form(served: Served) -> str:
    """The number of a question whose page explains a word in a part that also stands beside its form."""
    for path in sorted((served.folder / "site" / "questions").glob("*.*.*/index.html")):
        page = path.read_text(encoding="utf-8")
        first = page.index('id="in-short"')
        official = page.index('id="in-the-official-toolkit"')
        if (
            'class="term"'
            in page[first : page.index("<h2", first + 1)] + page[official : page.index("<h2", official + 1)]
        ):
            return path.parent.name
    raise AssertionError("no question explains a word there")
