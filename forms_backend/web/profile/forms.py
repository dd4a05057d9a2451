"""One form made from the profile sections of the vocabulary."""

from wtforms import Form

from forms_backend.answers.codes import tidied
from forms_backend.questions.model import Level
from forms_backend.questions.vocabulary import FieldKind, ProfileField, Vocabulary
from forms_backend.web.fields import LineField, NameField, OptionField, SeenField, TextField

AIM, NAME = "aim", "organisation.name"


class ProfileForm(Form):
    """What every profile form has; its fields come from the vocabulary."""

    seen = SeenField()


def field_name(field: ProfileField) -> str:
    """The name of a profile field in the form: WTForms wants no dots and hyphens."""
    return field.id.replace(".", "__").replace("-", "_")


def profile_form(vocabulary: Vocabulary, levels: tuple[Level, ...]) -> type[ProfileForm]:
    """A form class with every profile field and the level aimed at."""
    members: dict[str, object] = {
        field_name(one): _form_field(one) for part in vocabulary.profile for one in part.fields
    }
    members[AIM] = OptionField([level.id for level in levels], "Choose the level you want to publish.")
    return type("MadeProfileForm", (ProfileForm,), members)


def profile_of(form: Form, vocabulary: Vocabulary) -> dict[str, str]:
    """What the form says, by field id; empty fields are left out, codes are tidied."""
    found = {}
    for part in vocabulary.profile:
        for one in part.fields:
            text = form[field_name(one)].data or ""
            if one.kind in (FieldKind.ODS_CODE, FieldKind.ICO_NUMBER):
                text = tidied(text)
            if text:
                found[one.id] = text
    return found


def _form_field(one: ProfileField) -> object:
    if one.kind is FieldKind.CHOICE:
        return OptionField(["", *(option.value for option in one.options)], "Choose one of these.")
    if one.id == NAME:
        return NameField()
    return TextField() if one.kind is FieldKind.LONG_TEXT else LineField()
