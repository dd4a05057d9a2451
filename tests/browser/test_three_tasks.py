"""What people come for, on a phone, from the home page, in a few taps, with JavaScript and without."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def phone(visit: Visit, request: pytest.FixtureRequest) -> Page:
    return visit("/", phone=True, script=request.param)


def test_what_do_i_type_for_7_1_1(phone: Page) -> None:
    phone.get_by_role("navigation", name="Main").get_by_role("link", name="Questions").click()
    phone.get_by_role("link", name="Device and software list").first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("7.1.1")
    phone.get_by_role("link", name="What you can type").first.click()
    words = phone.locator("#what-you-can-type")
    expect(words).to_be_in_viewport()
    expect(phone.locator(".type").first).to_contain_text("Our device and software list is kept")


def test_what_do_i_type_for_7_1_1_by_searching(visit: Visit) -> None:
    page = visit("/", phone=True)
    page.get_by_role("searchbox").fill("what do I type for 7.1.1?")
    page.keyboard.press("Enter")
    page.locator("#found li a").first.click()
    expect(page.locator(".type").first).to_contain_text("Our device and software list is kept")


def test_we_sent_a_letter_to_the_wrong_family(phone: Page) -> None:
    phone.get_by_role("link", name="A letter went to the wrong family. What now?").click()
    first = phone.get_by_role("heading", name="Do this now")
    expect(first).to_be_visible()
    first.scroll_into_view_if_needed()
    expect(phone.locator("main ol > li").first).to_contain_text("Tell the person in charge")


def test_we_sent_a_letter_to_the_wrong_family_from_the_menu(phone: Page) -> None:
    phone.get_by_role("navigation", name="Main").get_by_role("link", name="Incidents").click()
    choice = phone.get_by_role("link", name="We sent it to the wrong person")
    expect(choice).to_be_in_viewport()
    choice.click()
    expect(phone.get_by_role("heading", name="Do this now")).to_be_visible()


def test_who_can_help_me_in_norfolk(phone: Page) -> None:
    phone.get_by_role("navigation", name="Main").get_by_role("link", name="Local help").click()
    phone.get_by_text("All areas from A to Z").click()
    phone.locator("main").get_by_role("link", name="Norfolk", exact=True).first.click()
    norfolk = phone.locator("#norfolk")
    expect(norfolk).to_be_in_viewport()
    expect(phone.locator("main")).to_contain_text("Norfolk and Suffolk Care Support")


def test_who_can_help_me_in_norfolk_by_searching(visit: Visit) -> None:
    page = visit("/", phone=True)
    page.get_by_role("searchbox").fill("who can help me in Norfolk?")
    page.keyboard.press("Enter")
    page.locator("#found li a").first.click()  # the list of local help, or at once the one who helps there
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("help|Norfolk and Suffolk Care Support"))
    expect(page.locator("main")).to_contain_text("Norfolk and Suffolk Care Support")
