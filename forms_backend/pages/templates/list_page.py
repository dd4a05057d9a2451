"""The list of all templates: a box to find one in, then every one, what the first level needs first."""

from collections.abc import Iterator, Sequence
from html import escape

from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.linking import Download, Shelf
from forms_backend.pages.page import Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.templates.choosing import by_kind
from forms_backend.pages.templates.finder import facts_for_finding, finder
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.pages.templates.wording import checked_on, file_words, level_of, link, only_if
from forms_backend.questions.model import Level

_LEAD = "Policies, lists, letters and checklists for the DSPT, to make your own. Take what you need and leave the rest."
_SHAPES = ("Texts to read and change", "Lists and forms to fill in")


def list_page(templates: Sequence[TemplateForPage], everything: Download, shelf: Shelf) -> Page:
    """The page at `/templates/`. `everything` is the download that holds all files."""
    return Page(
        address=addresses.TEMPLATES,
        title="Templates",
        description="Free policies, registers and checklists for the DSPT, to download and make your own.",
        markdown="\n\n".join(_body(templates, everything, shelf)),
        source="documents/",
        about=about("whoever writes policies", "1 minute to choose", checked_on(templates, shelf), "our own words"),
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
    yield '<div id="ways" markdown="1">'
    yield (
        f"Look [by question]({addresses.BY_QUESTION}), [by role]({addresses.BY_ROLE}) or "
        f"[by kind]({addresses.BY_KIND}). Or go down the list: what you need first comes first."
    )
    levels = shelf.library.newest.facts.levels
    ordered = by_kind(templates, shelf)
    parts = {level: [one for one in ordered if level_of(one, levels) is level] for level in (*levels, None)}
    links = (f'<li><a href="#{_id(level)}">{escape(_name(level))} ({len(parts[level])})</a></li>' for level in parts)
    yield "\n".join(['<ul class="letters">', *links, "</ul>"])
    yield "</div>"
    for level, alike in parts.items():
        yield '<div class="part" markdown="1">'
        yield from _part(level, alike, shelf)
        yield "</div>"


def _id(level: Level | None) -> str:
    return level.id if level else "good-practice"


def _name(level: Level | None) -> str:
    return level.title if level else "Good practice"


def _part(level: Level | None, alike: Sequence[TemplateForPage], shelf: Shelf) -> Iterator[str]:
    begin, words = _words(level, shelf)
    anchor, heading = _id(level), as_markdown(f"{begin}{_name(level)}")
    yield f'## {heading} <span class="num">{len(alike)}</span> {{: #{anchor} }}'
    yield words
    for at, shape in enumerate(_SHAPES):
        if lines := [_line(one, shelf) for one in alike if bool(one.register) == bool(at)]:
            yield '<div class="part" markdown="1">'
            yield f"### {shape} {{: #{anchor}-{'lists' if at else 'texts'} }}"
            yield "\n".join(['<ul class="tasks">', *lines, "</ul>"])
            yield "</div>"


def _words(level: Level | None, shelf: Shelf) -> tuple[str, str]:
    """How the heading of a part begins, and its first paragraph."""
    if level is None:
        return "", "You can finish the toolkit without these. They help you run a safe service, and keep to the law."
    title = as_markdown(level.title)
    if level is shelf.library.newest.facts.levels[0]:
        keep = "If you have something of your own that says the same, keep yours."
        return "Start with these: ", f"{title} asks for what is in these. {keep}"
    return "Then these: ", f"{title} asks for what is in these as well."


def _line(one: TemplateForPage, shelf: Shelf) -> str:
    """HTML, since Markdown cannot say what the box above needs to know."""
    condition = f' <span class="about">{escape(only_if(one))}</span>' if one.applies_when else ""
    return (
        f"<li {facts_for_finding(one, shelf)}><span>{link(one)} "
        f'<span class="about">{escape(one.purpose)}</span>{condition}</span></li>'
    )
