"""Pages made to be printed, and the page of everything to take away."""

import re
from collections import Counter

import markdown
import pytest
import yaml

from forms_backend.pages.data.sitemap import sitemap
from forms_backend.pages.downloads import downloads_page, offers
from forms_backend.pages.linking import Shelf, TemplateCard
from forms_backend.pages.offline.usb_copy import USB_COPY
from forms_backend.pages.page import Page, staged
from forms_backend.pages.plain_text import size_in_words
from forms_backend.pages.questions.print_pages import print_pages
from forms_backend.pages.questions.question_page import question_page
from forms_backend.pages.questions.set_page import question_set_pages
from forms_backend.pages.staging import EXTENSIONS
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.model import QuestionSet


@pytest.fixture
def shelf(library: QuestionLibrary) -> Shelf:
    return Shelf(library, {"data-policy": TemplateCard(slug="data-policy", title="Data policy")})


@pytest.fixture
def pages(shelf: Shelf) -> dict[str, Page]:
    return {one.address: one for one in print_pages(shelf)}


def html(page: Page) -> str:
    return markdown.markdown(page.markdown, extensions=list(EXTENSIONS))


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_each_group_of_this_year_prints_as_one_page(pages: dict[str, Page], library: QuestionLibrary) -> None:
    assert list(pages) == [f"/questions/print/{one.id}/" for one in library.newest.facts.groups]


def test_a_number_that_only_earlier_years_had_in_a_group_leads_to_its_question(pages: dict[str, Page]) -> None:
    old = {one.anchor: (one.href, one.words) for page in pages.values() for one in page.old_anchors}
    assert old == {
        "question-1.1.2": ("/questions/2024-25/1.1.2/", "The boss"),
        "question-9.9.9": ("/questions/2024-25/9.9.9/", "Fax"),
    }


def test_a_page_to_print_has_every_question_of_its_group_in_full(pages: dict[str, Page], shelf: Shelf) -> None:
    newest = shelf.library.newest
    for group in newest.facts.groups:
        text = words(html(pages[f"/questions/print/{group.id}/"]))
        for one in newest.in_group(group.id):
            own = question_page(one, newest, shelf, current=True)
            assert words(html(own)) in text
            assert f"{one.number} {words(one.ask)}" in text
            assert all(fact.term in text for fact in own.facts)


def test_no_id_is_there_twice_and_each_link_on_the_page_has_its_place(pages: dict[str, Page]) -> None:
    for page in pages.values():
        text = html(page)
        ids = Counter(re.findall(r' id="([^"]+)"', text))
        assert max(ids.values()) == 1
        assert set(re.findall(r'href="#([^"]+)"', text)) <= ids.keys()


def test_headings_stand_one_rank_lower_and_each_question_begins_a_sheet(pages: dict[str, Page]) -> None:
    page = pages["/questions/print/machines/"]
    found = re.findall(r"<h(\d)(?: class=\"(\w+)\")?[^>]*>([^<]+)", html(page))
    questions = [text for rank, look, text in found if (rank, look) == ("2", "sheet")]
    assert [one.split()[0] for one in questions] == ["7.2.1", "8.1.4", "8.2.1"]
    assert {rank for rank, look, _ in found if look != "sheet"} <= {"3", "4"}
    assert ("3", "", "In short") in found


def test_a_page_to_print_is_in_no_search_and_no_site_map(pages: dict[str, Page]) -> None:
    for page in pages.values():
        front = yaml.safe_load(staged(page).content.decode().split("---\n")[1])
        assert front["search"] == {"exclude": True}
        assert front["indexed"] is False
    assert "print" not in sitemap(pages.values(), "https://x.example").content.decode()


def test_this_years_list_leads_to_the_pages_to_print_and_a_past_years_does_not(
    shelf: Shelf, pages: dict[str, Page]
) -> None:
    current, *years = question_set_pages(shelf)
    assert [address for address in pages if f'href="{address}"' not in current.markdown] == []
    assert not [one for one in years if "/questions/print/" in one.markdown]


SIZES = {path: 1500 for offer in offers("2025-26") for path in offer.files}


def test_everything_that_exists_is_offered_with_its_type_its_size_and_what_it_is_for(questions: QuestionSet) -> None:
    page = downloads_page(questions, {**SIZES, "downloads/dspt-guide.pdf": 2_400_000})
    text = html(page)
    for path in SIZES:
        assert f'href="/{path}"' in text
    assert "PDF (2.3 MB)" in words(text)
    assert "Word (1 KB)" in words(text)
    for offer in offers("2025-26"):
        assert offer.title in text
        assert len(offer.words.split()) > 5


def test_what_does_not_exist_is_not_offered(questions: QuestionSet) -> None:
    page = downloads_page(questions, {"downloads/dspt-guide.pdf": 1, "downloads/question-booklet.docx": 1})
    found = set(re.findall(r'href="/([^"]+)"', html(page)))
    assert found & SIZES.keys() - {USB_COPY} == {"downloads/dspt-guide.pdf", "downloads/question-booklet.docx"}


@pytest.mark.parametrize(
    ("size", "said"), [(0, "1 KB"), (1500, "1 KB"), (1600, "2 KB"), (1_047_000, "1022 KB"), (1_048_576, "1.0 MB")]
)
def test_a_size_is_said_in_round_numbers(size: int, said: str) -> None:
    assert size_in_words(size) == said
