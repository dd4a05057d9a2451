"""Show a question with its guidance, and save what was answered. Nothing typed is lost on an error."""

from contextlib import suppress
from typing import Any

from flask import Blueprint, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from forms_backend.answers.changing import with_answer
from forms_backend.answers.model import Answer, DocumentGiven, Way, Workspace
from forms_backend.answers.progress import next_question, standings
from forms_backend.answers.wording import POSITIONS, answer_in_words
from forms_backend.questions.model import Kind, Question
from forms_backend.storage.port import NotFound, StorageError
from forms_backend.web.access import Opened, opened, opened_as, workspace_key
from forms_backend.web.answering.forms import answer_from, form_shown, valid
from forms_backend.web.answering.kinds import FORMS, AnswerForm, DocumentForm
from forms_backend.web.answering.uploading import given_back, receive, release
from forms_backend.web.errors import storage_words
from forms_backend.web.fields import FormError, errors_of
from forms_backend.web.guidance import Help, Tailored
from forms_backend.web.saving import NotSaved, saved
from forms_backend.web.service import service

SUGGESTED = (
    "From your profile, this may not apply to you, so we filled that in. "
    "Change it if it is wrong. It counts once you save."
)
USED = "The words are in the form now. Change places, dates and job titles to yours, then save. Nothing is saved yet."

answering = Blueprint("answering", __name__, template_folder="templates")


@answering.get("/workspace/<ref:reference>/questions/<number>")
def question(reference: str, number: str) -> str:
    """Show one question as answered so far."""
    here = opened(reference)
    asked = here.question(number)
    answer = here.workspace.answers.get(asked.identity)
    suggested = "" if answer else _suggested_reason(here, asked)
    return _page(here, asked, form_shown(asked, answer, suggested), notice=SUGGESTED if suggested else "")


@answering.post("/workspace/<ref:reference>/questions/<number>")
def save(reference: str, number: str) -> Response | tuple[str, int]:
    """Save an answer and go on. A colleague's newer answer is shown beside this one."""
    attempt = Attempt(reference, number)
    try:
        if request.mimetype == "multipart/form-data":
            attempt.open(opened(reference))  # a file may take a while: it is stored before anything is locked
        result = saved(workspace_key(reference), attempt)
    except ShownAgain as again:
        return attempt.page(**again.shown), again.status
    if isinstance(result, Workspace):
        release(attempt.here, result)
        return _onward(attempt.here, attempt.asked, result)
    if not attempt.is_open:  # the store failed before it read: perhaps it can still be read, for the page
        with suppress(ShownAgain):
            attempt.open(opened(reference))
    found = result.stale.theirs if result.stale else None
    theirs = found if isinstance(found, Answer) else None
    if result.stale:
        attempt.form.seen.data = str(theirs.version if theirs else 0)
    return attempt.page(errors=[result.error], theirs=theirs), result.status


class ShownAgain(Exception):  # noqa: N818 - a state of affairs
    """A form is shown again and nothing is saved: with what else on the page, and under which status."""

    def __init__(self, status: int, **shown: Any) -> None:  # noqa: ANN401 - what _page takes
        super().__init__("shown again")
        self.status = status
        self.shown = shown


class Attempt:
    """A form on its way into a workspace. The store calls it under its lock, so the workspace is read just once."""

    here: Opened
    asked: Question
    form: AnswerForm

    def __init__(self, reference: str, number: str) -> None:
        self.is_open = False
        self._reference = reference
        self._number = number

    def open(self, here: Opened) -> None:
        """Read the form for this workspace's question, and store its file. Raises ShownAgain when that fails."""
        self.here, self.asked = here, here.question(self._number)
        if self.is_open:
            return
        self.form = FORMS[self.asked.facts.kind](request.form)
        self.is_open = True
        if not_stored := _not_stored(self.form, here, self.asked):
            raise ShownAgain(not_stored.status, errors=[not_stored.error])

    def __call__(self, now: Workspace) -> Workspace:
        """The workspace with the answer in it. Raises ShownAgain, Stale."""
        self.open(opened_as(self._reference, now))
        if request.form.get("then") == "words":
            self.form.use(service().guidance.help(self.asked, self.here.questions).words)
            raise ShownAgain(200, notice=USED)
        given = [one.identity for one in _given_before(self.here, self.asked)]
        today = service().today()
        if not valid(self.form, self.asked, given, today):
            raise ShownAgain(400, errors=_errors(self.form, self.asked, given))
        return with_answer(now, self.asked.identity, answer_from(self.form, today), self.form.seen.version)

    def page(self, **shown: Any) -> str:  # noqa: ANN401 - what _page takes
        """The page with the form as it was sent."""
        return _page(self.here, self.asked, self.form, **shown)


@answering.get("/workspace/<ref:reference>/files/<name>")
def download(reference: str, name: str) -> Response:
    """Give back an uploaded file."""
    return given_back(opened(reference), name)


def _not_stored(form: AnswerForm, here: Opened, asked: Question) -> NotSaved | None:
    """Store the file of a form, if it has one; says why that failed. A workspace that is gone raises NotFound."""
    try:
        if isinstance(form, DocumentForm):
            receive(form, here, asked)
    except NotFound:
        raise
    except StorageError as error:
        status, words = storage_words(error)
        return NotSaved(status, FormError("upload", f"{words} What you typed is still below. Choose the file again."))
    return None


def _suggested_reason(here: Opened, asked: Question) -> str:
    """Why the profile says this question does not apply; empty when it says nothing."""
    return next((one.not_applicable for one in _tailored(here, asked) if one.not_applicable), "")


def _tailored(here: Opened, asked: Question) -> list[Tailored]:
    """What the profile changes about this question."""
    every = service().guidance.help(asked, here.questions).tailoring
    return [one for one in every if one.when.holds(here.workspace.profile)]


def _onward(here: Opened, asked: Question, now: Workspace) -> Response:
    overview = here.at(f"?saved={asked.number}")
    if request.form.get("then") == "back":
        return redirect(f"{overview}#q-{asked.number}", 303)
    today = service().today()
    places = standings(here.questions, now.answers, today)
    following = next_question(here.questions, places, after=asked.identity)
    if following is None:
        return redirect(overview, 303)
    return redirect(here.at(f"questions/{following.number}?saved={asked.number}"), 303)


def _errors(form: AnswerForm, asked: Question, given: list[str]) -> list[FormError]:
    """Errors in the order of the page, with the id of the control to go to: for a group of options, its first."""
    last = ("reason", "comment")
    first = {
        "position": "position-yes",
        "way": "way-place",
        "given": f"given-{given[0]}" if given else "way-given",
    }
    if asked.facts.choices:
        first["option"] = f"option-{asked.facts.choices[0].value}"
    found = [FormError(first.get(one.target, one.target), one.words) for one in errors_of(form)]
    return sorted(found, key=lambda one: last.index(one.target) + 1 if one.target in last else 0)


def _page(
    here: Opened,
    asked: Question,
    form: AnswerForm,
    *,
    errors: list[FormError] | None = None,
    theirs: Answer | None = None,
    notice: str = "",
) -> str:
    help_ = service().guidance.help(asked, here.questions)
    return render_template(
        "answering/question.html",
        here=here,
        question=asked,
        facts=asked.facts,
        form=form,
        errors=errors or [],
        theirs=theirs,
        theirs_words=answer_in_words(asked, theirs, here.questions) if theirs else "",
        theirs_position=POSITIONS[theirs.position] if theirs else "",
        notice=notice,
        notes=[one.note for one in _tailored(here, asked) if one.note],
        depends=_depends(here, asked),
        told=[(slug, here.workspace.registers[slug]) for slug in asked.templates if slug in here.workspace.registers],
        given=_given_before(here, asked),
        help=help_,
        beside=_beside(here, asked, help_),
        saved=here.questions.by_number(request.args.get("saved", "")),
    )


def _beside(here: Opened, asked: Question, help_: Help) -> Markup:
    """The help beside a form. It is the same for everybody, so it is drawn once and kept with the help itself."""
    if not help_.drawn:
        parts = {"help": help_, "facts": asked.facts, "question": asked, "year": here.questions.year}
        help_.drawn.append(Markup(render_template("answering/help.html", **parts)))  # noqa: S704 - a template's output
    return help_.drawn[0]


def _depends(here: Opened, asked: Question) -> tuple[Question, str] | None:
    """The question this one depends on, and what to do if that was answered otherwise."""
    depends = asked.facts.depends_on
    parent = here.questions.question(depends.question) if depends else None
    return (parent, depends.otherwise) if parent and depends else None


def _given_before(here: Opened, asked: Question) -> list[Question]:
    """Other questions answered with a document of their own."""
    if asked.facts.kind is not Kind.DOCUMENT:
        return []
    return [
        one
        for one in here.questions
        if one.facts.kind is Kind.DOCUMENT
        and one.identity != asked.identity
        and (answer := here.workspace.answers.get(one.identity))
        and isinstance(answer.value, DocumentGiven)
        and answer.value.way is not Way.GIVEN
        and answer.value.what
    ]
