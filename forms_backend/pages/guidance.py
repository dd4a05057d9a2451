"""`content/guidance/`: pages that are written, not made. Facts that change are blanks: {{ counts.standards-met }}."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.linking import Shelf, with_links
from forms_backend.pages.page import Link, Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.questions.links import NamedLink, named_links
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.model import Checked, Confidence, Facts, SourceLink
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import MarkdownSource, read_markdown
from forms_backend.questions.typed import typed

_BLANK = re.compile(r"\{\{\s*([a-z0-9.-]+)\s*\}\}")
_H1 = re.compile(r"^# ", re.MULTILINE)


class GuidanceFacts(Facts, frozen=True, kw_only=True):
    """The front matter of a guidance file. `under` is the page it belongs below, by name."""

    title: str
    description: str
    under: str | None = None
    contents: bool = False
    search_words: tuple[str, ...] = ()
    checked: Checked
    sources: tuple[SourceLink, ...] = ()


class GuidanceFile(msgspec.Struct, frozen=True):
    """One guidance file, read and typed. Its name is its address: `start-here.md` is `/start-here/`."""

    name: str
    source: MarkdownSource
    facts: GuidanceFacts


def load_guidance(content: Path, report: Report) -> tuple[GuidanceFile, ...]:
    """Every guidance file that can be read; the others are in the report."""
    folder = content / "guidance"
    found = []
    for path in sorted(folder.rglob("*.md")):
        source = read_markdown(path, report)
        facts = typed(source.front, GuidanceFacts, report) if source else None
        if source and facts:
            found.append(GuidanceFile(path.relative_to(folder).with_suffix("").as_posix(), source, facts))
    return tuple(found)


def pages_by_hand(files: Collection[GuidanceFile]) -> set[str]:
    """The addresses of the guidance pages."""
    return {addresses.of_page(one.name) for one in files}


class Known(NamedTuple):
    """What words in content may name."""

    library: QuestionLibrary
    templates: Collection[str]
    blanks: Collection[str]
    pages: Collection[str]  # addresses

    def has(self, link: NamedLink) -> bool:
        """Whether something answers to the link."""
        if link.kind == "question":
            return any(each.question(link.name) for each in self.library.sets)
        if link.kind == "template":
            return link.name in self.templates
        return self.has_page(link.name)

    def has_page(self, name: str) -> bool:
        """Whether there is a page of this name; `a#b` is page `a`."""
        return addresses.of_page(name).partition("#")[0] in self.pages


def check_guidance(files: Collection[GuidanceFile], known: Known, report: Report) -> None:
    """Report every blank, and every link by name, that nothing answers to, and headings that break the outline."""
    for one in files:
        for line, words in _faults(one, known):
            report.add(one.source.front.path, line, words, "Correct it, or take it out.")
        if one.facts.under and not known.has_page(one.facts.under):
            line = one.source.front.line(("under",))
            report.add(one.source.front.path, line, f"there is no page `{one.facts.under}`", "Correct the name.")


def check_page_links(known: Known, content: Path, report: Report) -> None:
    """Report links by name from questions to pages that do not exist; other links were checked at loading."""
    questions = {one.identity: one for each in known.library.sets for one in each}
    for one in questions.values():
        path = content / "questions" / f"{one.identity}.md"
        for section in one.sections:
            for link in named_links(section.markdown):
                if link.kind == "page" and not known.has(link):
                    line = section.text_line + link.line
                    report.add(path, line, _missing(link), "Correct the name, or take the link out.")


def guidance_pages(files: Collection[GuidanceFile], blanks: Mapping[str, str], shelf: Shelf) -> Iterator[Page]:
    """The pages, blanks filled and links resolved."""
    titles = {one.name: one.facts.title for one in files}
    for one in files:
        facts = one.facts
        text = _BLANK.sub(lambda found: blanks[found[1]], one.source.body)
        yield Page(
            address=addresses.of_page(one.name),
            title=facts.title,
            description=facts.description,
            markdown=with_links(f"{text.strip()}\n\n{_checked(facts)}", shelf),
            source=f"guidance/{one.name}.md",
            menu=addresses.of_page(facts.under) if facts.under else "",
            crumbs=(Link(titles[facts.under], addresses.of_page(facts.under)), Link(facts.title))
            if facts.under in titles
            else (),
            contents=facts.contents,
            checked=f"Checked {in_words(facts.checked.on)} against the {shelf.library.newest.year} toolkit.",
            search_words=facts.search_words,
        )


def _faults(one: GuidanceFile, known: Known) -> Iterator[tuple[int, str]]:
    body, first = one.source.body, one.source.body_line
    for link in named_links(body):
        if not known.has(link):
            yield first + link.line, _missing(link)
    for found in _BLANK.finditer(body):
        if found[1] not in known.blanks:
            line = first + body.count("\n", 0, found.start())
            yield line, f"`{found[1]}` is not a blank we can fill; we know {', '.join(sorted(known.blanks))}"
    for found in _H1.finditer(body):
        line = first + body.count("\n", 0, found.start())
        yield line, "the title is the only heading of the first rank; begin this one with `##`"


def _missing(link: NamedLink) -> str:
    return f"a link names the {link.kind} `{link.name}`, which does not exist"


def _checked(facts: GuidanceFacts) -> str:
    parts = []
    if facts.checked.note and facts.checked.confidence is not Confidence.HIGH:
        note = as_markdown(facts.checked.note)
        parts.append(f'<div class="note warn" markdown="1">\n\n**What we could not confirm.** {note}\n\n</div>')
    if facts.sources:
        lines = [f"- [{as_markdown(one.title)}]({one.url})" for one in facts.sources]
        parts += ["## Where this comes from", "\n".join(lines)]
    return "\n\n".join(parts)
