"""Uploaded files on their way into an answer, and back to whoever downloads them."""

import logging
from io import BytesIO

from flask import Response, abort, request, send_file

from forms_backend.answers.model import DocumentGiven, Way, Workspace
from forms_backend.answers.uploads import media_type, plain_name, refusal, stored_files
from forms_backend.questions.model import Question
from forms_backend.storage.files import TooMuch
from forms_backend.storage.port import NotFound, StorageError
from forms_backend.web.access import Opened
from forms_backend.web.answering.kinds import DocumentForm
from forms_backend.web.answering.upload_field import StoredFile, UploadField
from forms_backend.web.service import service

FULL = "There is no room for more: 60 files, or 100 MB, is the most for one workspace. Say where this one is kept."
GONE = "We no longer have the file you chose. Please choose it again."

log = logging.getLogger(__name__)


def receive(form: DocumentForm, here: Opened, asked: Question) -> None:
    """Settle which stored file the form means, and store a newly chosen one at once, so that no error loses it.

    Words about a file that cannot be taken become errors of the field. Raises StorageError.
    """
    field = form.upload
    before, saved = field.data, _saved(here, asked)
    field.data = before or saved
    if form.way.data != Way.UPLOAD:
        return
    chosen = request.files.get(field.name)
    if chosen and chosen.filename:
        name, content = plain_name(chosen.filename), chosen.read()
        _refuse(field, refusal(name, content))
        if not field.process_errors:
            field.data = _stored(here, name, content, field) or field.data
    elif before:
        _refuse(field, _refusal_of(before, here))
        field.data = saved if field.process_errors else before


def release(here: Opened, now: Workspace) -> None:
    """Delete files that answers pointed to before a save, and none does now. What cannot be deleted is tidied later."""
    for name in stored_files(here.workspace).keys() - stored_files(now).keys():
        try:
            service().files.remove(here.key, name)
        except StorageError:
            log.exception("a replaced file was not deleted")


def given_back(here: Opened, name: str) -> Response:
    """A file of this workspace to save under the name people gave it; not found unless an answer points to it."""
    file_name = stored_files(here.workspace).get(name) or abort(404)
    content = BytesIO(service().files.get(here.key, name))
    response = send_file(content, media_type(file_name), as_attachment=True, download_name=file_name, conditional=False)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


def _saved(here: Opened, asked: Question) -> StoredFile | None:
    """The file that is saved with the answer to this question."""
    answer = here.workspace.answers.get(asked.identity)
    value = answer.value if answer else None
    if isinstance(value, DocumentGiven) and value.way is Way.UPLOAD:
        return StoredFile(value.what, value.file_name, saved=True)
    return None


def _stored(here: Opened, name: str, content: bytes, field: UploadField) -> StoredFile | None:
    files = service().files
    files.tidy(here.key, stored_files(here.workspace))
    try:
        stored = files.put(here.key, content)
    except TooMuch:
        _refuse(field, FULL)
        return None
    try:
        service().store.get(here.key)
    except NotFound:  # somebody deleted the workspace while the file was on its way
        files.remove_all(here.key)
        raise
    return StoredFile(stored, name, saved=False)


def _refusal_of(before: StoredFile, here: Opened) -> str:
    """Why a file that was kept with the form cannot be taken. It is checked again: its name came through a browser."""
    try:
        service().files.renew(here.key, before.name)
        return refusal(before.file_name, service().files.get(here.key, before.name))
    except NotFound:
        return GONE


def _refuse(field: UploadField, words: str) -> None:
    field.process_errors = [*field.process_errors, *([words] if words else [])]
