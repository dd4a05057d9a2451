"""Cells that are worked out from others of their row. That spreadsheets agree is tested with LibreOffice (contract)."""

from datetime import date, datetime
from functools import partial
from typing import Any

import pytest

from forms_backend.documents.templates.computing import formula, serial, shown_as, worked_out
from forms_backend.documents.templates.model import Column, ColumnType, Computed

moment = partial(datetime, tzinfo=None)  # a spreadsheet knows no time zones
PRODUCT = Computed(product=("a", "b"))
HIGH = Computed(at_least={"a": 3, "b": 2})


@pytest.mark.parametrize(
    ("rule", "row", "shown"),
    [
        (PRODUCT, {"a": 3, "b": 4}, 12),
        (PRODUCT, {"a": 0.5, "b": 3}, 1.5),
        (PRODUCT, {"a": 0, "b": 3}, 0),
        (PRODUCT, {"a": 3}, None),
        (PRODUCT, {"a": 3, "b": "4"}, None),
        (PRODUCT, {"a": 3, "b": True}, None),
        (HIGH, {"a": 3, "b": 2}, "Yes"),
        (HIGH, {"a": 3, "b": 1}, "No"),
        (HIGH, {"a": 5}, None),
        (Computed(after="a", hours=72), {"a": moment(2026, 3, 3, 17, 30)}, moment(2026, 3, 6, 17, 30)),
        (Computed(after="a", hours=12), {"a": date(2026, 3, 3)}, moment(2026, 3, 3, 12)),
        (Computed(after="a", days=30), {"a": date(2026, 1, 31)}, date(2026, 3, 2)),
        (Computed(after="a", months=1), {"a": date(2026, 1, 31)}, date(2026, 2, 28)),
        (Computed(after="a", months=1), {"a": moment(2028, 1, 31, 23, 59)}, moment(2028, 2, 29, 23, 59)),
        (Computed(after="a", months=1, days=1, hours=1), {"a": moment(2026, 1, 31, 23)}, moment(2026, 3, 2)),
        (Computed(after="a", days=1), {}, None),
        (Computed(after="a", days=1), {"a": date(1989, 12, 31)}, None),
        (Computed(after="a", days=1), {"a": date(2100, 1, 1)}, None),
    ],
)
def test_what_a_cell_shows(rule: Computed, row: dict[str, Any], shown: object) -> None:
    found = worked_out(rule, row)
    assert (found, type(found)) == (shown, type(shown))


def column(key: str, of: ColumnType, rule: Computed | None = None) -> Column:
    return Column(key=key, label=key, type=of, help=key, width=10, computed=rule)


@pytest.mark.parametrize(
    ("rule", "source", "result"),
    [
        (PRODUCT, ColumnType.NUMBER, ColumnType.NUMBER),
        (HIGH, ColumnType.NUMBER, ColumnType.BOOLEAN),
        (Computed(after="a", days=1), ColumnType.DATE, ColumnType.DATE),
        (Computed(after="a", days=1), ColumnType.DATETIME, ColumnType.DATETIME),
        (Computed(after="a", hours=1), ColumnType.DATE, ColumnType.DATETIME),
    ],
)
def test_a_computed_column_shows_what_its_rule_gives(rule: Computed, source: ColumnType, result: ColumnType) -> None:
    columns = (column("a", source), column("b", source), column("c", ColumnType.COMPUTED, rule))
    assert [shown_as(one, columns) for one in columns] == [source, source, result]


def test_a_formula_is_written_for_each_program_in_its_own_signs() -> None:
    columns = (column("a", ColumnType.DATETIME), column("c", ColumnType.COMPUTED, Computed(after="a", months=1)))
    known = "ISNUMBER(A9),A9>=32874,A9<73051"
    assert formula(columns[1], columns, lambda _: "A9", ",") == (
        f'IFERROR(IF(AND({known}),EDATE(A9,1)+MOD(A9,1),""),"")'
    )
    assert ";[.A9]<73051);EDATE([.A9];1)" in formula(columns[1], columns, lambda _: "[.A9]", ";")


def test_days_are_counted_as_spreadsheets_count_them() -> None:
    assert serial(date(1990, 1, 1)) == 32874
    assert serial(moment(2026, 3, 14, 18, 0)) == 46095.75
