"""Show what to keep, note where it is, download the checklist."""

import msgspec
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect
from wtforms import Form, ValidationError

from forms_backend.answers.changing import with_evidence_note
from forms_backend.answers.evidence import Checklist, EvidenceItem, checklist
from forms_backend.answers.model import EvidenceNote
from forms_backend.documents.evidence_checklist import report_of_checklist
from forms_backend.documents.formats import FORMATS
from forms_backend.web.access import Opened, opened
from forms_backend.web.downloads import attachment
from forms_backend.web.fields import DayField, FormError, LineField, SeenField, errors_of, past_day_errors
from forms_backend.web.saving import NotSaved, only_changed, saved
from forms_backend.web.service import service

evidence = Blueprint("evidence", __name__, template_folder="templates")


class EvidenceForm(Form):
    """Where one piece of evidence is, who has it, and when it was last looked at."""

    place = LineField()
    owner = LineField()
    checked_on = DayField()
    seen = SeenField()

    def validate_checked_on(self, field: DayField) -> None:
        """Refuse a day that has not come yet."""
        for words in past_day_errors(field, service().today()):
            raise ValidationError(words)


@evidence.get("/workspace/<ref:reference>/evidence")
def show(reference: str) -> str:
    """Show everything to keep, by owner."""
    here = opened(reference)
    return render_template("evidence/register.html", here=here, checklist=_checklist(here), formats=FORMATS)


@evidence.get("/workspace/<ref:reference>/evidence-checklist.<suffix>")
def download(reference: str, suffix: str) -> Response:
    """Give the checklist in one of the formats."""
    made = FORMATS.get(suffix) or abort(404)
    here = opened(reference)
    profile = here.workspace.profile
    report = report_of_checklist(
        _checklist(here), here.questions, here.workspace.name, profile.get("organisation.ods-code", "")
    )
    return attachment(made.write(report), made.media_type, f"evidence-checklist-{here.workspace.year}.{suffix}")


@evidence.get("/workspace/<ref:reference>/evidence/<key>")
def line(reference: str, key: str) -> str:
    """Show one piece of evidence to note where it is."""
    here = opened(reference)
    item = _item(here, key)
    form = EvidenceForm(place=item.place, owner=item.owner, checked_on=item.checked_on, seen=str(item.version))
    return _page(here, item, form)


@evidence.post("/workspace/<ref:reference>/evidence/<key>")
def save(reference: str, key: str) -> Redirect | tuple[str, int]:
    """Save where a piece of evidence is."""
    here = opened(reference)
    item, form, today = _item(here, key), EvidenceForm(request.form), service().today()
    if not form.validate():
        return _page(here, item, form, errors_of(form)), 400
    note = _note(form, here, item)
    result = saved(here.key, lambda now: with_evidence_note(now, key, note, form.seen.version, today))
    if isinstance(result, NotSaved):
        if result.stale:
            here = opened(reference)
            item = _item(here, key)
            form.seen.data = str(item.version)
        return _page(here, item, form, [result.error], stale=bool(result.stale)), result.status
    return redirect(f"{url_for('evidence.show', reference=reference)}#{key}", 303)


def _checklist(here: Opened) -> Checklist:
    return checklist(here.questions, here.workspace, service().vocabulary, service().today())


def _item(here: Opened, key: str) -> EvidenceItem:
    return next((item for item in _checklist(here).items if item.key == key), None) or abort(404)


def _note(form: EvidenceForm, here: Opened, item: EvidenceItem) -> EvidenceNote:
    """What was typed. What was left as an answer or the question suggests stays a suggestion, and follows them."""
    typed = EvidenceNote(place=form.place.data or "", owner=form.owner.data or "", checked_on=form.checked_on.data)
    others = {key: note for key, note in here.workspace.evidence.items() if key != item.key}
    bare = here._replace(workspace=msgspec.structs.replace(here.workspace, evidence=others))
    earlier, suggested = here.workspace.evidence.get(item.key, EvidenceNote()), _item(bare, item.key)
    return only_changed(typed, suggested, earlier, ("place", "owner", "checked_on"))


def _page(
    here: Opened, item: EvidenceItem, form: EvidenceForm, errors: list[FormError] | None = None, *, stale: bool = False
) -> str:
    return render_template("evidence/line.html", here=here, item=item, form=form, errors=errors or [], stale=stale)
