"""From the home page to a saved answer and a Word action plan, as a person goes."""

import csv
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from odfdo import Document as OdfDocument
from playwright.sync_api import Page, expect

from tests.served import Served

NAME = "Rose & Thorn <Care> Ltd"
COMMENT = "Ask night staff & bank staff: “all of them” {{x}} =1+1"


def _tick(page: Page) -> None:
    page.get_by_label("Yes", exact=True).check()


def _write(page: Page) -> None:
    page.get_by_label("Yes, this is our answer").check()
    page.get_by_label("Your answer").fill("We shred with a cross-cut shredder.")


def _place(page: Page) -> None:
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Say where it is kept").check()
    page.get_by_label("Where is it?").fill("Office, blue DSPT folder, section 4")
    _parts(page, "3", "11", "2026")


def _choose(page: Page) -> None:
    page.get_by_label("Yes, one of these fits us").check()
    page.locator("#option input").first.check()


def _day(page: Page) -> None:
    page.get_by_label("Yes, on this day").check()
    _parts(page, "1", "10", "2026")


def _parts(page: Page, day: str, month: str, year: str) -> None:
    for label, text in (("Day", day), ("Month", month), ("Year", year)):
        page.get_by_label(label, exact=True).fill(text)


ANSWERS: dict[str, Callable[[Page], None]] = {  # one of each kind: number -> what to do on its page
    "2.1.1": _tick,
    "1.4.3": _write,
    "7.1.1": _place,
    "8.1.4": _choose,
    "7.9.9": _day,
}


def _start(page: Page) -> str:
    """Start from the home page by way of a question page; returns the address of the workspace."""
    page.get_by_role("link", name="All the questions").first.click()
    page.get_by_role("link", name="Device and software list").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7.1.1")
    page.get_by_role("link", name=re.compile("Answer 7.1.1")).first.click()
    page.get_by_label("What is your organisation called?").fill(NAME)
    page.get_by_role("button", name="Start your workspace").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your return link")
    address = page.locator(".link-to-keep a").get_attribute("href")
    assert address
    page.get_by_role("link", name="I have kept it: answer 7.1.1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7.1.1")
    return address


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_newcomer_gets_from_the_home_page_to_a_plan_that_opens_everywhere(
    visit: Callable[..., Page], tmp_path: Path, *, phone: bool, script: bool
) -> None:
    page = visit("/", phone=phone, script=script)
    address = _start(page)
    for number, act in ANSWERS.items():
        page.goto(f"{address}questions/{number}")
        act(page)
        page.get_by_role("button", name="Save and come back").click()
        expect(page.get_by_text(f"Saved: {number}")).to_be_visible()
    page.goto(f"{address}questions/3.2.1")
    page.get_by_label("Partly: we are working on it").check()
    page.get_by_label("Comments (optional)").fill(COMMENT)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("Saved: 3.2.1")).to_be_visible()
    page.goto(address)
    expect(page.locator("#q-8\\.1\\.4 .tag")).to_contain_text("Complete")
    expect(page.locator("#q-3\\.2\\.1 .tag")).to_contain_text("In progress")
    page.get_by_role("link", name="See or change it here").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Action plan")
    expect(page.get_by_text(COMMENT).first).to_be_visible()
    for name in ("action-plan", "evidence-checklist"):
        page.goto(f"{address}{'evidence' if name == 'evidence-checklist' else name}")
        files = [_saved(page, tmp_path, f"{name}.{suffix}") for suffix in ("docx", "odt", "pdf", "xlsx", "csv")]
        for file in files:
            text = _text(file)
            assert COMMENT in text, file
            assert NAME in text or file.suffix == ".csv", file  # a table for machines has no title


def _saved(page: Page, folder: Path, name: str) -> Path:
    with page.expect_download() as waiting:
        page.locator(f"a[href$='{name}']").first.click()
    stem, _, suffix = waiting.value.suggested_filename.rpartition(".")
    path = folder / f"{stem}.{suffix}"
    waiting.value.save_as(path)
    return path


def _text(path: Path) -> str:
    """All the text of a file, as another program reads it."""
    match path.suffix:
        case ".docx":
            read = docx.Document(str(path))
            cells = (cell.text for table in read.tables for row in table.rows for cell in row.cells)
            frame = (one.text for part in read.sections for one in (*part.footer.paragraphs, *part.header.paragraphs))
            return "\n".join([*(one.text for one in read.paragraphs), *cells, *frame])
        case ".odt":
            return str(OdfDocument(str(path)).get_formatted_text())
        case ".pdf":
            command = ["pdftotext", "-raw", str(path), "-"]
            return re.sub(r"\s+", " ", subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        case ".xlsx":
            book = openpyxl.load_workbook(path)
            rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
            return "\n".join(str(cell) for row in rows for cell in row if cell is not None)
        case _:
            with path.open(encoding="utf-8-sig", newline="") as file:
                return "\n".join(cell for row in csv.reader(file) for cell in row)


def test_answers_are_there_after_the_server_was_restarted(visit: Callable[..., Page], served: Served) -> None:
    page = visit("/")
    address = _start(page)
    _place(page)
    page.get_by_role("button", name="Save and come back").click()
    served.stop()
    served.start()
    page.goto(f"{address}questions/7.1.1")
    expect(page.get_by_label("Where is it?")).to_have_value("Office, blue DSPT folder, section 4")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_mistake_leads_to_its_field_and_loses_nothing(visit: Callable[..., Page], *, script: bool) -> None:
    page = visit("/", script=script)
    _start(page)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Say where it is kept").check()
    page.get_by_label("Comments (optional)").fill(COMMENT)
    _parts(page, "31", "2", "2026")
    page.get_by_role("button", name="Save and continue").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("This is not a date")
    expect(page.get_by_label("Comments (optional)")).to_have_value(COMMENT)
    expect(page.get_by_label("Day", exact=True)).to_have_value("31")
    summary.get_by_role("link", name=re.compile("This is not a date")).click()
    expect(page.get_by_label("Day", exact=True)).to_be_focused()


def test_everything_can_be_done_with_the_keyboard_alone(visit: Callable[..., Page]) -> None:
    page = visit("/workspace/")
    page.get_by_label("What is your organisation called?").focus()
    page.keyboard.type("Keys Only Care")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your return link")
    address = page.locator(".link-to-keep a").get_attribute("href") or ""
    page.goto(f"{address}questions/2.1.1")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.get_by_label("Yes", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved: 2.1.1")).to_be_visible()
