"""The pages of the site as chapters of one guide, in plain values: `documents` makes a PDF of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.kinds import kind_of
from forms_backend.pages.page import Link, Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.staging import EXTENSIONS, Site, pages_to_read
from forms_backend.questions.model import Group, QuestionSet

_WHAT_IT_IS = (
    "How to get through the Data Security and Protection Toolkit (DSPT), one step at a time. Every question in plain "
    "words: what it asks, what you can type, and what to keep."
)
_ABOUT_THE_SITE = "About this site"  # as `kind_of` says it
_AT_THE_END = (addresses.CHANGES, addresses.GLOSSARY)


def guide_of(site: Site, today: date) -> dict[str, Any]:
    """The whole guide: what is on its cover, and a chapter for each page that says something of its own."""
    facts, newest, pages = site.facts, site.shelf.library.newest, pages_to_read(site, today)
    checked = newest.facts.checked.on
    return {
        "name": facts.name,
        "title": f"The whole DSPT guide, {newest.year}",
        "subtitle": "For adult social care in England",
        "words": (_WHAT_IT_IS, facts.strapline),
        "checked": f"Checked {in_words(checked)} against the {newest.year} toolkit.",
        "checked_on": max([checked, *(one.checked_on for one in pages if one.checked_on)]),
        "licence": (facts.licence.words, facts.licence.href),
        "origin": site.origin,
        "extensions": EXTENSIONS,
        "chapters": tuple(chapters(pages, newest)),
    }


def chapters(pages: Collection[Page], newest: QuestionSet) -> Iterator[dict[str, Any]]:
    """What is written by hand; this year's questions by group; what changed, and words explained; what this site is.

    The home page, lists, old years and templates are no chapters: links to them lead to the site.
    """
    known = {one.address: one for one in pages}
    written = {one.address: one for one in pages if one.source.startswith("guidance/") and one.listed}
    tops = [one for one in written.values() if not _page_above(one, written)]
    ours = [one for one in tops if kind_of(one.address, one.source) == _ABOUT_THE_SITE]
    yield from _with_pages_below([one for one in tops if one not in ours], written, 0)
    for group in newest.facts.groups:
        yield _group(group, newest)
        for one in newest.in_group(group.id):
            page = known[addresses.of_question(one.number)]
            yield {**_chapter(page, f"{one.number} {one.facts.short}", 1), "lead": one.ask}
    yield from _with_pages_below([known[one] for one in _AT_THE_END if one in known], written, 0)
    yield from _with_pages_below(ours, written, 0)


def _with_pages_below(pages: Iterable[Page], written: Mapping[str, Page], level: int) -> Iterator[dict[str, Any]]:
    for page in pages:
        yield _chapter(page, page.heading or page.title, level)
        below = [one for one in written.values() if _page_above(one, written) == page.address]
        yield from _with_pages_below(below, written, level + 1)


def _page_above(page: Page, written: Mapping[str, Page]) -> str:
    """The address of the nearest page in its breadcrumb that is written by hand; empty when there is none."""
    return next((one.href for one in reversed(page.crumbs) if one.href in written and one.href != page.address), "")


def _chapter(page: Page, title: str, level: int) -> dict[str, Any]:
    about = " ".join(f"{_as_markdown(one)}{'' if one.after else '.'}" for one in page.about)
    return {
        "address": page.address,
        "source": page.source,
        "title": title,
        "labels": tuple(one.words for one in page.labels),
        "about": about,
        "facts": tuple((one.term, ", ".join(_as_markdown(line) for line in one.lines)) for one in page.facts),
        "markdown": page.markdown,
        "level": level,
    }


def _group(group: Group, newest: QuestionSet) -> dict[str, Any]:
    first = group == newest.facts.groups[0]
    return {
        "address": f"{addresses.QUESTIONS}#{group.id}",
        "also": (addresses.QUESTIONS,) if first else (),
        "source": f"question-sets/{newest.year}.yaml",
        "title": f"Questions: {group.title}",
        "lead": group.words,
        "markdown": _questions_in(group, newest),
        "level": 0,
    }


def _questions_in(group: Group, newest: QuestionSet) -> str:
    return "\n".join(
        f"- [{one.number} {as_markdown(one.facts.short)}]({addresses.of_question(one.number)})"
        for one in newest.in_group(group.id)
    )


def _as_markdown(one: Link) -> str:
    words = as_markdown(one.words)
    return f"{f'[{words}]({one.href})' if one.href else words}{as_markdown(one.after)}"
