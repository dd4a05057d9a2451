"""The A to Z: what is listed under which letter, and what is the same thing said twice."""

import pytest

from forms_backend.pages.page import Label, Page
from forms_backend.pages.search.a_to_z import a_to_z, sameness, slips_in
from forms_backend.pages.search.search_page import search_page


def question(number: str, short: str, *words: str) -> Page:
    return Page(
        address=f"/questions/{number}/",
        title=f"{number} Is it so?",
        description="",
        markdown="",
        source=f"questions/{short}.md",
        search_words=(number, short, *words),
    )


def guidance(title: str, *words: str, markdown: str = "") -> Page:
    address = f"/{title.lower().replace(' ', '-')}/"
    return Page(address=address, title=title, description="", markdown=markdown, source="g.md", search_words=words)


def lines(*pages: Page) -> list[tuple[str, str, list[str]]]:
    return [
        (letter, one.words, [] if one.is_name else [page.address for page in one.pages])
        for letter, entries in a_to_z(pages)
        for one in entries
    ]


def test_pages_stand_under_their_names_and_under_the_words_people_look_for() -> None:
    assert lines(question("4.2.4", "Leavers' log-ins", "ex-staff", "2FA"), guidance("The first hour", "ex-staff")) == [
        ("0 to 9", "2FA", ["/questions/4.2.4/"]),
        ("E", "Ex-staff", ["/questions/4.2.4/", "/the-first-hour/"]),
        ("F", "The first hour", []),
        ("L", "Leavers' log-ins (4.2.4)", []),
    ]


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("Wi-fi", ("wifi", "WiFi", "wi fi")),
        ("backups", ("Backup", "back up", "back-ups")),
        ("policies", ("policy",)),
        ("breaches", ("breach",)),
        ("people's rights", ("peoples rights", "people\N{RIGHT SINGLE QUOTATION MARK}s rights")),
    ],
)
def test_spellings_of_the_same_words_are_one_entry(words: str, others: tuple[str, ...]) -> None:
    assert {sameness(one) for one in others} == {sameness(words)}


def test_words_for_a_page_that_bear_its_own_name_are_not_listed_beside_it() -> None:
    assert lines(question("7.3.1", "Backups", "back up", "backup")) == [("B", "Backups (7.3.1)", [])]


def test_a_name_that_others_are_looked_for_by_leads_to_all_of_them() -> None:
    found = lines(question("7.3.1", "Backups"), guidance("Working safely", "back-ups"))
    assert found[0] == ("B", "Backups", ["/questions/7.3.1/", "/working-safely/"])


def test_the_commonest_spelling_is_shown_and_capitals_are_those_of_the_text() -> None:
    text = "The UK GDPR is a law. Under GDPR it is yours."
    pages = (guidance("X", "gdpr fee", "elearning", markdown=text), guidance("Y", "e-learning", "is IT"))
    assert [words for _, words, _ in lines(*pages)] == ["E-learning", "GDPR fee", "X", "Y"]


def test_what_is_put_as_a_question_is_left_to_the_search() -> None:
    assert [words for _, words, _ in lines(guidance("X", "who can see", "how do I begin", "view"))] == ["View", "X"]


@pytest.mark.parametrize(
    ("term", "written", "is_slip"),
    [
        ("pasword", "Passwords are keys", True),
        ("breech", "a breach", True),
        ("caldicot", "the Caldicott Guardian", True),
        ("dpst", "DSPT", True),
        ("archive", "it is archived", False),
        ("ropa", "the rota", False),
        ("byod", "no body", False),
        ("password", "Passwords are keys", False),
        ("norton", "nothing like it", False),
    ],
)
def test_a_slip_that_the_search_forgives_is_not_printed(term: str, written: str, *, is_slip: bool) -> None:
    assert bool(slips_in([term], [written])) is is_slip


def test_the_search_page_has_letters_to_jump_by_and_hides_what_is_not_listed() -> None:
    template = Page(
        address="/templates/t/",
        title="Backups",
        description="",
        markdown="",
        source="documents/t.md",
        labels=(Label("Log", "todo"),),
    )
    hidden = Page(address="/hidden/", title="Hidden", description="", markdown="", listed=False)
    text = search_page([template, question("7.3.1", "Backups", "[odd]*"), hidden]).markdown
    assert '<li><a href="#letter-b">B</a></li><li><a href="#letter-o">O</a></li></ul>' in text
    assert "### B {: #letter-b }\n\n- Backups: [Backups (template)](/templates/t/), [7\\.3.1 Backups]" in text
    assert "- \\[odd\\]\\*: [7\\.3.1 Backups](/questions/7.3.1/)" in text
    assert "/hidden/" not in text
