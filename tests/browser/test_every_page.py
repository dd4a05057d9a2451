"""Every public page, wide and narrow: nothing for axe to find, nothing to scroll sideways at four times the size.

A question has a page of this year, and one for each year that asked it: the same words in the same frame. Templates
have 66 long pages in one frame. `make test` looks at all pages but those, of which it takes every tenth and every
fourth; FULL=1 looks at all.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe_faults import axe_faults
from tests.served import Served

WIDE, NARROW, ZOOMED = (1280, 900), (390, 844), (320, 256)


def addresses(site: Path) -> Iterator[str]:
    """Pages that are read; a redirect is left at once."""
    for path in sorted(site.rglob("index.html")):
        where = path.relative_to(site).parent
        if not any(part.startswith(".") for part in where.parts):
            text = path.read_text(encoding="utf-8")
            if 'http-equiv="refresh"' not in text:
                yield f"/{where.as_posix()}/".replace("/./", "/")


def looked_at(every: list[str]) -> list[str]:
    """What this run looks at: all, or all but most of the pages of a year and of templates."""
    if os.environ.get("FULL") == "1":
        return every
    many = ((r"/questions/\d{4}-\d{2}/\d", 10), (r"/templates/(?!by-)[a-z]", 4))
    alike = [([one for one in every if re.match(pattern, one)], step) for pattern, step in many]
    left = {one for pages, step in alike for at, one in enumerate(pages) if at % step}
    return [one for one in every if one not in left]


def faults(page: Page, address: str) -> Iterator[str]:
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    page.goto(address)
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        yield from (f"{address} at {width}: {one}" for one in axe_faults(page))
    page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    across = page.evaluate("document.documentElement.scrollWidth")
    if across > ZOOMED[0]:
        yield f"{address} is {across} pixels wide at {ZOOMED[0]}"


@pytest.fixture(scope="module")
def reader(chromium: Browser, served: Served) -> Iterator[Page]:
    context = chromium.new_context(base_url=served.address, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_on_any_page_and_none_is_too_wide(reader: Page, served: Served) -> None:
    every = list(addresses(served.folder / "site"))
    assert len(every) > 200
    assert [fault for one in looked_at(every) for fault in faults(reader, one)] == []
