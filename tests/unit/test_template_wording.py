"""Words for whoever fills a template in."""

import pytest

from forms_backend.documents.templates.wording import clause, curly, keep_this_part, mid_sentence
from forms_backend.questions.model import ChoiceOption
from forms_backend.questions.vocabulary import Condition, FieldKind, ProfileField, ProfileSection, Vocabulary

YES_NO = (ChoiceOption("yes", "Yes"), ChoiceOption("no", "No"))
RECORDS = (ChoiceOption("paper", "All on paper"), ChoiceOption("screen", "All on screen"))
KEYS = (
    ChoiceOption("all", "All", means="everyone has keys", means_not="only some people have keys"),
    ChoiceOption("some", "Some", means="some have keys"),
    ChoiceOption("none", "None"),
)
VOCABULARY = Vocabulary(
    roles={},
    topics={},
    evidence_kinds={},
    profile=(
        ProfileSection(
            title="How you work",
            fields=(
                ProfileField("phones", "Do staff use their own phones?", FieldKind.CHOICE, options=YES_NO),
                ProfileField("sticks", "Are memory sticks used?", FieldKind.CHOICE, options=YES_NO),
                ProfileField("records", "Where are your records?", FieldKind.CHOICE, options=RECORDS),
                ProfileField("keys", "Who has keys?", FieldKind.CHOICE, options=KEYS),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition("phones", same=True, value="yes"), "staff use their own phones"),
        (Condition("phones", same=False, value="no"), "staff use their own phones"),
        (Condition("phones", same=True, value="no"), "staff do not use their own phones"),
        (Condition("phones", same=False, value="yes"), "staff do not use their own phones"),
        (Condition("sticks", same=True, value="no"), "the answer to “Are memory sticks used?” is “No”"),
        (Condition("records", same=True, value="paper"), "the answer to “Where are your records?” is “All on paper”"),
        (
            Condition("records", same=False, value="paper"),
            "the answer to “Where are your records?” is not “All on paper”",
        ),
        (Condition("keys", same=True, value="all"), "everyone has keys"),
        (Condition("keys", same=False, value="all"), "only some people have keys"),
        (Condition("keys", same=False, value="some"), "the answer to “Who has keys?” is not “Some”"),
    ],
)
def test_a_condition_reads_as_half_a_sentence(condition: Condition, words: str) -> None:
    assert clause(condition, VOCABULARY) == words


def test_several_conditions_are_joined() -> None:
    both = (Condition("phones", same=True, value="yes"), Condition("sticks", same=True, value="yes"))
    assert keep_this_part(both, VOCABULARY) == (
        "Keep this part if staff use their own phones and the answer to “Are memory sticks used?” is “Yes”."
        " If not, delete it."
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("People's rights", "People\N{RIGHT SINGLE QUOTATION MARK}s rights"),
        ('Say "no"', "Say “no”"),
        ("Plain", "Plain"),
    ],
)
def test_titles_have_the_marks_of_a_printed_page(typed: str, printed: str) -> None:
    assert curly(typed) == printed


@pytest.mark.parametrize(
    ("alone", "inside"), [("Registered manager", "registered manager"), ("IT supplier", "IT supplier"), ("", "")]
)
def test_a_role_inside_a_sentence_keeps_only_capitals_that_belong(alone: str, inside: str) -> None:
    assert mid_sentence(alone) == inside
