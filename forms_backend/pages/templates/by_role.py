"""The templates by role: what each person fills in and looks after."""

from collections.abc import Iterator, Sequence
from html import escape

from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.linking import Shelf
from forms_backend.pages.page import Link, Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.templates.choosing import by_need
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.pages.templates.wording import need_label


def by_role_page(templates: Sequence[TemplateForPage], shelf: Shelf) -> Page:
    """The page at `/templates/by-role/`. Its anchors are the ids of roles."""
    checked = max((one.checked_on for one in templates), default=shelf.library.newest.facts.checked.on)
    return Page(
        address=addresses.BY_ROLE,
        title="Templates by role",
        description="Which policies, registers and checklists each person in a care service fills in and looks after.",
        markdown="\n\n".join(_body(templates, shelf)),
        source="documents/",
        about=about("everyone who has a part in it", "1 minute to find yours", checked, "our own words"),
        menu=addresses.TEMPLATES,
        crumbs=(Link("Templates", addresses.TEMPLATES), Link("By role")),
        searched=False,
    )


def _body(templates: Sequence[TemplateForPage], shelf: Shelf) -> Iterator[str]:
    ordered = by_need(templates, shelf.library.newest.facts.levels)
    theirs = {role: [one for one in ordered if role in one.roles] for role in shelf.library.vocabulary.roles}
    roles = {role: words for role, words in shelf.library.vocabulary.roles.items() if theirs[role]}
    yield '<p class="lead">Share the work. Each person sees what is theirs to fill in, and what they look after.</p>'
    yield f"You can also look [by question]({addresses.BY_QUESTION}) or [by kind]({addresses.TEMPLATES})."
    links = (f'<li><a href="#{role}">{escape(words)} ({len(theirs[role])})</a></li>' for role, words in roles.items())
    yield "\n".join(['<ul class="letters">', *links, "</ul>"])
    for role, words in roles.items():
        yield f'## {as_markdown(words)} <span class="num">{len(theirs[role])}</span> {{: #{role} }}'
        yield "\n".join(['<ul class="tasks">', *(_line(one, role, shelf) for one in theirs[role]), "</ul>"])


def _line(one: TemplateForPage, role: str, shelf: Shelf) -> str:
    label = need_label(one, shelf.library.newest.facts.levels, brief=True)
    return (
        f'<li><span><a href="{addresses.of_template(one.slug)}">{escape(one.short)}</a> '
        f'<span class="about">{_part(one, role)} About {one.minutes} minutes.</span></span>'
        f'<span class="tags"><span class="tag {label.look}">{escape(label.words)}</span></span></li>'
    )


def _part(one: TemplateForPage, role: str) -> str:
    """What somebody has to do with it, in words."""
    if role not in one.filled_in_by:
        return "Looks after it; others fill it in."
    return "Fills it in and looks after it." if role == one.owner else "Fills it in."
