"""At build time: a register becomes Typst source of sheets to fill in by hand, on A4 paper across."""

from datetime import date
from typing import Any

from forms_backend.answers.days import in_short
from forms_backend.documents.templates.model import Column, ColumnType, Register
from forms_backend.documents.templates.typst_source import source
from forms_backend.documents.templates.wording import curly, mid_sentence
from forms_backend.questions.vocabulary import Vocabulary

_ROWS = 26  # three pages of them
_LOOKS = 4
_CIRCLED = 3  # so many choices fit into a cell, to be circled with a pen


def made_sheets(register: Register, vocabulary: Vocabulary) -> bytes:
    """The register as Typst source with blanks."""
    facts = register.facts
    fixed = {
        "title": curly(facts.title),
        "version": facts.version,
        "purpose": curly(facts.purpose),
        "owner": mid_sentence(vocabulary.roles[facts.owner]),
        "steps": [curly(step) for step in facts.how_to_fill_in],
        "places": [_place(one, _lower(one, facts.columns)) for one in facts.columns if not one.under],
        "examples": [
            [_shown(example, one, _lower(one, facts.columns)) for one in facts.columns if not one.under]
            for example in facts.examples
        ],
        "rows": _ROWS,
        "looks": _LOOKS,
        "columns": [(curly(one.label), curly(one.help), ", ".join(one.choices)) for one in facts.columns],
    }
    return source("register.typ", fixed)


def _lower(upper: Column, columns: tuple[Column, ...]) -> Column | None:
    return next((one for one in columns if one.under == upper.key), None)


def _place(upper: Column, lower: Column | None) -> dict[str, Any]:
    lines = [_line(one) for one in (upper, lower) if one]
    circled = max(len("  ".join(one["choices"])) for one in lines)
    return {"width": max(upper.width, lower.width if lower else 0, circled), "lines": lines}


def _line(column: Column) -> dict[str, Any]:
    few = len(column.choices) <= _CIRCLED
    return {
        "label": curly(column.label),
        "choices": column.choices if few else (),
        "day": column.type is ColumnType.DATE,
    }


def _shown(example: dict[str, Any], upper: Column, lower: Column | None) -> list[str]:
    return [_text(example.get(one.key)) for one in (upper, lower) if one]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case date():
            return in_short(value)
        case _:
            return curly(str(value))
