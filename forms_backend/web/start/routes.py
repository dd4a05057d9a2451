"""Starting needs a name and nothing else; coming back needs the return link."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forms_backend.answers.model import Workspace
from forms_backend.storage.port import NotFound, StorageError
from forms_backend.web.access import new_reference, opened, reference_in, workspace_key
from forms_backend.web.errors import storage_words
from forms_backend.web.fields import FormError, errors_of
from forms_backend.web.service import service
from forms_backend.web.start.forms import ComeBackForm, StartForm

start = Blueprint("start", __name__, template_folder="templates")


@start.get("/workspace/")
def door() -> str:
    """Show the door: start, or come back."""
    return _door(StartForm(), ComeBackForm())


@start.post("/workspace/")
def begin() -> Response | tuple[str, int]:
    """Start a workspace and show its return link."""
    form = StartForm(request.form)
    if not form.validate():
        return _door(form, ComeBackForm(), errors_of(form)), 400
    here, today = service(), service().today()
    reference = new_reference()
    questions = here.library.newest
    workspace = Workspace(
        year=questions.year,
        aim=questions.facts.levels[-1].id,
        created_on=today,
        changed_on=today,
        profile={"organisation.name": form.organisation.data or ""},
    )
    try:
        here.store.add(workspace_key(reference), workspace)
    except StorageError as error:
        status, words = storage_words(error)
        return _door(form, ComeBackForm(), [FormError("organisation", words)]), status
    return redirect(url_for("start.return_link", reference=reference, new=1, question=_asked() or None), 303)


@start.post("/workspace/come-back")
def come_back() -> Response | tuple[str, int]:
    """Find the workspace of a pasted link or typed code."""
    form = ComeBackForm(request.form)
    reference = reference_in(form.link.data or "") if form.validate() else None
    if reference is None:
        words = "Paste your whole return link, or type the 26 letters and numbers at its end."
        form.link.errors = [words]
        return _door(StartForm(), form, [FormError(form.link.id, words)]), 400
    try:
        workspace = service().store.get(workspace_key(reference))
    except NotFound:
        words = "We have no workspace with that link. Check that every letter and number is there."
        form.link.errors = [words]
        return _door(StartForm(), form, [FormError(form.link.id, words)]), 404
    asked, questions = service().library.newest.by_number(_asked()), service().library.year(workspace.year)
    there = questions.question(asked.identity) if asked and questions else None
    if there:
        return redirect(url_for("answering.question", reference=reference, number=there.number), 303)
    return redirect(url_for("tasks.overview", reference=reference), 303)


@start.get("/workspace/<ref:reference>/return-link")
def return_link(reference: str) -> str:
    """Show the return link, with advice on keeping it."""
    here = opened(reference)
    return render_template(
        "start/return_link.html",
        here=here,
        new="new" in request.args,
        link=url_for("tasks.overview", reference=reference, _external=True),
        question=here.questions.by_number(_asked()),
    )


def _asked() -> str:
    """The number of the question somebody came from, if it is one we have."""
    number = request.values.get("question", "")[:12]
    return number if service().library.newest.by_number(number) else ""


def _door(form: StartForm, back: ComeBackForm, errors: list[FormError] | None = None) -> str:
    question = service().library.newest.by_number(_asked())
    return render_template("start/door.html", form=form, back=back, errors=errors or [], question=question)
