"""The words questions are described with, and the profile that tailors them. Read from `content/`."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from forms_backend.questions.model import ChoiceOption, Facts


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
    default: str | None = None  # what is assumed until someone says otherwise
    options: tuple[ChoiceOption, ...] = ()


class ProfileSection(Facts, frozen=True, kw_only=True):
    """A group of profile fields under one heading."""

    title: str
    words: str | None = None
    fields: tuple[ProfileField, ...]


class Vocabulary(Facts, frozen=True):
    """`content/vocabulary.yaml`: each id, and the words a reader sees for it."""

    roles: dict[str, str]
    topics: dict[str, str]
    evidence_kinds: dict[str, str]
    profile: tuple[ProfileSection, ...]

    def field(self, name: str) -> ProfileField | None:
        """The profile field with this id, or None."""
        return next((one for part in self.profile for one in part.fields if one.id == name), None)


class Condition(msgspec.Struct, frozen=True):
    """`own-devices == no`: true or false for a profile."""

    field: str
    same: bool  # True for ==, False for !=
    value: str

    def holds(self, profile: Mapping[str, str]) -> bool:
        """Whether it is true of this profile. A field nobody answered makes no condition true."""
        given = profile.get(self.field, "")
        return bool(given) and (given == self.value) == self.same


def condition(words: str, vocabulary: Vocabulary) -> Condition:
    """Read `field == value` or `field != value`.

    Raises ValueError, with words for the author, when the field or value is not in the vocabulary.
    """
    parts = words.split()
    if len(parts) != 3 or parts[1] not in ("==", "!="):  # noqa: PLR2004 - field, sign, value
        raise ValueError(f"`{words}` is not of the form `field == value` or `field != value`")
    name, sign, value = parts
    field = vocabulary.field(name)
    if field is None or field.kind is not FieldKind.CHOICE:
        raise ValueError(f"`{name}` is not a choice in the profile of vocabulary.yaml")
    values = [option.value for option in field.options]
    if value not in values:
        raise ValueError(f"`{name}` has no value `{value}`; it has {', '.join(values)}")
    return Condition(name, sign == "==", value)
