"""What differs between two years: read by people on the site, and by the carry-over of answers."""

import msgspec

from forms_backend.questions.model import CarryOver, Question, QuestionSet


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One question that is not as it was. `now` is None when it is no longer asked, `before` when it is new."""

    before: Question | None = None
    now: Question | None = None
    reason: str = ""  # why it is no longer asked

    @property
    def is_new(self) -> bool:
        """Whether nothing of the year before leads to it."""
        return self.before is None

    @property
    def is_gone(self) -> bool:
        """Whether nothing of the new year follows from it."""
        return self.now is None

    @property
    def renumbered(self) -> bool:
        """Whether it has another number now."""
        return bool(self.before and self.now and self.before.number != self.now.number)

    @property
    def other_level(self) -> bool:
        """Whether another level needs it first now."""
        return bool(self.before and self.now and self.before.level != self.now.level)

    @property
    def reworded(self) -> bool:
        """Whether it is asked in other words, or someone noted what changed."""
        return bool(self.before and self.now and (self.before.ask != self.now.ask or self.now.changed))

    @property
    def other_identity(self) -> bool:
        """Whether it took the place of a question with another meaning: renamed, split or merged."""
        return bool(self.before and self.now and self.before.identity != self.now.identity)


def changes(old: QuestionSet, new: QuestionSet) -> tuple[Change, ...]:
    """What differs, in the order of the new year, then what is gone in the order of the old one.

    A question that is exactly as it was is left out.
    """
    rules = new.facts.carry_over or CarryOver(old.year)
    found = [Change(before=before, now=one) for one in new for before in _before(one, old, rules)]
    gone = [
        Change(before=one, reason=rules.dropped.get(one.identity, ""))
        for one in old
        if not new.question(one.identity) and not _after(one.identity, new, rules)
    ]
    return tuple(one for one in [*found, *gone] if _differs(one))


def _before(one: Question, old: QuestionSet, rules: CarryOver) -> tuple[Question | None, ...]:
    """The questions of the year before that lead to this one; a single None when there are none."""
    leading = [one.identity, *(was for was, names in _moves(rules).items() if one.identity in names)]
    known = [question for name in leading if (question := old.question(name))]
    return tuple(known) or (None,)


def _after(identity: str, new: QuestionSet, rules: CarryOver) -> bool:
    return any(new.question(name) for name in _moves(rules).get(identity, ()))


def _moves(rules: CarryOver) -> dict[str, tuple[str, ...]]:
    """Each identity that did not stay, and those that follow from it."""
    one_to_one = {**rules.renamed, **rules.merged}
    return {**{was: (now,) for was, now in one_to_one.items()}, **rules.split}


def _differs(one: Change) -> bool:
    return one.is_new or one.is_gone or one.renumbered or one.other_level or one.reworded or one.other_identity
