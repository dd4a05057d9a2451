"""The templates by kind: policies, registers, logs and so on."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.linking import Shelf
from forms_backend.pages.page import Link, Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.templates.choosing import by_kind
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.pages.templates.wording import checked_on, names_in_columns
from forms_backend.questions.vocabulary import several


def by_kind_page(templates: Sequence[TemplateForPage], shelf: Shelf) -> Page:
    """The page at `/templates/by-kind/`."""
    words = shelf.library.vocabulary.evidence_kinds
    kinds = {
        several(words[kind]): list(alike) for kind, alike in groupby(by_kind(templates, shelf), lambda one: one.kind)
    }
    return Page(
        address=addresses.BY_KIND,
        title="Templates by kind",
        description="All policies, registers, logs, checklists, notices and letters for the DSPT, by kind.",
        markdown="\n\n".join(_body(kinds)),
        source="documents/",
        about=about("whoever knows what it is called", "1 minute to find one", checked_on(templates, shelf)),
        menu=addresses.TEMPLATES,
        crumbs=(Link("Templates", addresses.TEMPLATES), Link("By kind")),
        search_words=tuple(kinds),
        searched=False,
    )


def _body(kinds: Mapping[str, Sequence[TemplateForPage]]) -> Iterator[str]:
    yield '<p class="lead">Every template by what it is: a policy, a register, a log and so on.</p>'
    yield (
        f"You can also look [by question]({addresses.BY_QUESTION}) or [by role]({addresses.BY_ROLE}). "
        f"What each is for stands in [the list of all]({addresses.TEMPLATES})."
    )
    links = (f'<li><a href="#{_anchor(kind)}">{escape(kind)} ({len(alike)})</a></li>' for kind, alike in kinds.items())
    yield "\n".join(['<ul class="letters">', *links, "</ul>"])
    for kind, alike in kinds.items():
        yield f'## {as_markdown(kind)} <span class="num">{len(alike)}</span> {{: #{_anchor(kind)} }}'
        yield names_in_columns(alike)


def _anchor(kind: str) -> str:
    return kind.lower().replace(" ", "-")
