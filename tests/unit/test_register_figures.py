"""What a figure counts, row by row."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from forms_backend.answers.model import RegisterFigure
from forms_backend.answers.register_figures import FigureRule, RowValues, figure_in_words, figures

TODAY = date(2026, 11, 22)
DAY, moment = date.fromisoformat, datetime.fromisoformat
Tests = Mapping[str, str]

ROWS: list[RowValues] = [
    {"who": "Ann Lee", "kind": "Induction", "on": DAY("2026-11-22"), "tags": ("Paper", "Phone")},
    {"who": "ann  LEE", "kind": "induction", "on": DAY("2025-11-22")},
    {"who": "Bo", "kind": "Yearly", "on": DAY("2025-11-21"), "score": 80.0},
    {"who": "Cy", "on": moment("2026-11-21T23:59"), "tags": ("Paper",)},
    {"who": "Di", "on": DAY("2026-11-23"), "kind": "None"},
    {"who": "Ed", "on": "last week"},
    {"kind": "Induction", "on": DAY("2026-01-01")},
]

COUNTED: dict[str, tuple[Tests, str | None, int]] = {
    "all rows": ({}, None, 7),
    "given": ({"kind": "given"}, None, 5),
    "empty": ({"kind": "empty"}, None, 2),
    "a value, whatever its case": ({"kind": "Induction"}, None, 3),
    "a word that an empty cell is not": ({"kind": "None"}, None, 1),
    "one of several choices": ({"tags": "paper"}, None, 2),
    "a number": ({"score": "80"}, None, 1),
    "not a value: another, or nothing": ({"kind": "not Induction"}, None, 4),
    "not one of several choices": ({"tags": "not Phone"}, None, 6),
    "past is before today": ({"on": "past"}, None, 4),
    "a day today is within no days": ({"on": "within 0 days"}, None, 1),
    "within a year, its first day and today": ({"on": "within 365 days"}, None, 4),
    "within ages": ({"on": "within 999999 days"}, None, 5),
    "what is no day is given": ({"who": "Ed", "on": "given"}, None, 1),
    "all tests together": ({"kind": "Induction", "on": "within 30 days"}, None, 1),
    "a column nobody has": ({"colour": "Red"}, None, 0),
    "each once": ({"kind": "Induction"}, "who", 1),
    "each once, whichever row passes": ({"on": "past"}, "who", 3),
    "each of a column nobody has": ({}, "colour", 0),
}


@pytest.mark.parametrize(("tests", "each", "number"), COUNTED.values(), ids=COUNTED)
def test_rows_that_pass_every_test_are_counted(tests: Tests, each: str | None, number: int) -> None:
    assert figures([FigureRule("things", tests, each)], ROWS, TODAY) == (RegisterFigure("things", number),)


SHARES: dict[str, tuple[FigureRule, tuple[int, int]]] = {
    "of all": (FigureRule("w", {"kind": "given"}, out_of={}), (5, 7)),
    "of some": (FigureRule("w", {"kind": "Induction", "on": "past"}, out_of={"kind": "Induction"}), (2, 3)),
    "of people": (FigureRule("w", {"on": "within 365 days"}, "who", {"who": "given"}), (2, 5)),
    "of none": (FigureRule("w", {"kind": "Never"}, out_of={"kind": "Never"}), (0, 0)),
}


@pytest.mark.parametrize(("rule", "numbers"), SHARES.values(), ids=SHARES)
def test_a_share_tells_both_numbers(rule: FigureRule, numbers: tuple[int, int]) -> None:
    assert figures([rule], ROWS, TODAY) == (RegisterFigure("w", *numbers),)


def test_rows_are_walked_through_once_for_all_figures() -> None:
    rules = [FigureRule("all", {}), FigureRule("people", {}, "who"), FigureRule("inductions", {"kind": "Induction"})]
    assert [one.number for one in figures(rules, iter(ROWS), TODAY)] == [7, 5, 3]
    assert figures([], iter(ROWS), TODAY) == ()


def test_a_figure_of_no_rows_is_nought() -> None:
    assert figures([FigureRule("w", {}, out_of={})], [], TODAY) == (RegisterFigure("w", 0, 0),)


WORDS = {
    "a number": (RegisterFigure("devices in use", 14), "Devices in use: 14"),
    "a share": (RegisterFigure("people trained", 18, 20), "People trained: 18 of 20 (90%)"),
    "nearly all is not all": (RegisterFigure("people trained", 199, 200), "People trained: 199 of 200 (99%)"),
    "a share of none": (RegisterFigure("people trained", 0, 0), "People trained: 0"),
}


@pytest.mark.parametrize(("figure", "words"), WORDS.values(), ids=WORDS)
def test_a_figure_can_be_read(figure: RegisterFigure, words: str) -> None:
    assert figure_in_words(figure) == words
