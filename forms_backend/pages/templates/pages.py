"""All pages about templates, and what other pages say of them."""

from collections.abc import Iterable, Iterator

from forms_backend.pages.linking import Download, Shelf, TemplateCard
from forms_backend.pages.page import Page
from forms_backend.pages.templates.by_kind import by_kind_page
from forms_backend.pages.templates.by_question import by_question_page
from forms_backend.pages.templates.by_role import by_role_page
from forms_backend.pages.templates.list_page import list_page
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.pages.templates.template_page import template_page


def template_cards(templates: Iterable[TemplateForPage]) -> dict[str, TemplateCard]:
    """What other pages say of each template, by slug."""
    return {one.slug: TemplateCard(slug=one.slug, title=one.short) for one in templates}


def template_pages(templates: Iterable[TemplateForPage], everything: Download, shelf: Shelf) -> Iterator[Page]:
    """The lists of all templates, then a page for each. `everything` is the download that holds them all."""
    known = sorted(templates, key=lambda one: one.short.casefold())
    yield list_page(known, everything, shelf)
    yield by_question_page(known, shelf)
    yield by_role_page(known, shelf)
    yield by_kind_page(known, shelf)
    for one in known:
        yield template_page(one, known, shelf)
