"""How far a workspace is: each level, each group, and the next thing to do. Computed, never stored."""

from collections.abc import Mapping
from datetime import date

import msgspec

from forms_backend.answers.model import Answer, DocumentGiven, Position, Way, Workspace
from forms_backend.answers.standing import Standing, State, standing
from forms_backend.questions.model import Group, Level, Question, QuestionSet

EXCEEDED = "Standards Exceeded"


class LevelProgress(msgspec.Struct, frozen=True):
    """How many of a level's questions are done."""

    level: Level
    done: int
    needed: int

    @property
    def reached(self) -> bool:
        """Whether every question of the level is done."""
        return self.done == self.needed


class GroupProgress(msgspec.Struct, frozen=True):
    """A group's questions with where each stands."""

    group: Group
    lines: tuple[tuple[Question, Standing], ...]

    @property
    def done(self) -> int:
        """How many of the group are done."""
        return sum(place.counts for _, place in self.lines)


class Progress(msgspec.Struct, frozen=True):
    """Everything the task list shows."""

    levels: tuple[LevelProgress, ...]
    groups: tuple[GroupProgress, ...]
    standings: dict[str, Standing]
    reached: str  # title of the level reached, or empty
    next: Question | None  # the next thing to do


def progress(questions: QuestionSet, workspace: Workspace, today: date) -> Progress:
    """Measure a workspace against its year's questions on a day."""
    places = standings(questions, workspace.answers, today)
    levels = tuple(_level(questions, level, places) for level in questions.facts.levels)
    groups = tuple(
        GroupProgress(group, tuple((one, places[one.identity]) for one in questions.in_group(group.id)))
        for group in questions.facts.groups
    )
    return Progress(levels, groups, places, _reached(levels, workspace), next_question(questions, places))


def standings(questions: QuestionSet, answers: Mapping[str, Answer], today: date) -> dict[str, Standing]:
    """Where every answer stands, by identity. A document given elsewhere counts only while it is given there."""
    alone = {one.identity: standing(one, answers.get(one.identity), today) for one in questions}
    return {identity: _pointed(answers.get(identity), place, alone, answers) for identity, place in alone.items()}


def _pointed(
    answer: Answer | None, place: Standing, alone: Mapping[str, Standing], answers: Mapping[str, Answer]
) -> Standing:
    if not place.counts or not answer or not isinstance(answer.value, DocumentGiven):
        return place
    if answer.position is not Position.YES or answer.value.way is not Way.GIVEN:
        return place
    other = answers.get(answer.value.what)
    given = other.value if other else None
    there = alone.get(answer.value.what)
    fine = there and there.state is State.COMPLETE and isinstance(given, DocumentGiven) and given.way is not Way.GIVEN
    return place if fine else Standing(State.IN_PROGRESS, "The document it points to is not in place")


def next_question(questions: QuestionSet, places: dict[str, Standing], after: str | None = None) -> Question | None:
    """The next question that needs work: of the first level not reached, not waiting for help, then in order.

    With `after`, the first such one that follows this identity in the official order comes first.
    """
    ranks = [level.id for level in questions.facts.levels]
    order = {one.identity: at for at, one in enumerate(questions)}
    start = order.get(after, -1) if after else -1
    left = [one for one in questions if not places[one.identity].counts and one.identity != after]

    def key(one: Question) -> tuple[int, bool, bool, int]:
        at = order[one.identity]
        return (ranks.index(one.level), places[one.identity].state is State.NEED_HELP, at < start, at)

    return min(left, key=key, default=None)


def _level(questions: QuestionSet, level: Level, places: dict[str, Standing]) -> LevelProgress:
    needed = questions.needed_for(level.id)
    return LevelProgress(level, sum(places[one.identity].counts for one in needed), len(needed))


def _reached(levels: tuple[LevelProgress, ...], workspace: Workspace) -> str:
    titles = [one.level.title for one in levels if one.reached]
    if levels and len(titles) == len(levels):
        exceeds = workspace.profile.get("cyber-essentials-plus") == "yes"
        return EXCEEDED if exceeds else titles[-1]
    return titles[-1] if titles else ""
