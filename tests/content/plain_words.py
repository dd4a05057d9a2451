"""Whether a content file is in plain words: `python -m tests.content.plain_words FILE ...` says what to mend."""

import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from forms_backend.pages.words.jargon import load_jargon
from forms_backend.questions.problems import ContentError, Problem, Report
from tests.content.passages import Sentence, sentences_of
from tests.content.reading_age import ENOUGH, OLDEST, OLDEST_IN_A_RUN, Reading, hardest_run, reading_of
from tests.content.word_choice import findings

CONTENT = Path(__file__).parents[2] / "content"
LONGEST = 25  # words

# Short forms that need no words: care managers say them every day, or they have become words. The last are names on
# pages for people who make websites.
KNOWN_SHORT_FORMS = frozenset({
    "AI", "CCTV", "DBS", "GP", "HR", "IT", "NHS", "PDF", "PIN", "PO", "SIM", "SMS", "TV", "UK", "USB", "VAT",
    "AA", "CISO", "CSV", "HTML", "JSON", "UTF", "XML",
})  # fmt: skip

_SHORT_FORM = re.compile(r"\b[A-Z]{2,}(?=s?\b)")
_CODE = re.compile(r"\b(?=\w*\d)[A-Z0-9]+\b|\bVLAXL\b|\bGOV\.UK\b|\bBS EN\b")  # an example of a code, or a name
_WORD = re.compile(r"\w")


def explained_terms(content: Path = CONTENT) -> tuple[str, ...]:
    """Every spelling of every term that the site explains. Raises ContentError when the list cannot be read."""
    report = Report(content)
    jargon = load_jargon(content, report)
    report.raise_if_any()
    return tuple(one for term in jargon.terms.values() for one in term.spellings) if jargon else ()


def check(path: Path, explained: Collection[str]) -> tuple[Reading, list[Problem]]:
    """How a file reads, and everything in it that is not plain, by line. Raises ContentError when it cannot be read."""
    sentences = sentences_of(path)
    read = [one for one in sentences if one.read]
    reading = reading_of([one.text for one in read], explained)
    problems = [
        *(problem for one in sentences for problem in _of_sentence(path, one)),
        *_of_short_forms(path, sentences, explained),
        *_of_runs(path, read, explained),
    ]
    return reading, [*_of_age(path, read, reading, explained), *sorted(problems)]


def length(sentence: str) -> int:
    """The words of a sentence as a reader counts them: what a hyphen joins is one, a lone mark is none."""
    return sum(bool(_WORD.search(one)) for one in sentence.split())


def _of_sentence(path: Path, one: Sentence) -> Iterator[Problem]:
    words = length(one.text)
    if words > LONGEST:
        what = f"a sentence of {words} words: {one.text}"
        yield Problem(str(path), one.line, what, f"Make it two, or a list. {LONGEST} words is the most, 15 is good.")
    for found in findings(one.text):
        yield Problem(str(path), one.line, f"{found.what}: {one.text}", found.remedy)


def _of_short_forms(path: Path, sentences: list[Sentence], explained: Collection[str]) -> Iterator[Problem]:
    """The first mention of each short form that neither the page nor the list of jargon spells out."""
    text = "\n".join(one.text for one in sentences)
    known = {*KNOWN_SHORT_FORMS, *(form for words in explained for form in _SHORT_FORM.findall(words))}
    for one in sentences:
        for form in _SHORT_FORM.findall(_CODE.sub("", one.text)):
            in_brackets = re.search(rf"\({form}\b|\b{form}s? \(|\b{form}, version", text)
            if form not in known and not in_brackets:
                known.add(form)
                remedy = "Spell it out, explain it in brackets, or add it to content/jargon.yaml."
                yield Problem(str(path), one.line, f'"{form}" is not explained: {one.text}', remedy)


def _of_age(path: Path, read: list[Sentence], reading: Reading, explained: Collection[str]) -> Iterator[Problem]:
    if reading.words < ENOUGH or reading.age <= OLDEST:
        return
    hardest = sorted(read, key=lambda one: -_weight(one, explained))[:5]
    lines = "".join(f"\n      line {one.line}: {one.text}" for one in hardest)
    what = f"the reading age is {reading.age:.1f}; {OLDEST:.0f} is the most"
    yield Problem(str(path), 1, what, f"Shorter sentences and shorter words help. These weigh most:{lines}")


def _of_runs(path: Path, read: list[Sentence], explained: Collection[str]) -> Iterator[Problem]:
    run = hardest_run([one.text for one in read], explained)
    if run and run[1].age > OLDEST_IN_A_RUN:
        what = f"the {ENOUGH} words from here on have a reading age of {run[1].age:.1f}: {read[run[0]].text}"
        yield Problem(str(path), read[run[0]].line, what, "Shorter sentences and shorter words help.")


def _weight(one: Sentence, explained: Collection[str]) -> float:
    alone = reading_of([one.text], explained)
    return alone.grade * alone.words


def main(names: list[str]) -> int:
    """Print what to mend in each file and how it reads; 0 when there is nothing to mend."""
    explained, bad = explained_terms(), 0
    for name in names:
        try:
            reading, problems = check(Path(name), explained)
        except ContentError as error:
            sys.stdout.write(f"{error}\n")
            bad += 1
            continue
        age = f"reading age {reading.age:.1f}" if reading.words >= ENOUGH else "too short for a reading age"
        lines = [*map(str, problems), f"{name}: {age}, {reading.words} words, {len(problems)} to mend"]
        sys.stdout.write("\n".join(lines) + "\n")
        bad += len(problems)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
