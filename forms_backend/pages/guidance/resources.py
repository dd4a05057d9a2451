"""`content/resources.yaml`: good help elsewhere, each with why, for whom, how long, and when it was checked."""

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.guidance.files import Known
from forms_backend.pages.linking import Shelf, with_links
from forms_backend.pages.page import Link, Page
from forms_backend.pages.plain_text import as_markdown, sentence
from forms_backend.questions.links import NamedLink, named_links
from forms_backend.questions.model import Checked, Facts
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import read_yaml
from forms_backend.questions.typed import typed


class Resource(Facts, frozen=True, kw_only=True):
    """One thing elsewhere. `unseen`: known, but nobody could open it to check. `seen`: the age of the copy we read."""

    id: str
    title: str
    publisher: str
    url: str
    who: str
    takes: str
    why: str
    cost: str = "free"
    seen: str = ""
    unseen: bool = False
    note: str = ""
    questions: tuple[str, ...] = ()  # identities


class ResourceGroup(Facts, frozen=True):
    """Resources for one need."""

    id: str
    title: str
    words: str  # Markdown with links by name
    items: tuple[Resource, ...]


class Resources(Facts, frozen=True, kw_only=True):
    """The whole of `resources.yaml`."""

    checked: Checked
    groups: tuple[ResourceGroup, ...]


def load_resources(content: Path, report: Report) -> Resources | None:
    """The resources; None when there is no file, or after reporting."""
    path = content / "resources.yaml"
    source = read_yaml(path, report) if path.is_file() else None
    return typed(source, Resources, report) if source else None


def check_resources(resources: Resources, known: Known, content: Path, report: Report) -> None:
    """Report ids used twice, addresses without encryption, and names that nothing answers to."""
    path, seen = content / "resources.yaml", set[str]()
    for group in resources.groups:
        links = [*named_links(group.words), *_questions(group)]
        for link in links:
            if not known.has(link):
                what = f"`{group.id}` names the {link.kind} `{link.name}`, which does not exist"
                report.add(path, 1, what, "Correct the name, or take it out.")
        for name in (group.id, *(one.id for one in group.items)):
            if name in seen:
                report.add(path, 1, f"the id `{name}` is used twice", "Give one of the two another id.")
            seen.add(name)
        for one in group.items:
            if not one.url.startswith("https://"):
                report.add(path, 1, f"`{one.id}` has no address that begins with https://", "Write the whole address.")


def resources_page(resources: Resources, shelf: Shelf) -> Page:
    """The page at `/resources/`."""
    checked = resources.checked.on
    return Page(
        address=addresses.RESOURCES,
        title="Good help elsewhere",
        description="Free guides, films, courses and tools for the DSPT, each with who it is for.",
        markdown=with_links("\n\n".join(_body(resources, shelf)), shelf),
        source="resources.yaml",
        about=(Link("For managers, staff and partners"), Link(f"Checked {in_words(checked)}")),
        contents=True,
        checked=f"Checked {in_words(checked)}.",
        checked_on=checked,
        search_words=("resources", "links", "further reading", "videos", "courses", "websites", "webinar"),
    )


def _questions(group: ResourceGroup) -> Iterator[NamedLink]:
    for one in group.items:
        for identity in one.questions:
            yield NamedLink("", "question", identity, 0)


def _body(resources: Resources, shelf: Shelf) -> Iterator[str]:
    yield (
        '<p class="lead">Other people have made good things too. We chose these because they are made for care, or are '
        "the official source. Nearly all are free.</p>"
    )
    yield (
        "They belong to others, and may have changed since we looked. For somebody to talk to, see "
        "[local help](page:local-support)."
    )
    for group in resources.groups:
        yield f"## {as_markdown(group.title)} {{: #{group.id} }}"
        yield group.words
        lines = (_line(one, shelf, resources.checked.on) for one in group.items)
        yield "\n".join(['<ul class="tasks">', *lines, "</ul>"])


def _line(one: Resource, shelf: Shelf, checked: date) -> str:
    """HTML, since Markdown has no list with lines of different looks."""
    helps = ", ".join(_number(identity, shelf) for identity in one.questions)
    facts = [
        f"For {one.who}. Takes {one.takes}. {sentence(one.cost)}",
        *([f"Helps with {helps}."] if helps else []),
        *([f"The copy we read was from {one.seen}."] if one.seen else []),
        *([] if one.unseen else [f"Checked {in_words(checked)}."]),
        *([one.note] if one.note else []),
    ]
    doubt = ' <span class="tag help">We could not open this to check it</span>' if one.unseen else ""
    said = "".join(f'<span class="about">{line}</span>' for line in _escaped(facts, helps))
    return (
        f'<li id="{one.id}"><span><a href="{escape(one.url)}">{escape(one.title)}</a>, {escape(one.publisher)}{doubt}'
        f'<span class="line">{escape(one.why)}</span>{said}</span></li>'
    )


def _escaped(lines: list[str], helps: str) -> Iterator[str]:
    for line in lines:
        yield line if helps and helps in line else escape(line)


def _number(identity: str, shelf: Shelf) -> str:
    number = next(one.number for one in shelf.library.newest if one.identity == identity)
    return f'<a href="{addresses.of_question(number)}">{number}</a>'
