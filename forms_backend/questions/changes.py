"""What differs between two years: read by people on the site, and by the carry-over of answers."""

import msgspec

from forms_backend.questions.model import CarryOver, Question, QuestionSet


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One question that is not as it was. `now` is None when it is no longer asked.

    `before` is what led to it: nothing for a new question, several for merged ones, its own identity first.
    """

    before: tuple[Question, ...] = ()
    now: Question | None = None
    reason: str = ""  # why it is no longer asked

    @property
    def is_new(self) -> bool:
        """Whether nothing of the year before leads to it."""
        return not self.before

    @property
    def is_gone(self) -> bool:
        """Whether nothing of the new year follows from it."""
        return self.now is None

    @property
    def renumbered(self) -> bool:
        """Whether it has another number now."""
        return self._differs("number")

    @property
    def other_level(self) -> bool:
        """Whether another level needs it first now."""
        return self._differs("level")

    @property
    def reworded(self) -> bool:
        """Whether it is asked in other words, or someone noted what changed."""
        return self._differs("ask") or bool(self.before and self.now and self.now.changed)

    @property
    def replaces(self) -> tuple[Question, ...]:
        """The questions of another meaning whose place it took: renamed, split or merged."""
        return tuple(one for one in self.before if self.now and one.identity != self.now.identity)

    def _differs(self, name: str) -> bool:
        return bool(self.before and self.now) and getattr(self.before[0], name) != getattr(self.now, name)


def changes(old: QuestionSet, new: QuestionSet) -> tuple[Change, ...]:
    """What differs, in the order of the new year, then what is gone in the order of the old one.

    A question that is exactly as it was is left out.
    """
    rules = new.facts.carry_over or CarryOver(old.year)
    found = [Change(before=_before(one, old, rules), now=one) for one in new]
    gone = [
        Change(before=(one,), reason=rules.dropped.get(one.identity, ""))
        for one in old
        if not new.question(one.identity) and not _after(one.identity, new, rules)
    ]
    return (*(one for one in found if _tells(one)), *gone)


def _tells(one: Change) -> bool:
    return one.is_new or one.renumbered or one.other_level or one.reworded or bool(one.replaces)


def _before(one: Question, old: QuestionSet, rules: CarryOver) -> tuple[Question, ...]:
    """The questions of the year before that lead to this one."""
    leading = [one.identity, *(was for was, names in _moves(rules).items() if one.identity in names)]
    return tuple(question for name in leading if (question := old.question(name)))


def _after(identity: str, new: QuestionSet, rules: CarryOver) -> bool:
    return any(new.question(name) for name in _moves(rules).get(identity, ()))


def _moves(rules: CarryOver) -> dict[str, tuple[str, ...]]:
    """Each identity that did not stay, and those that follow from it."""
    one_to_one = {**rules.renamed, **rules.merged}
    return {**{was: (now,) for was, now in one_to_one.items()}, **rules.split}
