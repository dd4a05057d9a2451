"""The question sets as open data: JSON with a schema, and CSV."""

import csv
import io
from collections.abc import Iterator
from datetime import date

import msgspec

from forms_backend.pages import addresses
from forms_backend.pages.data.json_files import json_file, schema_file
from forms_backend.pages.linking import question_address
from forms_backend.pages.page import File
from forms_backend.pages.site_facts import SiteFacts
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.model import Question, QuestionSet


class Named(msgspec.Struct, frozen=True):
    """Something with an id and the words people see."""

    id: str
    title: str


class EvidenceRow(msgspec.Struct, frozen=True):
    """One thing to keep, who usually keeps it, and how often to check it."""

    keep: str
    kind: str
    owner: str
    check_every_months: int


class QuestionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One question. `identity` stays the same from year to year; `number` is the toolkit's and may change."""

    identity: str
    number: str
    group: str
    level: str
    kind: str
    short: str
    ask: str
    changed: str | None
    met_when: str
    who_answers: tuple[str, ...]
    minutes: int
    topics: tuple[str, ...]
    evidence: tuple[EvidenceRow, ...]
    address: str
    checked_on: date
    confidence: str
    note: str | None


class SetDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A year's questions, in our own words. The official wording is on the DSPT website."""

    year: str
    version: int
    opens: date
    deadline: date
    licence: str
    publisher: str
    levels: tuple[Named, ...]
    groups: tuple[Named, ...]
    questions: tuple[QuestionRow, ...]


def data_files(library: QuestionLibrary, facts: SiteFacts, origin: str) -> Iterator[File]:
    """A JSON and a CSV file for each year, and the JSON Schema (2020-12) of the former."""
    for questions in library.sets:
        document = set_document(questions, library, facts, origin)
        yield json_file(addresses.data_of(questions.year, "json"), document)
        yield File(addresses.data_of(questions.year, "csv").lstrip("/"), _csv(document).encode())
    yield schema_file(addresses.SCHEMA, SetDocument)


def set_document(questions: QuestionSet, library: QuestionLibrary, facts: SiteFacts, origin: str) -> SetDocument:
    """The set as it is published; addresses begin with `origin`."""
    return SetDocument(
        year=questions.year,
        version=questions.facts.version,
        opens=questions.facts.opens,
        deadline=questions.facts.deadline,
        licence=facts.licence.href,
        publisher=facts.name,
        levels=tuple(Named(one.id, one.title) for one in questions.facts.levels),
        groups=tuple(Named(one.id, one.title) for one in questions.facts.groups),
        questions=tuple(_row(one, origin + question_address(library, one.identity, questions)) for one in questions),
    )


def _row(one: Question, address: str) -> QuestionRow:
    facts = one.facts
    return QuestionRow(
        identity=one.identity,
        number=one.number,
        group=facts.group,
        level=one.level,
        kind=facts.kind,
        short=facts.short,
        ask=one.ask,
        changed=one.changed,
        met_when=facts.met_when.words,
        who_answers=facts.who_answers,
        minutes=facts.minutes,
        topics=facts.topics,
        evidence=tuple(
            EvidenceRow(each.keep, each.kind, each.owner, each.check_every_months) for each in facts.evidence
        ),
        address=address,
        checked_on=facts.checked.on,
        confidence=facts.checked.confidence,
        note=facts.checked.note,
    )


def _csv(document: SetDocument) -> str:
    """One row for each question; lists are joined with semicolons, and each piece of evidence is its name only."""
    text = io.StringIO()
    names = QuestionRow.__struct_fields__
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["year", *names])
    for one in document.questions:
        writer.writerow([document.year, *(_cell(getattr(one, name)) for name in names)])
    return f"\ufeff{text.getvalue()}"


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(each.keep if isinstance(each, EvidenceRow) else str(each) for each in value)
    return "" if value is None else str(value)
