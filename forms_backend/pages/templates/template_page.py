"""The page of one template: what it is for and who needs it, its files, then what it says."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.linking import Shelf
from forms_backend.pages.page import Fact, Label, Link, Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.templates.choosing import questions_of, related
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.pages.templates.register_preview import register_preview
from forms_backend.pages.templates.wording import file_words, look_again, need_label, need_sentence, one_of

_PART = re.compile(r"^### (.+?) *$", re.MULTILINE)
_ELEMENT = re.compile(r"<[^>]+>")
_MANY = 5  # parts of a text from which on a list of them saves more time than it costs


def template_page(one: TemplateForPage, templates: Sequence[TemplateForPage], shelf: Shelf) -> Page:
    """The page of a template; `templates` are all of them, for those that go with it."""
    vocabulary, levels = shelf.library.vocabulary, shelf.library.newest.facts.levels
    roles = [vocabulary.roles[role] for role in one.filled_in_by]
    return Page(
        address=addresses.of_template(one.slug),
        title=one.short,
        description=one.purpose,
        markdown="\n\n".join(_body(one, templates, shelf)),
        source=f"documents/{one.slug}.{'yaml' if one.register else 'md'}",
        menu=addresses.TEMPLATES,
        crumbs=(Link("Templates", addresses.TEMPLATES),),
        labels=(Label(vocabulary.evidence_kinds[one.kind], "todo"), need_label(one, levels)),
        about=about(f"the {one_of(roles)}", f"About {one.minutes} minutes", one.checked_on, "our own words"),
        facts=tuple(_facts(one, shelf)),
        contents=True,
        checked_on=one.checked_on,
        checked=f"Words checked {in_words(one.checked_on)}.",
        search_words=(one.title, *one.search_words),
    )


def _body(one: TemplateForPage, templates: Sequence[TemplateForPage], shelf: Shelf) -> Iterator[str]:
    yield f'<p class="lead">{escape(one.purpose)}</p>'
    yield as_markdown(need_sentence(one, shelf.library.newest.facts.levels))
    yield from _files(one)
    if questions := questions_of(one, shelf):
        yield "## Questions it helps with"
        yield "\n".join(
            f"- [{each.number} {as_markdown(each.facts.short)}]({addresses.of_question(each.number)})"
            for each in questions
        )
    if alike := related(one, templates):
        yield "## Templates that go with it"
        yield "\n".join(f"- [{as_markdown(each.short)}]({addresses.of_template(each.slug)})" for each in alike)
    if one.register:
        yield from register_preview(one.register)
    else:
        yield from _text(one.preview)


def _files(one: TemplateForPage) -> Iterator[str]:
    what = "name and the dates go in" if one.register else "details go in, and only what is true of you stays"
    yield f"## Fill it in with your details\n\nYour organisation's {what}. It is free and needs no account."
    yield f'<p><a class="btn" href="{addresses.WORKSPACE}">Fill it in with your details</a></p>'
    yield "## Download it blank"
    links = " ".join(
        f'<a class="btn second" href="{each.href}">{escape(file_words(each))}</a>' for each in one.downloads
    )
    yield f"<p>{links}</p>"
    look = "[See what is in it](#how-to-fill-it-in)" if one.register else "[Read what it says first](#what-it-says)"
    if one.register:
        yield (
            f"{look}. Your workspace can read a filled-in Excel or OpenDocument file back. It names each row that "
            "needs a look, and counts for you."
        )
    else:
        yield f"{look}."


def _text(preview: str) -> Iterator[str]:
    yield "## What it says\n\nMarked words are blanks. Parts that depend on how you work say when to keep them."
    parts = {words: _anchor(words) for words in map(_plain, _PART.findall(preview))}
    if len(parts) >= _MANY:
        links = (f'<li><a href="#{anchor}">{escape(words)}</a></li>' for words, anchor in parts.items())
        yield "\n".join(['<ul class="plain columns no-print">', *links, "</ul>"])
    yield f'<div class="type" markdown="1">\n\n{preview}\n\n</div>'


def _plain(heading: str) -> str:
    return _ELEMENT.sub("", heading)


def _anchor(words: str) -> str:
    """The name that the generator's Markdown gives to a heading (the rule of Python-Markdown's `toc`)."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", letters).strip().lower())


def _facts(one: TemplateForPage, shelf: Shelf) -> Iterator[Fact]:
    yield Fact("Who looks after it", (Link(shelf.library.vocabulary.roles[one.owner]),))
    yield Fact("Look at it again", (Link(look_again(one.review_every_months)),))
