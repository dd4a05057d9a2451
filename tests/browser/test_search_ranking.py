"""Which pages come first, and why: the rules of finding.js, run in a browser on small indexes made up for each."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.served import Served

Find = Callable[[list[dict[str, Any]], str], dict[str, Any]]


@pytest.fixture(scope="module")
def find(chromium: Browser, served: Served) -> Iterator[Find]:
    """The rules of the search alone, over pages that a test makes up."""
    page = chromium.new_page(base_url=served.address)
    page.goto("/search/")

    def ask(pages: list[dict[str, Any]], query: str) -> dict[str, Any]:
        script = "([pages, query]) => ({...findPages(prepared(pages), query), sought: []})"
        answer: dict[str, Any] = page.evaluate(script, [pages, query])
        return answer | {"pages": [one["at"] for one in answer["pages"]]}

    yield ask
    page.close()


def made(at: str, title: str, *words: str, text: str = "", kind: str = "Guidance", heading: str = "") -> dict[str, Any]:
    return {"at": at, "kind": kind, "title": title, "words": words, "passages": [{"title": heading, "text": text}]}


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("fridge", ["title", "words", "heading", "text"]),
        ("fridges", ["title", "words", "heading", "text"]),
        ("freezer", ["phrase", "longer"]),
        ("police", ["exact"]),
        ("lamp", ["own", "ours"]),
        ("boiler", ["explained", "file"]),
    ],
)
def test_titles_weigh_most_then_search_words_then_headings_then_text(find: Find, query: str, order: list[str]) -> None:
    pages = [
        made("text", "A", text="One fridge."),
        made("heading", "B", heading="Your fridge"),
        made("words", "C", "cold fridge"),
        made("title", "A fridge"),
        made("longer", "E", "freezer and its many parts"),
        made("phrase", "F", "freezer"),
        made("exact", "G", text="Tell the police."),
        made("guess", "Policy", "policy"),
        made("ours", "Lamp", kind="About this site"),
        made("own", "Lamps", kind="Guidance"),
        made("file", "Boiler", kind="Template"),
        made("explained", "Boiler", kind="Question"),
    ]
    assert find(pages, query)["pages"] == order


@pytest.mark.parametrize(
    ("query", "first", "others"),
    [
        ("green kettle lid", "all", {"most"}),
        ("green kettle spout", "all", {"most", "lid", "one"}),
        ("spout lid green", "most", {"all", "one"}),
    ],
)
def test_pages_with_every_word_come_first_and_without_any_those_with_most(
    find: Find, query: str, first: str, others: set[str]
) -> None:
    pages = [
        made("one", "A", text="Green."),
        made("lid", "B", text="A kettle."),
        made("most", "C", text="A lid that is green, green, green."),
        made("all", "D", text="The green kettle has a lid."),
    ]
    found = find(pages, query)["pages"]
    assert (found[0], set(found[1:])) == (first, others)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("policies", "policy"),
        ("breaches", "breach"),
        ("shredder", "shredding"),
        ("leaver", "leaves"),
        ("encrypted", "encryption"),
        ("training", "train"),
        ("manager", "managing"),
    ],
)
def test_forms_of_a_word_find_each_other(find: Find, one: str, other: str) -> None:
    for sought, written in ((one, other), (other, one)):
        assert find([made("x", "X", text=f"It is {written}, yes.")], sought)["pages"] == ["x"]


@pytest.mark.parametrize("query", ["wifi", "wi fi", "wi-fi", "WI-FI", "wi\N{NON-BREAKING HYPHEN}fi"])
@pytest.mark.parametrize("written", ["wifi", "Wi-Fi"])
def test_a_hyphen_makes_no_difference(find: Find, query: str, written: str) -> None:
    assert find([made("x", "X", text=f"Use the {written} here.")], query)["pages"] == ["x"]


def test_two_words_stay_two_where_the_site_seldom_joins_them(find: Find) -> None:
    pages = [
        made("x", "X", text="A lost-phone form."),
        made("y", "Y", text="The phone is lost."),
        made("z", "Lost phone"),
    ]
    assert set(find(pages, "lost phone")["pages"]) == {"x", "y", "z"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("431", ["4.3.1"]),
        ("1112", []),
        ("4.3.2", ["4.3.1"]),
        ("£431", []),
        ("95%", []),
        ("2025-26", []),
        ("11.1.2", ["11.1.2"]),
    ],
)
def test_figures_are_numbers_of_questions_only_when_no_other_reading_is_likely(
    find: Find, query: str, found: list[str]
) -> None:
    numbers = ("4.3.1", "11.1.2", "1.11.2", "2.2.6")
    pages = [made(number, f"{number} Is it so?", number, kind="Question") for number in numbers]
    assert find(pages, query)["pages"] == found


@pytest.mark.parametrize(
    ("query", "outcome"),
    [
        ("fridge", {"whole": True, "lost": [], "taken": [], "offered": ""}),
        ("fridg unicorn", {"whole": False, "lost": ["unicorn"], "taken": [], "offered": ""}),
        ("frigde", {"whole": True, "lost": [], "taken": [["frigde", "fridge"]], "offered": ""}),
        ("frijjge", {"whole": False, "lost": ["frijjge"], "taken": [], "offered": "fridge"}),
        ("who is it", {"whole": False, "lost": ["who", "is", "it"], "taken": [], "offered": ""}),
    ],
)
def test_an_outcome_says_how_it_came_about(find: Find, query: str, outcome: dict[str, Any]) -> None:
    found = find([made("x", "Fridge"), made("y", "Other")], query)
    assert {key: found[key] for key in outcome} == outcome


def test_a_slip_among_the_search_words_finds_its_page_first_and_then_what_was_meant(find: Find) -> None:
    pages = [made("a", "Breach"), made("b", "Reporting", "breech"), made("c", "C", text="A breach.")]
    assert find(pages, "breech")["pages"] == ["b", "a", "c"]
