"""All of this year's questions of a group on one page, to print and hand round."""

import re
from collections.abc import Iterator
from html import escape

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.guidance.pages import SOURCES_AT
from forms_backend.pages.linking import Shelf, question_address
from forms_backend.pages.page import Fact, Label, Link, OldAnchor, Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.questions.question_page import question_page
from forms_backend.questions.model import Group, Question

_HEADING = re.compile(r"^(#+) (.+?)\s*$", re.MULTILINE)

_SOURCES = ("sources", f"{addresses.QUESTIONS}{SOURCES_AT}")  # those of the whole set


def print_pages(shelf: Shelf) -> Iterator[Page]:
    """A page for each group of the newest year; neither searched nor listed, since each question has its own page."""
    newest = shelf.library.newest
    checked = newest.facts.checked.on
    for group in newest.facts.groups:
        yield Page(
            address=addresses.of_printing(group.id),
            title=f"{group.title}: the questions, to print",
            heading=group.title,
            description=f"All questions of the group {group.title} on one page, to print.",
            markdown="\n\n".join(_body(group, shelf)),
            source=f"question-sets/{newest.year}.yaml",
            menu=addresses.QUESTIONS,
            crumbs=(Link("Questions", addresses.QUESTIONS), Link(f"{group.title}, to print")),
            about=about("people who read on paper", "Each question names its time", checked, *_SOURCES),
            canonical=addresses.QUESTIONS,
            checked=f"Checked {in_words(checked)} against the {newest.year} toolkit.",
            listed=False,
            indexed=False,
            old_anchors=tuple(_old_anchors(group, shelf)),
        )


def _body(group: Group, shelf: Shelf) -> Iterator[str]:
    newest = shelf.library.newest
    questions = newest.in_group(group.id)
    yield f'<p class="lead">{escape(group.words)}</p>'
    yield (
        f'<p class="no-print">Print this page from the menu of your browser, or press Ctrl and P. '
        f'Each question begins on a new sheet. <a href="{addresses.DOWNLOADS}">Everything to download</a></p>'
    )
    yield f"The questions of {newest.year} in this group:"
    yield "\n".join(f"- [{one.number} {as_markdown(one.facts.short)}](#{_id(one)})" for one in questions)
    for one in questions:
        yield from _question(one, question_page(one, newest, shelf, current=True))


def _question(question: Question, page: Page) -> Iterator[str]:
    yield f'<h2 class="sheet" id="{_id(question)}">{question.number} {escape(question.ask)}</h2>'
    yield f'<p class="tags">{" ".join(map(_label, page.labels))}</p>'
    yield f'<dl class="summary">{"".join(map(_fact, page.facts))}</dl>'
    yield _HEADING.sub(_deeper, page.markdown)


def _old_anchors(group: Group, shelf: Shelf) -> Iterator[OldAnchor]:
    """The numbers that only earlier years had in a group, and where their questions are explained now."""
    library = shelf.library
    here = {_id(one) for one in library.newest.in_group(group.id)}
    before = {_id(one): one for each in library.sets[:-1] for one in each.in_group(group.id)}
    for anchor, one in before.items():
        if anchor not in here:
            href = question_address(library, one.identity, library.newest)
            yield OldAnchor(anchor=anchor, href=href, words=one.facts.short)


def _deeper(heading: re.Match[str]) -> str:
    """The heading one rank down, as HTML: in Markdown each would get an address, of which nobody needs hundreds."""
    rank = len(heading[1]) + 1
    return f"<h{rank}>{escape(heading[2], quote=False)}</h{rank}>"


def _id(question: Question) -> str:
    return f"question-{question.number}"


def _label(one: Label) -> str:
    return f'<span class="tag {one.look}">{escape(one.words)}</span>'


def _fact(one: Fact) -> str:
    lines = ", ".join(map(_link, one.lines))
    return f"<div><dt>{escape(one.term)}</dt><dd>{lines}</dd></div>"


def _link(one: Link) -> str:
    words = f'<a href="{escape(one.href)}">{escape(one.words)}</a>' if one.href else escape(one.words)
    return f"{words}{escape(one.after)}"
