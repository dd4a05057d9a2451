"""Every error becomes a page in this one place: a status, a title, and words that help."""

import logging
from contextlib import suppress
from http import HTTPStatus

from flask import Flask, current_app, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from forms_backend.storage.port import Busy, NoRoom, NotFound, StorageError, Unreadable
from forms_backend.web.turns import AGAIN, NoTurn

# The names of hidden fields and of buttons: nobody typed what they hold.
UNTYPED = ("seen", "offered", "then", "question", "sure", "upload-stored", "upload-name", "read")

log = logging.getLogger(__name__)

PAGES: dict[int, tuple[str, str]] = {
    400: ("We could not read that", "Go back, check what you typed and send it again."),
    403: ("That came from another site", "Open your workspace here and try again from this page."),
    404: (
        "We cannot find that page",
        (
            "If you followed your return link, check that all of it was copied. It ends in 26 letters and numbers. "
            "If you deleted the workspace, it is gone for good."
        ),
    ),
    405: ("That does not work here", "Go back to your workspace and try again from there."),
    410: ("This workspace belongs to a year we no longer hold", "Ask the people who run this service for a copy."),
    413: (
        "That was too large to save",
        (
            "Nothing from that page was saved. Go back: some browsers still have what you typed, and some do not. "
            "Write less, or choose a smaller file, and save again. "
            "You never have to upload a document: you can say where it is kept."
        ),
    ),
    500: ("Something went wrong on our side", "What you saved before is safe. Go back and try again in a minute."),
}

BUSY = (
    "Many people are making documents just now",
    "Nothing is lost. Wait half a minute, go back, and try again.",
)

STORAGE: dict[type[StorageError], tuple[int, str]] = {
    NotFound: (404, ""),
    Unreadable: (
        503,
        (
            "We cannot open this workspace at the moment. Your work has not been thrown away. "
            "Please tell the people who run this service; they can bring back an earlier copy."
        ),
    ),
    NoRoom: (503, "We cannot save anything at the moment. What you saved before is safe. Please try again later."),
    Busy: (503, "Someone else is saving to this workspace. Please try again in a minute."),
}


def storage_words(error: StorageError) -> tuple[int, str]:
    """The status and the words for what went wrong in a store."""
    return next(
        (said for kind, said in STORAGE.items() if isinstance(error, kind)),
        (503, "We cannot reach your work at the moment. What you saved before is safe. Please try again later."),
    )


def answer_errors(app: Flask) -> None:
    """Answer every error of an app with a page."""
    app.register_error_handler(NoTurn, _no_turn)
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(StorageError, _storage)
    app.register_error_handler(Exception, _fault)


def _page(error: HTTPException) -> tuple[str, int, dict[str, str]]:
    status = error.code or 500
    if status not in PAGES:
        return HTTPStatus(status).phrase, status, {}
    headers = {"Allow": ", ".join(sorted(error.valid_methods or ()))} if isinstance(error, MethodNotAllowed) else {}
    typed = [] if status == HTTPStatus.FORBIDDEN else _typed()  # another site's words are not shown on our page
    return _drawn(*PAGES[status], typed=typed), status, headers


def _storage(error: StorageError) -> tuple[str, int, dict[str, str]]:
    status, words = storage_words(error)
    if status == HTTPStatus.NOT_FOUND:
        return _drawn(*PAGES[404], typed=_typed()), 404, {}
    log.error("storage failed: %s", type(error).__name__, exc_info=error)
    title = "Your work cannot be reached just now"
    return _drawn(title, words, typed=_typed()), status, {"Retry-After": "60"}


def _no_turn(_error: NoTurn) -> tuple[str, int, dict[str, str]]:
    return _drawn(*BUSY, typed=_typed()), 503, {"Retry-After": str(AGAIN)}


def _fault(error: Exception) -> tuple[str, int, dict[str, str]]:
    if current_app.testing:
        raise error
    log.error("fault at %s", request.url_rule, exc_info=error)
    return _drawn(*PAGES[500], typed=_typed()), 500, {}


def _drawn(title: str, words: str, *, typed: list[str]) -> str:
    public = not request.path.startswith("/workspace/")  # whoever slipped there may have no workspace at all
    return render_template("error.html", title=title, words=words, typed=typed, public=public)


def _typed() -> list[str]:
    """What was typed into a form of ours that could not be saved. Browsers do not give it back: we ask for no-store."""
    if request.url_rule is None or request.method != "POST":
        return []
    with suppress(HTTPException):  # a form too large to read
        return [text for name, text in request.form.items(multi=True) if name not in UNTYPED and text.strip()]
    return []
