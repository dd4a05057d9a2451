"""The two forms at the door."""

from wtforms import Form

from forms_backend.web.fields import LineField, NameField


class StartForm(Form):
    """All we ask to begin."""

    organisation = NameField()


class ComeBackForm(Form):
    """A return link, pasted or typed."""

    link = LineField()
