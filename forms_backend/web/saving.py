"""Saving through the store, so that whatever goes wrong leaves what was typed on the page."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

import msgspec

from forms_backend.answers.changing import Stale
from forms_backend.answers.model import EvidenceNote, PlanNote, Workspace
from forms_backend.storage.port import NotFound, StorageError
from forms_backend.web.errors import storage_words
from forms_backend.web.fields import FormError
from forms_backend.web.service import service

Note = TypeVar("Note", PlanNote, EvidenceNote)


class NotSaved(NamedTuple):
    """Why nothing was saved: a status, words for the summary, and, when someone was quicker, what they saved."""

    status: int
    error: FormError
    stale: Stale | None = None


def saved(key: str, change: Callable[[Workspace], Workspace]) -> Workspace | NotSaved:
    """The workspace as changed and saved, or why it was not. A workspace that is gone raises NotFound."""
    try:
        return service().store.change(key, change)
    except Stale as stale:
        if stale.theirs is None:  # nothing was ever saved here, whatever the form says
            return NotSaved(409, FormError("save", "This page was out of date. Save again."), stale)
        words = "Someone else saved this while you had it open. Both are below: save again to keep yours."
        return NotSaved(409, FormError("theirs", words), stale)
    except NotFound:
        raise
    except StorageError as error:
        status, words = storage_words(error)
        return NotSaved(status, FormError("save", f"{words} What you typed is still below."))


def offered(shown: object, names: Iterable[str]) -> str:
    """What a form shows before anybody types, as the text of a hidden field.

    A suggestion may be another one by the time that the form is sent: a job title has changed, or it is tomorrow.
    """
    return msgspec.json.encode({name: getattr(shown, name) for name in names}).decode()


def as_offered(text: str | None, kind: type[Note]) -> Note | None:
    """What a form showed, from its hidden field; None when somebody tampered with it. It is compared and never kept."""
    try:
        return msgspec.json.decode(text or "", type=kind)
    except (msgspec.DecodeError, UnicodeError):
        return None


def only_changed(typed: Note, shown: object, earlier: Note, names: Iterable[str]) -> Note:
    """The note without what was left as shown and was not set earlier: that stays a suggestion and moves on."""
    empty = type(typed)()
    left: dict[str, Any] = {
        name: getattr(empty, name)
        for name in names
        if shown and getattr(typed, name) == getattr(shown, name) and getattr(earlier, name) == getattr(empty, name)
    }
    return msgspec.structs.replace(typed, **left)
