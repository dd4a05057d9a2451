"""What a cell means by the type of its column: forgiving about case, spaces and ways to write a day, never guessing."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from functools import partial
from typing import NamedTuple

from forms_backend.answers.days import in_short
from forms_backend.answers.register_figures import Value
from forms_backend.documents.register_reading.heading import plain
from forms_backend.documents.register_reading.model import Broken, Cell
from forms_backend.documents.register_reading.written_days import written_day
from forms_backend.documents.templates.model import Column, ColumnType
from forms_backend.documents.templates.register_words import wrong

YEARS = range(1900, 2100)  # another one is a slip

ERROR = "The formula here does not work. Write what belongs there, or leave it empty."
NOT_A_DAY = wrong(ColumnType.DATE)[1]
NOT_A_MOMENT = wrong(ColumnType.DATETIME)[1]
ODD_YEAR = "Check the year."
NOT_A_NUMBER = wrong(ColumnType.NUMBER)[1]
NOT_AN_OPTION = "Choose one of these, or leave it empty: {}."
NOT_OPTIONS = "Choose from these, with a semicolon between two: {}."

_NUMBER = re.compile(r"£?\s*([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)")
_BETWEEN = re.compile(r"[;,\n]")
_ALSO = {"Yes": ("y", "true", "✓", "✔"), "No": ("n", "false")}


class Meant(NamedTuple):
    """What a cell means. Where it does not fit its column, `value` is its text and `remedy` says what to do."""

    value: Value
    remedy: str = ""


Rule = Callable[[Cell], Meant]


def rule_for(column: Column) -> Rule:
    """How cells of this column are read. The value is an empty text where nothing is in a cell."""
    if column.choices:
        several = column.type is ColumnType.MULTICHOICE
        remedy = (NOT_OPTIONS if several else NOT_AN_OPTION).format(", ".join(column.choices))
        return partial(_meant, partial(_options if several else _option, _names(column.choices), remedy))
    if column.between:
        return partial(_meant, partial(_number_between, *column.between))
    return partial(_meant, _PLAIN_RULES.get(column.type, _text))


def shown_in_cell(value: object) -> str:
    """A value as the text that stands for it, for comparing and for telling what we saw."""
    match value:
        case bool():
            text = "Yes" if value else "No"
        case datetime():
            text = in_short(value) if value.time() == time() else f"{in_short(value)}, {value:%H:%M}"
        case date():
            text = in_short(value)
        case float():
            text = f"{value:.15g}"
        case tuple():
            text = "; ".join(map(str, value))
        case _:
            text = str(value)
    return text


def _meant(rule: Rule, cell: Cell) -> Meant:
    if isinstance(cell, Broken):
        return Meant(cell.words, ERROR)
    if isinstance(cell, str) and not cell.strip():
        return Meant("")
    return rule(cell)


def _text(cell: Cell) -> Meant:
    return Meant(shown_in_cell(cell).strip())


def _option(names: dict[str, str], remedy: str, cell: Cell) -> Meant:
    text = shown_in_cell(cell).strip()
    found = _named(names, text)
    return Meant(found) if found else Meant(text, remedy)


def _options(names: dict[str, str], remedy: str, cell: Cell) -> Meant:
    text = shown_in_cell(cell).strip()
    found = [_named(names, one) for one in _BETWEEN.split(text) if one.strip()]
    return Meant(tuple(found)) if all(found) else Meant(text, remedy)


def _day(cell: Cell) -> Meant:
    return _in_calendar(cell, NOT_A_DAY, datetime.date)


def _moment(cell: Cell) -> Meant:
    return _in_calendar(cell, NOT_A_MOMENT, lambda moment: moment)


def _in_calendar(cell: Cell, remedy: str, part: Callable[[datetime], date]) -> Meant:
    moment = written_day(cell) if isinstance(cell, str) else cell
    if not isinstance(moment, datetime):
        return Meant(shown_in_cell(cell).strip(), remedy)
    if moment.year not in YEARS:
        return Meant(shown_in_cell(cell).strip(), ODD_YEAR)
    return Meant(part(moment))


def _number(cell: Cell) -> Meant:
    if isinstance(cell, str):
        found = _NUMBER.fullmatch(cell.strip())
        cell = float(found[1].replace(",", "")) if found else cell
    is_number = isinstance(cell, float) and math.isfinite(cell)
    return Meant(cell) if is_number and isinstance(cell, float) else Meant(shown_in_cell(cell).strip(), NOT_A_NUMBER)


def _number_between(least: int, most: int, cell: Cell) -> Meant:
    found = _number(cell)
    fits = isinstance(found.value, float) and least <= found.value <= most and found.value.is_integer()
    return found if fits else Meant(shown_in_cell(cell).strip(), wrong(ColumnType.NUMBER, (least, most))[1])


_PLAIN_RULES: dict[ColumnType, Rule] = {
    ColumnType.DATE: _day,
    ColumnType.DATETIME: _moment,
    ColumnType.NUMBER: _number,
}


def _names(options: Iterable[str]) -> dict[str, str]:
    """Each option by what people may write for it: itself, less case and spaces, and less signs where that is clear."""
    options = tuple(options)
    loose = Counter(plain(one) for one in options)
    names = {plain(one): one for one in options if loose[plain(one)] == 1}
    names |= {also: one for one in options for also in _ALSO.get(one, ()) if also not in names}
    return names | {_tidy(one): one for one in options}


def _named(names: dict[str, str], text: str) -> str:
    return names.get(_tidy(text)) or names.get(plain(text)) or ""


def _tidy(text: str) -> str:
    return " ".join(text.casefold().split())
