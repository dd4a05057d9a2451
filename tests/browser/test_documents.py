"""All documents at once, as a person gets them: with a bar that shows how far it is, and without JavaScript."""

import re
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]

BUTTON = re.compile(r"^Download all \d+ documents")


def offered(visit: Visit, *, script: bool = True) -> Page:
    page = visit("/workspace/", script=script)
    page.get_by_label("What is your organisation called?").fill("Rose and Thorn Care Ltd")
    page.get_by_role("button", name="Start your workspace").click()
    page.goto(f"{page.locator('.link-to-keep a').get_attribute('href')}documents")
    return page


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_one_press_brings_all_documents_and_the_keyboard_keeps_its_place(visit: Visit, *, script: bool) -> None:
    page = offered(visit, script=script)
    page.get_by_label("OpenDocument", exact=True).check()
    button = page.get_by_role("button", name=BUTTON)
    button.focus()
    with page.expect_download() as download:
        button.press("Enter")
    assert download.value.suggested_filename == "documents.zip"
    with ZipFile(download.value.path()) as file:
        assert {name.rpartition(".")[2] for name in file.namelist()} == {"odt", "ods"}
    expect(button).to_be_focused()
    if script:
        expect(page.get_by_role("status")).to_have_text("Done. Look for documents.zip among your downloads.")
        expect(page.get_by_role("progressbar")).to_have_count(0)


def test_a_download_that_breaks_off_says_so_and_can_be_had_again(visit: Visit) -> None:
    page = offered(visit)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "documents.zip" in request.url else None)
    page.route("**/documents.zip*", lambda route: route.fulfill(status=503))
    button = page.get_by_role("button", name=BUTTON)
    button.click()
    expect(page.get_by_role("status")).to_contain_text("Something came between.")
    page.unroute("**/documents.zip*")
    with page.expect_download():
        button.dblclick()
    assert len(asked) == 2
