"""Asking about the organisation. Only its name is needed; odd codes are warned about, never refused."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forms_backend.answers.changing import with_profile
from forms_backend.answers.codes import ico_number_warning, ods_code_warning
from forms_backend.questions.vocabulary import FieldKind
from forms_backend.web.access import Opened, opened
from forms_backend.web.fields import FormError, errors_of
from forms_backend.web.profile.forms import ProfileForm, field_name, profile_form, profile_of
from forms_backend.web.saving import NotSaved, saved
from forms_backend.web.service import service

profile = Blueprint("profile", __name__, template_folder="templates")

WARNINGS = {FieldKind.ODS_CODE: ods_code_warning, FieldKind.ICO_NUMBER: ico_number_warning}


@profile.get("/workspace/<ref:reference>/profile")
def edit(reference: str) -> str:
    """Show the profile as saved."""
    here = opened(reference)
    saved = here.workspace.profile
    vocabulary = service().vocabulary
    given = {field_name(one): saved.get(one.id, "") for part in vocabulary.profile for one in part.fields}
    given |= {"aim": here.workspace.aim, "seen": str(here.workspace.profile_version)}
    form = _form_class(here)(data=given)
    return _page(here, form)


@profile.post("/workspace/<ref:reference>/profile")
def save(reference: str) -> Response | tuple[str, int]:
    """Save the profile; go back to it when a code looks odd, else on to the questions."""
    here = opened(reference)
    form = _form_class(here)(request.form)
    if not form.validate():
        return _page(here, form, errors_of(form)), 400
    given, seen = profile_of(form, service().vocabulary), form.seen.version
    today, aim = service().today(), form["aim"].data
    result = saved(here.key, lambda now: with_profile(now, given, aim, seen, today))
    if isinstance(result, NotSaved):
        if result.stale:
            here = opened(reference)
            form.seen.data = str(here.workspace.profile_version)
        return _page(here, form, [result.error], stale=bool(result.stale)), result.status
    if any(_warnings(given).values()):
        return redirect(url_for("profile.edit", reference=reference, saved=1), 303)
    then = "documents.show" if request.args.get("then") == "documents" else "tasks.overview"  # where they came from
    return redirect(url_for(then, reference=reference), 303)


def _form_class(here: Opened) -> type[ProfileForm]:
    return profile_form(service().vocabulary, here.questions.facts.levels)


def _warnings(given: dict[str, str]) -> dict[str, str]:
    """Warnings by field id, for codes of an odd shape."""
    found = {}
    for part in service().vocabulary.profile:
        for one in part.fields:
            check = WARNINGS.get(one.kind)
            found[one.id] = check(given.get(one.id, "")) if check else ""
    return found


def _page(here: Opened, form: ProfileForm, errors: list[FormError] | None = None, *, stale: bool = False) -> str:
    return render_template(
        "profile/edit.html",
        here=here,
        form=form,
        errors=errors or [],
        stale=stale,
        sections=service().vocabulary.profile,
        field_name=field_name,
        warnings={} if errors else _warnings(here.workspace.profile),
        saved="saved" in request.args,
        first="first" in request.args,
    )
