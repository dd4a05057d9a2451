"""What was answered: positions, values, notes and the workspace that holds them. All frozen."""

from datetime import date
from enum import StrEnum

import msgspec


class Stored(msgspec.Struct, frozen=True, omit_defaults=True):
    """Base of everything kept in a workspace: frozen, and defaults take no room on disk."""


class Position(StrEnum):
    """Where people say they are with a question."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Ticked(Stored, frozen=True, tag="tick"):
    """A tick given."""


class Written(Stored, frozen=True, tag="text"):
    """An answer in words."""

    words: str


class Dated(Stored, frozen=True, tag="date"):
    """An answer that is a day."""

    on: date


class Chosen(Stored, frozen=True, tag="choice"):
    """One of the options of a choice question."""

    option: str


class Way(StrEnum):
    """The four ways in which a document may be given."""

    PLACE = "place"  # words saying where it is kept
    LINK = "link"
    GIVEN = "given"  # the same document as in another answer
    UPLOAD = "upload"


class DocumentGiven(Stored, frozen=True, tag="document"):
    """A document: `what` is words, an address, another question's identity, or the name of a stored file."""

    way: Way
    what: str
    file_name: str = ""  # uploads only: the name the person's own file had
    reviewed_on: date | None = None


Value = Ticked | Written | Dated | Chosen | DocumentGiven


class Answer(Stored, frozen=True):
    """An answer as saved. `version` counts saves of this one answer, from 1."""

    position: Position
    saved_on: date
    value: Value | None = None
    reason: str = ""  # why the question does not apply
    comment: str = ""
    version: int = 1


class PlanStatus(StrEnum):
    """How far an action of the plan is."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    BLOCKED = "blocked"


class PlanNote(Stored, frozen=True):
    """What people changed in their line of the action plan. Empty means: use the suggestion."""

    action: str = ""
    owner: str = ""
    help_needed: str = ""
    start_on: date | None = None
    due_on: date | None = None
    status: PlanStatus | None = None
    done_on: date | None = None
    notes: str = ""
    version: int = 1


class EvidenceNote(Stored, frozen=True):
    """Where a piece of evidence is kept, who has it, and when it was last checked."""

    place: str = ""
    owner: str = ""
    checked_on: date | None = None
    version: int = 1


class RegisterFigure(Stored, frozen=True):
    """A number that a register told, out of how many where it is a share."""

    words: str  # what was counted
    number: int
    of: int | None = None


class RegisterSummary(Stored, frozen=True):
    """What is kept of a register that was brought back: numbers, and nothing of what its rows say."""

    read_on: date
    rows: int
    misfits: int = 0  # that were still to put right
    figures: tuple[RegisterFigure, ...] = ()
    version: int = 1


class Workspace(Stored, frozen=True):
    """One organisation's work on one year. Nothing in it is derived."""

    year: str
    aim: str  # id of the level aimed at
    created_on: date
    changed_on: date
    profile: dict[str, str] = {}  # by field id of the vocabulary
    profile_version: int = 0
    answers: dict[str, Answer] = {}  # by question identity
    plan: dict[str, PlanNote] = {}  # by question identity
    evidence: dict[str, EvidenceNote] = {}  # by evidence key
    registers: dict[str, RegisterSummary] = {}  # by slug of the template

    @property
    def name(self) -> str:
        """The organisation's name."""
        return self.profile.get("organisation.name", "")
