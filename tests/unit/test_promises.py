"""What was published goes on answering, or the build says what to do."""

from collections.abc import Mapping

import pytest

from forms_backend.pages.links.ledger import Entry
from forms_backend.pages.links.moved import Move
from forms_backend.pages.links.promises import Promises, faults, finished_site

PAGES = {
    "index.html": '<h2 id="home">Home</h2>',
    "start/index.html": '<h2 id="the-three-levels">The three levels</h2><h2 id="dates">Dates</h2>',
    "start/more/index.html": "<p>x</p>",
    "search/index.html": '<h2 id="a">A</h2><h2 id="a_1">A</h2>',
}
FILES = {"q/1/index.html", "a.pdf"}
OR = "    or add this line to content/moved.yaml, with the place where that part is now:\n"
SOURCES = {"start/index.html": "guidance/start.md"}


def said(
    ledger: Mapping[str, str] | None = None,
    moves: Mapping[str, str] | None = None,
    change: Mapping[str, str] | None = None,
    added: tuple[str, ...] = (),
    sources: Mapping[str, str] = SOURCES,
) -> list[str]:
    """What the build says. `added` are paths that moves put there; `change` is the text of pages."""
    known = {one: Entry(frozenset(anchors.split()), at) for at, (one, anchors) in enumerate((ledger or {}).items(), 1)}
    lines = tuple(Move(old, new, at) for at, (old, new) in enumerate((moves or {}).items(), 1))
    made = {path: f"<main>{text}</main>" for path, text in {**PAGES, **(change or {})}.items()}
    promises = Promises(ledger=known, moves=lines, own=frozenset({*made, *FILES}), sources=sources)
    return faults(promises, finished_site(made, {*made, *FILES, *added}))


KEPT = {"/": "home", "/start/": "dates", "/a.pdf": "", "/q/1/": "in-short", "/search/": ""}


def test_a_site_that_has_all_it_ever_had_and_more_is_good() -> None:
    assert said(KEPT) == []
    assert said() == []


@pytest.mark.parametrize(
    ("ledger", "what", "remedy"),
    [
        ({"/stort/": ""}, "/stort/ was published and is gone", "      /stort/: /start/"),
        (
            {"/start/": "dates", "/start/zzz/": ""},
            "/start/zzz/ was published and is gone",
            "      /start/zzz/: /start/",
        ),
        ({"/start/": "dates", "/zzz.docx": ""}, "/zzz.docx was published and is gone", "      /zzz.docx: /"),
        ({"/q/2/": ""}, "/q/2/ was published and is gone", "      /q/2/: /"),
        ({"/b.pdf": ""}, "/b.pdf was published and is gone", "      /b.pdf: /a.pdf"),
        (
            {"/start/": "the-levels"},
            "/start/#the-levels was published and is gone",
            f"`## The three levels {{: #the-levels }}`,\n{OR}      /start/#the-levels: /start/#the-three-levels",
        ),
        (
            {"/start/more/": "x"},
            "/start/more/#x was published and is gone",
            f"gone\n{OR.replace('or add', 'Add')}      /start/more/#x: /start/more/",
        ),
    ],
)
def test_what_is_lost_is_named_with_the_very_line_that_keeps_it(ledger: dict[str, str], what: str, remedy: str) -> None:
    title, found = said(ledger)
    assert title == "1 promise is broken:"
    assert found.startswith(f"content/addresses.txt:{len(ledger)}: {what}\n")
    assert found.endswith(remedy)


@pytest.mark.parametrize(
    ("source", "lost", "page", "line"),
    [
        ("guidance/start.md", "old", '<h2 id="brand-x">X</h2>', "/start/#brand-x"),
        ("jargon.yaml", "old", '<h2 id="brand-x">X</h2>', "/start/"),
        ("jargon.yaml", "brand-y", '<h2 id="brand-x">X</h2>', "/start/#brand-x"),
        ("question-sets/x.yaml", "question-9.5.2", '<h2 id="question-9.5.1">X</h2>', "/start/"),
    ],
)
def test_no_place_is_offered_that_has_nothing_to_do_with_what_is_lost(
    source: str, lost: str, page: str, line: str
) -> None:
    change = {"start/index.html": page}
    (_, found) = said({"/start/": lost}, change=change, sources={"start/index.html": source})
    assert found.endswith(f"      /start/#{lost}: {line}")


def test_following_the_advice_mends_it() -> None:
    assert said({"/start/": "the-levels"}, {"/start/#the-levels": "/start/#the-three-levels"}) == []
    assert (
        said({"/start/": "the-levels"}, change={"start/index.html": '<h2 id="the-levels">The three levels</h2>'}) == []
    )
    assert said({"/start/more/": "x"}, {"/start/more/#x": "/start/more/"}) == []
    assert said({"/old/": "a b"}, {"/old/": "/start/"}, added=("old/index.html",)) == []


def test_everything_that_is_lost_is_said_at_once_with_every_broken_link() -> None:
    lines = said(
        {"/gone/": "", "/start/": "x y"}, {"/old/": "/nowhere/"}, {"start/more/index.html": '<a href="/strat/">x</a>'}
    )
    assert lines[0] == "1 link leads nowhere:"
    assert lines[2] == "4 promises are broken:"
    assert len(lines) == 7


@pytest.mark.parametrize(
    ("moves", "said_of_it"),
    [
        ({"/start/": "/"}, "/start/ is said to have moved, and still exists"),
        ({"/a.pdf": "/"}, "/a.pdf is said to have moved, and still exists"),
        ({"/old/": "/strat/"}, "/strat/ does not exist\n    Did you mean `/start/`?"),
        ({"/old/": "/zzzzzz/"}, "/zzzzzz/ does not exist\n    Let it lead to something that exists."),
        ({"/old/": "/start/#date"}, "/start/ has no part called `date`\n    Did you mean `dates`?"),
        ({"/gone/#x": "/start/"}, "/gone/ does not exist\n    Say in a line of its own where that page is now"),
    ],
)
def test_a_move_that_cannot_be_right_is_a_problem_with_its_line(moves: dict[str, str], said_of_it: str) -> None:
    assert said({}, moves)[1].startswith(f"content/moved.yaml:1: {said_of_it}")


def test_an_anchor_that_is_said_to_have_moved_may_not_be_there_by_itself() -> None:
    target = '<span id="dates"></span>'  # what a move puts there
    assert said({}, {"/start/#dates": "/start/#new"}, {"start/index.html": f'{target}<h2 id="new">New</h2>'}) == []
    both = f'{target}<h2 id="new">New</h2><h2 id="dates">Dates</h2>'
    assert "still exists" in said({}, {"/start/#dates": "/start/#new"}, {"start/index.html": both})[1]


def test_a_part_of_a_moved_page_may_lead_elsewhere_and_into_the_workspace() -> None:
    assert said({"/old/": "x"}, {"/old/": "/start/", "/old/#x": "/workspace/"}, added=("old/index.html",)) == []


def test_equal_headings_are_refused_since_a_count_is_no_lasting_name() -> None:
    (_, line) = said({}, change={"start/index.html": '<h2 id="x">X</h2><h2 id="x_1">X</h2>'})
    assert line.startswith("content/guidance/start.md:1: /start/ has more than one heading `X`")
    assert "`## X {: #x-of-what }`" in line
