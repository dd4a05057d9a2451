"""At request time: blanks become text, and parts are kept or left out. No value can become markup."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from xml.sax.saxutils import escape

from forms_backend.answers.days import in_words, months_after
from forms_backend.documents.printable import printable
from forms_backend.documents.templates.wording import shown
from forms_backend.documents.xml_package import instant
from forms_backend.questions.vocabulary import Condition

# Each way to begin starts with a letter of its own: so Python skips what cannot be one, seven times as fast.
_BLANK = re.compile(
    r'(?:w:val="Blank"[^{}]*?\{\{|text:style-name="Blank"[^{}]*?\{\{|class="Blank"[^{}]*?\{\{|\{\{)'
    r" ([a-z.-]+)(\??) \}\}"
)
_MARK = re.compile(r"(?P<mark><!--/?(?:part|choice|guidance|unless)-\d+-->|\{\{ [a-z.-]+\?? \}\})")
_PART = re.compile(r"<!--(part|choice|guidance|unless)-(\d+)-->(.*?)<!--/\1-\2-->", re.DOTALL)


class Decision(StrEnum):
    """Whether a part is kept."""

    KEPT = "kept"
    DROPPED = "dropped"
    UNDECIDED = "undecided"


class Filling(NamedTuple):
    """What goes into a document. `guided` keeps what is written for the person who fills it in."""

    values: dict[str, str]  # by the name of the blank; only those that are known
    parts: dict[str, Decision]
    labels: Mapping[str, str]  # what a blank shows that is not known
    guided: bool


def filling_for(
    parts: Mapping[str, Iterable[Condition]],
    profile: Mapping[str, str],
    values: dict[str, str],
    labels: Mapping[str, str],
) -> Filling:
    """The filling of a personalised document: its values, its parts as the profile decides, no guidance."""
    return Filling(values, {part: decision(every, profile) for part, every in parts.items()}, labels, guided=False)


def decision(conditions: Iterable[Condition], profile: Mapping[str, str]) -> Decision:
    """Kept when all conditions hold, dropped when one does not, undecided while an answer that matters is missing."""
    found = [one.holds(profile) if one.is_settled(profile) else None for one in conditions]
    if False in found:
        return Decision.DROPPED
    return Decision.UNDECIDED if None in found else Decision.KEPT


def values_for(
    profile: Mapping[str, str], today: date, review_every_months: int, instead: Mapping[str, str]
) -> dict[str, str]:
    """The values of all blanks that are known: the profile's, less what is empty, and the computed dates.

    `instead` names, for a blank, the other one whose value stands there where its own is empty.
    """
    given = {name: " ".join(printable(value).split()) for name, value in profile.items()}
    for name, other in instead.items():
        given[name] = given.get(name) or given.get(other, "")
    given["dates.today"] = in_words(today)
    given["dates.review"] = in_words(months_after(today, review_every_months))
    given["file.made"] = instant(today)
    return {name: value for name, value in given.items() if value}


def outline_of(texts: Iterable[str]) -> str:
    """Only the marks of parts and blanks, in order: enough to say what a filling leaves open, without the words."""
    marks = (found for text in texts for found in _MARK.finditer(text))
    return "".join(found["mark"] for found in marks)


def filled(xml: str, filling: Filling) -> str:
    """The XML with its parts kept or left out and its blanks filled; an unknown one shows [its label], highlighted.

    `{{ name? }}` is a blank that stays empty instead, for properties of a file.
    """
    return _BLANK.sub(lambda found: _value(found, filling), with_parts(xml, filling))


def with_parts(xml: str, filling: Filling) -> str:
    """The XML with its parts kept or left out."""
    return _PART.sub(lambda found: _part(found, filling), xml)


def unfilled_blanks(xml: str, filling: Filling) -> tuple[str, ...]:
    """The labels of the blanks that would still show, in the order they come."""
    names = (found[1] for found in _BLANK.finditer(with_parts(xml, filling)) if not found[2])
    return tuple(dict.fromkeys(filling.labels[name] for name in names if name not in filling.values))


def undecided_fields(
    xml: str, filling: Filling, parts: Mapping[str, Iterable[Condition]], profile: Mapping[str, str]
) -> tuple[str, ...]:
    """The profile's fields that would have to be answered before every part that shows is decided."""
    found: list[str] = []
    for kind, part, inner in _PART.findall(xml):
        if kind != "part" or filling.parts[part] is Decision.DROPPED:
            continue
        found += [one.field for one in parts[part] if not one.is_settled(profile)]
        found += undecided_fields(inner, filling, parts, profile)
    return tuple(dict.fromkeys(found))


def _part(found: re.Match[str], filling: Filling) -> str:
    kind, part, inner = found.groups()
    if kind in ("part", "unless"):
        keep = (filling.parts[part] is Decision.DROPPED) == (kind == "unless")
    else:
        keep = filling.guided or (kind == "choice" and filling.parts[part] is Decision.UNDECIDED)
    return with_parts(inner, filling) if keep else ""


def _value(found: re.Match[str], filling: Filling) -> str:
    name, quiet = found.groups()
    styled = found[0].rpartition("{{")[0]
    value = filling.values.get(name)
    if value is None:
        return styled + ("" if quiet else escape(shown(filling.labels[name])))
    return styled.replace('"Blank"', '"Filled"', 1) + escape(value)
