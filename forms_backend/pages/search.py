"""The search page. Without JavaScript it is a list of every page; with it, the list gives way to what was found."""

from collections.abc import Collection, Iterator
from itertools import groupby

from forms_backend.pages import addresses
from forms_backend.pages.page import Page
from forms_backend.pages.plain_text import as_markdown


def search_page(pages: Collection[Page]) -> Page:
    """The page at `/search/`, listing the given pages that are not hidden from it."""
    return Page(
        address=addresses.SEARCH,
        title="Search, and a list of every page",
        heading="Search",
        description="Search this site, or look through a list of every page.",
        markdown="\n\n".join(_body([one for one in pages if one.listed])),
        scripts=("search.js",),
        listed=False,
    )


def _body(pages: list[Page]) -> Iterator[str]:
    yield '<div id="found" role="status" data-index="/search/search_index.json" hidden></div>'
    yield '<div id="every-page" markdown="1">'
    yield "## Every page, from A to Z"
    titled = sorted(pages, key=_letter_and_title)
    for letter, group in groupby(titled, key=lambda one: _letter_and_title(one)[0]):
        yield f"### {letter}"
        yield "\n".join(f"- [{as_markdown(_name(one))}]({one.address})" for one in group)
    yield "</div>"


def _name(page: Page) -> str:
    """Questions by what they are about; other pages by their title. A template may be called like a question."""
    if page.source.startswith("questions/"):
        number, short = page.search_words[:2]
        return f"{short} ({number})"
    return f"{page.title} (template)" if page.source.startswith("documents/") and page.labels else page.title


def _letter_and_title(page: Page) -> tuple[str, str]:
    name = _name(page).casefold()
    return name[:1].upper(), name
