"""The templates by role: what each person fills in and looks after."""

from collections.abc import Iterator, Sequence
from html import escape

from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.linking import Shelf
from forms_backend.pages.page import Link, Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.templates.choosing import by_kind
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.pages.templates.wording import checked_on, names_in_columns


def by_role_page(templates: Sequence[TemplateForPage], shelf: Shelf) -> Page:
    """The page at `/templates/by-role/`. Its anchors are the ids of roles."""
    return Page(
        address=addresses.BY_ROLE,
        title="Templates by role",
        description="Which policies, registers and checklists each person in a care service fills in and looks after.",
        markdown="\n\n".join(_body(templates, shelf)),
        source="documents/",
        about=about("everyone who has a part in it", "1 minute to find yours", checked_on(templates, shelf)),
        menu=addresses.TEMPLATES,
        crumbs=(Link("Templates", addresses.TEMPLATES), Link("By role")),
        searched=False,
    )


def _body(templates: Sequence[TemplateForPage], shelf: Shelf) -> Iterator[str]:
    words = shelf.library.vocabulary.roles
    ordered = by_kind(templates, shelf)
    theirs = {role: alike for role in words if (alike := [one for one in ordered if role in one.roles])}
    yield '<p class="lead">Share the work. Here is what each person can fill in, and what they look after.</p>'
    yield (
        "Several people can fill in most of them. Agree who does it. "
        f"You can also look [by question]({addresses.BY_QUESTION}) or [by kind]({addresses.BY_KIND})."
    )
    links = (f'<li><a href="#{role}">{escape(words[role])} ({len(alike)})</a></li>' for role, alike in theirs.items())
    yield "\n".join(['<ul class="letters">', *links, "</ul>"])
    for role, alike in theirs.items():
        yield f'## {as_markdown(words[role])} <span class="num">{len(alike)}</span> {{: #{role} }}'
        yield from _parts(role, alike)


def _parts(role: str, alike: Sequence[TemplateForPage]) -> Iterator[str]:
    fills_in = [one for one in alike if role in one.filled_in_by]
    for anchor, heading, part in (
        ("both", "Fills in and looks after", [one for one in fills_in if one.owner == role]),
        ("fills-in", "Fills in", [one for one in fills_in if one.owner != role]),
        ("looks-after", "Looks after, and others fill in", [one for one in alike if role not in one.filled_in_by]),
    ):
        if part:
            yield f"### {heading} {{: #{role}-{anchor} }}"
            yield names_in_columns(part)
