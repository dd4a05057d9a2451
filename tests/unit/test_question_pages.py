"""A question as a page: of this year, and of a year gone by."""

import re
from datetime import date
from typing import Any

import msgspec
import pytest

from forms_backend.pages.linking import Shelf, TemplateCard, with_links
from forms_backend.pages.page import Page
from forms_backend.pages.questions.question_page import question_page
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.model import (
    Checked,
    Confidence,
    DependsOn,
    EvidenceSuggestion,
    NotApplicableRoute,
    QuestionFacts,
)

CARD = TemplateCard(slug="data-policy", title="Data policy")


@pytest.fixture
def shelf(library: QuestionLibrary) -> Shelf:
    return Shelf(library, {"data-policy": CARD})


def page_of(shelf: Shelf, identity: str, year: str = "", **facts: Any) -> Page:
    """The page at its current address, or that of a year; some of the question's facts may be others."""
    questions = shelf.library.year(year) if year else shelf.library.newest
    assert questions
    question = questions.question(identity)
    assert question
    changed: QuestionFacts = msgspec.structs.replace(question.facts, **facts)
    other = msgspec.structs.replace(question, facts=changed)
    questions = msgspec.structs.replace(
        questions, questions=tuple(other if one is question else one for one in questions)
    )
    sets = tuple(questions if one.year == questions.year else one for one in shelf.library.sets)
    library = msgspec.structs.replace(shelf.library, sets=sets)
    return question_page(other, questions, Shelf(library, shelf.templates), current=not year)


def fact(page: Page, term: str) -> list[tuple[str, str, str]]:
    return [(line.words, line.href, line.after) for one in page.facts if one.term == term for line in one.lines]


def headings(page: Page) -> list[str]:
    return re.findall("^## (.*)$", page.markdown, re.MULTILINE)


def test_this_years_page_has_what_a_reader_needs_in_order(shelf: Shelf) -> None:
    page = page_of(shelf, "risk-record")
    assert (page.address, page.canonical, page.short_address) == ("/questions/8.2.1/", "/questions/8.2.1/", "/q/8.2.1/")
    assert page.heading == "8.2.1 Where is your record of the risk?"
    assert [one.words for one in page.labels] == ["Needed for Standards Met", "New in 2025-26"]
    assert page.action
    assert page.action.href == "/workspace/?question=8.2.1"
    assert headings(page) == [
        "In short",
        "What you can type",
        "Why it matters",
        "What good looks like",
        "How to do it",
        "In the official toolkit",
        "If it does not apply to you",
        "What to keep",
        "Common mistakes",
        "If you use paper",
        "New this year",
        "Where this comes from",
    ]
    assert page.listed
    assert "8.2.1" in page.search_words


def test_a_past_years_page_keeps_its_number_and_words_and_leads_to_this_year(shelf: Shelf) -> None:
    page = page_of(shelf, "policy", "2024-25")
    assert page.address == page.canonical == "/questions/2024-25/1.3.1/"
    assert page.heading == "1.3.1 Is there a data policy?"
    assert "[2025-26, question 1.3.1](/questions/1.3.1/)" in page.markdown
    assert [one.href for one in page.crumbs] == ["/questions/", "/questions/2024-25/", "/questions/2024-25/#people"]
    assert (page.listed, page.short_address) == (False, "")
    assert [one.href for one in (page.earlier, page.later) if one] == [
        "/questions/2024-25/2.1.1/",
        "/questions/2024-25/7.2.1/",
    ]


def test_the_page_of_a_question_no_longer_asked_says_so(shelf: Shelf) -> None:
    assert "It is no longer asked in 2025-26." in page_of(shelf, "fax", "2024-25").markdown


def test_the_newest_years_permanent_page_gives_way_to_the_current_one(shelf: Shelf) -> None:
    page = page_of(shelf, "policy", "2025-26")
    assert (page.address, page.canonical) == ("/questions/2025-26/1.3.1/", "/questions/1.3.1/")
    assert "This page keeps" not in page.markdown


def test_words_to_type_stand_in_a_box_and_the_rest_outside(shelf: Shelf) -> None:
    text = page_of(shelf, "policy").markdown
    box = '<div class="type" markdown="1">\n\nWe have it. It is in the office.\n\n</div>\n\nChange the place.'
    assert box in text


def with_as_many_templates(shelf: Shelf, many: int) -> Shelf:
    """The shelf with so many templates for every question, the most useful first."""
    slugs = tuple(f"template-{at}" for at in range(1, many + 1))
    sets = tuple(
        msgspec.structs.replace(one, questions=tuple(msgspec.structs.replace(each, templates=slugs) for each in one))
        for one in shelf.library.sets
    )
    cards = {slug: TemplateCard(slug=slug, title=slug.capitalize()) for slug in slugs}
    return Shelf(msgspec.structs.replace(shelf.library, sets=sets), cards)


@pytest.mark.parametrize(
    ("many", "named", "last"), [(5, 5, "Template-5"), (6, 6, "Template-6"), (15, 6, "10 more templates")]
)
def test_a_question_names_its_most_useful_templates_and_leads_to_the_others(
    shelf: Shelf, many: int, named: int, last: str
) -> None:
    page = page_of(with_as_many_templates(shelf, many), "policy")
    lines = fact(page, "Templates")
    assert [words for words, _, _ in lines][:5] == [f"Template-{at}" for at in range(1, 6)]
    assert (len(lines), lines[-1][0]) == (named, last)
    assert f"There are [{many} templates for this](/templates/by-question/#policy)." in page.markdown
    if many > named:
        assert lines[-1][1] == "/templates/by-question/#policy"


def test_a_question_that_is_asked_no_more_names_all_its_templates(shelf: Shelf) -> None:
    page = page_of(with_as_many_templates(shelf, 15), "fax", "2024-25")
    assert len(fact(page, "Templates")) == 15
    assert "/templates/by-question/" not in page.markdown


def test_the_one_template_of_a_question_is_offered_beside_it_and_below_what_to_keep(shelf: Shelf) -> None:
    page = page_of(shelf, "policy")
    assert fact(page, "Template") == [("Data policy", "/templates/data-policy/", "")]
    assert "There is [a template for this](/templates/data-policy/)." in page.markdown
    assert "| [Data policy](/templates/data-policy/) | Manager | every 12 months |" in page.markdown


def test_facts_are_in_words(shelf: Shelf) -> None:
    page = page_of(shelf, "software")
    assert fact(page, "Who usually answers") == [("IT supplier, manager", "", "")]
    assert fact(page, "Time") == [("About 45 minutes the first time", "", "")]
    assert fact(page, "You answer with") == [("One choice from a list", "", "")]
    assert "- No, but the risk is written down" in page.markdown


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"not_applicable": NotApplicableRoute("you have none", "Type it", confirmed=False)}, "We could not confirm"),
        (
            {"not_applicable": None, "depends_on": DependsOn("software", (), "Say no.")},
            "[8.1.4](/questions/8.1.4/).\n\nSay",
        ),
        (
            {"checked": Checked(date(2026, 11, 1), Confidence.LOW, "The *level* is a guess.")},
            '## What we could not confirm\n\n<div class="note warn" markdown="1">\n\nThe \\*level\\* is a guess.',
        ),
        ({"checked": Checked(date(2026, 11, 1), Confidence.HIGH, "Seen.")}, "Checked on 1 November 2026. Seen."),
        ({"evidence": (EvidenceSuggestion("A | B", "record", "manager", 1),)}, "| A \\| B | Manager | every month |"),
    ],
    ids=["unconfirmed route", "depends on another", "doubt", "no doubt", "evidence"],
)
def test_what_is_known_is_said(shelf: Shelf, facts: dict[str, Any], said: str) -> None:
    assert said in page_of(shelf, "risk-record", **facts).markdown


@pytest.mark.parametrize(
    ("words", "year", "expected"),
    [
        ("[](question:policy)", "2025-26", "[1.3.1](/questions/1.3.1/)"),
        ("[ours](question:policy)", "2024-25", "[ours](/questions/2024-25/1.3.1/)"),
        ("[](question:lead)", "2024-25", "[1.1.5](/questions/1.1.5/)"),
        ("[](question:boss)", "2025-26", "[1.1.2](/questions/2024-25/1.1.2/)"),
        ("[the\nblank](template:data-policy)", "2025-26", "[the\nblank](/templates/data-policy/)"),
        ("[](template:data-policy)", "2025-26", "[Data policy](/templates/data-policy/)"),
        ("[the blank](template:not-made)", "2025-26", "the blank"),
        ("[x](page:start-here#the-date) [y](page:home)", "2025-26", "[x](/start-here/#the-date) [y](/)"),
    ],
)
def test_links_by_name_follow_the_year_that_is_shown(shelf: Shelf, words: str, year: str, expected: str) -> None:
    assert with_links(words, shelf, shelf.library.year(year)) == expected
