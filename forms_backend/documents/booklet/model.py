"""What the booklet holds, before it is a file of any kind."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from forms_backend.answers.days import in_words
from forms_backend.answers.wording import OFFICIALLY
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.model import Kind, Question, QuestionSet

# Short enough for one line of boxes; `answers.wording` has them in full.
POSITIONS = ("Yes", "Partly", "No", "Do not know", "Does not apply")
HOW_TO_USE = (
    "Answer in any order. Stop when you like.",
    "Tick one box for each question. Then write the words you will type into the official toolkit.",
    "Say where each thing is kept, so that somebody else can find it.",
    "If something is missing, write who will see to it, and by when.",
    "Use job titles, not names. Leave out names of people you support, and passwords.",
    "When you have finished, log in to the official toolkit and copy your answers over.",
)

_LINES = {Kind.TICK: 2, Kind.TEXT: 3, Kind.DATE: 2, Kind.DOCUMENT: 3, Kind.CHOICE: 2}  # at least


class Imprint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who publishes the booklet, and where each question is explained, by its number. Addresses as they are said."""

    name: str
    strapline: str
    home: str
    help_at: dict[str, str]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One question, and room for its answer: `lines` to write on."""

    number: str
    short: str
    ask: str
    level: str
    officially: str
    counts: str
    keep: tuple[str, ...]
    choices: tuple[str, ...]
    may_not_apply: str
    help_at: str
    lines: int


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """The questions of a group."""

    title: str
    words: str
    questions: tuple[Asked, ...]


class Booklet(msgspec.Struct, frozen=True, kw_only=True):
    """The whole booklet. `checked_on` also dates its files, so that the same booklet gives the same bytes."""

    title: str
    subtitle: str
    imprint: Imprint
    checked: str
    checked_on: date
    first_level: str  # the level whose questions come first in a plan
    parts: tuple[Part, ...]


def booklet_of(library: QuestionLibrary, imprint: Mapping[str, Any]) -> Booklet:
    """The booklet of the newest year; `imprint` are the fields of an Imprint."""
    newest = library.newest
    known = msgspec.convert(imprint, Imprint)
    checked = newest.facts.checked.on
    return Booklet(
        title=f"Question booklet {newest.year}",
        subtitle="Data Security and Protection Toolkit (DSPT), adult social care in England",
        imprint=known,
        checked=f"Checked {in_words(checked)} against the {newest.year} toolkit.",
        checked_on=max([checked, *(one.facts.checked.on for one in newest)]),
        first_level=newest.facts.levels[0].title,
        parts=tuple(
            Part(
                title=group.title,
                words=group.words,
                questions=tuple(_asked(one, newest, known) for one in newest.in_group(group.id)),
            )
            for group in newest.facts.groups
        ),
    )


def _asked(question: Question, questions: QuestionSet, imprint: Imprint) -> Asked:
    facts = question.facts
    return Asked(
        number=question.number,
        short=facts.short,
        ask=question.ask,
        level=next(one.title for one in questions.facts.levels if one.id == question.level),
        officially=OFFICIALLY[facts.kind],
        counts=facts.met_when.words,
        keep=tuple(one.keep for one in facts.evidence),
        choices=tuple(one.label for one in facts.choices),
        may_not_apply=facts.not_applicable.when if facts.not_applicable else "",
        help_at=imprint.help_at[question.number],
        lines=_LINES[facts.kind],
    )
