"""Show what can be had, say what is still missing, fill a template, and note where all of them are kept."""

from collections.abc import Collection
from itertools import groupby

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Redirect
from wtforms import Form, ValidationError

from forms_backend.answers.changing import with_evidence_note
from forms_backend.answers.evidence import EvidenceItem, evidence_keys
from forms_backend.answers.model import EvidenceNote, Workspace
from forms_backend.documents.templates.model import Shape
from forms_backend.documents.templates.prepared import NoSuchTemplate, PreparedTemplate
from forms_backend.pages.tables import with_named_cells
from forms_backend.questions.vocabulary import several
from forms_backend.web.access import Opened, opened
from forms_backend.web.documents.own import TEXTS, details, offer, offers
from forms_backend.web.documents.whole_set import CHOICES, COVER, cover
from forms_backend.web.downloads import attachment
from forms_backend.web.evidence.forms import evidence_form
from forms_backend.web.evidence.register import checklist_of, item_of
from forms_backend.web.fields import FormError, LineField, errors_of
from forms_backend.web.saving import NotSaved, saved
from forms_backend.web.service import service

documents = Blueprint("documents", __name__, template_folder="templates")


class PlaceForm(Form):
    """Where all documents are kept."""

    place = LineField()

    def validate_place(self, field: LineField) -> None:
        """Ask for a place."""
        if not field.data:
            raise ValidationError("Say where you keep your documents, for example: blue DSPT folder in the office.")


@documents.get("/workspace/<ref:reference>/documents")
def show(reference: str) -> str:
    """Show every template, by kind."""
    return _list_page(opened(reference), PlaceForm())


@documents.post("/workspace/<ref:reference>/documents")
def keep_all(reference: str) -> Redirect | tuple[str, int]:
    """Put every text that applies and is not there yet into the evidence register.

    Not letters or agreements, which prove nothing until they are answered or signed, and not lists, which somebody has
    to fill in first. For the same reason a text is not yet the signatures or the record that it helps to make.
    """
    here, form = opened(reference), PlaceForm(request.form)
    if not form.validate():
        return _list_page(here, form, errors_of(form)), 400
    items = {item.key: item for item in checklist_of(here).items}
    texts = (one.template.slug for one in offers(here) if one.applies and one.is_text)
    keys = [key for slug in texts for key in _keys(slug, here, items) if key not in items or _waits(items[key])]
    new, place = keys, form.place.data or ""
    result = saved(here.key, lambda now: _with_all(now, new, place))
    if isinstance(result, NotSaved):
        return _list_page(here, form, [result.error]), result.status
    return redirect(url_for("evidence.show", reference=reference, kept=len(new)), 303)


@documents.get("/workspace/<ref:reference>/documents/by-question")
def by_question(reference: str) -> str:
    """Show which document answers which question."""
    here = opened(reference)
    known = [one for one in offers(here) if one.applies]
    rows = [(question, [one for one in known if question in one.questions]) for question in here.questions]
    others = [one for one in known if not one.questions]
    return render_template("documents/by_question.html", here=here, rows=rows, others=others, cover=COVER)


@documents.get(f"/workspace/<ref:reference>/documents/{COVER}.<suffix>")
def download_cover(reference: str, suffix: str) -> Response:
    """Give the cover sheet: which document answers which question."""
    if suffix not in ("docx", "odt", "pdf", "xlsx"):
        abort(404)
    here = opened(reference)
    content, media_type = cover(here, [one for one in offers(here) if one.applies], suffix)
    return attachment(content, media_type, f"{COVER}.{suffix}")


@documents.get("/workspace/<ref:reference>/documents/<slug>")
def one(reference: str, slug: str) -> str:
    """Show one document: what it says for this organisation, its files, and where it is kept."""
    here, template = opened(reference), _template(slug)
    given, today, prepared = details(here), service().today(), service().prepared
    key = _keys(slug, here, {item.key for item in checklist_of(here).items})[0]
    return render_template(
        "documents/document.html",
        here=here,
        offer=offer(template, here, given),
        preview=Markup(with_named_cells(prepared.preview(slug, given, today))),  # noqa: S704 - every value is escaped
        form=evidence_form(item_of(here, key), today),
        key=key,
        is_kept=key in here.workspace.evidence,
        is_register=template.shape is Shape.REGISTER,
    )


@documents.get("/workspace/<ref:reference>/documents/<slug>.<suffix>")
def download(reference: str, slug: str, suffix: str) -> Response:
    """Give one template, filled in."""
    here, template = opened(reference), _template(slug)
    try:
        content = service().prepared.fill(slug, suffix, details(here), service().today())
    except NoSuchTemplate:
        abort(404)
    return attachment(content, template.formats[suffix].media_type, f"{slug}.{suffix}")


def _template(slug: str) -> PreparedTemplate:
    try:
        return service().prepared.template(slug)
    except NoSuchTemplate:
        abort(404)


def _waits(item: EvidenceItem) -> bool:
    """Whether it is a text whose place nobody has noted or told in an answer."""
    return item.kind in TEXTS and not item.place


def _keys(slug: str, here: Opened, listed: Collection[str]) -> tuple[str, ...]:
    # less what is only for questions that do not apply
    return tuple(one for one in evidence_keys(slug, here.questions) if one in listed) or (slug,)


def _with_all(now: Workspace, keys: list[str], place: str) -> Workspace:
    today = service().today()
    for key in keys:
        if key not in now.evidence:
            now = with_evidence_note(now, key, EvidenceNote(place=place, checked_on=today), 0, today)
    return now


def _list_page(here: Opened, form: PlaceForm, errors: list[FormError] | None = None) -> str:
    known = offers(here)
    fitting = [one for one in known if one.applies]
    kinds = [(several(kind), list(alike)) for kind, alike in groupby(fitting, key=lambda one: one.template.kind)]
    return render_template(
        "documents/list.html",
        here=here,
        kinds=kinds,
        fitting=fitting,
        others=[one for one in known if not one.applies],
        missing=list(dict.fromkeys(label for one in fitting for label in one.missing)),
        choices=CHOICES,
        form=form,
        errors=errors or [],
    )
