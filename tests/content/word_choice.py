"""Words we do not use, and what to write in their place; misspellings, and American spellings.

Misspellings and pairs of spellings come from the dictionaries of codespell, which many projects keep up together.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import yaml

AVOIDED = Path(__file__).with_name("words_to_avoid.yaml")

# American spellings that are British words too, with another meaning; AVOIDED knows a few by the words before them.
_BOTH = frozenset({
    "acknowledgment", "acknowledgments", "analog", "dialog", "judgment", "judgments", "license", "licensed", "licenses",
    "meter", "meters", "mold", "molds", "practice", "practiced", "practices", "program", "rigor", "story", "stories",
})  # fmt: skip
_MARKS = (
    (re.compile("[\N{EN DASH}\N{EM DASH}]"), "Use a comma, a colon, brackets or two sentences."),
    (re.compile(r"!(?!=)"), "End the sentence with a full stop."),
    (re.compile(r"\N{HORIZONTAL ELLIPSIS}|\.\.\."), "Finish the sentence."),
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


class Finding(NamedTuple):
    """What is wrong with a sentence, and what to do."""

    what: str
    remedy: str


class _Avoided(NamedTuple):
    pattern: re.Pattern[str]
    why: str
    instead: str


def findings(sentence: str) -> Iterator[Finding]:
    """What is wrong with the words of a sentence."""
    text = sentence.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    for pattern, instead in _MARKS:
        for mark in dict.fromkeys(pattern.findall(text)):
            yield Finding(f'"{mark}" is not how we write', instead)
    avoided = set()
    for one in _avoided():
        for words in dict.fromkeys(each[0] for each in one.pattern.finditer(text)):
            avoided.update(words.casefold().split())
            yield Finding(f'"{words}" {one.why}', one.instead)
    for word in dict.fromkeys(_WORD.findall(text)):
        if word.casefold() not in avoided:
            yield from _spelling(word)


def _spelling(word: str) -> Iterator[Finding]:
    small = word.casefold()
    right = "" if word.isupper() else _slips().get(small) or _slips().get(small.removesuffix("'s"), "")
    if right:
        guesses = " or ".join(f"`{one.strip()}`" for one in right.split(",") if one.strip())
        yield Finding(f'"{word}" is a misspelling', f"Write {guesses}.")
    elif small in _british():
        yield Finding(f'"{word}" is spelled the American way', f"Write `{_british()[small]}`.")


@cache
def _avoided() -> tuple[_Avoided, ...]:
    return tuple(
        _Avoided(re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE), why, instead)
        for why, remedies in yaml.safe_load(AVOIDED.read_text(encoding="utf-8")).items()
        for instead, patterns in remedies.items()
        for words in patterns
    )


@cache
def _slips() -> dict[str, str]:
    return dict(_pairs("dictionary.txt"))


@cache
def _british() -> dict[str, str]:
    return {american: british for british, american in _pairs("dictionary_en-GB_to_en-US.txt") if american not in _BOTH}


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    text = files("codespell_lib").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        wrong, _, right = line.partition("->")
        yield wrong, right
