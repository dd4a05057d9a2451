"""Cells that are worked out from others of their row: as a formula of a spreadsheet, and as the value it shows."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from math import prod
from typing import Any

from forms_backend.answers.days import months_after
from forms_backend.documents.templates.model import Column, ColumnType, Computed

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)  # days outside are slips of typing
LEAST = -1_000_000_000  # of numbers

Worked = int | float | date | str | None

_START = date(1899, 12, 30)  # day 0 of a spreadsheet (OpenFormula 1.3, 4.3.3; Excel agrees from 1 March 1900)
_DAYS = (ColumnType.DATE, ColumnType.DATETIME)


def shown_as(column: Column, columns: tuple[Column, ...]) -> ColumnType:
    """What stands in the cells of a column: its type, or for a computed one the type of what is worked out."""
    rule = column.computed
    if rule is None:
        return column.type
    if rule.after:
        source = next(one.type for one in columns if one.key == rule.after)
        return ColumnType.DATETIME if rule.hours or source is ColumnType.DATETIME else ColumnType.DATE
    return ColumnType.BOOLEAN if rule.at_least else ColumnType.NUMBER


def worked_out(rule: Computed, row: Mapping[str, Any]) -> Worked:
    """What the formula shows in this row, by column key; None while something it needs is missing or out of range."""
    if rule.after:
        return _later(rule, row.get(rule.after))
    numbers = [row.get(key) for key in (*rule.product, *rule.at_least)]
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in numbers):
        return None
    if rule.product:
        result: int | float = prod(row[key] for key in rule.product)
        return result
    return "Yes" if all(row[key] >= least for key, least in rule.at_least.items()) else "No"


def formula(column: Column, columns: tuple[Column, ...], cell: Callable[[str], str], between: str) -> str:
    """The formula of a computed column without its equals sign, safe whatever somebody types into the cells it reads.

    `cell` names a column's cell in the same row; `between` parts arguments: a comma, in ODF a semicolon.
    """
    rule = column.computed or Computed()

    def call(name: str, *arguments: str) -> str:
        return f"{name}({between.join(arguments)})"

    if rule.after:
        has_time = any(one.key == rule.after and one.type is ColumnType.DATETIME for one in columns)
        start = cell(rule.after)
        known = [call("ISNUMBER", start), f"{start}>={serial(EARLIEST):.0f}", f"{start}<{serial(LATEST):.0f}"]
        months = call("EDATE", start, str(rule.months)) + (f"+{call('MOD', start, '1')}" if has_time else "")
        result = months if rule.months else start
        result += f"+{rule.days}" * bool(rule.days) + f"+{rule.hours}/24" * bool(rule.hours)
    else:
        cells = {key: cell(key) for key in (*rule.product, *rule.at_least)}
        known = [call("ISNUMBER", one) for one in cells.values()]
        enough = [f"{cells[key]}>={least}" for key, least in rule.at_least.items()]
        result = call("IF", call("AND", *enough), '"Yes"', '"No"') if enough else "*".join(cells.values())
    return call("IFERROR", call("IF", call("AND", *known), result, '""'), '""')


def serial(moment: date) -> float:
    """A day or moment as a spreadsheet counts: days since 30 December 1899."""
    if isinstance(moment, datetime):
        return (moment.replace(tzinfo=None) - datetime.combine(_START, time())) / timedelta(days=1)
    return float((moment - _START).days)


def _later(rule: Computed, start: object) -> date | None:
    if not isinstance(start, date):
        return None
    day = start.date() if isinstance(start, datetime) else start
    if not EARLIEST <= day < LATEST:
        return None
    day = months_after(day, rule.months) + timedelta(days=rule.days)
    if not isinstance(start, datetime) and not rule.hours:
        return day
    moment = datetime.combine(day, start.time() if isinstance(start, datetime) else time())
    return moment + timedelta(hours=rule.hours)
