"""Show what to keep, note where it is, download the checklist."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from forms_backend.answers.changing import with_evidence_note
from forms_backend.answers.evidence import EvidenceItem, evidence_keys
from forms_backend.answers.model import EvidenceNote, Workspace
from forms_backend.documents.evidence_checklist import report_of_checklist
from forms_backend.documents.formats import FORMATS
from forms_backend.web.access import Opened, opened
from forms_backend.web.downloads import attachment
from forms_backend.web.evidence.forms import SUGGESTED, EvidenceForm, evidence_form
from forms_backend.web.evidence.register import checklist_of, item_of
from forms_backend.web.fields import FormError, errors_of
from forms_backend.web.saving import NotSaved, as_offered, only_changed, saved
from forms_backend.web.service import service

evidence = Blueprint("evidence", __name__, template_folder="templates")


@evidence.get("/workspace/<ref:reference>/evidence")
def show(reference: str) -> str:
    """Show everything to keep, by owner."""
    here = opened(reference)
    return render_template(
        "evidence/register.html",
        here=here,
        checklist=checklist_of(here),
        formats=FORMATS,
        kept=request.args.get("kept", type=int),
    )


@evidence.get("/workspace/<ref:reference>/evidence-checklist.<suffix>")
def download(reference: str, suffix: str) -> Response:
    """Give the checklist in one of the formats."""
    made = FORMATS.get(suffix) or abort(404)
    here = opened(reference)
    profile = here.workspace.profile
    report = report_of_checklist(
        checklist_of(here), here.questions, here.workspace.name, profile.get("organisation.ods-code", "")
    )
    return attachment(made.write(report), made.media_type, f"evidence-checklist-{here.workspace.year}.{suffix}")


@evidence.get("/workspace/<ref:reference>/evidence/<key>")
def line(reference: str, key: str) -> str:
    """Show one piece of evidence to note where it is."""
    here = opened(reference)
    item = item_of(here, key)
    return _page(here, item, evidence_form(item))


@evidence.post("/workspace/<ref:reference>/evidence/<key>")
def save(reference: str, key: str) -> Redirect | tuple[str, int]:
    """Save where a piece of evidence is."""
    here = opened(reference)
    item, form, today = item_of(here, key), EvidenceForm(request.form), service().today()
    if not form.validate():
        return _page(here, item, form, errors_of(form)), 400
    note = _note(form, here, item)
    alike = evidence_keys(request.form.get("document", ""), here.questions)  # what the same document is evidence of

    def change(now: Workspace) -> Workspace:
        made = with_evidence_note(now, key, note, form.seen.version, today)
        for other in alike:
            if key in alike and other not in made.evidence:
                made = with_evidence_note(made, other, note, 0, today)
        return made

    result = saved(here.key, change)
    if isinstance(result, NotSaved):
        if result.stale:
            here = opened(reference)
            item = item_of(here, key)
            form.seen.data = str(item.version)
        return _page(here, item, form, [result.error], stale=bool(result.stale)), result.status
    return redirect(f"{url_for('evidence.show', reference=reference)}#{key}", 303)


def _note(form: EvidenceForm, here: Opened, item: EvidenceItem) -> EvidenceNote:
    """What was typed. What was left as an answer or the question suggests stays a suggestion, and follows them."""
    typed = EvidenceNote(place=form.place.data or "", owner=form.owner.data or "", checked_on=form.checked_on.data)
    earlier = here.workspace.evidence.get(item.key, EvidenceNote())
    return only_changed(typed, as_offered(form.offered.data, EvidenceNote), earlier, SUGGESTED)


def _page(
    here: Opened, item: EvidenceItem, form: EvidenceForm, errors: list[FormError] | None = None, *, stale: bool = False
) -> str:
    return render_template("evidence/line.html", here=here, item=item, form=form, errors=errors or [], stale=stale)
