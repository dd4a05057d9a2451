"""Guidance files as pages: order, what stands around the words, and what is made from the facts."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from forms_backend.pages.guidance.files import GuidanceFile, load_guidance
from forms_backend.pages.guidance.pages import guidance_pages, in_reading_order, reading_minutes
from forms_backend.pages.linking import Shelf
from forms_backend.pages.page import Link, Page
from forms_backend.pages.review import due_pages, is_due, with_due
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.problems import Report

FRONT = (
    "title: {title}\ndescription: About {title}.\nwho-for: managers\nchecked: {{on: 2026-03-01, confidence: high}}\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[GuidanceFile, ...]:
    """Three pages: Way, with First and Second below it; and Alone."""
    source = 'sources: [{title: The law, url: "https://law.example/"}]\n'
    written = {
        "alone": FRONT.format(title="Alone") + "ours: true\n---\n\nWords.\n",
        "way": FRONT.format(title="Way") + source + "pages: [way/second, way/first]\n---\n\n{{ pages }}\n",
        "way/first": FRONT.format(title="First")
        + source
        + "takes: An hour to do\n---\n\n## A\n\n## B\n\n## C\n\nEnd.\n",
        "way/second": FRONT.format(title="Second") + source + 'next: ["[Go on](page:alone)"]\n---\n\n' + "word " * 181,
    }
    for name, text in written.items():
        path = tmp_path / "guidance" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{text}", encoding="utf-8")
    report = Report(tmp_path)
    found = load_guidance(tmp_path, report)
    report.raise_if_any()
    return in_reading_order(found, ["way"])


@pytest.fixture
def pages(files: tuple[GuidanceFile, ...], library: QuestionLibrary) -> dict[str, Page]:
    return {one.address: one for one in guidance_pages(files, {}, Shelf(library, {}))}


def test_pages_come_in_the_order_to_read_them_each_before_those_below_it(pages: dict[str, Page]) -> None:
    assert list(pages) == ["/way/", "/way/second/", "/way/first/", "/alone/"]


def test_a_page_leads_up_and_to_its_neighbours(pages: dict[str, Page]) -> None:
    second, first = pages["/way/second/"], pages["/way/first/"]
    assert second.crumbs == (Link("Way", "/way/"), Link("Second"))
    assert (second.earlier, second.later) == (None, Link("First", "/way/first/"))
    assert (first.earlier, first.later) == (Link("Second", "/way/second/"), None)
    assert first.menu == second.menu == pages["/way/"].menu == "/way/"


def test_a_page_says_for_whom_how_long_when_checked_and_by_which_source(pages: dict[str, Page]) -> None:
    said = pages["/way/first/"].about
    assert [one.words for one in said] == [
        "For managers",
        "1 minute to read. An hour to do",
        "Checked 1 March 2026",
        "sources",
    ]
    assert said[-1].href == "#where-this-comes-from"
    assert "## Where this comes from\n\n- [The law](<https://law.example/>)" in pages["/way/first/"].markdown
    assert [one.words for one in pages["/alone/"].about] == ["For managers", "1 minute to read", "Checked 1 March 2026"]
    assert [one.words for one in pages["/way/second/"].about][1] == "2 minutes to read"


def test_the_pages_below_are_listed_where_the_blank_stands(pages: dict[str, Page]) -> None:
    assert pages["/way/"].markdown.startswith(
        "1. [Second](/way/second/)  \n    About Second.\n1. [First](/way/first/)  \n    About First."
    )


def test_what_to_do_next_follows_the_words(pages: dict[str, Page]) -> None:
    assert "## What to do next\n\n- [Go on](/alone/)\n\n## Where this" in pages["/way/second/"].markdown
    assert "What to do next" not in pages["/alone/"].markdown


def test_a_long_page_lists_its_contents_and_a_short_one_does_not(pages: dict[str, Page]) -> None:
    assert (pages["/way/first/"].contents, pages["/way/second/"].contents) == (True, False)


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (180, 1), (181, 2), (720, 4)])
def test_minutes_to_read_are_rounded_up(words: int, minutes: int) -> None:
    assert reading_minutes("word " * words) == minutes


@pytest.mark.parametrize(("checked", "due"), [("2026-03-01", "no"), ("2025-03-01", "no"), ("2025-02-28", "yes")])
def test_words_are_due_when_nobody_checked_them_for_more_than_a_year(checked: str, due: str) -> None:
    assert is_due(date.fromisoformat(checked), date(2026, 3, 1)) is (due == "yes")


def test_what_is_due_is_listed_once_a_file_the_longest_unchecked_first(pages: dict[str, Page]) -> None:
    older = msgspec.structs.replace(pages["/alone/"], checked_on=date(2024, 1, 1))
    again = msgspec.structs.replace(older, address="/again/")
    found = due_pages(list(with_due([pages["/way/"], older, again], date(2027, 3, 3))))
    assert [(on, source) for on, source, _ in found] == [
        (date(2024, 1, 1), "guidance/alone.md"),
        (date(2026, 3, 1), "guidance/way.md"),
    ]
