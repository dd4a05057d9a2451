"""A change to a workspace gives a new workspace; a change made from an old version is refused.

What is saved already, word for word, is no conflict and changes nothing: people click twice.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

import msgspec

from forms_backend.answers.model import Answer, EvidenceNote, PlanNote, RegisterSummary, Workspace


class Stale(Exception):  # noqa: N818 - it is a state of affairs, not a fault
    """Someone else saved the same thing after this person opened it. `theirs` is what is saved now."""

    def __init__(self, theirs: Answer | PlanNote | EvidenceNote | RegisterSummary | Mapping[str, str] | None) -> None:
        super().__init__("saved by someone else meanwhile")
        self.theirs = theirs


V = TypeVar("V", Answer, PlanNote, EvidenceNote, RegisterSummary)


def with_answer(workspace: Workspace, identity: str, answer: Answer, seen: int) -> Workspace:
    """The workspace with this answer, made by someone who saw version `seen` (0: none yet).

    Raises Stale when the answer has another version by now. The question need not be of the workspace's year.
    """
    answers = _replaced(workspace.answers, identity, answer, seen)
    return msgspec.structs.replace(workspace, answers=answers, changed_on=answer.saved_on)


def with_plan_note(workspace: Workspace, identity: str, note: PlanNote, seen: int, today: date) -> Workspace:
    """The workspace with this line of the plan. Raises Stale like `with_answer`."""
    return msgspec.structs.replace(workspace, plan=_replaced(workspace.plan, identity, note, seen), changed_on=today)


def with_evidence_note(workspace: Workspace, key: str, note: EvidenceNote, seen: int, today: date) -> Workspace:
    """The workspace with this line of the evidence register. Raises Stale like `with_answer`."""
    return msgspec.structs.replace(workspace, evidence=_replaced(workspace.evidence, key, note, seen), changed_on=today)


def with_register(workspace: Workspace, slug: str, summary: RegisterSummary, seen: int, today: date) -> Workspace:
    """The workspace with what a register told. Raises Stale like `with_answer`."""
    registers = _replaced(workspace.registers, slug, summary, seen)
    return msgspec.structs.replace(workspace, registers=registers, changed_on=today)


def without_register(workspace: Workspace, slug: str, today: date) -> Workspace:
    """The workspace without what this register told. What was noted of it as evidence stays."""
    left = {name: one for name, one in workspace.registers.items() if name != slug}
    return msgspec.structs.replace(workspace, registers=left, changed_on=today)


def with_profile(workspace: Workspace, profile: dict[str, str], aim: str, seen: int, today: date) -> Workspace:
    """The workspace with this profile and aim. Raises Stale when someone else changed the profile meanwhile."""
    if workspace.profile_version != seen:
        if (workspace.profile, workspace.aim) != (profile, aim):
            raise Stale(workspace.profile)
        return workspace
    return msgspec.structs.replace(workspace, profile=profile, aim=aim, profile_version=seen + 1, changed_on=today)


def _replaced(kept: dict[str, V], name: str, new: V, seen: int) -> dict[str, V]:
    now = kept.get(name)
    version = now.version if now else 0
    if version == seen:
        return {**kept, name: msgspec.structs.replace(new, version=seen + 1)}
    if now is None or msgspec.structs.replace(new, version=version) != now:
        raise Stale(now)
    return kept
