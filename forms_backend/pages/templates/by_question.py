"""The templates by question: for whoever has the toolkit open at one of them."""

from collections.abc import Iterator, Sequence
from html import escape

from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.linking import Shelf, question_address
from forms_backend.pages.page import Link, OldAnchor, Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.pages.templates.wording import checked_on, names_in_columns
from forms_backend.questions.model import Question

FIRST = 5  # shown at once; the rest is folded


def by_question_page(templates: Sequence[TemplateForPage], shelf: Shelf) -> Page:
    """The page at `/templates/by-question/`: this year's questions in order. Its anchors are their identities."""
    return Page(
        address=addresses.BY_QUESTION,
        title="Templates by question",
        description="Which policies, registers and checklists help with which DSPT question.",
        markdown="\n\n".join(_body(templates, shelf)),
        source="documents/",
        about=about("whoever answers questions", "1 minute to find one", checked_on(templates, shelf)),
        menu=addresses.TEMPLATES,
        crumbs=(Link("Templates", addresses.TEMPLATES), Link("By question")),
        old_anchors=tuple(_old_anchors(shelf)),
        searched=False,
    )


def _body(templates: Sequence[TemplateForPage], shelf: Shelf) -> Iterator[str]:
    newest, known = shelf.library.newest, {one.slug: one for one in templates}
    yield '<p class="lead">Your answer is your own. These are what you show when somebody asks how you know.</p>'
    yield (
        "The most useful ones come first. "
        f"You can also look [by role]({addresses.BY_ROLE}) or [by kind]({addresses.BY_KIND})."
    )
    links = (f'<li><a href="#{one.id}">{escape(one.title)}</a></li>' for one in newest.facts.groups)
    yield "\n".join(['<ul class="letters">', *links, "</ul>"])
    for group in newest.facts.groups:
        yield f"## {as_markdown(group.title)} {{: #{group.id} }}"
        for one in newest.in_group(group.id):
            words = as_markdown(f"{one.number} {one.facts.short}")
            yield f"### [{words}]({addresses.of_question(one.number)}) {{: #{one.identity} }}"
            yield _list(one, [known[slug] for slug in one.templates if slug in known])


def _list(question: Question, helpful: list[TemplateForPage]) -> str:
    if not helpful:
        return "Your answer alone. The question says what to keep."
    first, rest = helpful[:FIRST], helpful[FIRST:]
    if len(rest) == 1:
        first, rest = helpful, []
    if not rest:
        return names_in_columns(first)
    words = f'{len(rest)} more templates<span class="visually-hidden"> for {question.number}</span>'
    return f"{names_in_columns(first)}\n<details><summary>{words}</summary>\n{names_in_columns(rest)}</details>"


def _old_anchors(shelf: Shelf) -> Iterator[OldAnchor]:
    """The questions that only earlier years asked, and where they are explained."""
    library = shelf.library
    before = {one.identity: one for each in library.sets[:-1] for one in each}
    for identity, one in before.items():
        if library.newest.question(identity) is None:
            href = question_address(library, identity, library.newest)
            yield OldAnchor(anchor=identity, href=href, words=one.facts.short)
