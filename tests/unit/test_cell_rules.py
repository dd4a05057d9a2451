"""What a cell means by the type of its column: every way that people write it, and what we cannot take."""

from datetime import date, datetime

import pytest

from forms_backend.answers.register_figures import Value
from forms_backend.documents.register_reading import cell_rules as rules
from forms_backend.documents.register_reading.cell_rules import Meant, rule_for, shown_in_cell
from forms_backend.documents.register_reading.model import Broken, Cell
from forms_backend.documents.templates.model import Column, ColumnType

moment = datetime.fromisoformat
COLOURS = ("Red", "Dark green", "Yes", "No")
AGES = ("<1 year", ">1 year", "Ten-year plan")


def column(kind: str, *options: str, between: tuple[int, int] | None = None) -> Column:
    return Column(key="k", label="K", type=ColumnType(kind), help="h", width=9, options=options, between=between)


NO_COLOUR = "Choose one of these, or leave it empty: Red, Dark green, Yes, No."
NO_AGE = "Choose one of these, or leave it empty: <1 year, >1 year, Ten-year plan."
ONE_TO_FIVE = "Write a whole number from 1 to 5, or leave it empty."
YES_OR_NO = "Choose one of these, or leave it empty: Yes, No."

MEANT: list[tuple[Column, Cell, Value]] = [
    (column("text"), "  Tablet ", "Tablet"),
    (column("text"), 7.0, "7"),
    (column("text"), 0.1, "0.1"),
    (column("text"), 7_700_900_123.0, "7700900123"),
    (column("text"), True, "Yes"),
    (column("text"), moment("2026-01-31"), "31 Jan 2026"),
    (column("text"), moment("2026-01-31T14:05"), "31 Jan 2026, 14:05"),
    (column("text"), "=1+1", "=1+1"),
    (column("text"), "@cmd", "@cmd"),
    (column("text"), "مرحبا 🌹", "مرحبا 🌹"),
    (column("choice", *COLOURS), "red", "Red"),
    (column("choice", *COLOURS), "  DARK   green. ", "Dark green"),
    (column("choice", *COLOURS), "y", "Yes"),
    (column("choice", *COLOURS), False, "No"),
    (column("choice", *AGES), "< 1 YEAR".replace(" ", "", 1), "<1 year"),
    (column("choice", *AGES), ">1 year", ">1 year"),
    (column("choice", *AGES), "ten year plan", "Ten-year plan"),
    (column("choice", "1", "2"), 2.0, "2"),
    (column("boolean"), "Yes", "Yes"),
    (column("boolean"), " Y ", "Yes"),
    (column("boolean"), "✓", "Yes"),
    (column("boolean"), True, "Yes"),
    (column("boolean"), "TRUE", "Yes"),
    (column("boolean"), "n", "No"),
    (column("multichoice", *COLOURS), "red; dark green", ("Red", "Dark green")),
    (column("multichoice", *COLOURS), "Red,\nno;", ("Red", "No")),
    (column("date"), moment("2027-10-31"), date(2027, 10, 31)),
    (column("date"), moment("2027-10-31T23:59"), date(2027, 10, 31)),
    (column("datetime"), moment("2027-10-31T14:30"), moment("2027-10-31T14:30")),
    (column("datetime"), "31/10/2027 14:30", moment("2027-10-31T14:30")),
    (column("datetime"), "31 Oct 2027", moment("2027-10-31")),
    (column("number"), 12.5, 12.5),
    (column("number"), "1,200", 1200.0),
    (column("number"), "£ 12.50", 12.5),
    (column("number"), "-3", -3.0),
    (column("number", between=(1, 5)), "1", 1.0),
    (column("number", between=(1, 5)), 5.0, 5.0),
]

MISFITS: list[tuple[Column, Cell, str, str]] = [
    (column("text"), Broken("#N/A"), "#N/A", rules.ERROR),
    (column("choice", *COLOURS), "Blue", "Blue", NO_COLOUR),
    (column("choice", *AGES), "1 year", "1 year", NO_AGE),
    (column("boolean"), "Yes, since May", "Yes, since May", YES_OR_NO),
    (column("boolean"), 1.0, "1", YES_OR_NO),
    (
        column("multichoice", "A", "B"),
        "A; C",
        "A; C",
        "Choose from these, with a semicolon between two: A, B.",
    ),
    (column("date"), "soon", "soon", rules.NOT_A_DAY),
    (column("date"), 45999.0, "45999", rules.NOT_A_DAY),
    (column("date"), True, "Yes", rules.NOT_A_DAY),
    (column("date"), "31/10/20270", "31/10/20270", rules.NOT_A_DAY),
    (column("date"), "31/10/1827", "31/10/1827", rules.ODD_YEAR),
    (column("date"), moment("2206-03-01"), "1 Mar 2206", rules.ODD_YEAR),
    (column("datetime"), "14:30", "14:30", rules.NOT_A_MOMENT),
    (column("number"), "12 people", "12 people", rules.NOT_A_NUMBER),
    (column("number", between=(1, 5)), 0.0, "0", ONE_TO_FIVE),
    (column("number", between=(1, 5)), "6", "6", ONE_TO_FIVE),
    (column("number", between=(1, 5)), 2.5, "2.5", ONE_TO_FIVE),
    (column("number", between=(1, 5)), "high", "high", ONE_TO_FIVE),
    (column("number", between=(1, 5)), True, "Yes", ONE_TO_FIVE),
    (column("number"), "1,2", "1,2", rules.NOT_A_NUMBER),
    (column("number"), float("nan"), "nan", rules.NOT_A_NUMBER),
    (column("number"), float("inf"), "inf", rules.NOT_A_NUMBER),
    (column("number"), False, "No", rules.NOT_A_NUMBER),
]  # fmt: skip


@pytest.mark.parametrize(("of", "cell", "value"), MEANT)
def test_a_cell_that_fits_has_a_value(of: Column, cell: Cell, value: Value) -> None:
    assert rule_for(of)(cell) == Meant(value)


@pytest.mark.parametrize(("of", "cell", "saw", "remedy"), MISFITS)
def test_a_cell_that_does_not_fit_says_what_to_do(of: Column, cell: Cell, saw: str, remedy: str) -> None:
    assert rule_for(of)(cell) == Meant(saw, remedy)


@pytest.mark.parametrize("kind", ["text", "boolean", "date", "datetime", "number"])
@pytest.mark.parametrize("cell", ["", "  ", "\n\t", "\N{NO-BREAK SPACE}"])
def test_an_empty_cell_means_nothing(kind: str, cell: str) -> None:
    assert rule_for(column(kind))(cell) == Meant("")


SHOWN = [(True, "Yes"), (date(2026, 3, 1), "1 Mar 2026"), (7, "7"), (("A", "B"), "A; B"), ("words", "words")]


@pytest.mark.parametrize(("value", "text"), SHOWN)
def test_a_value_is_shown_as_people_write_it(value: object, text: str) -> None:
    assert shown_in_cell(value) == text
