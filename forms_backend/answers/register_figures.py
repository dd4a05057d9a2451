"""Numbers that a register tells: how many of its rows pass the tests of a figure."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

import msgspec

from forms_backend.answers.model import RegisterFigure

Value = str | float | date | tuple[str, ...]  # what a cell holds; several choices are a tuple
RowValues = Mapping[str, Value]  # by column; what is empty is not in it

_NOT = "not "
_WITHIN = re.compile("within ([0-9]{1,6}) days")


class FigureRule(msgspec.Struct, frozen=True):
    """What a figure counts: rows that pass every test of `count`.

    A test names a column and what must be in it: `given`, `empty`, `past` (a day before today), `within 365 days` (one
    of the last so many, or today), a value, or `not No`: anything else, or nothing. `each` names the column that says
    what is counted, so that two rows of one thing count once. `out_of` are tests of those that this is a share of;
    without any it is a share of all.
    """

    words: str
    count: Mapping[str, str]
    each: str | None = None
    out_of: Mapping[str, str] | None = None


def figures(rules: Iterable[FigureRule], rows: Iterable[RowValues], today: date) -> tuple[RegisterFigure, ...]:
    """The figure of each rule, in order; the rows are walked through once."""
    tallies = [_Tally(rule, today) for rule in rules]
    for row in rows:
        for one in tallies:
            one.take(row)
    return tuple(one.figure for one in tallies)


Test = Callable[[RowValues], bool]


class _Tally:
    """One figure on the way."""

    def __init__(self, rule: FigureRule, today: date) -> None:
        self._rule = rule
        self._tests = _tests(rule.count, today)
        self._of_tests = _tests(rule.out_of or {}, today)
        self._number = self._of = 0
        self._seen: set[str] = set()
        self._of_seen: set[str] = set()

    def take(self, row: RowValues) -> None:
        """Count a row, or not."""
        name = self._rule.each and _text(row.get(self._rule.each, "")).casefold()
        if name == "":  # it does not say what it is about
            return
        if all(test(row) for test in self._tests) and name not in self._seen:
            self._number += 1
            self._seen |= {name} if name else set()
        if all(test(row) for test in self._of_tests) and name not in self._of_seen:
            self._of += 1
            self._of_seen |= {name} if name else set()

    @property
    def figure(self) -> RegisterFigure:
        """What was counted."""
        return RegisterFigure(self._rule.words, self._number, None if self._rule.out_of is None else self._of)


def _tests(wanted: Mapping[str, str], today: date) -> list[Test]:
    return [_test(column, words, today) for column, words in wanted.items()]


def _test(column: str, words: str, today: date) -> Test:
    if words == "given":
        return lambda row: column in row
    if words == "empty":
        return lambda row: column not in row
    if words == "past":
        return lambda row: _falls(row.get(column), date.min, today - timedelta(days=1))
    if within := _WITHIN.fullmatch(words):
        first = date.fromordinal(max(today.toordinal() - int(within[1]), 1))
        return lambda row: _falls(row.get(column), first, today)
    if words.startswith(_NOT):
        return lambda row: not _has(row.get(column), words.removeprefix(_NOT).casefold())
    return lambda row: _has(row.get(column), words.casefold())


def _falls(value: Value | None, first: date, last: date) -> bool:
    day = value.date() if isinstance(value, datetime) else value
    return isinstance(day, date) and first <= day <= last


def _has(value: Value | None, wanted: str) -> bool:
    values = value if isinstance(value, tuple) else () if value is None else (value,)
    return any(_text(one).casefold() == wanted for one in values)


def _text(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else " ".join(str(value).split())


def figure_in_words(figure: RegisterFigure) -> str:
    """A figure as a line: "People trained: 18 of 20 (90%)". A share is never rounded up."""
    share = f" of {figure.of} ({figure.number * 100 // figure.of}%)" if figure.of else ""
    return f"{figure.words[:1].upper()}{figure.words[1:]}: {figure.number}{share}"
