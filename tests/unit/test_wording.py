"""An answer becomes a sentence that can stand in a list."""

from datetime import date

import pytest

from forms_backend.answers.model import Answer, Chosen, Dated, DocumentGiven, Position, Ticked, Value, Way, Written
from forms_backend.answers.wording import POSITIONS, answer_in_words, value_in_words
from forms_backend.questions.model import Question, QuestionSet

DAY = date(2026, 3, 3)


def asked(questions: QuestionSet, identity: str) -> Question:
    found = questions.question(identity)
    assert found
    return found


@pytest.mark.parametrize(
    ("identity", "value", "words"),
    [
        ("training", Ticked(), "Yes"),
        ("lead", Written("  The manager\nand the deputy. "), "The manager\nand the deputy."),
        ("last-check", Dated(DAY), "3 March 2026"),
        ("software", Chosen("written-down"), "No, but the risk is written down"),
        ("software", Chosen("taken-away-since"), "taken-away-since"),
        ("policy", DocumentGiven(Way.PLACE, " Blue folder "), "Blue folder"),
        ("policy", DocumentGiven(Way.LINK, "https://example.org/a"), "https://example.org/a"),
        ("policy", DocumentGiven(Way.UPLOAD, "f3", "Policy.docx"), "File: Policy.docx"),
        ("policy", DocumentGiven(Way.PLACE, "Safe", reviewed_on=DAY), "Safe, last looked at 3 March 2026"),
        ("policy", DocumentGiven(Way.GIVEN, "risk-record"), "The same document as for 8.2.1 Risk record"),
        ("policy", DocumentGiven(Way.GIVEN, "fax"), "The same document as for a question that is no longer asked"),
        ("policy", None, ""),
    ],
)
def test_what_was_given_is_said_in_words(
    questions: QuestionSet, identity: str, value: Value | None, words: str
) -> None:
    assert value_in_words(asked(questions, identity), value, questions) == words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(Position.NOT_APPLICABLE, DAY, reason=" We have none. "), "Does not apply: We have none."),
        (Answer(Position.NOT_APPLICABLE, DAY, reason=" "), ""),
        (Answer(Position.NOT_APPLICABLE, DAY, Written("old words"), reason="None"), "Does not apply: None"),
        (Answer(Position.PARTLY, DAY, Written("A draft"), comment="Ask Jo"), "A draft"),
        (Answer(Position.UNKNOWN, DAY), ""),
    ],
)
def test_a_whole_answer_is_said_without_its_comment(questions: QuestionSet, answer: Answer, words: str) -> None:
    assert answer_in_words(asked(questions, "lead"), answer, questions) == words


def test_every_position_has_words() -> None:
    assert set(POSITIONS) == set(Position)
    assert len({*POSITIONS.values()}) == len(Position)
