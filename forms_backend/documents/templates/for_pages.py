"""What the site shows of a template, as plain values: roles and kinds by id, conditions and cells as words."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from forms_backend.answers.days import in_words
from forms_backend.documents.templates.model import Register, RegisterFacts, Template
from forms_backend.documents.templates.parts import ROW_BLANK
from forms_backend.documents.templates.preview import preview
from forms_backend.documents.templates.register_rows import Heading, Value, first_rows
from forms_backend.documents.templates.wording import clause
from forms_backend.questions.vocabulary import Vocabulary, conditions


def for_page(template: Template, vocabulary: Vocabulary) -> dict[str, Any]:
    """Everything about a template but its files."""
    facts = template.facts
    holds = conditions(facts.applies_when, vocabulary) if facts.applies_when else ()
    return {
        "slug": template.slug,
        "title": facts.title,
        "short": facts.short,
        "kind": facts.kind,
        "purpose": facts.purpose,
        "questions": facts.questions,
        "needed_for": facts.needed_for.value,
        "applies_when": " and ".join(clause(one, vocabulary) for one in holds),
        "owner": facts.owner,
        "filled_in_by": facts.filled_in_by,
        "minutes": facts.minutes,
        "review_every_months": facts.review_every_months,
        "checked_on": facts.checked.on,
        "search_words": facts.search_words,
        "preview": "" if isinstance(template, Register) else preview(template, vocabulary),
        "register": _register(template.facts) if isinstance(template, Register) else None,
    }


def _register(facts: RegisterFacts) -> dict[str, Any]:
    return {
        "how_to_fill_in": facts.how_to_fill_in,
        "top": facts.top,
        "columns": tuple(
            {
                "key": one.key,
                "label": one.label,
                "type": one.type.value,
                "help": one.help,
                "options": one.choices,
            }
            for one in facts.columns
        ),
        "rows": tuple(_rows(facts)),
        "figures": tuple(one.words for one in facts.figures),
    }


def _rows(facts: RegisterFacts) -> Iterator[dict[str, Any]]:
    for one in first_rows(facts):
        if isinstance(one, Heading):
            yield {"heading": one.text}
        else:
            yield {"cells": tuple(map(_cell, one.values)), "is_example": one.is_example}


def _cell(value: Value) -> str:
    """A cell as words; a blank in it shows nothing, as in the blank file."""
    if isinstance(value, datetime):
        return f"{in_words(value)}, {value:%H:%M}"
    if isinstance(value, date):
        return in_words(value)
    return "" if value is None else ROW_BLANK.sub("", str(value)).strip()
