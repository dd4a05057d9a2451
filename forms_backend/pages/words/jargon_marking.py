"""The first mention of a hard word on a page becomes a control that shows what it means, right there.

It needs no JavaScript: a button opens a popover. Where there are none, and on paper, the meaning follows in brackets.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache
from html import escape, unescape
from typing import NamedTuple

from forms_backend.pages import addresses
from forms_backend.pages.words.jargon import Explained
from forms_backend.pages.words.running_text import running_text

MOST = 8  # marked terms on a page; more would make its text restless
MOST_IN_A_BLOCK = 2
_BRACKET_EXPLAINS = 3  # words in brackets after a term, from which on they are taken for an explanation

# Lists, searches and the glossary itself explain nothing in place.
_NOT_MARKED = frozenset({"index.html", "404.html", "search/index.html", f"{addresses.GLOSSARY.strip('/')}/index.html"})
_BRACKET = re.compile(r"(?:\s|<[^>]*>)*\(((?:[^()<]|<[^>]*>)*)")
_DEFINED = re.compile(r"<strong>([^<]+):</strong>|<strong>([^<]+)</strong>:|<dt>([^<]+)</dt>")
_ELEMENT = re.compile(r"<[^>]*>")
_CLOSING = re.compile(r"[^\w\s<&(-]*(?:s(?!\w))?")  # what belongs to the word before it: a full stop, 's
_CANONICAL = re.compile(r'<link rel="canonical" href="https?://[^/"]+([^"]*)"')


class _Mention(NamedTuple):
    start: int
    end: int
    term: Explained
    block: int


def with_explanations(path: str, page: str, terms: tuple[Explained, ...]) -> str:
    """A finished page (its path and its HTML) with hard words explained where its running text first uses them."""
    begin, end = page.find("<main"), page.find("</main>")
    if path in _NOT_MARKED or not terms or begin < 0:
        return page
    found = _CANONICAL.search(page)
    address = unescape(found[1]) if found else ""
    needless = {one.id for one in terms if address in one.own_pages}
    return page[:begin] + marked(page[begin:end], terms, needless) + page[end:]


def marked(html: str, terms: tuple[Explained, ...], needless: Collection[str] = ()) -> str:
    """HTML with the first mention of each term as a control, `MOST` of them. Terms with a `needless` id stay as is."""
    parts, at = [], 0
    for one in _chosen(html, terms, needless):
        closing = _CLOSING.match(html, one.end)
        after = closing[0] if closing else ""
        parts += [html[at : one.start], _control(one.term, html[one.start : one.end], after)]
        at = one.end + len(after)
    return "".join([*parts, html[at:]])


def _control(term: Explained, words: str, after: str) -> str:
    """The control, and the marks that follow the term: a line may not break between the two.

    The meaning is a `small`, a side comment: unlike a `span` with an id, it is no named place that others may link to.
    What is not shown on paper brings its own spaces along.
    """
    id_ = f"term-{term.id}"
    control = (
        f'<button type="button" class="term" popovertarget="{id_}">{words}</button>'
        f'<small popover id="{id_}" class="means" role="note"><strong>{escape(term.name)} </strong>'
        f"<span>{escape(term.means)}</span>"
        f'<a href="{addresses.GLOSSARY}#{term.id}"> More in the glossary</a>'
        f'<button type="button" popovertarget="{id_}" popovertargetaction="hide"> Close</button></small>'
    )
    return f'<span class="unbroken">{control}{after}</span>' if after else control


def _chosen(html: str, terms: tuple[Explained, ...], needless: Collection[str]) -> Iterator[_Mention]:
    """The mentions to mark, in order. What the text itself explains, in brackets or in a list, needs no more."""
    done, defined = set(needless), _defined(html, terms)
    in_block: dict[int, int] = {}
    for one in _mentions(html, terms):
        if sum(in_block.values()) == MOST:
            return
        after_bracket = html[one.start - 1 : one.start] == "("  # there it repeats the words before
        if one.term.id in done or after_bracket or defined.get(one.term.id, one.start) < one.start:
            continue
        bracket = _BRACKET.match(html, one.end)
        if bracket and len(_ELEMENT.sub("", bracket[1]).split()) >= _BRACKET_EXPLAINS:
            done.add(one.term.id)
        elif not bracket and in_block.get(one.block, 0) < MOST_IN_A_BLOCK:
            in_block[one.block] = in_block.get(one.block, 0) + 1
            done.add(one.term.id)
            yield one


def _defined(html: str, terms: tuple[Explained, ...]) -> dict[str, int]:
    """Where the text itself defines terms, by id, as in "**Firewall:** a guard", in bold, or in a list of words."""
    of_words = _pattern(terms)[1]
    found: dict[str, int] = {}
    for one in _DEFINED.finditer(html):
        words = next(filter(None, one.groups()))
        for part in (words, *re.split(r"[()]", words)):
            term = of_words.get(_key(part))
            if term:
                found.setdefault(term.id, one.start())
    return found


def _mentions(html: str, terms: tuple[Explained, ...]) -> Iterator[_Mention]:
    """Every mention of a term in running text, in order."""
    pattern, of_words = _pattern(terms)
    for piece in running_text(html):
        for found in pattern.finditer(piece.text):
            yield _Mention(
                piece.start + found.start(), piece.start + found.end(), of_words[_key(found[0])], piece.block
            )


@cache
def _pattern(terms: tuple[Explained, ...]) -> tuple[re.Pattern[str], dict[str, Explained]]:
    """A pattern for all spellings as HTML has them, the longest first, and the term each spelling belongs to."""
    of_words = {escape(words, quote=False): term for term in terms for words in term.spellings}
    longest_first = sorted(of_words, key=lambda words: (-len(words), words))
    pattern = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(_loose, longest_first))})(?![\w-])")
    return pattern, {_key(words): term for words, term in of_words.items()}


def _loose(words: str) -> str:
    """A spelling in small letters also begins a sentence; a line may end inside any."""
    first = f"[{words[0]}{words[0].upper()}]" if words == words.lower() and words[0].isalpha() else re.escape(words[0])
    return first + re.escape(words[1:]).replace(r"\ ", r"\s+")


def _key(words: str) -> str:
    return " ".join(words.split()).casefold()
