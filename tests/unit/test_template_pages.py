"""The templates' pages: what each helps with, and what can be downloaded."""

from datetime import date

import pytest

from forms_backend.pages.linking import Download, Shelf
from forms_backend.pages.page import Page
from forms_backend.pages.template import TemplateForPage, file_words, template_cards, template_pages
from forms_backend.questions.loading import QuestionLibrary

WORD = Download("Word", "/templates/data-policy/data-policy.docx", 13_256)
PDF = Download("PDF", "/templates/data-policy/data-policy.pdf", 300)
POLICY = TemplateForPage(
    slug="data-policy",
    title="How we look after data",
    short="Data policy <new>",
    kind="Policy",
    purpose="Says how data & paper are kept.",
    owner="Manager",
    filled_in_by=("Manager", "IT supplier"),
    minutes=30,
    review_every_months=12,
    checked_on=date(2026, 11, 22),
    search_words=("GDPR",),
    is_register=False,
    preview="### Our rule\n\nKeep it safe.",
    downloads=(WORD, PDF),
)
REGISTER = POLICY._replace(
    slug="small-things",
    short="Small things",
    kind="Register",
    is_register=True,
    review_every_months=1,
    preview="<dl></dl>",
    downloads=(Download("Excel", "/templates/small-things/small-things.xlsx", 23_543),),
)
EVERYTHING = Download("ZIP", "/templates/all-templates.zip", 120_000)


@pytest.fixture
def pages(library: QuestionLibrary) -> dict[str, Page]:
    shelf = Shelf(library, template_cards((POLICY, REGISTER)))
    return {one.address: one for one in template_pages((REGISTER, POLICY), EVERYTHING, shelf)}


@pytest.mark.parametrize(
    ("download", "words"),
    [(WORD, "Word (DOCX, 13 KB)"), (PDF, "PDF (1 KB)"), (EVERYTHING, "ZIP (117 KB)")],
)
def test_a_download_says_its_format_and_its_size(download: Download, words: str) -> None:
    assert file_words(download) == words


def test_every_template_has_a_page_and_a_line_in_the_list(pages: dict[str, Page]) -> None:
    assert list(pages) == ["/templates/", "/templates/data-policy/", "/templates/small-things/"]
    listed = pages["/templates/"].markdown
    assert listed.index("## Policies") < listed.index("Data policy &lt;new&gt;") < listed.index("## Registers")
    assert '<a href="/templates/data-policy/data-policy.docx">Word (DOCX, 13 KB)</a>' in listed
    assert "[Download them all: ZIP (117 KB)](/templates/all-templates.zip)" in listed


def test_the_questions_a_template_helps_with_come_from_its_file(
    pages: dict[str, Page], library: QuestionLibrary
) -> None:
    asking = [one for one in library.newest if "data-policy" in one.templates]
    assert [one.identity for one in asking] == ["policy"]
    link = f"[{asking[0].number} Data policy](/questions/{asking[0].number}/)"
    assert link in pages["/templates/data-policy/"].markdown
    assert "helps with" not in pages["/templates/small-things/"].markdown


def test_a_page_offers_the_filled_in_file_first_and_then_the_blank_ones(pages: dict[str, Page]) -> None:
    text = pages["/templates/data-policy/"].markdown
    places = ['class="btn" href="/workspace/"', "data-policy.docx", "data-policy.pdf", "### Our rule"]
    assert [text.index(words) for words in places] == sorted(text.index(words) for words in places)
    assert "Says how data &amp; paper are kept." in text


def test_the_facts_beside_it_are_in_words(pages: dict[str, Page]) -> None:
    policy, register = pages["/templates/data-policy/"], pages["/templates/small-things/"]
    assert {one.term: one.lines[0].words for one in policy.facts} == {
        "Who fills it in": "Manager, IT supplier",
        "Time": "About 30 minutes",
        "Who looks after it": "Manager",
        "Look at it again": "Every 12 months",
    }
    assert register.facts[-1].lines[0].words == "Every month"
