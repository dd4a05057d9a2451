"""The action plan as a report: what is still to do, then what is in place already."""

from datetime import date

from forms_backend.answers.action_plan import DoneRow, Plan, PlanRow, PlanSection
from forms_backend.answers.days import in_short, in_words, months_after
from forms_backend.answers.model import PlanStatus
from forms_backend.documents.report import (
    Band,
    Column,
    Fact,
    Line,
    Look,
    Report,
    Row,
    Sheet,
    SheetColumn,
    Table,
    WriteHere,
    dotted,
    lines,
)
from forms_backend.questions.model import QuestionSet

STATUSES = {
    PlanStatus.NOT_STARTED: "Not started",
    PlanStatus.IN_PROGRESS: "In progress",
    PlanStatus.BLOCKED: "Waiting",
    PlanStatus.DONE: "Done",
}

_ON_PAPER = (
    Column("Question", 35),
    Column("Where we are now", 44),
    Column("What we will do", 62),
    Column("Who", 24),
    Column("Help needed", 25),
    Column("Start and due", 30),
    Column("Status", 23),
    Column("Evidence", 26),
)
_DONE_ON_PAPER = (
    Column("Number", 18),
    Column("Question", 55),
    Column("Our answer", 98),
    Column("Comments and notes", 98),
)

_NUMBER = SheetColumn("Number", 8)
_STATUS = SheetColumn("Status", 11, tuple(STATUSES.values()))
_IN_SHEET = (
    _NUMBER,
    SheetColumn("Question", 18),
    SheetColumn("Where we are", 24),
    SheetColumn("What we will do", 28),
    SheetColumn("Owner", 12),
    SheetColumn("Help needed", 14),
    SheetColumn("Start", 12),
    SheetColumn("Due", 12),
    _STATUS,
    SheetColumn("Done on", 12),
    SheetColumn("Evidence", 17),
    SheetColumn("Notes", 17),
    SheetColumn("Level", 13),
)
_DONE_IN_SHEET = (
    _NUMBER,
    SheetColumn("Question", 30),
    SheetColumn("Where we are", 80),
    _STATUS,
    SheetColumn("Notes", 40),
    SheetColumn("Level", 22),
)


def report_of_plan(plan: Plan, questions: QuestionSet, organisation: str, ods_code: str) -> Report:
    """The plan as a landscape report. Organisation and ODS code may be empty and are then left out."""
    code = f"ODS code {ods_code}" if ods_code else ""
    made = in_words(plan.made_on)
    return Report(
        title=f"Action plan: Data Security and Protection Toolkit {questions.year}",
        subtitle=dotted(organisation, code, f"made on {made}"),
        organisation=organisation,
        facts=_facts(plan),
        words=(_words(plan),),
        tables=_tables(plan),
        sheets=_sheets(plan, questions),
        footer=dotted(organisation, f"DSPT action plan {questions.year}", f"made {made}"),
        made_on=plan.made_on,
        landscape=True,
    )


def _facts(plan: Plan) -> tuple[Fact, ...]:
    levels = plan.progress.levels
    reached = plan.progress.reached or (f"Not yet {levels[0].level.title}" if levels else "")
    where = (
        Fact("Where we are", reached),
        *(Fact(one.level.title, f"{one.done} of {one.needed} done") for one in levels),
    )
    if not plan.rows:
        return (*where, Fact("Deadline", in_words(plan.deadline)))
    return (*where, Fact("Finish by", in_words(plan.finish_by), _before(plan.finish_by, plan.deadline)))


def _before(day: date, deadline: date) -> str:
    """How long before the deadline a day is, in words that are true of it."""
    before = "a month before" if day == months_after(deadline, -1) else "the day before"
    return f"{before} the deadline, {in_words(deadline)}"


def _words(plan: Plan) -> str:
    if plan.rows:
        return (
            "The quickest things come first. Names and dates that you have not set yourselves are suggestions: "
            "change any that do not suit you."
        )
    last = plan.progress.levels[-1].level.title if plan.progress.levels else "this year"
    return f"Nothing is left to do. Every question for {last} is done."


def _tables(plan: Plan) -> tuple[Table, ...]:
    tables = []
    if plan.rows:
        rows: list[Band | Row] = []
        for at, section in enumerate(plan.sections):
            rows.append(Band(_band(section, first=at == 0, only=len(plan.sections) == 1)))
            rows.extend(_on_paper(row, plan.made_on) for row in section.rows)
        tables.append(Table("", _ON_PAPER, tuple(rows)))
    if plan.done:
        tables.append(Table("Already in place", _DONE_ON_PAPER, tuple(_done_on_paper(row) for row in plan.done)))
    return tuple(tables)


def _band(section: PlanSection, *, first: bool, only: bool) -> str:
    many, title = len(section.rows), section.level.title
    if not first:
        return f"Then: {many} more for {title}"
    between = f"this one stands between us and {title}" if many == 1 else f"these {many} stand between us and {title}"
    return f"{between[0].upper()}{between[1:]}" if only else f"First: {between}"


def _on_paper(row: PlanRow, today: date) -> Row:
    notes = Line(f"Notes: {row.notes}" if row.notes.strip() else "", Look.MUTED)
    late = row.due_on < today and row.status is not PlanStatus.DONE
    done_on = f"Done on {in_short(row.done_on)}" if row.done_on else ""
    finished = row.status is PlanStatus.DONE and row.done_on
    return Row(
        (
            lines(Line(row.question.number, Look.STRONG), row.question.facts.short),
            lines(*row.where_we_are),
            lines(row.action, notes),
            lines(row.owner),
            lines(row.help_needed) if row.help_needed.strip() else WriteHere(),
            lines(in_short(row.start_on), Line(f"to {in_short(row.due_on)}", Look.STRONG)),
            lines("" if finished else STATUSES[row.status], done_on, Line("Overdue" if late else "", Look.STRONG)),
            lines(row.evidence),
        )
    )


def _done_on_paper(row: DoneRow) -> Row:
    notes = f"Notes: {row.notes}" if row.notes.strip() else ""
    return Row(
        (
            lines(Line(row.question.number, Look.STRONG)),
            lines(row.question.facts.short),
            lines(_answer(row)),
            lines(row.comment, Line(notes, Look.MUTED)),
        )
    )


def _answer(row: DoneRow) -> str:
    """What was answered; a tick says no more than the state does."""
    return row.answer or row.standing.words


def _sheets(plan: Plan, questions: QuestionSet) -> tuple[Sheet, ...]:
    titles = {level.id: level.title for level in questions.facts.levels}
    left = tuple(_in_sheet(row, section.level.title) for section in plan.sections for row in section.rows)
    done = tuple(_done_in_sheet(row, titles[row.question.level]) for row in plan.done)
    to_do, in_place = Sheet("Action plan", _IN_SHEET, left), Sheet("Already in place", _DONE_IN_SHEET, done)
    return tuple(sheet for sheet in (to_do, in_place) if sheet.rows) or (to_do,)


def _in_sheet(row: PlanRow, level: str) -> tuple[str | date, ...]:
    return (
        row.question.number,
        row.question.facts.short,
        "\n".join(row.where_we_are),
        row.action,
        row.owner,
        row.help_needed,
        row.start_on,
        row.due_on,
        STATUSES[row.status],
        row.done_on or "",
        row.evidence,
        row.notes,
        level,
    )


def _done_in_sheet(row: DoneRow, level: str) -> tuple[str | date, ...]:
    where_we_are = "\n".join(part for part in (_answer(row), row.comment) if part)
    question = row.question
    return (question.number, question.facts.short, where_we_are, STATUSES[PlanStatus.DONE], row.notes, level)
