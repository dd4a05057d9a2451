"""What a register says besides its author's words, and how it is laid out on paper."""

from typing import Any

import msgspec
import pytest

from forms_backend.documents.templates import register_words as words
from forms_backend.documents.templates.model import Column, ColumnType, Register, RegisterFacts
from forms_backend.documents.templates.register_paper import Paper, PaperRow, on_paper
from forms_backend.documents.templates.register_rows import Heading
from forms_backend.questions.vocabulary import Vocabulary

TEXT = {"key": "name", "label": "Name", "type": "text", "help": "What it is called.", "width": 20}
DAY = {"key": "since", "label": "Since", "type": "date", "help": "The first day.", "width": 10}
CHOICE = {
    "key": "safe",
    "label": "Is it safe?",
    "type": "choice",
    "options": ["Yes", "No", "Not needed"],
    "help": "One.",
    "width": 8,
}
FACTS: dict[str, Any] = {
    "title": "Things",
    "short": "Things",
    "kind": "register",
    "purpose": "Lists things.",
    "questions": [],
    "needed-for": "good-practice",
    "owner": "manager",
    "filled-in-by": ["manager", "it-supplier"],
    "minutes": 5,
    "review-every-months": 12,
    "checked": {"on": "2026-11-22", "confidence": "high"},
    "how-to-fill-in": ["Look."],
    "columns": [TEXT, {**DAY, "under": "name"}, CHOICE],
    "examples": [{"name": "Example"}],
}


def paper(vocabulary: Vocabulary, **changes: object) -> Paper:
    return on_paper(Register("things", msgspec.convert({**FACTS, **changes}, RegisterFacts)), vocabulary)


def several(help_words: str, *options: str) -> Column:
    return Column(key="k", label="l", type=ColumnType.MULTICHOICE, help=help_words, width=10, options=options)


@pytest.mark.parametrize(
    ("column", "hint"),
    [
        (several("What fits.", "Red", "Green"), "What fits. Choose one or more, with semicolons between: Red; Green"),
        (
            several("What fits.", "A" * 100, "B" * 80, "C" * 80),
            f"What fits. Choose one or more, with semicolons between: {'A' * 100}; {'B' * 80}; …",
        ),
        (several("word " * 40, "A" * 80), f"{'word ' * 40} Choose one or more, with semicolons between."),
        (several("word " * 51, "A"), f"{'word ' * 40}word… Choose one or more, with semicolons between."),
    ],
)
def test_a_hint_on_several_choices_names_as_many_as_fit(column: Column, hint: str) -> None:
    assert words.hint(column) == hint
    assert len(hint) <= 255


def test_on_paper_two_columns_share_a_place_and_few_choices_stand_in_it(vocabulary: Vocabulary) -> None:
    made = paper(vocabulary)
    assert [[line.label for line in place.lines] for place in made.places] == [["Name", "Since"], ["Is it safe?"]]
    assert made.places[1].lines[0].choices == ("Yes", "No", "Not needed")
    assert made.places[1].width >= len("Yes  No  Not needed")
    assert (made.across, made.ticked, made.paired) == (True, False, True)
    assert made.how_to_mark == "Where a box has words in it, draw a ring round what fits. Dates are day / month / year."


@pytest.mark.parametrize(
    ("kind", "rows", "empty", "added"),
    [
        ("register", [], 26, 0),
        ("register", [{"name": "a"}] * 6, 20, 0),
        ("register", [{"heading": "Part"}, *[{"name": "a"}] * 30], 5, 1),
        ("checklist", [{"name": "a"}], 4, 0),
        ("checklist", [{"heading": "Part"}, {"name": "a"}], 4, 1),
    ],
)
def test_rows_to_write_on_follow_those_that_are_there(
    vocabulary: Vocabulary, kind: str, rows: list[dict[str, str]], empty: int, added: int
) -> None:
    made = paper(vocabulary, kind=kind, rows=rows)
    first, rest = made.rows[: 1 + len(rows)], made.rows[1 + len(rows) :]
    assert isinstance(first[0], PaperRow)
    assert first[0].is_example
    assert [isinstance(one, Heading) for one in first[1:]] == ["heading" in one for one in rows]
    assert [isinstance(one, Heading) for one in rest] == [True] * added + [False] * empty
    assert all(one.cells == (("", ""), ("",)) for one in rest[added:] if isinstance(one, PaperRow))


@pytest.mark.parametrize(("width", "page"), [(20, "upright"), (80, "upright"), (100, "across")])
def test_a_narrow_checklist_stands_upright(vocabulary: Vocabulary, width: int, page: str) -> None:
    made = paper(vocabulary, kind="checklist", columns=[{**TEXT, "width": width}, CHOICE])
    assert (made.across, made.ticked) == (page == "across", True)
    assert made.how_to_mark == "Tick the boxes where there are some."


@pytest.mark.parametrize(
    ("kind", "top", "again"),
    [
        ("register", [], "Look through it all again by"),
        ("register", ["Whose it is"], "Look through it all again by"),
        ("checklist", [], "Go through it all again by"),
        ("checklist", ["Whose it is"], "Look at this checklist again by"),
    ],
)
def test_it_says_when_to_look_again(vocabulary: Vocabulary, kind: str, top: list[str], again: str) -> None:
    assert paper(vocabulary, kind=kind, top=top).look_again == again
