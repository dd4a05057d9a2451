"""A change gives a new workspace, or tells that somebody else was quicker. Nothing is ever altered in place."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest

from forms_backend.answers.changing import (
    Stale,
    with_answer,
    with_evidence_note,
    with_plan_note,
    with_profile,
    with_register,
    without_register,
)
from forms_backend.answers.model import (
    Answer,
    EvidenceNote,
    PlanNote,
    Position,
    RegisterFigure,
    RegisterSummary,
    Workspace,
    Written,
)

DAY, NEXT_DAY = date(2026, 3, 3), date(2026, 3, 4)
PROFILE = {"organisation.name": "Rose Villa"}
Change = Callable[[Workspace, str, int], Workspace]


def answer(workspace: Workspace, words: str, seen: int) -> Workspace:
    return with_answer(workspace, "lead", Answer(Position.YES, NEXT_DAY, Written(words)), seen)


def plan_note(workspace: Workspace, words: str, seen: int) -> Workspace:
    return with_plan_note(workspace, "lead", PlanNote(notes=words), seen, NEXT_DAY)


def evidence_note(workspace: Workspace, words: str, seen: int) -> Workspace:
    return with_evidence_note(workspace, "training-log", EvidenceNote(place=words), seen, NEXT_DAY)


def register(workspace: Workspace, words: str, seen: int) -> Workspace:
    summary = RegisterSummary(NEXT_DAY, 3, figures=(RegisterFigure(words, 3),))
    return with_register(workspace, "training-log", summary, seen, NEXT_DAY)


def profile(workspace: Workspace, words: str, seen: int) -> Workspace:
    return with_profile(workspace, {"organisation.name": words}, "approaching-standards", seen, NEXT_DAY)


EVERY_CHANGE = pytest.mark.parametrize("change", [answer, plan_note, evidence_note, register, profile])


def kept(workspace: Workspace) -> list[object]:
    """What the changes above save, whichever it was."""
    return [
        *workspace.answers.values(),
        *workspace.plan.values(),
        *workspace.evidence.values(),
        *workspace.registers.values(),
        *([workspace.profile] if workspace.profile else []),
    ]


@EVERY_CHANGE
def test_a_change_is_kept_counted_and_dated_and_the_old_workspace_stays(empty: Workspace, change: Change) -> None:
    before = msgspec.json.encode(empty)
    first = change(empty, "one", 0)
    second = change(first, "two", 1)
    assert msgspec.json.encode(empty) == before
    assert second.changed_on == NEXT_DAY
    assert "one" in str(kept(first))
    assert "two" in str(kept(second))
    assert len(kept(second)) == 1


def test_each_save_of_a_thing_raises_its_own_version_and_no_other(empty: Workspace) -> None:
    workspace = answer(plan_note(answer(empty, "one", 0), "one", 0), "two", 1)
    workspace = with_answer(workspace, "training", Answer(Position.NO, DAY, version=41), 0)
    assert {name: one.version for name, one in workspace.answers.items()} == {"lead": 2, "training": 1}
    assert workspace.plan["lead"].version == 1
    assert (workspace.profile_version, workspace.evidence) == (0, {})


@EVERY_CHANGE
@pytest.mark.parametrize("seen", [0, 1, 3, -1])
def test_a_change_made_from_another_version_is_refused_with_what_is_saved_now(
    empty: Workspace, change: Change, seen: int
) -> None:
    now = change(change(empty, "mine", 0), "theirs", 1)
    with pytest.raises(Stale) as refused:
        change(now, "late", seen)
    assert [refused.value.theirs] == kept(now)


def test_a_thing_that_was_never_saved_cannot_have_been_seen(empty: Workspace) -> None:
    with pytest.raises(Stale) as refused:
        answer(empty, "late", 1)
    assert refused.value.theirs is None


@EVERY_CHANGE
def test_saving_the_very_same_thing_twice_as_a_double_click_does_is_no_conflict(
    empty: Workspace, change: Change
) -> None:
    once = change(change(empty, "early", 0), "same", 1)
    assert change(once, "same", 1) == once


@EVERY_CHANGE
def test_saving_what_is_there_from_its_own_version_is_a_save_like_any_other(empty: Workspace, change: Change) -> None:
    once = change(empty, "same", 0)
    assert change(once, "same", 1) != once


def test_the_same_profile_for_another_aim_is_a_conflict(empty: Workspace) -> None:
    once = with_profile(empty, PROFILE, "standards-met", 0, DAY)
    with pytest.raises(Stale) as refused:
        with_profile(once, PROFILE, "approaching-standards", 0, DAY)
    assert refused.value.theirs == PROFILE


def test_numbers_of_a_register_are_forgotten_and_what_was_noted_of_it_stays(empty: Workspace) -> None:
    full = evidence_note(register(empty, "people", 0), "Office", 0)
    left = without_register(full, "training-log", NEXT_DAY)
    assert left.registers == {}
    assert left.evidence == full.evidence
    assert without_register(left, "training-log", NEXT_DAY) == left
    assert register(left, "people", 0).registers["training-log"].version == 1
