"""The words questions are described with, and the profile that tailors them. Read from `content/`."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from forms_backend.questions.model import ChoiceOption, Facts


def several(word: str) -> str:
    """A kind of document in the plural: "Policy" is "Policies"."""
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


class FieldKind(StrEnum):
    """How a profile field is asked and checked."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    ODS_CODE = "ods-code"
    ICO_NUMBER = "ico-number"
    CHOICE = "choice"


class ProfileField(Facts, frozen=True):
    """One thing we ask about an organisation. `id` is also the name of a blank in a template."""

    id: str
    label: str
    kind: FieldKind
    hint: str | None = None
    blank: str | None = None  # what a template shows while this is not filled in; text kinds only
    instead: str | None = None  # the field whose value stands in a document where this one is empty
    given: str | None = None  # finishes "Keep this part if …" for a part that needs this field filled in
    missing: str | None = None  # the same for a part that stands only where it is empty
    default: str | None = None  # what is assumed until someone says otherwise
    options: tuple[ChoiceOption, ...] = ()


class ProfileSection(Facts, frozen=True, kw_only=True):
    """A group of profile fields under one heading."""

    title: str
    words: str | None = None
    fields: tuple[ProfileField, ...]


class RoleHolder(Facts, frozen=True):
    """A field of the profile that says who holds a role, perhaps only while a condition holds."""

    role: str
    field: str
    when: str | None = None


class Vocabulary(Facts, frozen=True):
    """`content/vocabulary.yaml`: each id, and the words a reader sees for it."""

    roles: dict[str, str]
    topics: dict[str, str]
    evidence_kinds: dict[str, str]
    profile: tuple[ProfileSection, ...]
    role_holders: tuple[RoleHolder, ...] = ()

    def holder(self, role: str, profile: Mapping[str, str]) -> str:
        """Who holds a role in one organisation, in its own words: the first field that says so, else ours."""
        told = (
            profile.get(one.field, "").strip()
            for one in self.role_holders
            if one.role == role and (one.when is None or condition(one.when, self).holds(profile))
        )
        words = next((words for words in told if words), self.roles[role])
        return words[:1].upper() + words[1:] if words[:2].islower() else words  # but a firm may be called iPlanit

    def field(self, name: str) -> ProfileField | None:
        """The profile field with this id, or None."""
        return next((one for part in self.profile for one in part.fields if one.id == name), None)


GIVEN = "given"  # what a condition says of a field of text: `caldicott.title == given`
SEEN = "profile.seen"  # given for whoever has saved the whole profile: only then does an empty field say "none"


class Condition(msgspec.Struct, frozen=True):
    """`own-devices == no`, or `caldicott.title == given`: true or false for a profile."""

    field: str
    same: bool  # True for ==, False for !=
    value: str

    def holds(self, profile: Mapping[str, str]) -> bool:
        """Whether it is true of this profile. A choice nobody made makes no condition true."""
        given = profile.get(self.field, "")
        if self.value == GIVEN:
            return bool(given.strip()) == self.same
        return bool(given) and (given == self.value) == self.same

    def is_settled(self, profile: Mapping[str, str]) -> bool:
        """Whether this profile says enough to tell. An empty field of text that was seen says that there is none."""
        return bool(profile.get(self.field, "").strip()) or (self.value == GIVEN and SEEN in profile)


def condition(words: str, vocabulary: Vocabulary) -> Condition:
    """Read `choice == value`, `choice != value`, `text == given` or `text != given`.

    Raises ValueError, with words for the author, when the field or value is not in the vocabulary.
    """
    parts = words.split()
    if len(parts) != 3 or parts[1] not in ("==", "!="):  # noqa: PLR2004 - field, sign, value
        raise ValueError(f"`{words}` is not of the form `field == value` or `field != value`")
    name, sign, value = parts
    field = vocabulary.field(name)
    if field is None:
        raise ValueError(f"`{name}` is not in the profile of vocabulary.yaml")
    values = [option.value for option in field.options] or [GIVEN]
    if value not in values:
        raise ValueError(f"`{name}` has no value `{value}`; it has {', '.join(values)}")
    if value == GIVEN and not (field.given and field.missing):
        raise ValueError(f"`{name}` has no words for `given` and `missing` in vocabulary.yaml")
    return Condition(name, sign == "==", value)


def conditions(words: str, vocabulary: Vocabulary) -> tuple[Condition, ...]:
    """Read conditions joined by ` and `. Raises ValueError as `condition` does."""
    return tuple(condition(one, vocabulary) for one in words.split(" and "))
