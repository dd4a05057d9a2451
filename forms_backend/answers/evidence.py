"""What to keep as evidence, by owner, and whether it is fresh (rule: fresh, due or out of date, from today)."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

import msgspec

from forms_backend.answers.days import months_after
from forms_backend.answers.model import DocumentGiven, EvidenceNote, Position, Workspace
from forms_backend.answers.standing import State, standing
from forms_backend.answers.wording import value_in_words
from forms_backend.questions.model import EvidenceSuggestion, Question, QuestionSet
from forms_backend.questions.vocabulary import Vocabulary

DUE_SOON = timedelta(days=30)


class Freshness(StrEnum):
    """Whether a piece of evidence can be relied on today."""

    NOT_NOTED = "not-noted"  # no date it was checked
    FRESH = "fresh"
    DUE = "due"  # within 30 days of the day to look again
    OUT_OF_DATE = "out-of-date"


class EvidenceItem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to keep, and the questions it helps to answer."""

    key: str
    keep: str
    kind: str  # in words
    questions: tuple[Question, ...]
    owner: str  # in words
    place: str
    checked_on: date | None
    look_again_by: date | None
    check_every_months: int
    freshness: Freshness
    template: str | None
    version: int

    @property
    def in_place(self) -> bool:
        """Whether we know where it is and it is not out of date."""
        return bool(self.place) and self.freshness is not Freshness.OUT_OF_DATE


class OwnerItems(msgspec.Struct, frozen=True):
    """What one owner keeps."""

    owner: str
    items: tuple[EvidenceItem, ...]


class QuestionComment(msgspec.Struct, frozen=True):
    """A comment people wrote on a question."""

    question: Question
    comment: str


class Checklist(msgspec.Struct, frozen=True, kw_only=True):
    """The evidence checklist on a day."""

    made_on: date
    owners: tuple[OwnerItems, ...]
    comments: tuple[QuestionComment, ...]

    @property
    def items(self) -> tuple[EvidenceItem, ...]:
        """Everything to keep, by owner."""
        return tuple(item for one in self.owners for item in one.items)


class OwnDocument(NamedTuple):
    """A document an organisation can make from a template, and keep. `questions` are identities."""

    slug: str
    keep: str
    kind: str  # in words
    owner: str  # a role
    check_every_months: int
    questions: tuple[str, ...]


class _Basis(NamedTuple):
    questions: QuestionSet
    workspace: Workspace
    vocabulary: Vocabulary
    today: date


def evidence_keys(slug: str, questions: QuestionSet) -> tuple[str, ...]:
    """Under which keys a document made from a template is kept: those of the evidence it is, else its own."""
    suggested = (one for question in questions for one in question.facts.evidence if one.template == slug)
    return tuple(dict.fromkeys(one.key for one in suggested)) or (slug,)


def checklist(
    questions: QuestionSet,
    workspace: Workspace,
    vocabulary: Vocabulary,
    today: date,
    documents: Iterable[OwnDocument] = (),
) -> Checklist:
    """Everything to keep, each thing once, gathered by owner, what helps most questions first.

    `documents` are those that may have been kept without a question that suggests them.
    """
    wanted: dict[str, tuple[EvidenceSuggestion, list[Question]]] = {}
    for one in questions:
        answer = workspace.answers.get(one.identity)
        if standing(one, answer, today).state is State.NOT_APPLICABLE:
            continue
        for suggestion in one.facts.evidence:
            wanted.setdefault(suggestion.key, (suggestion, []))[1].append(one)
    basis = _Basis(questions, workspace, vocabulary, today)
    items = [_item(suggestion, wanted_by, basis) for suggestion, wanted_by in wanted.values()]
    others = (one for one in documents if one.slug in workspace.evidence and one.slug not in wanted)
    items += (_own_item(one, basis) for one in others)
    items.sort(key=lambda item: -len(item.questions))  # what helps most comes first; else in the order of the questions
    held = (vocabulary.holder(role, workspace.profile) for role in vocabulary.roles)
    comments = (
        QuestionComment(one, answer.comment.strip())
        for one in questions
        if (answer := workspace.answers.get(one.identity)) and answer.comment.strip()
    )
    return Checklist(made_on=today, owners=_by_owner(items, held), comments=tuple(comments))


def _by_owner(items: list[EvidenceItem], first: Iterable[str]) -> tuple[OwnerItems, ...]:
    """The items by owner, whatever the case of their names: those of `first` in its order, then others by name."""
    known = [*first, *sorted(item.owner for item in items)]
    owners: dict[str, list[EvidenceItem]] = {owner.casefold(): [] for owner in known}
    for item in items:
        owners[item.owner.casefold()].append(item)
    return tuple(OwnerItems(theirs[0].owner, tuple(theirs)) for theirs in owners.values() if theirs)


def freshness(checked_on: date | None, months: int, today: date) -> Freshness:
    """Whether something checked on a day, to be checked every so many months, is fresh today."""
    if checked_on is None:
        return Freshness.NOT_NOTED
    again = months_after(checked_on, months)
    if again < today:
        return Freshness.OUT_OF_DATE
    return Freshness.DUE if again - today <= DUE_SOON else Freshness.FRESH


def _item(suggestion: EvidenceSuggestion, wanted_by: list[Question], basis: _Basis) -> EvidenceItem:
    note = basis.workspace.evidence.get(suggestion.key, EvidenceNote(version=0))
    place, checked_on = place_in_answers(suggestion, wanted_by, basis.questions, basis.workspace)
    checked_on = note.checked_on or checked_on
    if checked_on and checked_on > basis.today:  # a slip of the keyboard, which must not pass for fresh
        checked_on = None
    months = suggestion.check_every_months
    return EvidenceItem(
        key=suggestion.key,
        keep=suggestion.keep,
        kind=basis.vocabulary.evidence_kinds[suggestion.kind],
        questions=tuple(wanted_by),
        owner=note.owner or basis.vocabulary.holder(suggestion.owner, basis.workspace.profile),
        place=note.place or place,
        checked_on=checked_on,
        look_again_by=months_after(checked_on, months) if checked_on else None,
        check_every_months=months,
        freshness=freshness(checked_on, months, basis.today),
        template=suggestion.template,
        version=note.version,
    )


def _own_item(document: OwnDocument, basis: _Basis) -> EvidenceItem:
    note, months = basis.workspace.evidence[document.slug], document.check_every_months
    return EvidenceItem(
        key=document.slug,
        keep=document.keep,
        kind=document.kind,
        questions=tuple(one for one in basis.questions if one.identity in document.questions),
        owner=note.owner or basis.vocabulary.holder(document.owner, basis.workspace.profile),
        place=note.place,
        checked_on=note.checked_on,
        look_again_by=months_after(note.checked_on, months) if note.checked_on else None,
        check_every_months=months,
        freshness=freshness(note.checked_on, months, basis.today),
        template=document.slug,
        version=note.version,
    )


def place_in_answers(
    suggestion: EvidenceSuggestion, wanted_by: Iterable[Question], questions: QuestionSet, workspace: Workspace
) -> tuple[str, date | None]:
    """Where a document answer says its first piece of evidence is, and when that was last looked at.

    Only "yes" says so: what people typed stays in their answer when they change it to "no".
    """
    for one in wanted_by:
        answer = workspace.answers.get(one.identity)
        value = answer.value if answer and answer.position is Position.YES else None
        first = one.facts.evidence[0].key == suggestion.key
        if first and isinstance(value, DocumentGiven) and value.what.strip():
            undated = msgspec.structs.replace(value, reviewed_on=None)
            return value_in_words(one, undated, questions), value.reviewed_on
    return "", None
