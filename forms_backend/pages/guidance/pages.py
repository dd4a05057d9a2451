"""Guidance files as pages: what is written, who it is for, how long it takes, what to do next, where it comes from."""

import math
from collections.abc import Collection, Iterator, Mapping

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.guidance.files import BLANK, PAGES_BLANK, GuidanceFacts, GuidanceFile
from forms_backend.pages.linking import Shelf, with_links
from forms_backend.pages.page import Link, Page
from forms_backend.pages.plain_text import as_markdown, link_to
from forms_backend.questions.model import Confidence

WORDS_A_MINUTE = 180  # an unhurried reader; grown-ups read 200 to 250 words of plain prose in a minute
SOURCES = "Where this comes from"
SOURCES_AT = f"#{SOURCES.lower().replace(' ', '-')}"
_ENOUGH_FOR_CONTENTS = 3  # headings


def in_reading_order(files: Collection[GuidanceFile], first: Collection[str]) -> tuple[GuidanceFile, ...]:
    """The files as a reader would go through them: the names in `first`, then the rest, each before those below it."""
    known = {one.name: one for one in files}
    below = {name for one in files for name in one.facts.pages}
    top = [*(known[name] for name in first if name in known), *(one for one in files if one.name not in below)]

    def walk(one: GuidanceFile) -> Iterator[str]:
        yield one.name
        for name in one.facts.pages:
            yield from walk(known[name])

    return tuple(known[name] for name in dict.fromkeys(found for one in top for found in walk(one)))


def guidance_pages(files: Collection[GuidanceFile], blanks: Mapping[str, str], shelf: Shelf) -> Iterator[Page]:
    """The pages, blanks filled and links resolved, in the order of the files."""
    known = {one.name: one for one in files}
    above = {name: one for one in files for name in one.facts.pages}
    for one in files:
        siblings = above[one.name].facts.pages if one.name in above else ()
        around = [None, *(known[name] for name in siblings), None]
        at = siblings.index(one.name) if siblings else 0
        yield Page(
            address=addresses.of_page(one.name),
            title=one.facts.title,
            description=one.facts.description,
            markdown=with_links(_body(one, known, blanks), shelf),
            source=f"guidance/{one.name}.md",
            menu=addresses.of_page(_trail(one, above)[0].name),
            crumbs=_crumbs(one, above),
            about=_about(one),
            contents=one.source.body.count("\n## ") >= _ENOUGH_FOR_CONTENTS,
            earlier=_neighbour(around[at] if siblings else above.get(one.name)),
            later=_neighbour(around[at + 2] if siblings else None),
            checked=f"Checked {in_words(one.facts.checked.on)} against the {shelf.library.newest.year} toolkit.",
            checked_on=one.facts.checked.on,
            search_words=one.facts.search_words,
        )


def reading_minutes(text: str) -> int:
    """The minutes to read a text, rounded up, at least one."""
    return math.ceil(len(text.split()) / WORDS_A_MINUTE) or 1


def _trail(one: GuidanceFile, above: Mapping[str, GuidanceFile]) -> list[GuidanceFile]:
    """The pages above a page, the highest first, and the page itself last."""
    trail = [one]
    while trail[0].name in above:
        trail.insert(0, above[trail[0].name])
    return trail


def _crumbs(one: GuidanceFile, above: Mapping[str, GuidanceFile]) -> tuple[Link, ...]:
    *before, last = _trail(one, above)
    if not before:
        return ()
    return (*(Link(each.facts.title, addresses.of_page(each.name)) for each in before), Link(last.facts.title))


def _about(one: GuidanceFile) -> tuple[Link, ...]:
    facts = one.facts
    minutes = reading_minutes(one.source.body)
    reading = f"{minutes} minute{'s' if minutes > 1 else ''} to read"
    lines = [Link(f"For {facts.who_for}"), Link(f"{reading}. {facts.takes}" if facts.takes else reading)]
    checked = f"Checked {in_words(facts.checked.on)}"
    if facts.sources:
        return (*lines, Link(checked, after=", "), Link("sources", SOURCES_AT))
    return (*lines, Link(checked))


def _neighbour(one: GuidanceFile | None) -> Link | None:
    return Link(one.facts.title, addresses.of_page(one.name)) if one else None


def _body(one: GuidanceFile, known: Mapping[str, GuidanceFile], blanks: Mapping[str, str]) -> str:
    facts = one.facts
    filled = {**blanks, PAGES_BLANK: _listing(known[name] for name in facts.pages)}
    parts = [BLANK.sub(lambda found: filled[found[1]], one.source.body).strip()]
    if facts.checked.note and facts.checked.confidence is not Confidence.HIGH:
        note = as_markdown(facts.checked.note)
        parts.append(f'<div class="note warn" markdown="1">\n\n**What we could not confirm.** {note}\n\n</div>')
    if facts.next:
        parts.append("\n".join(["## What to do next\n", *(f"- {line}" for line in facts.next)]))
    if facts.sources:
        lines = [f"- {link_to(each.title, each.url)}" for each in facts.sources]
        parts += [f"## {SOURCES}", "\n".join(lines)]
    return "\n\n".join(parts)


def _listing(below: Iterator[GuidanceFile]) -> str:
    return "\n".join(f"1. {_entry(one.facts, addresses.of_page(one.name))}" for one in below)


def _entry(facts: GuidanceFacts, address: str) -> str:
    return f"[{as_markdown(facts.title)}]({address})  \n    {as_markdown(facts.description)}"
