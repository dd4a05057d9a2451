"""All of an organisation's documents in one zip, sent while it is made."""

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import NamedTuple

from flask import Blueprint, Response, abort, request

from forms_backend.documents.cover_index import Listed, report_of_documents
from forms_backend.documents.formats import FORMATS
from forms_backend.documents.streamed_zip import streamed_zip
from forms_backend.documents.templates.model import Shape
from forms_backend.questions.vocabulary import several
from forms_backend.web.access import Opened, opened
from forms_backend.web.documents.own import Offer, details, offers
from forms_backend.web.service import service
from forms_backend.web.turns import turn

log = logging.getLogger(__name__)

whole_set = Blueprint("whole_set", __name__)

COVER = "which-document-answers-which-question"
LOST = "some-documents-are-missing.txt"
_LOST_WORDS = (
    "We could not make these documents. The fault is ours, and your answers are safe. "
    "All others are in this file. Please try these again later, one by one, from the page of your documents."
)
_GUESS = 85_000  # bytes of a PDF, more or less: so that a browser can show how far it is


class Choice(NamedTuple):
    """Files somebody may want all documents as: the formats of each shape, that of the cover sheet, and words."""

    label: str
    hint: str
    cover: str
    formats: Mapping[Shape, tuple[str, ...]]


CHOICES = {
    "office": Choice("Word and Excel", "To change them", "docx", {Shape.PROSE: ("docx",), Shape.REGISTER: ("xlsx",)}),
    "opendocument": Choice(
        "OpenDocument", "For LibreOffice and others", "odt", {Shape.PROSE: ("odt",), Shape.REGISTER: ("ods",)}
    ),
    "pdf": Choice("PDF", "To print or to show", "pdf", {Shape.PROSE: ("pdf",), Shape.REGISTER: ("pdf",)}),
    "all": Choice("Every format", "The largest file", "pdf", {}),
}


@whole_set.get("/workspace/<ref:reference>/documents.zip")
def download(reference: str) -> Response:
    """Give every document that applies, filled in, in the formats asked for."""
    choice = CHOICES.get(request.args.get("formats", "office")) or abort(404)
    here = opened(reference)
    wanted = [one for one in offers(here) if one.applies]
    first = (f"{COVER}.{choice.cover}", cover(here, wanted, choice.cover)[0])
    fill = partial(service().prepared.fill, profile=details(here), today=service().today())
    files = chain([first], _files(wanted, choice, fill))  # made when the request is over: nothing of it is asked then
    response = Response(_in_turn(streamed_zip(files)), content_type="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename="documents.zip")
    response.headers["X-Expected-Length"] = str(sum(_guessed(one, choice) for one in wanted))
    return response


def _in_turn(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, while we hold a turn: until the last one, or until nobody wants them any more. Raises NoTurn."""
    give_back = turn()

    def started() -> Iterator[bytes]:
        try:
            yield b""
            yield from pieces
        finally:
            give_back()

    made = started()
    next(made)  # only what was begun is told of its end, if nobody reads a single piece
    return made


def cover(here: Opened, known: list[Offer], suffix: str) -> tuple[bytes, str]:
    """The cover sheet of these documents in one of the formats of reports, and its media type."""
    listed = (Listed(one.template.short, one.template.kind, one.questions, one.missing) for one in known)
    report = report_of_documents(listed, here.questions, here.workspace.name, service().today())
    return FORMATS[suffix].write(report), FORMATS[suffix].media_type


def _files(known: list[Offer], choice: Choice, fill: Callable[[str, str], bytes]) -> Iterator[tuple[str, bytes]]:
    lost = []
    for one in known:
        folder = several(one.template.kind).lower().replace(" ", "-")
        for form in _formats(one, choice):
            slug = one.template.slug
            try:
                made = fill(slug, form)
            except Exception:  # one document may not cost somebody all others
                log.exception("%s.%s could not be made", slug, form)
                lost.append(f"- {one.template.short} ({form})")
            else:
                yield f"{folder}/{slug}.{form}", made
    if lost:
        yield LOST, "\r\n".join([_LOST_WORDS, "", *lost, ""]).encode()


def _formats(one: Offer, choice: Choice) -> tuple[str, ...]:
    return choice.formats.get(one.template.shape) or tuple(one.template.formats)


def _guessed(one: Offer, choice: Choice) -> int:
    return sum(one.template.sizes.get(form, _GUESS) for form in _formats(one, choice))
