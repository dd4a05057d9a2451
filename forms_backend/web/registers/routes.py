"""Bring a filled-in register back: what was read, what to put right, and the numbers as evidence."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response as Redirect

from forms_backend.answers.archives import Refused
from forms_backend.answers.changing import with_evidence_note, with_register, without_register
from forms_backend.answers.evidence import EvidenceItem, evidence_keys
from forms_backend.answers.model import EvidenceNote, RegisterSummary, Workspace
from forms_backend.documents.register_reading.model import OtherRegister, ReadableRegister, RegisterRead
from forms_backend.documents.register_reading.reading import Chosen, read_register
from forms_backend.documents.templates.prepared import NoSuchTemplate, PreparedTemplate
from forms_backend.web.access import Opened, opened
from forms_backend.web.evidence.register import checklist_of, item_of
from forms_backend.web.fields import FormError, errors_of
from forms_backend.web.registers.forms import NO_FILE, CountForm, carried, chosen_file, summary_in
from forms_backend.web.saving import NotSaved, as_offered, offered, only_changed, saved
from forms_backend.web.service import service
from forms_backend.web.turns import NoTurn, turn

MANY = "Many people are bringing lists back just now. Wait half a minute, then choose the file again."
GONE = "We no longer have what we read. Choose the file again."
NOTHING_IN_IT = "We found no row that you filled in. Fill in the list, save it, and choose it again."
SUGGESTED = ("place", "owner")

registers = Blueprint("registers", __name__, template_folder="templates")


class Place(NamedTuple):
    """A register of a workspace: its template, and the lines of the evidence register that it stands for."""

    here: Opened
    template: PreparedTemplate
    register: ReadableRegister
    items: tuple[EvidenceItem, ...]

    @property
    def kept(self) -> RegisterSummary | None:
        """What is kept of it."""
        return self.here.workspace.registers.get(self.template.slug)

    @property
    def versions(self) -> str:
        """What a form was drawn from: the version of the summary, and of each line of evidence."""
        versions = [self.kept.version if self.kept else 0, *(one.version for one in self.items)]
        return ".".join(map(str, versions))


@registers.get("/workspace/<ref:reference>/documents/<slug>/bring-back")
def show(reference: str, slug: str) -> str:
    """Ask for the file, and show what is kept of an earlier one."""
    return _page(_place(opened(reference), slug), saved=request.args.get("saved") == "1")


@registers.post("/workspace/<ref:reference>/documents/<slug>/bring-back")
def read(reference: str, slug: str) -> tuple[str, int]:
    """Read the file and show what it says. Nothing is kept of it yet."""
    place, chosen = _place(opened(reference), slug), chosen_file(request)
    if chosen is None:
        return _page(place, [FormError("file", NO_FILE)]), 400
    try:
        found = _found(chosen, slug)
    except NoTurn:
        return _page(place, [FormError("file", MANY)]), 503
    except Refused as refused:
        return _page(place, [FormError("file", str(refused))]), 400
    except OtherRegister as other:
        return _page(place, [FormError("file", _other_words(other.slug))], other=other.slug), 400
    errors = [] if found.rows else [FormError("file", NOTHING_IN_IT)]
    summary = _summary(found) if found.rows else None
    return _page(place, errors, found=found, summary=summary, form=_form(place, summary)), 200 if found.rows else 400


def _found(chosen: Chosen, slug: str) -> RegisterRead:
    give_back = turn()
    try:
        return read_register(chosen, slug, service().prepared.registers, service().today())
    finally:
        give_back()


@registers.post("/workspace/<ref:reference>/documents/<slug>/bring-back/count")
def count(reference: str, slug: str) -> Redirect | tuple[str, int]:
    """Keep the numbers, and note the file as evidence."""
    place, form = _place(opened(reference), slug), CountForm(request.form)
    summary = summary_in(form.read.data or "", place.register)
    if summary is None or summary.read_on > service().today():
        return _page(place, [FormError("file", GONE)]), 400
    if not form.validate():
        return _page(place, errors_of(form), summary=summary, form=form), 400
    result = saved(place.here.key, lambda now: _counted(now, place, form, summary))
    if isinstance(result, NotSaved):
        if result.stale:
            place = _place(opened(reference), slug)
            form.seen.data = place.versions
        theirs = result.stale.theirs if result.stale else None
        return _page(place, [result.error], summary=summary, form=form, theirs=theirs), result.status
    return redirect(f"{place.here.at(f'documents/{slug}/bring-back')}?saved=1", 303)


@registers.post("/workspace/<ref:reference>/documents/<slug>/bring-back/forget")
def forget(reference: str, slug: str) -> Redirect | tuple[str, int]:
    """Forget the numbers."""
    place = _place(opened(reference), slug)
    result = saved(place.here.key, lambda now: without_register(now, slug, service().today()))
    if isinstance(result, NotSaved):
        return _page(place, [result.error._replace(target="file")]), result.status
    return redirect(place.here.at(f"documents/{slug}/bring-back"), 303)


def _place(here: Opened, slug: str) -> Place:
    """The register of this slug; not found when it is none."""
    try:
        template = service().prepared.template(slug)
    except NoSuchTemplate:
        abort(404)
    keys = evidence_keys(slug, here.questions)
    items = tuple(item for item in checklist_of(here).items if item.key in keys) or (item_of(here, slug),)
    return Place(here, template, template.register or abort(404), items)


def _summary(found: RegisterRead) -> RegisterSummary:
    return RegisterSummary(service().today(), found.rows, found.misfit_count, found.figures)


def _form(place: Place, summary: RegisterSummary | None) -> CountForm | None:
    first = place.items[0]
    read = carried(summary) if summary else ""
    shown = offered(first, SUGGESTED)
    made = CountForm(place=first.place, owner=first.owner, read=read, seen=place.versions, offered=shown)
    return made if summary else None


def _counted(now: Workspace, place: Place, form: CountForm, summary: RegisterSummary) -> Workspace:
    """The workspace with the numbers and the lines of evidence. Raises Stale."""
    today = service().today()
    version, *versions = form.versions(1 + len(place.items))
    now = with_register(now, place.template.slug, summary, version, today)
    for item, seen in zip(place.items, versions, strict=True):
        now = with_evidence_note(now, item.key, _note(place, item, form, summary), seen, today)
    return now


def _note(place: Place, item: EvidenceItem, form: CountForm, summary: RegisterSummary) -> EvidenceNote:
    """What was typed. What stayed as it was shown, of the first line, leaves each line and what is suggested as is."""
    shown = as_offered(form.offered.data, EvidenceNote) or EvidenceNote()
    earlier = place.here.workspace.evidence.get(item.key, EvidenceNote())
    typed = EvidenceNote(
        place=item.place or shown.place if form.place.data == shown.place else form.place.data or "",
        owner=item.owner if form.owner.data == shown.owner else form.owner.data or "",
        checked_on=summary.read_on,
    )
    return only_changed(typed, item, earlier, SUGGESTED)


def _other_words(slug: str) -> str:
    return f"This is another list: “{service().prepared.template(slug).short}”. Bring it back on its own page."


def _page(place: Place, errors: Iterable[FormError] = (), **more: Any) -> str:  # noqa: ANN401 - what the template takes
    parts = {"found": None, "summary": None, "form": None, "other": "", "theirs": None, "saved": False, **more}
    return render_template(
        "registers/bring_back.html", here=place.here, place=place, template=place.template, errors=list(errors), **parts
    )
