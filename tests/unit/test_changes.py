"""What differs between two years."""

import msgspec
import pytest

from forms_backend.questions.changes import Change, changes
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.model import CarryOver, Question, QuestionSet


def told(one: Change) -> str:
    words = {
        "new": one.is_new,
        "gone": one.is_gone,
        "renumbered": one.renumbered,
        "level": one.other_level,
        "reworded": one.reworded,
        "replaces": bool(one.replaces),
    }
    name = (one.now or one.before[0]).identity
    return f"{name}: {', '.join(word for word, holds in words.items() if holds)}"


def year(of: QuestionSet, questions: list[Question], rules: CarryOver | None = None) -> QuestionSet:
    facts = msgspec.structs.replace(of.facts, carry_over=rules)
    return msgspec.structs.replace(of, questions=tuple(questions), facts=facts)


def test_the_small_worlds_two_years_differ_in_every_way(library: QuestionLibrary) -> None:
    old, new = library.sets
    assert [told(one) for one in changes(old, new)] == [
        "lead: renumbered, reworded, replaces",
        "policy: reworded",
        "risk-record: new",
        "fax: gone",
    ]


def test_equal_years_do_not_differ(library: QuestionLibrary) -> None:
    old = library.sets[0]
    plain = [msgspec.structs.replace(one, changed=None) for one in old]
    assert changes(year(old, plain), year(old, plain)) == ()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({"number": "9.9.9"}, "policy: renumbered"),
        ({"level": "approaching-standards"}, "policy: level"),
        ({"ask": "What of it?"}, "policy: reworded"),
        ({"changed": "The tip is longer."}, "policy: reworded"),
        ({"number": "9.9.9", "level": "approaching-standards"}, "policy: renumbered, level"),
    ],
)
def test_each_kind_of_change_is_told(library: QuestionLibrary, now: dict[str, str], expected: str) -> None:
    old = library.sets[0]
    policy = old.question("policy")
    assert policy
    before = year(old, [policy])
    after = year(old, [msgspec.structs.replace(policy, **now)])
    assert [told(one) for one in changes(before, after)] == [expected]


MOVES = {
    "split": (CarryOver("x", split={"boss": ("lead", "policy")}), ["lead: replaces", "policy: replaces", "fax: gone"]),
    "merged": (CarryOver("x", merged={"boss": "lead", "fax": "lead"}), ["lead: replaces", "policy: new"]),
    "renamed": (CarryOver("x", renamed={"boss": "policy"}), ["lead: new", "policy: replaces", "fax: gone"]),
    "dropped": (CarryOver("x", dropped={"boss": "No."}), ["lead: new", "policy: new", "boss: gone", "fax: gone"]),
}


@pytest.mark.parametrize(("rules", "expected"), MOVES.values(), ids=MOVES)
def test_questions_that_moved_are_followed(library: QuestionLibrary, rules: CarryOver, expected: list[str]) -> None:
    old, new = library.sets
    alike = {
        one.identity: msgspec.structs.replace(one, number="1.1.1", level="standards-met", ask="What?", changed=None)
        for one in (*old, *new)
    }
    before = year(old, [alike["boss"], alike["fax"]])
    after = year(new, [alike["lead"], alike["policy"]], rules)
    assert [told(one) for one in changes(before, after)] == expected


def test_what_two_questions_were_merged_into_names_both(library: QuestionLibrary) -> None:
    old, new = library.sets
    (merged, *_) = changes(old, year(new, list(new), CarryOver("x", merged={"boss": "lead", "fax": "lead"})))
    assert [one.identity for one in merged.replaces] == ["boss", "fax"]


def test_the_reason_for_dropping_a_question_is_kept(library: QuestionLibrary) -> None:
    gone = changes(*library.sets)[-1]
    assert gone.reason == "Nobody sends faxes now."
