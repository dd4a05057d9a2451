"""Links by name become addresses: of this year's questions, or of the year a page shows."""

import re
from collections.abc import Mapping

import msgspec

from forms_backend.pages import addresses
from forms_backend.questions.links import NamedLink, resolved
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.model import QuestionSet

_UNLINKED = re.compile(r"\[([^\]]*)\]\(\)")


class Download(msgspec.Struct, frozen=True):
    """One file of a template: "Word", where it is, its size in bytes."""

    words: str
    href: str
    size: int


class TemplateCard(msgspec.Struct, frozen=True, kw_only=True):
    """What other pages say of a template."""

    slug: str
    title: str


class Shelf(msgspec.Struct, frozen=True):
    """All that a page may link to by name."""

    library: QuestionLibrary
    templates: Mapping[str, TemplateCard]


def with_links(markdown: str, shelf: Shelf, shown: QuestionSet | None = None) -> str:
    """The Markdown with links by name resolved for the year that is shown; the newest when None.

    A link to a template whose page is not made becomes plain words.
    """
    year = shown or shelf.library.newest

    def target(link: NamedLink) -> tuple[str, str]:
        if link.kind == "question":
            return _question(link, shelf.library, year)
        if link.kind == "template":
            card = shelf.templates.get(link.name)
            return link.words or (card.title if card else link.name), addresses.of_template(link.name) if card else ""
        return link.words, addresses.of_page(link.name)

    return _UNLINKED.sub(r"\1", resolved(markdown, target))


def question_address(library: QuestionLibrary, identity: str, shown: QuestionSet) -> str:
    """The address of a question from a page of the year shown: that year's page, else the newest year that asks it."""
    newest = library.newest
    if shown.question(identity) is None or shown.year == newest.year:
        year = next(one for one in reversed(library.sets) if one.question(identity))
    else:
        year = shown
    number = next(one.number for one in year if one.identity == identity)
    return addresses.of_question(number, "" if year.year == newest.year else year.year)


def _question(link: NamedLink, library: QuestionLibrary, shown: QuestionSet) -> tuple[str, str]:
    asked = shown.question(link.name)
    if asked is None:
        asked = next(one for each in reversed(library.sets) for one in each if one.identity == link.name)
    return link.words or asked.number, question_address(library, link.name, shown)
