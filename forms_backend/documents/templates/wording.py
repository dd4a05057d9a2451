"""Words for the person who fills a template in, made from the vocabulary."""

import re
from collections.abc import Iterable

from forms_backend.questions.vocabulary import GIVEN, Condition, ProfileField, Vocabulary

_DO = re.compile(r"Do (\S+) (.+)\?")


def keep_this_part(conditions: Iterable[Condition], vocabulary: Vocabulary, *, ends: bool = False) -> str:
    """The line before a part that is kept only under these conditions, or the one where it `ends`."""
    clauses = " and ".join(dict.fromkeys(clause(one, vocabulary) for one in conditions))
    return f"Here ends the part for you if {clauses}." if ends else f"Keep this part if {clauses}. If not, delete it."


def clause(one: Condition, vocabulary: Vocabulary) -> str:
    """A condition as the second half of a sentence that begins with "if".

    The option's own words come first; a question of the form "Do staff use …?" becomes a statement; others are quoted.
    Raises LookupError for a field that is not in the vocabulary.
    """
    field = vocabulary.field(one.field)
    if field is None:
        raise LookupError(one.field)
    if words := _own_words(one, field):
        return words
    question = _DO.fullmatch(field.label)
    if question and [option.value for option in field.options] == ["yes", "no"]:
        subject, rest = question.groups()
        return f"{subject} {rest}" if one.same == (one.value == "yes") else f"{subject} do not {rest}"
    return f"the answer to “{field.label}” is {'' if one.same else 'not '}“{_label(field, one.value)}”"


def _own_words(one: Condition, field: ProfileField) -> str | None:
    if one.value == GIVEN:
        return field.given if one.same else field.missing
    options = {option.value: option for option in field.options}
    if one.same:
        return options[one.value].means
    others = [option.means for value, option in options.items() if value != one.value]
    return options[one.value].means_not or (others[0] if len(others) == 1 else None)


def _label(field: ProfileField, value: str) -> str:
    return next((option.label for option in field.options if option.value == value), value)


def shown(label: str) -> str:
    """How a blank looks that nobody has filled in: [name of your organisation]."""
    return f"[{label}]"


def curly(text: str) -> str:
    """The text with the apostrophes and quotation marks of a printed page."""
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def mid_sentence(words: str) -> str:
    """The words as they stand inside a sentence: "Owner" is "owner", "IT supplier" stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
