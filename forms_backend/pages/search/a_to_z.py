"""The A to Z: pages by their names and by the words people look for, like the index at the back of a book."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import NamedTuple

from forms_backend.pages.page import Page

FIGURES = "0 to 9"  # the heading of what begins with a figure

_WORD = re.compile(r"[^\W_]+")
_NO_LETTER = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}\u0300-\u036f]")  # an apostrophe, an accent on its own
_ADDRESS = re.compile(r"\]\([^)]*\)|https?:\S+")
_ARTICLES = ("a", "an", "the")
_ENDING = 2  # letters at the end in which forms of one word differ: archive, archived
_LONG_ENOUGH = 6  # letters: in shorter words one other letter makes another word, such as rota and ROPA
_ASKING = (
    "are",
    "can",
    "cant",
    "do",
    "does",
    "how",
    "i",
    "is",
    "my",
    "should",
    "we",
    "what",
    "when",
    "where",
    "who",
    "why",
)


class Entry(NamedTuple):
    """Words, and the pages to turn to. Without pages below it, it is the name of one page and leads there itself."""

    words: str
    pages: tuple[Page, ...]
    is_name: bool = False


def name_of(page: Page) -> str:
    """What a page is called in a list: a question by what it is about, with its number; others by their title."""
    if page.source.startswith("questions/"):
        return f"{_subject(page)} ({page.search_words[0]})"
    is_template = page.source.startswith("documents/") and page.labels  # it may be called like a question
    return f"{page.title} (template)" if is_template else page.title


def reference_to(page: Page) -> str:
    """How an entry points to a page: a question by its number first, others by their name."""
    is_question = page.source.startswith("questions/")
    return f"{page.search_words[0]} {_subject(page)}" if is_question else name_of(page)


def a_to_z(pages: Collection[Page]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Each letter, figures first, with its entries in order."""
    entries = sorted(_entries(pages), key=lambda one: _order(one.words))
    for letter, group in groupby(entries, key=lambda one: _letter(one.words)):
        yield letter, tuple(group)


def sameness(words: str) -> str:
    """What spellings of the same words share: case, plural, hyphens, spaces and accents make no difference."""
    *first, last = _words(words) or [""]
    return _singular("".join([*map(_singular, first), last]))


def slips_in(terms: Collection[str], written: Collection[str]) -> set[str]:
    """The words of `terms` that somebody may mistype: one letter off a word of `written`, and not in it themselves."""
    known = set(map(_singular, {word for text in written for word in _words(text)}))
    shortened = defaultdict(set)
    for word in known:
        for short in _with_a_letter_less(word):
            shortened[short].add(word)
    unknown = {word for text in terms for word in _words(text)}
    return {
        word
        for word in unknown
        if (one := _singular(word)) not in known
        and any(_is_slip(one, meant) for short in _with_a_letter_less(one) for meant in shortened[short])
    }


def _is_slip(word: str, meant: str) -> bool:
    """Whether the one is a slip for the other, which is nearly the same, and not another form of it."""
    if len(word) < _LONG_ENOUGH:
        return meant in (f"{word[:at]}{word[at : at + 2][::-1]}{word[at + 2 :]}" for at in range(1, len(word) - 1))
    return not meant.startswith(word[:-_ENDING]) or meant == word + word[-1]


def _entries(pages: Collection[Page]) -> Iterator[Entry]:
    written = [text for one in pages for text in (one.title, one.description, _ADDRESS.sub("", one.markdown))]
    slips = slips_in([term for one in pages for term in _terms(one)], written)
    capitals = _capitals_in(written)
    subjects: dict[str, str] = {}
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    found: defaultdict[str, dict[str, Page]] = defaultdict(dict)
    for page in pages:
        own = sameness(_subject(page))
        subjects.setdefault(own, _subject(page))
        found[own][page.address] = page
        for term in _terms(page):
            key, words = sameness(term), _words(term)
            if own.startswith(key) or words[0] in _ASKING or not slips.isdisjoint(words):
                continue  # it would stand beside its page; it is a question; it is a slip
            spellings[key][_in_capitals(term, capitals)] += 1
            found[key][page.address] = page
    for key, under in found.items():
        alone = next(iter(under.values())) if len(under) == 1 and key in subjects else None
        best = name_of(alone) if alone else subjects.get(key) or _best(spellings[key])
        yield Entry(best[:1].upper() + best[1:], tuple(under.values()), is_name=alone is not None)


def _best(spellings: Counter[str]) -> str:
    """The commonest; then the one with more capitals, as in GDPR; then the longer, as in e-learning."""
    return max(spellings, key=lambda one: (spellings[one], sum(map(str.isupper, one)), len(one), one))


def _capitals_in(written: Collection[str]) -> dict[str, str]:
    """The words that are mostly written in capitals, by how they look without: gdpr is GDPR, it is not IT."""
    forms = Counter(word for text in written for word in _WORD.findall(text))
    others = Counter(word.lower() for text in written for word in _WORD.findall(text) if not word.isupper())
    return {word.lower(): word for word, times in forms.items() if word.isupper() and times > others[word.lower()]}


def _in_capitals(term: str, capitals: dict[str, str]) -> str:
    return _WORD.sub(lambda found: capitals.get(found[0], found[0]), term)


def _subject(page: Page) -> str:
    return page.search_words[1] if page.source.startswith("questions/") else page.title


def _terms(page: Page) -> tuple[str, ...]:
    return page.search_words[2:] if page.source.startswith("questions/") else page.search_words


def _words(text: str) -> list[str]:
    return _WORD.findall(_NO_LETTER.sub("", unicodedata.normalize("NFKD", text.casefold())))


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is")):  # noqa: PLR2004 - "gas" and "bus" stay
        return word
    for ending, instead in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("s", "")):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word


def _with_a_letter_less(word: str) -> set[str]:
    """The word, and the word without one of its letters; the first stays, since people get it right."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}


def _order(words: str) -> tuple[str, ...]:
    first, *rest = _words(words) or [""]
    told = rest if first in _ARTICLES and rest else [first, *rest]
    return tuple(word.zfill(6) if word.isdecimal() else word for word in told)


def _letter(words: str) -> str:
    first = _order(words)[0][:1].upper()
    return FIGURES if first.isdecimal() else first
