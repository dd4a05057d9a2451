"""What is still to do, in the order in which to do it (columns and dates: rules of the domain)."""

from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from forms_backend.answers.days import deadline_after, months_after
from forms_backend.answers.evidence import place_in_answers
from forms_backend.answers.model import Answer, Chosen, PlanNote, PlanStatus, Position, Workspace
from forms_backend.answers.progress import Progress, progress
from forms_backend.answers.standing import Standing, State
from forms_backend.answers.wording import answer_in_words
from forms_backend.questions.model import Level, Question, QuestionSet
from forms_backend.questions.vocabulary import Vocabulary

FRIDAY = 4
CLOSED = ((12, 25), (1, 1))  # months and days that may be Fridays on which nobody is in the office
LAST_DAYS = timedelta(days=2)  # so near the deadline, people publish with a plan for the year that follows


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """One action. `where_we_are` holds what was said so far, then every comment."""

    question: Question
    standing: Standing
    where_we_are: tuple[str, ...]
    action: str
    owner: str
    help_needed: str
    start_on: date
    due_on: date
    status: PlanStatus
    done_on: date | None
    evidence: str
    notes: str
    version: int


class PlanSection(msgspec.Struct, frozen=True):
    """The actions that stand between us and one level."""

    level: Level
    rows: tuple[PlanRow, ...]


class DoneRow(msgspec.Struct, frozen=True):
    """A question that is done: what was answered, the comment, and what people wrote in its line of the plan."""

    question: Question
    standing: Standing
    answer: str
    comment: str
    notes: str


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The action plan on a day."""

    made_on: date
    deadline: date
    finish_by: date
    progress: Progress
    sections: tuple[PlanSection, ...]
    done: tuple[DoneRow, ...]

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        """All actions, in order."""
        return tuple(row for section in self.sections for row in section.rows)


class _Basis(NamedTuple):
    questions: QuestionSet
    workspace: Workspace
    vocabulary: Vocabulary
    progress: Progress
    today: date


def action_plan(questions: QuestionSet, workspace: Workspace, vocabulary: Vocabulary, today: date) -> Plan:
    """What is outstanding, first for Approaching Standards, then for the rest, quick things first.

    All levels are listed whatever the aim: Approaching Standards is published with a plan for the rest.
    """
    made = progress(questions, workspace, today)
    deadline = deadline_after(questions.facts.deadline, today + LAST_DAYS)
    finish_by = _finish_by(deadline, today)
    left = [one for one in questions if not made.standings[one.identity].counts]
    ordered = [one for level in questions.facts.levels for one in _in_order(left, level)]
    dates = due_dates(len(ordered), today, finish_by)
    basis = _Basis(questions, workspace, vocabulary, made, today)
    rows = {one.identity: _row(one, due, basis) for one, due in zip(ordered, dates, strict=True)}
    sections = tuple(
        PlanSection(level, tuple(rows[one.identity] for one in _in_order(left, level)))
        for level in questions.facts.levels
        if any(one.level == level.id for one in left)
    )
    done = tuple(_done(one, questions, workspace, made) for one in questions if made.standings[one.identity].counts)
    return Plan(made_on=today, deadline=deadline, finish_by=finish_by, progress=made, sections=sections, done=done)


def due_dates(many: int, today: date, finish_by: date) -> list[date]:
    """So many days spread evenly up to `finish_by`, each on a Friday where that leaves it after today."""
    span = max((finish_by - today).days, 0)
    days = [today + timedelta(days=span * (at + 1) // many) for at in range(many)]
    fridays = [_open_friday(day) for day in days]
    return [friday if friday > today else day for friday, day in zip(fridays, days, strict=True)]


def _open_friday(day: date) -> date:
    """The last Friday up to a day on which offices are open."""
    friday = day - timedelta(days=(day.weekday() - FRIDAY) % 7)
    return _open_friday(friday - timedelta(days=7)) if (friday.month, friday.day) in CLOSED else friday


def _finish_by(deadline: date, today: date) -> date:
    """A month before the deadline, where that leaves a month; else the day before the deadline."""
    early = months_after(deadline, -1)
    return early if months_after(today, 1) <= early else deadline - timedelta(days=1)


def _in_order(left: list[Question], level: Level) -> list[Question]:
    """Quick things first; a question that depends on another comes after it."""
    waiting = sorted((one for one in left if one.level == level.id), key=lambda one: one.facts.minutes)
    ordered: list[Question] = []
    while waiting:
        names = {one.identity for one in waiting}
        free = (one for one in waiting if not one.facts.depends_on or one.facts.depends_on.question not in names)
        ordered.append(next(free, waiting[0]))  # the first, where questions wait for each other
        waiting.remove(ordered[-1])
    return ordered


def _row(one: Question, due: date, basis: _Basis) -> PlanRow:
    answer = basis.workspace.answers.get(one.identity)
    note = basis.workspace.plan.get(one.identity, PlanNote(version=0))
    place = basis.progress.standings[one.identity]
    start_on = note.start_on or min(basis.today, note.due_on or basis.today)
    return PlanRow(
        question=one,
        standing=place,
        where_we_are=_where_we_are(one, answer, place, basis.questions),
        action=note.action or _suggestion(one, basis.workspace),
        owner=note.owner or basis.vocabulary.holder(one.facts.who_answers[0], basis.workspace.profile),
        help_needed=note.help_needed,
        start_on=start_on,
        due_on=note.due_on or max(due, start_on),
        status=note.status or _status(place),
        done_on=note.done_on,
        evidence=_evidence_place(one, basis),
        notes=note.notes,
        version=note.version,
    )


def _suggestion(one: Question, workspace: Workspace) -> str:
    """What to do first. Where another answer says that this question does not matter, what to do then."""
    depends = one.facts.depends_on
    other = workspace.answers.get(depends.question) if depends else None
    if depends and other and other.position is Position.YES and isinstance(other.value, Chosen):
        return one.facts.if_not_met if other.value.option in depends.choices else depends.otherwise
    return one.facts.if_not_met


def _where_we_are(one: Question, answer: Answer | None, place: Standing, questions: QuestionSet) -> tuple[str, ...]:
    said = [place.words]
    if answer:
        said += [answer_in_words(one, answer, questions), answer.comment.strip()]
    return tuple(words for words in said if words)


def _status(place: Standing) -> PlanStatus:
    started = place.state in (State.IN_PROGRESS, State.NEED_HELP)
    return PlanStatus.IN_PROGRESS if started else PlanStatus.NOT_STARTED


def _evidence_place(one: Question, basis: _Basis) -> str:
    """What proves it and where it is kept: the first whose place is known, else the first thing to keep."""
    for each in one.facts.evidence:
        note = basis.workspace.evidence.get(each.key)
        place = note.place if note else ""
        if found := place or place_in_answers(each, [one], basis.questions, basis.workspace)[0]:
            return f"{each.keep}: {found}"
    return one.facts.evidence[0].keep


def _done(one: Question, questions: QuestionSet, workspace: Workspace, made: Progress) -> DoneRow:
    answer = workspace.answers[one.identity]
    note = workspace.plan.get(one.identity, PlanNote())
    return DoneRow(
        one,
        made.standings[one.identity],
        answer_in_words(one, answer, questions),
        answer.comment.strip(),
        "\n".join(words for words in (note.action, note.help_needed, note.notes) if words),
    )
