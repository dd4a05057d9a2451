"""The cover sheet of an organisation's documents: which of them answers which question, as a report."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from forms_backend.answers.days import in_words
from forms_backend.documents.report import (
    Column,
    Line,
    Look,
    Report,
    Row,
    Sheet,
    SheetColumn,
    Table,
    TickBox,
    WriteHere,
    dotted,
    lines,
)
from forms_backend.questions.model import Question

TITLE = "Which document answers which question"
_WORDS = (
    "Keep this sheet in front of your documents. Read each one, change what does not fit, and have it approved. "
    "Then tick it and note where it is kept."
)
_BY_QUESTION = (Column("Question", 62), Column("Documents that help with it", 120))
_ALL = (Column("Ready", 14), Column("Document", 66), Column("To fill in still", 48), Column("Where we keep it", 54))
_IN_SHEET = (
    SheetColumn("Document", 40),
    SheetColumn("Kind", 14),
    SheetColumn("Helps with", 30),
    SheetColumn("To fill in still", 40),
    SheetColumn("Where we keep it", 36),
)


class Listed(NamedTuple):
    """A document: its name, its kind in words, the questions it helps with, and what it leaves open."""

    name: str
    kind: str
    questions: tuple[Question, ...]
    missing: tuple[str, ...]


def report_of_documents(
    documents: Iterable[Listed], questions: Iterable[Question], organisation: str, made_on: date
) -> Report:
    """The sheet for these documents, in their order, and for those of the questions that any of them helps with."""
    known = tuple(documents)
    made = f"made on {in_words(made_on)}"
    return Report(
        title=TITLE,
        subtitle=dotted(organisation, made),
        organisation=organisation,
        facts=(),
        words=(_WORDS,),
        tables=(_question_table(known, questions), _document_table(known)),
        sheets=(Sheet("Documents", _IN_SHEET, tuple(_sheet_row(one) for one in known)),),
        footer=dotted(organisation, TITLE.lower(), made),
        made_on=made_on,
        landscape=False,
    )


def _question_table(documents: tuple[Listed, ...], questions: Iterable[Question]) -> Table:
    rows = []
    for question in questions:
        helpful = [one.name for one in documents if question in one.questions]
        if helpful:
            asked = lines(Line(question.number, Look.STRONG), question.facts.short)
            rows.append(Row((asked, lines(*helpful))))
    return Table("By question", _BY_QUESTION, tuple(rows))


def _document_table(documents: tuple[Listed, ...]) -> Table:
    rows = tuple(
        Row((TickBox(ticked=False), lines(one.name, Line(one.kind, Look.MUTED)), lines(*one.missing), WriteHere()))
        for one in documents
    )
    return Table("All documents", _ALL, rows)


def _sheet_row(one: Listed) -> tuple[str, ...]:
    return (one.name, one.kind, ", ".join(each.number for each in one.questions), "; ".join(one.missing), "")
