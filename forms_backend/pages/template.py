"""The templates' pages: a list to find one in, and for each what it is for and what it says."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from itertools import groupby
from typing import NamedTuple

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.linking import Download, Shelf, TemplateCard
from forms_backend.pages.page import Fact, Label, Link, Page
from forms_backend.pages.plain_text import as_markdown, in_a_row, size_in_words
from forms_backend.questions.model import Question
from forms_backend.questions.vocabulary import several


class TemplateForPage(NamedTuple):
    """What pages show of a template, as plain values. `documents` makes them; `build.py` brings both together."""

    slug: str
    title: str
    short: str
    kind: str  # in words: Policy
    purpose: str
    owner: str  # in words: Registered manager
    filled_in_by: tuple[str, ...]
    minutes: int
    review_every_months: int
    checked_on: date
    search_words: tuple[str, ...]
    is_register: bool
    preview: str  # Markdown, headings from the third level on
    downloads: tuple[Download, ...]


def template_cards(templates: Iterable[TemplateForPage]) -> dict[str, TemplateCard]:
    """What other pages say of each template, by slug."""
    return {one.slug: TemplateCard(slug=one.slug, title=one.short, downloads=one.downloads) for one in templates}


def template_pages(templates: Iterable[TemplateForPage], everything: Download, shelf: Shelf) -> Iterator[Page]:
    """The list of all templates, then a page for each. `everything` is the download that holds them all."""
    known = sorted(templates, key=lambda one: (one.kind, one.short.casefold()))
    yield _list_page(known, everything, shelf)
    for one in known:
        yield _page(one, shelf)


def questions_for(slug: str, shelf: Shelf) -> tuple[Question, ...]:
    """This year's questions that name the template, in order."""
    return tuple(one for one in shelf.library.newest if slug in one.templates)


def file_words(one: Download) -> str:
    """A download in words: Word (DOCX, 13 KB)."""
    suffix = one.href.rpartition(".")[2].upper()
    inside = [suffix] if suffix != one.words.upper() else []
    return f"{one.words} ({', '.join([*inside, size_in_words(one.size)])})"


def _list_page(templates: list[TemplateForPage], everything: Download, shelf: Shelf) -> Page:
    parts = [
        "Policies, lists and logs to download, change and keep. Each says which questions it helps with.",
        f"In [your workspace]({addresses.WORKSPACE}) your organisation's name and details are filled in for you.",
        f"[Download them all: {file_words(everything)}]({everything.href})",
    ]
    for kind, alike in groupby(templates, key=lambda one: one.kind):
        parts.append(f"## {as_markdown(several(kind))}")
        parts.append("\n".join(['<ul class="tasks">', *(_line(one, shelf) for one in alike), "</ul>"]))
    checked = max((one.checked_on for one in templates), default=shelf.library.newest.facts.checked.on)
    return Page(
        address=addresses.TEMPLATES,
        title="Templates",
        description="Free policies, registers and checklists for the DSPT, to download and make your own.",
        markdown="\n\n".join(parts),
        source="documents/",
        about=about("whoever writes policies", "1 minute to choose", checked, "our own words"),
        menu=addresses.TEMPLATES,
        searched=False,
    )


def _line(one: TemplateForPage, shelf: Shelf) -> str:
    """HTML, since Markdown has no list with lines of different looks."""
    questions = ", ".join(_number(each) for each in questions_for(one.slug, shelf))
    helps = f"Helps with {questions}. " if questions else ""
    files = ", ".join(f'<a href="{each.href}">{escape(file_words(each))}</a>' for each in one.downloads)
    return (
        f'<li><span><a href="{addresses.of_template(one.slug)}">{escape(one.short)}</a> '
        f'<span class="about">{escape(one.purpose)}</span> <span class="about">{helps}{files}</span></span></li>'
    )


def _number(question: Question) -> str:
    return f'<a href="{addresses.of_question(question.number)}">{question.number}</a>'


def _page(one: TemplateForPage, shelf: Shelf) -> Page:
    return Page(
        address=addresses.of_template(one.slug),
        title=one.short,
        description=one.purpose,
        markdown="\n\n".join(_body(one, shelf)),
        source=f"documents/{one.slug}.{'yaml' if one.is_register else 'md'}",
        menu=addresses.TEMPLATES,
        crumbs=(Link("Templates", addresses.TEMPLATES),),
        labels=(Label(one.kind, "todo"),),
        facts=tuple(_facts(one)),
        contents=True,
        checked_on=one.checked_on,
        checked=f"Words checked {in_words(one.checked_on)}.",
        search_words=(one.title, *one.search_words),
    )


def _body(one: TemplateForPage, shelf: Shelf) -> Iterator[str]:
    yield f'<p class="lead">{escape(one.purpose)}</p>'
    what = "name and the dates go in" if one.is_register else "details go in, and only what is true of you stays"
    yield f"## Fill it in with your details\n\nYour organisation's {what}. It is free and needs no account."
    yield f'<p><a class="btn" href="{addresses.WORKSPACE}">Fill it in with your details</a></p>'
    yield "## Download it blank"
    links = " ".join(
        f'<a class="btn second" href="{each.href}">{escape(file_words(each))}</a>' for each in one.downloads
    )
    yield f"<p>{links}</p>"
    questions = questions_for(one.slug, shelf)
    if questions:
        yield "## Questions it helps with"
        yield "\n".join(
            f"- [{each.number} {as_markdown(each.facts.short)}]({addresses.of_question(each.number)})"
            for each in questions
        )
    if one.is_register:
        yield f"## What to put in each column\n\n{one.preview}"
    else:
        yield (
            "## What it says\n\nMarked words are blanks. Parts that depend on how you work say when to keep them.\n\n"
            f'<div class="type" markdown="1">\n\n{one.preview}\n\n</div>'
        )


def _facts(one: TemplateForPage) -> Iterator[Fact]:
    yield Fact("Who fills it in", (Link(in_a_row(one.filled_in_by)),))
    yield Fact("Time", (Link(f"About {one.minutes} minutes"),))
    yield Fact("Who looks after it", (Link(one.owner),))
    months = one.review_every_months
    yield Fact("Look at it again", (Link("Every month" if months == 1 else f"Every {months} months"),))
