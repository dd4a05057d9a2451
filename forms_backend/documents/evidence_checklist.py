"""The evidence checklist as a report: what to keep, owner by owner, to tick off and to date."""

from datetime import date

from forms_backend.answers.days import in_short, in_words
from forms_backend.answers.evidence import Checklist, EvidenceItem, Freshness, OwnerItems, QuestionComment
from forms_backend.documents.report import (
    Cell,
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
from forms_backend.questions.model import QuestionSet

FRESHNESS = {
    Freshness.NOT_NOTED: "No date noted",
    Freshness.FRESH: "Up to date",
    Freshness.DUE: "Due",
    Freshness.OUT_OF_DATE: "Out of date",
}

_ON_PAPER = (
    Column("In place", 14),
    Column("Keep this", 52),
    Column("For", 25),
    Column("Where it is", 41),
    Column("Last looked at", 24),
    Column("Look again by", 26),
)
_COMMENTS_ON_PAPER = (Column("Number", 18), Column("Question", 52), Column("Comment", 112))

_IN_SHEET = (
    SheetColumn("Owner", 20),
    SheetColumn("Keep this", 34),
    SheetColumn("Kind", 14),
    SheetColumn("For", 18),
    SheetColumn("In place", 10, ("Yes", "No")),
    SheetColumn("Where it is", 36),
    SheetColumn("Last looked at", 14),
    SheetColumn("Look again by", 14),
    SheetColumn("State", 14),
    SheetColumn("Look every", 12),
)
_COMMENTS_IN_SHEET = (SheetColumn("Number", 10), SheetColumn("Question", 34), SheetColumn("Comment", 100))


def report_of_checklist(checklist: Checklist, questions: QuestionSet, organisation: str, ods_code: str) -> Report:
    """The checklist as a portrait report. Organisation and ODS code may be empty and are then left out."""
    code = f"ODS code {ods_code}" if ods_code else ""
    made = f"made on {in_words(checklist.made_on)}"
    footer = dotted(organisation, f"evidence checklist {questions.year}", made)
    return Report(
        title=f"Evidence checklist {questions.year}",
        subtitle=f"{dotted(organisation, code, made)}\n{_counts(checklist)}",
        organisation=organisation,
        facts=(),
        words=(_how_to_use(checklist),),
        tables=(*(_owner_table(one) for one in checklist.owners), *_comment_tables(checklist.comments)),
        sheets=_sheets(checklist),
        footer=f"{footer[0].upper()}{footer[1:]}",
        made_on=checklist.made_on,
        landscape=False,
    )


def _things(many: int) -> str:
    return "1 thing" if many == 1 else f"{many} things"


def _counts(checklist: Checklist) -> str:
    items = checklist.items
    in_place = sum(item.in_place for item in items)
    stale = sum(item.freshness is Freshness.OUT_OF_DATE for item in items)
    return f"{_things(len(items))} to keep, {in_place or 'none'} in place, {stale or 'none'} out of date"


def _how_to_use(checklist: Checklist) -> str:
    if not checklist.items:
        return "There is nothing to keep yet."
    return (
        "How to use this list: go to each thing where it is kept. Tick it when it is there and up to date. "
        "Where nothing is written yet, write in where you keep it and the day you looked at it."
    )


def _owner_table(one: OwnerItems) -> Table:
    rows = tuple(_on_paper(item) for item in one.items)
    return Table(f"{one.owner}: {_things(len(one.items))}", _ON_PAPER, rows)


def _on_paper(item: EvidenceItem) -> Row:
    return Row(
        (
            TickBox(item.in_place),
            lines(item.keep),
            lines(_numbers(item)),
            lines(item.place) if item.place.strip() else WriteHere(),
            lines(in_short(item.checked_on)) if item.checked_on else WriteHere(),
            _look_again(item),
        )
    )


def _look_again(item: EvidenceItem) -> Cell:
    if item.look_again_by is None:
        return WriteHere()
    day = in_short(item.look_again_by)
    match item.freshness:
        case Freshness.OUT_OF_DATE:
            return lines(day, Line("Out of date", Look.STRONG))
        case Freshness.DUE:
            return lines(day, Line("Due", Look.STRONG))
        case _:
            return lines(day)


def _numbers(item: EvidenceItem) -> str:
    return ", ".join(question.number for question in item.questions)


def _comment_tables(comments: tuple[QuestionComment, ...]) -> tuple[Table, ...]:
    if not comments:
        return ()
    rows = tuple(
        Row((lines(Line(one.question.number, Look.STRONG)), lines(one.question.facts.short), lines(one.comment)))
        for one in comments
    )
    return (Table("Your comments", _COMMENTS_ON_PAPER, rows),)


def _sheets(checklist: Checklist) -> tuple[Sheet, ...]:
    items = tuple(_in_sheet(item) for item in checklist.items)
    comments = tuple((one.question.number, one.question.facts.short, one.comment) for one in checklist.comments)
    evidence = Sheet("Evidence", _IN_SHEET, items)
    return (evidence, Sheet("Your comments", _COMMENTS_IN_SHEET, comments)) if comments else (evidence,)


def _in_sheet(item: EvidenceItem) -> tuple[str | date, ...]:
    months = item.check_every_months
    return (
        item.owner,
        item.keep,
        item.kind,
        _numbers(item),
        "Yes" if item.in_place else "No",
        item.place,
        item.checked_on or "",
        item.look_again_by or "",
        FRESHNESS[item.freshness],
        "1 month" if months == 1 else f"{months} months",
    )
