"""Finding a template among many, as people do: by a word, a question, a kind or a role; without JavaScript in lists."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.served import Served

Visit = Callable[..., Page]

LINES = "main li[data-words]:visible"
STATUS = "#fitting"


def names(page: Page) -> list[str]:
    return page.locator(f"{LINES} a").all_inner_texts()


def settled(page: Page) -> int:
    """How many templates are shown, once the page has said so."""
    count = page.locator(LINES).count()
    expect(page.locator(STATUS)).to_have_text(re.compile(rf"^(All )?{count} "))
    return count


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("breach", "Breach and near-miss log"),
        ("Leavers", "Starter, mover and leaver checklist"),
        ("policies for phones", "Own-devices policy"),
        ("1.1.2", "Information asset register"),
        ("whatsapp", "Acceptable use and messaging policy"),
        ("CCTV", "CCTV and monitoring policy"),
    ],
)
def test_a_word_leaves_the_templates_it_fits(visit: Visit, words: str, expected: str) -> None:
    page = visit("/templates/", phone=True)
    every = settled(page)
    page.get_by_label("Type a word").fill(words)
    expect(page.locator(STATUS)).to_have_text(re.compile(rf"^\d+ of {every} templates (is|are) shown\.$"))
    assert expected in names(page)
    assert len(names(page)) < every / 2


def test_a_question_a_kind_and_a_role_narrow_the_list_as_far_as_they_say(visit: Visit) -> None:
    page = visit("/templates/")
    every = settled(page)
    for label in ("Question", "Kind", "Who fills it in or looks after it"):
        choice = page.get_by_label(label, exact=True)
        words = choice.locator("option").nth(1).inner_text()
        choice.select_option(words)
        left = int(re.findall(r"\((\d+)\)$", words)[0])
        expect(page.locator(STATUS)).to_have_text(re.compile(rf"^{left} of {every} templates (is|are) shown\.$"))
        assert len(names(page)) == left
        choice.select_option("")


def test_what_was_chosen_stands_in_the_address_and_can_be_sent_to_somebody(visit: Visit) -> None:
    page = visit("/templates/?partner=x")
    every = settled(page)
    page.get_by_label("Kind", exact=True).select_option("log")
    page.get_by_label("Type a word").fill("backup")
    left = settled(page)
    assert 0 < left < every
    assert page.url.endswith("/templates/?partner=x&kind=log&q=backup")
    other = visit(page.url, phone=True)
    assert settled(other) == left
    expect(other.get_by_label("Kind", exact=True)).to_be_visible()
    assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert names(other) == names(page)


def test_parts_without_a_fitting_template_step_aside_and_others_say_how_many_are_left(visit: Visit) -> None:
    page = visit("/templates/")
    settled(page)
    first = page.get_by_role("heading", level=2, name="Start with these")
    whole = first.locator(".num").inner_text()
    page.get_by_label("Type a word").fill("password guidance")
    expect(first.locator(".num")).to_have_text(re.compile(rf"^\d+ of {whole}$"))
    page.get_by_label("Kind", exact=True).select_option("letter")
    expect(first).to_be_hidden()


def test_when_nothing_fits_the_page_says_so_and_one_press_brings_all_back(visit: Visit) -> None:
    page = visit("/templates/?kind=nonsense&q=unicorn")
    expect(page.locator(STATUS)).to_have_text("No template fits. Try one word, or change a choice.")
    assert names(page) == []
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_label("Type a word")).to_be_focused()
    assert settled(page) > 50
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
    assert page.url.endswith("/templates/")


def test_enter_leads_to_the_first_that_fits(visit: Visit) -> None:
    page = visit("/templates/")
    settled(page)
    page.get_by_label("Type a word").fill("network")
    page.keyboard.press("Enter")
    expect(page.locator(f"{LINES} a").first).to_be_focused()


def test_without_javascript_every_template_is_found_by_question_role_and_kind(visit: Visit) -> None:
    page = visit("/templates/", phone=True, script=False)
    expect(page.locator("#find")).to_be_hidden()
    every = set(page.locator("main li[data-words] a").evaluate_all("links => links.map(one => one.pathname)"))
    assert len(every) > 50
    page.get_by_role("link", name="by question").click()
    page.get_by_text(re.compile(r"more templates for 1\.3\.1")).click()
    page.get_by_role("link", name="Access request procedure").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Access request procedure")
    for name in ("by role", "by kind"):
        page.goto("/templates/")
        page.get_by_role("link", name=name).click()
        listed = set(page.locator("main .columns a").evaluate_all("links => links.map(one => one.pathname)"))
        assert listed == every


def test_a_question_leads_to_all_of_its_templates(visit: Visit) -> None:
    page = visit("/questions/1.3.1/")
    page.get_by_role("complementary").get_by_role("link", name=re.compile(r"^\d+ more templates$")).click()
    expect(page.locator("#data-policies")).to_be_in_viewport()
    folded = page.get_by_text(re.compile(r"^\d+ more templates for 1\.3\.1$"))
    folded.click()
    expect(page.get_by_role("link", name="Own-devices policy").first).to_be_visible()


@pytest.mark.parametrize("slug", ["data-security-policy", "business-continuity-plan", "retention-schedule"])
def test_on_a_phone_the_files_of_a_long_template_stand_above_what_it_says(visit: Visit, slug: str) -> None:
    page = visit(f"/templates/{slug}/", phone=True)
    files = page.locator(f'main a[href*="/{slug}/{slug}."]')
    assert files.count() > 2
    top = "all => all.map(one => one.getBoundingClientRect().top)"
    lowest = max(files.evaluate_all(top))
    assert lowest < 2 * page.evaluate("innerHeight")
    assert lowest < min(page.locator("#what-it-says, #what-is-in-it-already").evaluate_all(top))


def test_every_part_of_a_long_text_can_be_gone_to(visit: Visit) -> None:
    page = visit("/templates/data-security-policy/")
    parts = page.locator("ul.columns a")
    headings = page.locator(".type h3")
    assert parts.count() == headings.count() > 5
    parts.last.click()
    expect(headings.last).to_be_in_viewport()


def test_a_place_of_earlier_days_leads_to_the_list_by_kind(visit: Visit) -> None:
    page = visit("/templates/#policies")
    expect(page.locator("#policies")).to_be_in_viewport()
    page.get_by_text("That part is now at").get_by_role("link").click()
    expect(page.get_by_role("heading", level=2, name="Policies")).to_be_in_viewport()


def test_on_a_copy_without_a_server_the_box_works_too(chromium: Browser, served: Served, tmp_path: Path) -> None:
    page = chromium.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    shutil.unpack_archive(served.folder / "site" / "downloads" / "dspt-companion-offline.zip", tmp_path)
    [start] = tmp_path.rglob("templates/index.html")
    page.goto(start.as_uri())
    page.get_by_label("Type a word").fill("breach")
    expect(page.locator(STATUS)).to_have_text(re.compile(r"^\d+ of \d+ templates are shown\.$"))
    page.close()
    assert faults == []
