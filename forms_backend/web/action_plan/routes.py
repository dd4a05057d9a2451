"""Show the plan, change a line of it, download it."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect
from wtforms import Form, HiddenField, ValidationError

from forms_backend.answers.action_plan import Plan, PlanRow, action_plan
from forms_backend.answers.changing import with_plan_note
from forms_backend.answers.model import PlanNote, PlanStatus
from forms_backend.documents.action_plan import STATUSES, report_of_plan
from forms_backend.documents.formats import FORMATS
from forms_backend.web.access import Opened, opened
from forms_backend.web.downloads import attachment
from forms_backend.web.fields import (
    DayField,
    FormError,
    LineField,
    OptionField,
    SeenField,
    TextField,
    errors_of,
    past_day_errors,
)
from forms_backend.web.saving import NotSaved, as_offered, offered, only_changed, saved
from forms_backend.web.service import service

SUGGESTED = ("action", "owner", "start_on", "due_on", "status")

plan = Blueprint("action_plan", __name__, template_folder="templates")


class PlanLineForm(Form):
    """What people may change in a line of the plan."""

    action = TextField()
    owner = LineField()
    help_needed = LineField()
    start_on = DayField()
    due_on = DayField()
    status = OptionField([*PlanStatus], "Choose a status.")
    done_on = DayField()
    notes = TextField()
    seen = SeenField()
    offered = HiddenField()

    def validate_due_on(self, field: DayField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.start_on.data and field.data < self.start_on.data:
            raise ValidationError("This is before the start date.")

    def validate_done_on(self, field: DayField) -> None:
        """Refuse a day that has not come yet."""
        for words in past_day_errors(field, service().today()):
            raise ValidationError(words)


@plan.get("/workspace/<ref:reference>/action-plan")
def show(reference: str) -> str:
    """Show the plan, with a link to change each line."""
    here = opened(reference)
    return render_template("action_plan/plan.html", here=here, plan=_plan(here), formats=FORMATS, statuses=STATUSES)


@plan.get("/workspace/<ref:reference>/action-plan.<suffix>")
def download(reference: str, suffix: str) -> Response:
    """Give the plan in one of the formats."""
    made = FORMATS.get(suffix) or abort(404)
    here = opened(reference)
    profile = here.workspace.profile
    report = report_of_plan(_plan(here), here.questions, here.workspace.name, profile.get("organisation.ods-code", ""))
    return attachment(made.write(report), made.media_type, f"action-plan-{here.workspace.year}.{suffix}")


@plan.get("/workspace/<ref:reference>/action-plan/<number>")
def line(reference: str, number: str) -> str:
    """Show one line of the plan to change."""
    here = opened(reference)
    row = _row(here, number)
    form = PlanLineForm(
        action=row.action,
        owner=row.owner,
        help_needed=row.help_needed,
        start_on=row.start_on,
        due_on=row.due_on,
        status=row.status.value,
        done_on=row.done_on,
        notes=row.notes,
        seen=str(row.version),
        offered=offered(row, SUGGESTED),
    )
    return _page(here, row, form)


@plan.post("/workspace/<ref:reference>/action-plan/<number>")
def save(reference: str, number: str) -> Redirect | tuple[str, int]:
    """Save a line of the plan."""
    here = opened(reference)
    row, form, today = _row(here, number), PlanLineForm(request.form), service().today()
    if not form.validate():
        return _page(here, row, form, errors_of(form)), 400
    note = _note(form, here, row)
    identity = row.question.identity
    result = saved(here.key, lambda now: with_plan_note(now, identity, note, form.seen.version, today))
    if isinstance(result, NotSaved):
        if result.stale:
            here = opened(reference)
            row = _row(here, number)
            form.seen.data = str(row.version)
        return _page(here, row, form, [result.error], stale=bool(result.stale)), result.status
    return redirect(f"{url_for('action_plan.show', reference=reference)}#plan-{number}", 303)


def _plan(here: Opened) -> Plan:
    return action_plan(here.questions, here.workspace, service().vocabulary, service().today())


def _row(here: Opened, number: str) -> PlanRow:
    return next((row for row in _plan(here).rows if row.question.number == number), None) or abort(404)


def _note(form: PlanLineForm, here: Opened, row: PlanRow) -> PlanNote:
    """What was typed. What was left as suggested stays a suggestion, and moves with time and with the answer."""
    typed = PlanNote(
        action=form.action.data or "",
        owner=form.owner.data or "",
        help_needed=form.help_needed.data or "",
        start_on=form.start_on.data,
        due_on=form.due_on.data,
        status=PlanStatus(form.status.data or ""),
        done_on=form.done_on.data,
        notes=form.notes.data or "",
    )
    earlier = here.workspace.plan.get(row.question.identity, PlanNote())
    return only_changed(typed, as_offered(form.offered.data, PlanNote), earlier, SUGGESTED)


def _page(
    here: Opened, row: PlanRow, form: PlanLineForm, errors: list[FormError] | None = None, *, stale: bool = False
) -> str:
    return render_template(
        "action_plan/line.html", here=here, row=row, form=form, errors=errors or [], stale=stale, statuses=STATUSES
    )
