"""A list is downloaded, filled in by another program, brought back and counted, with JavaScript and without."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.axe_faults import axe_faults

LIST = "documents/digital-asset-register"


def workspace(page: Page) -> str:
    page.get_by_label("What is your organisation called?").fill("Rose and Thorn Care Ltd")
    page.get_by_role("button", name="Start your workspace").click()
    return page.locator(".link-to-keep a").get_attribute("href") or ""


def downloaded(page: Page) -> openpyxl.Workbook:
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    return openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))


def filled_in(book: openpyxl.Workbook) -> FilePayload:
    sheet = book["List"]
    heads = {str(cell.value): at for row in sheet.iter_rows(max_row=6) for at, cell in enumerate(row, 1)}
    for at in range(8, 22):
        for label, text in (("Make and model, or name", f"Laptop {at}"), ("Encrypted", "Perhaps " + "longer" * 9)):
            sheet.cell(at, heads[label]).value = text
    target = io.BytesIO()
    book.save(target)
    return FilePayload(name="list.xlsx", mimeType="application/octet-stream", buffer=target.getvalue())


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_list_goes_out_and_comes_back(visit: Callable[..., Page], *, script: bool) -> None:
    page = visit("/workspace/", phone=True, script=script)
    address = workspace(page)
    page.goto(f"{address}{LIST}")
    book = downloaded(page)
    page.get_by_role("link", name="Bring it back").click()
    page.get_by_label("The spreadsheet you filled in").set_input_files(filled_in(book))
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", name="We read 14 rows")).to_be_visible()
    expect(page.get_by_text("Row 21, Encrypted")).to_be_visible()
    if script:
        assert axe_faults(page) == []
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Count this as evidence").click()
    expect(page.get_by_role("alert")).to_contain_text("Say where you keep the file")
    page.get_by_label("Where do you keep the file?").fill("Office")
    page.get_by_role("button", name="Count this as evidence").click()
    expect(page.get_by_role("status")).to_contain_text("Counted as evidence")
    page.goto(f"{address}questions/7.1.1")
    expect(page.get_by_text("Devices and programs in use: 14")).to_be_visible()
