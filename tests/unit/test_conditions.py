"""`own-devices == no` is true or false of a profile, or explained to its author."""

import pytest

from forms_backend.questions.vocabulary import Vocabulary, condition


@pytest.mark.parametrize(
    ("words", "given", "holds"),
    [
        ("own-devices == no", "no", True),
        ("own-devices == no", "yes", False),
        ("own-devices != no", "yes", True),
        ("own-devices != no", "no", False),
        ("own-devices == no", "", False),
        ("own-devices != no", "", False),
        ("  own-devices  ==  no ", "no", True),
    ],
)
def test_a_condition_holds_only_when_the_field_is_answered(
    vocabulary: Vocabulary, words: str, given: str, *, holds: bool
) -> None:
    assert condition(words, vocabulary).holds({"own-devices": given} if given else {}) is holds


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("own-devices", "`own-devices` is not of the form `field == value` or `field != value`"),
        ("own-devices = no", "`own-devices = no` is not of the form"),
        ("own-devices==no", "`own-devices==no` is not of the form"),
        ("own-devices == no way", "`own-devices == no way` is not of the form"),
        ("", "`` is not of the form"),
        ("devices == no", "`devices` is not in the profile of vocabulary.yaml"),
        ("organisation.name == Rose", "`organisation.name` has no value `Rose`; it has given"),
        ("organisation.name == given", "`organisation.name` has no words for `given` and `missing` in vocabulary.yaml"),
        ("own-devices == maybe", "`own-devices` has no value `maybe`; it has yes, no"),
    ],
)
def test_a_condition_that_means_nothing_is_explained(vocabulary: Vocabulary, words: str, message: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole sentence is compared below
        condition(words, vocabulary)
    assert str(refused.value).startswith(message)
