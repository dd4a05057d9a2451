"""The form of one line of the evidence register."""

from datetime import date

from wtforms import Form, HiddenField, ValidationError

from forms_backend.answers.evidence import EvidenceItem
from forms_backend.web.fields import DayField, LineField, SeenField, past_day_errors
from forms_backend.web.saving import offered
from forms_backend.web.service import service

SUGGESTED = ("place", "owner", "checked_on")


class EvidenceForm(Form):
    """Where one piece of evidence is, who has it, and when it was last looked at."""

    place = LineField()
    owner = LineField()
    checked_on = DayField()
    seen = SeenField()
    offered = HiddenField()

    def validate_checked_on(self, field: DayField) -> None:
        """Refuse a day that has not come yet."""
        for words in past_day_errors(field, service().today()):
            raise ValidationError(words)


def evidence_form(item: EvidenceItem, checked_on: date | None = None) -> EvidenceForm:
    """The form as saved. `checked_on` is offered where no day is noted."""
    return EvidenceForm(
        place=item.place,
        owner=item.owner,
        checked_on=item.checked_on or checked_on,
        seen=str(item.version),
        offered=offered(item, SUGGESTED),
    )
