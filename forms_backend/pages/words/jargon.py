"""`content/jargon.yaml`: words of the trade, what each means in plain ones, and where a reader meets it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from forms_backend.pages import addresses
from forms_backend.pages.guidance.files import Known
from forms_backend.pages.linking import Shelf, question_address
from forms_backend.pages.page import Link
from forms_backend.questions.links import NamedLink
from forms_backend.questions.model import Checked, Facts
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import Place, Source, read_yaml
from forms_backend.questions.typed import typed

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MORE = re.compile(r"(question|template|page):(.+)")


class Term(Facts, frozen=True):
    """One word of the trade. `more` names questions, templates and pages; `also` names other terms."""

    term: str
    means: str
    stands_for: str | None = None
    forms: tuple[str, ...] = ()  # other spellings that texts use, plurals included
    more: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    marked: bool = True  # whether pages explain it where they first use it

    @property
    def name(self) -> str:
        """The term as a title: DPIA (data protection impact assessment)."""
        words = f"{self.term} ({self.stands_for})" if self.stands_for else self.term
        return words[0].upper() + words[1:]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way in which texts write it."""
        return (self.term, *([self.stands_for] if self.stands_for else []), *self.forms)


class JargonFacts(Facts, frozen=True):
    """The whole of `jargon.yaml`, by id: the id is the term's anchor in the glossary, for good."""

    checked: Checked
    terms: dict[str, Term]


class Jargon(msgspec.Struct, frozen=True):
    """The terms, read and typed, and where they stand in their file."""

    source: Source
    checked: Checked
    terms: Mapping[str, Term]


class Explained(msgspec.Struct, frozen=True):
    """A term as pages explain it in place. Its own pages, by address, need no such explanation."""

    id: str
    name: str
    means: str
    spellings: tuple[str, ...]
    own_pages: tuple[str, ...]


def load_jargon(content: Path, report: Report) -> Jargon | None:
    """Load `jargon.yaml`, or None after reporting."""
    source = read_yaml(content / "jargon.yaml", report)
    facts = typed(source, JargonFacts, report) if source else None
    return Jargon(source, facts.checked, facts.terms) if source and facts else None


def check_jargon(jargon: Jargon, known: Known, report: Report) -> None:
    """Report ids that make no anchor, spellings that two terms share, and names that nothing answers to."""
    taken: dict[str, str] = {}
    for id_, term in jargon.terms.items():
        for place, what in (*_faults(id_, term, jargon.terms, known), *_shared(id_, term, taken)):
            line = jargon.source.line(("terms", id_, *place))
            report.add(jargon.source.path, line, what, "Correct it, or take it out.")


def explained(jargon: Jargon, shelf: Shelf) -> tuple[Explained, ...]:
    """The terms that pages explain in place, by id."""
    return tuple(
        Explained(id_, term.name, term.means, term.spellings, _own_pages(term, shelf))
        for id_, term in sorted(jargon.terms.items())
        if term.marked
    )


def _own_pages(term: Term, shelf: Shelf) -> tuple[str, ...]:
    return tuple(one.href.partition("#")[0] for one in places(term, shelf, {}))


def places(term: Term, shelf: Shelf, titles: Mapping[str, str]) -> Iterator[Link]:
    """Where a reader meets the term. `titles` are those of pages, by name; a template without a page is left out."""
    for words in term.more:
        link = _link(words)
        if link is None:
            continue
        if link.kind == "question":
            yield _question(link.name, shelf)
        elif link.kind == "page":
            yield Link(titles.get(link.name.partition("#")[0], link.name), addresses.of_page(link.name))
        elif link.name in shelf.templates:
            yield Link(f"Template: {shelf.templates[link.name].title}", addresses.of_template(link.name))


def _question(identity: str, shelf: Shelf) -> Link:
    asked = next(one for each in reversed(shelf.library.sets) if (one := each.question(identity)))
    address = question_address(shelf.library, identity, shelf.library.newest)
    return Link(f"{asked.number} {asked.facts.short}", address)


def _faults(id_: str, term: Term, terms: Mapping[str, Term], known: Known) -> Iterator[tuple[Place, str]]:
    if not _ID.fullmatch(id_):
        yield (), f"`{id_}` cannot be an anchor; use small letters, numbers and hyphens"
    if not all(map(str.strip, term.spellings)):
        yield (), f"`{id_}` has a spelling without letters"
    if not term.means.strip():
        yield ("means",), f"`{id_}` is not explained"
    for at, name in enumerate(term.also):
        if name not in terms or name == id_:
            yield ("also", at), f"`also` names `{name}`, which is not another term"
    for at, words in enumerate(term.more):
        link = _link(words)
        if link is None or not known.has(link):
            yield ("more", at), f"`more` names `{words}`, which does not exist"


def _shared(id_: str, term: Term, taken: dict[str, str]) -> Iterator[tuple[Place, str]]:
    """`taken` collects, over all terms, which one has each spelling."""
    for words in dict.fromkeys(term.spellings):
        other = taken.setdefault(words.casefold(), id_)
        if other != id_ or term.spellings.count(words) > 1:
            yield (), f'the spelling "{words}" is already that of `{other}`'


def _link(words: str) -> NamedLink | None:
    found = _MORE.fullmatch(words)
    return NamedLink("", found[1], found[2], 0) if found else None
