"""Pages and files made from the question sets as a whole."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
import yaml

from forms_backend.pages.blanks import blanks_of
from forms_backend.pages.data.sitemap import sitemap
from forms_backend.pages.finishing import finished
from forms_backend.pages.home import deadline_note, home_page
from forms_backend.pages.linking import Shelf
from forms_backend.pages.page import Fact, Label, Link, Page, staged
from forms_backend.pages.questions.changes_page import changes_page
from forms_backend.pages.questions.set_page import question_set_pages
from forms_backend.pages.questions.short_addresses import redirects
from forms_backend.pages.site_facts import MenuEntry, NextYear, SiteFacts, entries_that_exist, load_site_facts
from forms_backend.pages.staging import small
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.problems import Report

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def facts() -> SiteFacts:
    report = Report(CONTENT)
    found = load_site_facts(CONTENT, report)
    report.raise_if_any()
    assert found
    return found


@pytest.fixture
def shelf(library: QuestionLibrary) -> Shelf:
    return Shelf(library, {})


def plain(address: str, **more: object) -> Page:
    return msgspec.structs.replace(Page(address=address, title=address, description="d", markdown="m"), **more)


def test_numbers_of_earlier_years_still_lead_somewhere(library: QuestionLibrary) -> None:
    files = {one.path: one.content.decode() for one in redirects(library, "https://x.example")}
    assert 'url=/questions/1.3.1/"' in files["q/1.3.1/index.html"]
    for path in ("q/9.9.9/index.html", "questions/9.9.9/index.html"):
        assert 'url=/questions/2024-25/9.9.9/"' in files[path]
        assert 'href="https://x.example/questions/2024-25/9.9.9/"' in files[path]
    assert "questions/1.3.1/index.html" not in files


def test_every_years_list_counts_its_groups_and_levels(shelf: Shelf) -> None:
    current, old, new = question_set_pages(shelf)
    assert [one.address for one in (current, old, new)] == ["/questions/", "/questions/2024-25/", "/questions/2025-26/"]
    table = "| [People](#people) | 2 | 3 |\n| [Machines](#machines) | 0 | 3 |\n| **All** | **2** | **6** |"
    assert table in current.markdown
    assert current.markdown.count("<li data-level=") == 6
    assert '<a href="/questions/2024-25/9.9.9/">Fax</a>' in old.markdown
    assert new.canonical == "/questions/"


def test_what_changed_is_told_in_words(shelf: Shelf) -> None:
    text = changes_page(shelf).markdown
    assert "## New in 2025-26\n\n### [8.2.1 Risk record](/questions/8.2.1/) {: #2025-26-risk-record }\n\n" in text
    assert "It takes the place of 1.1.2, The boss. It was 1.1.2. It is no longer always the boss." in text
    assert "It was asked in these words: Is there a data policy?" in text
    assert "### [9.9.9 Fax](/questions/2024-25/9.9.9/) {: #gone-after-2024-25-fax }\n\nNobody sends faxes now." in text
    assert "The other 3 questions have not changed that we know of." in text


def test_one_year_alone_has_no_changes(library: QuestionLibrary) -> None:
    alone = msgspec.structs.replace(library, sets=library.sets[-1:])
    assert changes_page(Shelf(alone, {})).markdown == "We hold only one year so far."


@pytest.mark.parametrize(
    ("year", "confirmed", "said"),
    [
        ("2026-27", False, "**30 June 2027** is expected to be the last day to publish for 2026-27. The 2026-27 care"),
        ("2026-27", True, "**30 June 2027** is the last day to publish for 2026-27. The 2026-27 care"),
        ("2025-26", True, "**30 June 2026** is the last day to publish for 2025-26."),
    ],
)
def test_the_home_page_says_which_day_comes_next(
    library: QuestionLibrary, year: str, *, confirmed: bool, said: str
) -> None:
    next_year = NextYear(year, date(2027, 6, 30), confirmed, "/about-it/", date(2026, 11, 22))
    assert deadline_note(next_year, library).startswith(said)


def test_doors_and_lines_to_pages_that_do_not_exist_are_left_out(facts: SiteFacts, library: QuestionLibrary) -> None:
    home = msgspec.structs.replace(facts.home, often_asked=("[a](page:there)", "[b](page:not-there)"))
    few = msgspec.structs.replace(facts, home=home)
    text = home_page(few, Shelf(library, {}), {"/journey/", "/there/"}).markdown
    assert "[Understand](/journey/)" in text
    assert "[Prepare](/workspace/)" in text
    assert "Download" not in text
    assert "[a](/there/)" in text
    assert "[b]" not in text


def test_the_menu_shows_what_exists_and_always_the_workspace() -> None:
    entries = tuple(MenuEntry(href, href, mine=href == "/workspace/") for href in ("/a/", "/b/", "/workspace/"))
    assert [one.href for one in entries_that_exist(entries, {"/b/"})] == ["/b/", "/workspace/"]


def test_blanks_are_counted_from_the_newest_set(library: QuestionLibrary, facts: SiteFacts) -> None:
    blanks = blanks_of(library, facts, "https://x.example")
    assert (blanks["counts.approaching-standards"], blanks["counts.standards-met"]) == ("2", "6")
    assert (blanks["counts.more-for-standards-met"], blanks["counts.groups"]) == ("4", "two")
    minutes = sum(one.facts.minutes for one in library.newest)
    assert blanks["hours.standards-met"] == str(-(-minutes // 60))
    assert blanks["data.files"].startswith("- 2025-26: [JSON](/data/question-sets/2025-26.json)")


def test_the_site_map_holds_each_thing_once() -> None:
    pages = [
        plain("/b/"),
        plain("/a/", canonical="/a/"),
        plain("/a/2025/", canonical="/a/"),
        plain("/s/", is_shell=True),
    ]
    text = sitemap(pages, "https://x.example?a&b").content.decode()
    assert text.count("<url>") == 2
    assert text.index("https://x.example?a&amp;b/a/") < text.index("https://x.example?a&amp;b/b/")


def test_a_page_is_staged_as_front_matter_and_markdown() -> None:
    page = plain(
        "/a/b/",
        title='Yes: "no" · #1',
        labels=(Label("x", "met"),),
        facts=(Fact("t", (Link("w", "/h/"),)),),
        search_words=("slang",),
    )
    file = staged(page)
    assert file.path == "a/b/index.md"
    _, front, body = file.content.decode().split("---\n", 2)
    found = yaml.safe_load(front)
    assert (found["title"], found["tags"], found["canonical"]) == ('Yes: "no" · #1', ["Guidance", "slang"], "/a/b/")
    assert found["facts"] == [{"term": "t", "lines": [{"words": "w", "href": "/h/"}]}]
    assert "search" not in found
    assert body == "\nm\n"
    assert yaml.safe_load(staged(plain("/", listed=False)).content.decode().split("---\n")[1])["search"] == {
        "exclude": True
    }


def test_only_pages_and_the_index_are_taken_from_what_the_engine_made() -> None:
    index = "search/search_index.json"
    rendered = {"a/index.html": "a", "404.html": "x", "assets/bundle.js": "x", index: '{"docs": []}'}
    assert sorted(finished(rendered)) == ["404.html", "a/index.html", index]


def test_the_style_sheet_shrinks_and_keeps_its_meaning() -> None:
    style = (
        '/* why */\na > b,\n:is(c, d) { color: red;\n  content: " (" attr(href) ")" }\n'
        "@media (max-width: 48rem) { a { margin: 0 1px } }\n"
    )
    shrunk = 'a>b,:is(c,d){color: red;content: " (" attr(href) ")"}@media (max-width: 48rem){a{margin: 0 1px}}'
    assert small(style) == shrunk
