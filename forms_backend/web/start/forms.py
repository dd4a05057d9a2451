"""The two forms at the door."""

from wtforms import Form, ValidationError

from forms_backend.web.fields import LineField


class StartForm(Form):
    """All we ask to begin."""

    organisation = LineField()

    def validate_organisation(self, field: LineField) -> None:
        """Ask for a name."""
        if not field.data:
            raise ValidationError("Write the name of your organisation. It goes on your action plan.")


class ComeBackForm(Form):
    """A return link, pasted or typed."""

    link = LineField()
