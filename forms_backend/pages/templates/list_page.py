"""The list of all templates: a box to find one in, what to start with, then every one by kind."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.linking import Download, Shelf
from forms_backend.pages.page import Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.templates.choosing import by_need
from forms_backend.pages.templates.finder import facts_for_finding, finder
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.pages.templates.wording import file_words, need_label, only_if
from forms_backend.questions.vocabulary import several

_LEAD = "Policies, lists, letters and checklists for the DSPT, to make your own. Take what you need and leave the rest."


def list_page(templates: Sequence[TemplateForPage], everything: Download, shelf: Shelf) -> Page:
    """The page at `/templates/`. `everything` is the download that holds all files."""
    checked = max((one.checked_on for one in templates), default=shelf.library.newest.facts.checked.on)
    return Page(
        address=addresses.TEMPLATES,
        title="Templates",
        description="Free policies, registers and checklists for the DSPT, to download and make your own.",
        markdown="\n\n".join(_body(templates, everything, shelf)),
        source="documents/",
        about=about("whoever writes policies", "1 minute to choose", checked, "our own words"),
        menu=addresses.TEMPLATES,
        scripts=("templates.js",),
        searched=False,
    )


def _body(templates: Sequence[TemplateForPage], everything: Download, shelf: Shelf) -> Iterator[str]:
    yield f'<p class="lead">{_LEAD}</p>'
    yield (
        f'<p><a class="btn" href="{addresses.WORKSPACE}">Fill them in with your details</a> '
        f'<a class="btn second" href="{everything.href}">Download all, blank: {escape(file_words(everything))}</a></p>'
    )
    yield finder(templates, shelf)
    kinds = dict(_by_kind(templates, shelf))
    yield '<div id="ways" markdown="1">'
    yield f"Or look [by question]({addresses.BY_QUESTION}), [by role]({addresses.BY_ROLE}), or by kind:"
    links = (f'<li><a href="#{_anchor(kind)}">{escape(kind)} ({len(alike)})</a></li>' for kind, alike in kinds.items())
    yield "\n".join(['<ul class="letters">', *links, "</ul>"])
    yield from _to_start_with(templates, shelf)
    yield "</div>"
    for kind, alike in kinds.items():
        yield '<div class="kind" markdown="1">'
        yield f'## {as_markdown(kind)} <span class="num">{len(alike)}</span> {{: #{_anchor(kind)} }}'
        yield "\n".join(['<ul class="tasks">', *(_line(one, shelf) for one in alike), "</ul>"])
        yield "</div>"


def _by_kind(templates: Iterable[TemplateForPage], shelf: Shelf) -> Iterator[tuple[str, list[TemplateForPage]]]:
    """Each kind in the plural with its templates, in the order of the vocabulary."""
    ordered = by_need(templates, shelf.library.newest.facts.levels)
    for kind, words in shelf.library.vocabulary.evidence_kinds.items():
        if alike := [one for one in ordered if one.kind == kind]:
            yield several(words), alike


def _anchor(kinds: str) -> str:
    return kinds.lower().replace(" ", "-")


def _to_start_with(templates: Iterable[TemplateForPage], shelf: Shelf) -> Iterator[str]:
    first = shelf.library.newest.facts.levels[0]
    needed = [one for one in by_need(templates, [first]) if one.needed_for == first.id]
    if not needed:
        return
    certain = [one for one in needed if not one.applies_when]
    yield "## Start with these {: #start-with-these }"
    yield f"{as_markdown(first.title)} asks for what is in these. If you have something of your own like one, keep yours."
    for heading, alike in (
        ("To read and change", [one for one in certain if one.register is None]),
        ("To fill in", [one for one in certain if one.register]),
    ):
        if alike:
            yield f"### {heading}"
            yield "\n".join(['<ul class="plain columns">', *(f"<li>{_link(one)}</li>" for one in alike), "</ul>"])
    if depends := [one for one in needed if one.applies_when]:
        yield "### If it fits how you work"
        yield "\n".join(f"- {_link(one)}: if {as_markdown(one.applies_when)}" for one in depends)


def _link(one: TemplateForPage) -> str:
    return f'<a href="{addresses.of_template(one.slug)}">{escape(one.short)}</a>'


def _line(one: TemplateForPage, shelf: Shelf) -> str:
    """HTML, since Markdown cannot say what the box above needs to know."""
    levels = shelf.library.newest.facts.levels
    condition = f' <span class="about">{escape(only_if(one))}</span>' if one.applies_when else ""
    label = need_label(one, levels, brief=True)
    tag = f'<span class="tag {label.look}">{escape(label.words)}</span>'
    return (
        f"<li {facts_for_finding(one, shelf)}><span>{_link(one)} "
        f'<span class="about">{escape(one.purpose)}</span>{condition}</span><span class="tags">{tag}</span></li>'
    )
