"""Show what can be had, say what is still missing, and fill a template."""

from typing import NamedTuple

from flask import Blueprint, Response, abort, render_template

from forms_backend.documents.templates.prepared import NoSuchTemplate, PreparedTemplate
from forms_backend.questions.model import Question
from forms_backend.web.access import Opened, opened
from forms_backend.web.downloads import attachment
from forms_backend.web.service import service

documents = Blueprint("documents", __name__, template_folder="templates")


class Offer(NamedTuple):
    """A template, the questions it helps to answer, and what the profile leaves open in it."""

    template: PreparedTemplate
    questions: tuple[Question, ...]
    missing: tuple[str, ...]


@documents.get("/workspace/<ref:reference>/documents")
def show(reference: str) -> str:
    """Show every template with its formats."""
    here = opened(reference)
    return render_template("documents/list.html", here=here, offers=_offers(here))


@documents.get("/workspace/<ref:reference>/documents/<slug>.<suffix>")
def download(reference: str, slug: str, suffix: str) -> Response:
    """Give one template, filled in."""
    here, prepared = opened(reference), service().prepared
    try:
        content = prepared.fill(slug, suffix, here.workspace.profile, service().today())
    except NoSuchTemplate:
        abort(404)
    return attachment(content, prepared.template(slug).formats[suffix].media_type, f"{slug}.{suffix}")


def _offers(here: Opened) -> list[Offer]:
    prepared = service().prepared
    return [
        Offer(
            one,
            tuple(question for question in here.questions if one.slug in question.templates),
            prepared.unfilled(one.slug, here.workspace.profile),
        )
        for one in prepared.templates
    ]
