"""What may be wrong with a register's columns, rows and figures, in words for its author."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from forms_backend.documents.templates.model import HEADING, WHEN, Column, ColumnType, Computed, Figure, RegisterFacts
from forms_backend.documents.templates.parts import ROW_BLANK, labels_of_blanks, names_of_blanks
from forms_backend.questions.reading import Place
from forms_backend.questions.vocabulary import Vocabulary, conditions

# What Excel takes: the message shown on a cell, its title, and the list a choice is made from.
LONGEST_HELP = 255
LONGEST_LABEL = 32
LONGEST_LIST = 255

Slips = Iterator[tuple[Place, str, str]]

_KEY = re.compile(r"[a-z]+(-[a-z]+)*")
_WITHIN = re.compile(r"within [1-9][0-9]* days")
_VALUES: dict[ColumnType, tuple[type, ...]] = {
    ColumnType.TEXT: (str,),
    ColumnType.CHOICE: (str,),
    ColumnType.MULTICHOICE: (str,),
    ColumnType.BOOLEAN: (bool,),
    ColumnType.DATE: (date,),
    ColumnType.DATETIME: (datetime,),
    ColumnType.NUMBER: (int, float),
    ColumnType.COMPUTED: (),
}
_DAYS = (ColumnType.DATE, ColumnType.DATETIME)


def register_slips(facts: RegisterFacts, vocabulary: Vocabulary) -> Slips:
    """Everything to mend in a register beyond the facts every template has."""
    yield from _column_slips(facts)
    if not facts.examples and not facts.rows:
        yield ("examples",), "there is no example", "Write one row that shows what to put in."
    for name, rows in (("examples", facts.examples), ("rows", facts.rows)):
        yield from _row_slips(name, rows, facts, vocabulary)
    for at, figure in enumerate(facts.figures):
        yield from ((("figures", at), what, remedy) for what, remedy in _figure_slips(figure, facts))


def _column_slips(facts: RegisterFacts) -> Slips:
    times_key = Counter(one.key for one in facts.columns)
    times_label = Counter(one.label.casefold() for one in facts.columns)
    if not facts.columns:
        yield ("columns",), "a register needs columns", "Write at least one."
    for at, column in enumerate(facts.columns):
        place: Place = ("columns", at)
        if times_key[column.key] > 1 or times_label[column.label.casefold()] > 1:
            yield place, f"there are two columns `{column.key}` or “{column.label}”", "Rename one of them."
        yield from ((place, what, remedy) for what, remedy in _own_slips(column))
        yield from ((place, what, remedy) for what, remedy in _computed_slips(column, facts.columns))
        yield from ((place, what, remedy) for what, remedy in _under_slips(column, facts.columns))


def _own_slips(column: Column) -> Iterator[tuple[str, str]]:
    if not _KEY.fullmatch(column.key):
        yield f"`{column.key}` cannot be a key", "Use small letters and hyphens."
    if (column.type in (ColumnType.CHOICE, ColumnType.MULTICHOICE)) != bool(column.options):
        yield "only a column of type `choice` has `options`, and it must", "Add or remove `options`."
    if column.key in (HEADING, WHEN):
        yield f"a column cannot be called `{column.key}`: that says something of a whole row", "Give it another key."
    if column.between and (column.type is not ColumnType.NUMBER or column.between[0] >= column.between[1]):
        yield "`between` is not the least and the most of a number", "Write two numbers, the smaller one first."
    yield from _option_slips(column)
    for what, length, most in (
        ("label", len(column.label), LONGEST_LABEL),
        ("help", len(column.help), LONGEST_HELP),
        ("options", len(",".join(column.options)), LONGEST_LIST),
    ):
        if length > most:
            yield f"`{what}` has {length} letters, and a spreadsheet shows {most}", "Shorten it."
    if not column.label.strip() or not column.help.strip():
        yield "`label` or `help` is empty", "Write it: people see it when they click a cell."
    if column.width <= 0:
        yield "`width` must be more than 0", "Give the width in letters."


def _option_slips(column: Column) -> Iterator[tuple[str, str]]:
    for option in column.options:
        if "," in option:
            yield f"the option “{option}” has a comma, which ends an option in a spreadsheet", "Say it without one."
        if ";" in option:
            yield f"the option “{option}” has a semicolon, which parts choices", "Say it without one."


def _under_slips(column: Column, columns: tuple[Column, ...]) -> Iterator[tuple[str, str]]:
    upper = next((one for one in columns if one.key == column.under), None)
    if column.under and (upper is None or upper is column):
        yield f"`under` names `{column.under}`, which is not another column", "Correct the name, or take it out."
    elif upper and upper.under:
        yield f"`{upper.key}` stands under a column itself", "On paper at most two columns share a place."
    elif upper and [one.under for one in columns].count(upper.key) > 1:
        yield f"two columns stand under `{upper.key}`", "On paper at most two columns share a place."


def _computed_slips(column: Column, columns: tuple[Column, ...]) -> Iterator[tuple[str, str]]:
    rule = column.computed
    if (column.type is ColumnType.COMPUTED) != bool(rule):
        yield "only a column of type `computed` has `computed`, and it must", "Add or remove `computed`."
    if rule is None:
        return
    if sum(map(bool, (rule.product, rule.after, rule.at_least))) != 1:
        yield "`computed` needs one of `product`, `after` or `at-least`", "Keep one of them."
    if bool(rule.after) != bool(rule.hours or rule.days or rule.months):
        yield "`after` needs `hours`, `days` or `months`, and nothing else has them", "Say how long after."
    kinds = {one.key: one.type for one in columns}
    for key, wanted in _read_by(rule):
        if kinds.get(key) not in wanted:
            yield f"`computed` reads `{key}`, which is not a column of type {' or '.join(wanted)}", "Correct the key."


def _read_by(rule: Computed) -> Iterator[tuple[str, tuple[ColumnType, ...]]]:
    yield from ((key, (ColumnType.NUMBER,)) for key in (*rule.product, *rule.at_least))
    if rule.after:
        yield rule.after, _DAYS


def _row_slips(name: str, rows: Iterable[dict[str, Any]], facts: RegisterFacts, vocabulary: Vocabulary) -> Slips:
    columns, blanks = {one.key: one for one in facts.columns}, labels_of_blanks(vocabulary)
    for at, row in enumerate(rows):
        if name == "rows" and WHEN in row:
            yield from _when_slips(row[WHEN], (name, at, WHEN), vocabulary)
        if name == "rows" and HEADING in row:
            if row.keys() - {HEADING, WHEN} or not isinstance(row[HEADING], str):
                yield (name, at), "a row with a `heading` holds nothing else", "Give the heading a row of its own."
            continue
        for key, value in row.items():
            place: Place = (name, at, key)
            if name == "rows" and key == WHEN:
                continue
            if key not in columns:
                yield place, f"there is no column `{key}`", f"Use one of: {', '.join(columns)}."
            elif not _fits(columns[key], value):
                what = f"{value!r} does not fit the column `{key}` of type `{columns[key].type}`"
                yield place, what, "Correct it. A date is written 2026-03-14; a choice is one of the options."
            elif isinstance(value, str):
                yield from ((place, what, remedy) for what, remedy in _blank_slips(value, blanks))


def _when_slips(words: object, place: Place, vocabulary: Vocabulary) -> Slips:
    try:
        conditions(str(words), vocabulary)
    except ValueError as error:
        yield place, str(error), "Correct the condition."


def _blank_slips(text: str, blanks: dict[str, str]) -> Iterator[tuple[str, str]]:
    for found in ROW_BLANK.findall(text):
        if found not in blanks:
            yield f"`{found}` is not a blank we know", f"Use one of: {names_of_blanks(blanks)}."
    rest = ROW_BLANK.sub("", text)
    if "{{" in rest or "}}" in rest:
        yield "a blank is not written as we expect", "Write it like `{{ lead.phone? }}`: it stays empty until known."


def _fits(column: Column, value: Any) -> bool:  # noqa: ANN401 - YAML may hold anything
    if not isinstance(value, _VALUES[column.type]) or (isinstance(value, bool) and column.type is ColumnType.NUMBER):
        return False
    if isinstance(value, datetime):
        return column.type is ColumnType.DATETIME
    if column.between:
        return value in range(column.between[0], column.between[1] + 1)
    if column.type is ColumnType.MULTICHOICE:
        return all(one.strip() in column.options for one in str(value).split(";"))
    return column.type is not ColumnType.CHOICE or value in column.options


def _figure_slips(figure: Figure, facts: RegisterFacts) -> Iterator[tuple[str, str]]:
    columns = {one.key: one for one in facts.columns}
    if not figure.words.strip():
        yield "`words` is empty", "Say what was counted."
    if figure.each and figure.each not in columns:
        yield f"there is no column `{figure.each}`", f"Use one of: {', '.join(columns)}."
    for key, wanted in (*figure.count.items(), *(figure.out_of or {}).items()):
        if key not in columns:
            yield f"there is no column `{key}`", f"Use one of: {', '.join(columns)}."
        elif not _can_be(columns[key], wanted):
            remedy = "Use `given`, `empty`, an option, `not` and an option, or for a date `past` or `within 365 days`."
            yield f"`{key}` is never `{wanted}`", remedy


def _can_be(column: Column, wanted: str) -> bool:
    is_day = wanted == "past" or bool(_WITHIN.fullmatch(wanted))
    is_choice = wanted.removeprefix("not ") in column.choices
    return wanted in ("given", "empty") or is_choice or (is_day and column.type in _DAYS)
