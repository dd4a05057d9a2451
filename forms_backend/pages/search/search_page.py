"""The search page. Without JavaScript it is an A to Z of the site; with it, that gives way to what was found."""

from collections.abc import Collection, Iterator

from forms_backend.pages import addresses
from forms_backend.pages.page import Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.search.a_to_z import FIGURES, Entry, a_to_z, name_of, reference_to
from forms_backend.pages.search.search_index import INDEX


def search_page(pages: Collection[Page]) -> Page:
    """The page at `/search/`, with an A to Z of the given pages that are not hidden from it."""
    return Page(
        address=addresses.SEARCH,
        title="Search and A to Z",
        description="Search this site, or look through an A to Z of every page and the words people look for.",
        markdown="\n\n".join(_body([one for one in pages if one.listed])),
        scripts=("finding.js", "search.js"),
        listed=False,
    )


def _body(pages: list[Page]) -> Iterator[str]:
    yield '<p id="said" class="visually-hidden" role="status"></p>'
    yield f'<div id="found" data-index="/{INDEX}" hidden></div>'
    yield '<div id="every-page" class="index" markdown="1">'
    yield "## A to Z"
    yield "Every page by its name, and by other words people use for it."
    yield "<noscript><p>Searching needs JavaScript, and it is off. Find your word in this list.</p></noscript>"
    letters = dict(a_to_z(pages))
    links = "".join(f'<li><a href="#{_anchor(letter)}">{letter}</a></li>' for letter in letters)
    yield f'<nav id="letters" aria-label="Letters"><ul class="letters">{links}</ul></nav>'
    for letter, entries in letters.items():
        yield f"### {letter} {{: #{_anchor(letter)} }}"
        yield "\n".join(f"- {_line(one)}" for one in entries)
        yield "[Back to the letters](#letters)"
    yield "</div>"


def _anchor(letter: str) -> str:
    return f"letter-{'0' if letter == FIGURES else letter.lower()}"


def _line(entry: Entry) -> str:
    if entry.is_name:
        return _link(name_of(entry.pages[0]), entry.pages[0])
    links = ", ".join(_link(reference_to(one), one) for one in entry.pages)
    return f"{as_markdown(entry.words)}: {links}"


def _link(words: str, page: Page) -> str:
    return f"[{as_markdown(words)}]({page.address})"
