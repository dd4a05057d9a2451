"""`content/guidance/`: pages that are written, not made. Facts that change are blanks: {{ counts.standards-met }}."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from forms_backend.pages import addresses
from forms_backend.questions.links import NamedLink, named_links
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.model import Checked, Facts, SourceLink
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import MarkdownSource, read_markdown
from forms_backend.questions.typed import typed

BLANK = re.compile(r"\{\{\s*([a-z0-9.-]+)\s*\}\}")
PAGES_BLANK = "pages"  # stands for the list of the pages below this one

_H1 = re.compile(r"^# ", re.MULTILINE)


class GuidanceFacts(Facts, frozen=True, kw_only=True):
    """The front matter of a guidance file. `pages` are those below it, by name, in the order to read them."""

    title: str
    description: str
    who_for: str  # ends the sentence "For ..."
    takes: str | None = None  # the time to do what the page says; the time to read it is counted
    pages: tuple[str, ...] = ()
    next: tuple[str, ...] = ()  # lines with links by name: what to do after reading
    search_words: tuple[str, ...] = ()
    checked: Checked
    sources: tuple[SourceLink, ...] = ()
    ours: bool = False  # a page about this site, which needs no outside source


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
    """Report what nothing answers to, headings that break the outline, and pages without a source."""
    names = {one.name for one in files}
    above: dict[str, str] = {}
    for one in files:
        for line, words in (*_faults(one, known), *_faults_below(one, names, above)):
            report.add(one.source.front.path, line, words, "Correct it, or take it out.")
        if not one.facts.sources and not one.facts.ours:
            what = "the page names no source"
            report.add(one.source.front.path, 1, what, "Add `sources:`, or `ours: true` on a page about this site.")


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


def _faults(one: GuidanceFile, known: Known) -> Iterator[tuple[int, str]]:
    body, first = one.source.body, one.source.body_line
    for link in named_links(body):
        if not known.has(link):
            yield first + link.line, _missing(link)
    for at, words in enumerate(one.facts.next):
        links = tuple(named_links(words))
        if not links:
            yield one.source.front.line(("next", at)), "a line of `next` leads nowhere; write it as a link by name"
        for link in links:
            if not known.has(link):
                yield one.source.front.line(("next", at)), _missing(link)
    for found in BLANK.finditer(body):
        if found[1] not in known.blanks and not (found[1] == PAGES_BLANK and one.facts.pages):
            line = first + body.count("\n", 0, found.start())
            yield line, f"`{found[1]}` is not a blank we can fill; we know {', '.join(sorted(known.blanks))}"
    for found in _H1.finditer(body):
        line = first + body.count("\n", 0, found.start())
        yield line, "the title is the only heading of the first rank; begin this one with `##`"


def _faults_below(one: GuidanceFile, names: Collection[str], above: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Faults in `pages`. `above` collects the page above each page over all files."""
    for at, name in enumerate(one.facts.pages):
        line = one.source.front.line(("pages", at))
        if name not in names:
            yield line, f"there is no guidance page `{name}`"
        elif name in above or name == one.name:
            yield line, f"`{name}` is already listed below `{above.get(name, name)}`"
        above.setdefault(name, one.name)


def _missing(link: NamedLink) -> str:
    return f"a link names the {link.kind} `{link.name}`, which does not exist"
