"""The home page: what this is, the next date, three doors, and what people often ask."""

from collections.abc import Collection, Iterator
from html import escape

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.linking import Shelf, with_links
from forms_backend.pages.page import Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.site_facts import Door, Home, NextYear, SiteFacts, entries_that_exist
from forms_backend.questions.links import named_links
from forms_backend.questions.loading import QuestionLibrary


def home_page(facts: SiteFacts, shelf: Shelf, existing: Collection[str]) -> Page:
    """The page at `/`. Lines that lead to a page not in `existing` are left out."""
    home = facts.home
    return Page(
        address=addresses.HOME,
        title=home.title,
        description=home.description,
        markdown=with_links("\n\n".join(_body(home, facts.next_year, shelf.library, existing)), shelf),
        source="site.yaml",
        searched=False,
    )


def _body(home: Home, next_year: NextYear, library: QuestionLibrary, existing: Collection[str]) -> Iterator[str]:
    yield f'<p class="lead">{escape(home.lead)}</p>'
    looks = ["btn", *["btn second"] * len(home.buttons)]
    buttons = entries_that_exist(home.buttons, {*existing, addresses.WORKSPACE})
    links = [
        f'<a class="{look}" href="{one.href}">{escape(one.words)}</a>'
        for look, one in zip(looks, buttons, strict=False)
    ]
    yield f"<p>{''.join(links)}</p>"
    yield f'<div class="note" markdown="1">\n\n{deadline_note(next_year, library)}\n\n</div>'
    doors = [text for one in home.doors if (text := _door(one, existing))]
    yield "\n\n".join(['<div class="doors" markdown="1">', *doors, "</div>"])
    asked = [f"- {line}" for line in home.often_asked if _leads_somewhere(line, existing)]
    if asked:
        yield "\n".join(["## People often ask\n", *asked])


def deadline_note(next_year: NextYear, library: QuestionLibrary) -> str:
    """The next day to publish by, and which year's questions we show. No count of days: a page does not know today."""
    newest = library.newest
    if newest.year >= next_year.year:
        return f"**{in_words(newest.facts.deadline)}** is the last day to publish for {newest.year}."
    certain = "is" if next_year.confirmed else "is expected to be"
    return (
        f"**{in_words(next_year.deadline)}** {certain} the last day to publish for {next_year.year}. "
        f"The {next_year.year} care questions are not confirmed yet; we show {newest.year}. "
        f"[What this means for you]({next_year.about})"
    )


def _door(door: Door, existing: Collection[str]) -> str:
    if not _leads_somewhere(door.title, existing):
        return ""
    lines = [f"- {line}" for line in door.links if _leads_somewhere(line, existing)]
    body = "\n".join([f"## {door.title}\n", f"{as_markdown(door.words)}\n", *lines])
    return f'<section class="door" markdown="1">\n\n{body}\n\n</section>'


def _leads_somewhere(line: str, existing: Collection[str]) -> bool:
    pages = {addresses.of_page(link.name).partition("#")[0] for link in named_links(line) if link.kind == "page"}
    return all(one in existing or one == addresses.WORKSPACE for one in pages)
