"""The glossary: every word of the trade that we explain, from A to Z."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.linking import Shelf
from forms_backend.pages.page import Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.words.jargon import Jargon, Term, places

_SAME_WORD = 5  # letters; spellings that begin alike, such as a plural, are shown once


def glossary_page(jargon: Jargon, shelf: Shelf, titles: Mapping[str, str]) -> Page:
    """The page at `/glossary/`. `titles` are those of guidance pages, by name."""
    in_order = sorted(jargon.terms.items(), key=_letter_and_words)
    return Page(
        address=addresses.GLOSSARY,
        title="Glossary: what the words mean",
        heading="What the words mean",
        description="Data protection, cyber security and toolkit words in plain English, from A to Z.",
        markdown="\n\n".join(_body(in_order, jargon.terms, shelf, titles)),
        source="jargon.yaml",
        about=about(
            "anyone who meets a strange word",
            "1 minute to look one up",
            jargon.checked.on,
            "against the pages it names",
        ),
        checked_on=jargon.checked.on,
        search_words=(
            "jargon",
            "abbreviations",
            "acronyms",
            "definitions",
            "meaning",
            "what does it mean",
            "dictionary",
        ),
    )


def _body(
    in_order: Sequence[tuple[str, Term]], terms: Mapping[str, Term], shelf: Shelf, titles: Mapping[str, str]
) -> Iterator[str]:
    yield '<p class="lead">Words you may meet in the toolkit, in guidance or from suppliers, in plain English.</p>'
    yield (
        "On other pages, a word with dots under it can be pressed: its meaning opens right there. "
        "Search finds these words too, and their short forms."
    )
    letters = [(letter, list(group)) for letter, group in groupby(in_order, key=lambda one: _letter_and_words(one)[0])]
    links = "".join(f'<li><a href="#{_letter_id(letter)}">{letter}</a></li>' for letter, _ in letters)
    yield f'<nav aria-label="Letters"><ul class="letters">{links}</ul></nav>'
    for letter, group in letters:
        yield f"## {letter} {{: #{_letter_id(letter)} }}"
        for id_, term in group:
            yield from _entry(id_, term, terms, shelf, titles)


def _entry(id_: str, term: Term, terms: Mapping[str, Term], shelf: Shelf, titles: Mapping[str, str]) -> Iterator[str]:
    yield f"### {as_markdown(term.name)} {{: #{id_} }}"
    yield as_markdown(term.means)
    lines = []
    called = list(_also_called(term))
    if called:
        lines.append(f"Also called: {as_markdown(', '.join(called))}.")
    met = [f"[{as_markdown(one.words)}]({one.href})" for one in places(term, shelf, titles)]
    if met:
        lines.append(f"Where you meet it: {', '.join(met)}.")
    if term.also:
        lines.append(f"See also: {', '.join(f'[{as_markdown(terms[one].term)}](#{one})' for one in term.also)}.")
    if lines:
        yield "  \n".join(lines)


def _also_called(term: Term) -> Iterator[str]:
    """Other names; not plurals and the like."""
    shown = [term.term, term.stands_for or term.term]
    for words in term.forms:
        if not any(_alike(one, words) for one in shown):
            shown.append(words)
            yield words


def _alike(one: str, other: str) -> bool:
    letters = min(_SAME_WORD, len(one), len(other))
    return one.casefold()[:letters] == other.casefold()[:letters]


def _letter_id(letter: str) -> str:
    return f"letter-{letter.lower()}"


def _letter_and_words(entry: tuple[str, Term]) -> tuple[str, str]:
    words = entry[1].term
    return words[0].upper(), words.casefold()
