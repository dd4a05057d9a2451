"""Pages as they come out of a printer: A4 sheets that Chromium makes of them, read back."""

import re

import pytest
from playwright.sync_api import Browser

from tests.contract import reading_back as back
from tests.served import Served

KINDS = (
    "/",
    "/start-here/",
    "/questions/",
    "/questions/7.1.1/",
    "/questions/print/staffing-and-roles/",
    "/templates/",
    "/templates/by-question/",
    "/templates/byod-policy/",
    "/templates/digital-asset-register/",
    "/downloads/",
    "/glossary/",
)
A4 = (595, 842)
MARGIN = 16 * 72 / 25.4


def sheets(chromium: Browser, served: Served, address: str) -> bytes:
    page = chromium.new_page(base_url=served.address)
    page.goto(address)
    made = page.pdf(format="A4", prefer_css_page_size=True)
    page.close()
    return made


@pytest.mark.parametrize("address", KINDS)
def test_nothing_is_cut_off_and_no_sheet_is_empty(chromium: Browser, served: Served, address: str) -> None:
    made = sheets(chromium, served, address)
    edges = re.findall(r'<word xMin="([\d.]+)" .* xMax="([\d.]+)"', back.pdf_text(made, "-bbox"))
    assert len(edges) > 20
    assert max(float(right) for _, right in edges) < A4[0] - MARGIN + 2
    assert min(float(left) for left, _ in edges) > MARGIN - 2
    assert [at for at, page in enumerate(back.pdf_pages(made), 1) if len(page.split()) < 8] == []


@pytest.mark.parametrize("address", KINDS)
def test_no_heading_is_the_last_line_of_a_sheet(chromium: Browser, served: Served, address: str) -> None:
    page = chromium.new_page(base_url=served.address)
    page.goto(address)
    headings = {" ".join(one.split()) for one in page.locator("main :is(h2, h3, h4)").all_inner_texts()}
    page.close()
    last = [text.strip().split("\n")[-1] for text in back.pdf_pages(sheets(chromium, served, address))]
    assert [line for line in last if " ".join(line.split()) in headings] == []


def test_each_question_of_a_group_begins_a_sheet_of_its_own(chromium: Browser, served: Served) -> None:
    address = "/questions/print/staffing-and-roles/"
    page = chromium.new_page(base_url=served.address)
    page.goto(address)
    numbers = [text.split()[0] for text in page.locator("main h2").all_inner_texts()]
    page.close()
    first = [text.split()[0] for text in back.pdf_pages(sheets(chromium, served, address))]
    assert len(numbers) > 3
    assert [one for one in first if re.fullmatch(r"\d+\.\d+\.\d+", one)] == numbers


def test_menus_buttons_and_links_of_the_site_stay_off_the_paper(chromium: Browser, served: Served) -> None:
    text = back.pdf_text(sheets(chromium, served, "/questions/7.1.1/"))
    assert "What to keep" in text
    for gone in ("Skip to main content", "On this page", "Your workspace", "Copy these words", "Accessibility"):
        assert gone not in text
    assert "(https://" in text  # where a link leads
