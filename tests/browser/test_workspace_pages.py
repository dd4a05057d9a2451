"""Every page of the workspace, in every state, for every reader."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe_faults import axe_faults
from tests.browser.test_public_pages import SEEN_AS
from tests.served import Served

PLACES = (
    "",
    "return-link",
    "profile",
    "questions/2.1.1",
    "questions/1.4.3",
    "questions/7.1.1",
    "questions/8.1.4",
    "questions/8.2.1",
    "questions/7.9.9",
    "action-plan",
    "action-plan/3.2.1",
    "evidence",
    "evidence/training-log",
    "documents",
    "documents/by-question",
    "documents/byod-policy",
    "documents/secure-destruction-contract-check",
    "documents/digital-asset-register/bring-back",
    "delete",
)
FORMS = {  # the button that sends each form as it stands: every field that is needed is missing
    "questions/2.1.1": "Save and continue",
    "questions/1.4.3": "Save and continue",
    "questions/1.1.2": "Save and continue",
    "questions/8.1.4": "Save and continue",
    "questions/7.9.9": "Save and continue",
    "documents/digital-asset-register/bring-back": "Read the file",
    "delete": "Delete everything",
}


@pytest.fixture(scope="module")
def address(chromium: Browser, served: Served) -> str:
    """A workspace with a few answers, one of them out of date."""
    page = chromium.new_page(base_url=served.address)
    page.goto("/workspace/")
    page.get_by_label("What is your organisation called?").fill("Rose and Thorn Care Ltd")
    page.get_by_role("button", name="Start your workspace").click()
    found = page.locator(".link-to-keep a").get_attribute("href") or ""
    page.goto(f"{found}questions/7.1.1")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Say where it is kept").check()
    page.get_by_label("Where is it?").fill("Office, blue DSPT folder")
    for label, text in (("Day", "3"), ("Month", "3"), ("Year", "2024")):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Save and continue").click()
    page.goto(f"{found}questions/2.1.1")
    page.get_by_label("I do not know yet: I need help").check()
    page.get_by_label("Comments (optional)").fill("Asked the deputy.")
    page.get_by_role("button", name="Save and continue").click()
    page.close()
    return found


@pytest.fixture(scope="module", params=list(SEEN_AS))
def seen(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Iterator[Page]:
    context = chromium.new_context(base_url=served.address, **SEEN_AS[request.param])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(seen: Page, address: str, place: str) -> None:
    seen.goto(f"{address}{place}")
    assert axe_faults(seen) == []


@pytest.mark.parametrize("place", FORMS)
def test_axe_finds_nothing_when_something_is_missing(seen: Page, address: str, place: str) -> None:
    seen.goto(f"{address}{place}")
    if place.startswith("questions/"):
        seen.locator("#position input[value=yes]").check()
    seen.get_by_role("button", name=FORMS[place]).click()
    if place != "questions/2.1.1":  # a tick needs nothing more
        expect(seen.get_by_role("alert")).to_be_visible()
    assert axe_faults(seen) == []


@pytest.mark.parametrize("path", ["/workspace/", "/workspace/?question=7.1.1", "/workspace/nothing", "/nowhere/"])
def test_axe_finds_nothing_at_the_door_and_on_error_pages(seen: Page, path: str) -> None:
    seen.goto(path)
    assert axe_faults(seen) == []


@pytest.mark.parametrize("place", PLACES)
def test_letters_four_times_as_large_need_no_scrolling_sideways(
    chromium: Browser, served: Served, address: str, place: str
) -> None:
    page = chromium.new_page(base_url=served.address, viewport={"width": 320, "height": 256})
    page.goto(f"{address}{place}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_words_to_type_go_into_the_form_and_keep_what_was_there(
    visit: Callable[..., Page], address: str, *, script: bool
) -> None:
    page = visit(f"{address}questions/1.4.3", script=script)
    page.get_by_label("Yes, this is our answer").check()
    page.get_by_label("Your answer").fill("We have a shredder.")
    page.get_by_role("button", name="Use these words").click()
    expect(page.get_by_label("Your answer")).to_have_value(
        # the first line was typed, the rest is the quotation in the guidance
        re.compile(r"^We have a shredder\.\n.{50,}")
    )
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
    page.goto(f"{address}questions/1.4.3")
    expect(page.get_by_label("Your answer")).to_have_value("")
