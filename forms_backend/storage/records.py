"""A workspace as it is stored: one plain record with a schema number, the same in every store."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec

from forms_backend.answers.model import Workspace
from forms_backend.storage.port import Unreadable

Record = dict[str, object]
Upgrade = Callable[[Record], Record]

UPGRADES: tuple[Upgrade, ...] = ()  # the first makes schema 2 of schema 1, the second 3 of 2, and so on
_KEY = re.compile(r"[0-9a-f]{32}")


def is_key(text: str) -> bool:
    """Whether the text is a workspace's key: 32 hexadecimal digits, in lower case."""
    return _KEY.fullmatch(text) is not None


def checked_key(key: str) -> str:
    """The key itself. Raises ValueError for anything but a key, so that a store never looks for it."""
    if not is_key(key):
        raise ValueError("a key is 32 hexadecimal digits in lower case")
    return key


def to_record(workspace: Workspace) -> Record:
    """The record of a workspace, in today's schema: only what JSON knows, and no defaults."""
    return {"schema": len(UPGRADES) + 1, **msgspec.to_builtins(workspace)}


def from_record(record: Record) -> Workspace:
    """The workspace of a record of any schema up to today's. Raises Unreadable, naming no contents."""
    record = upgraded(record)
    try:
        return msgspec.convert(record, Workspace)
    except msgspec.ValidationError as error:
        # The message may quote what somebody wrote, so only its end goes further: the place.
        place = str(error).rpartition(" - at ")[2] if " - at " in str(error) else "`$`"
    raise Unreadable(f"the record does not fit its schema at {place}")


def upgraded(record: Record, steps: Sequence[Upgrade] = UPGRADES) -> Record:
    """The record in the newest schema, one step after the other. Raises Unreadable for a newer one than ours."""
    schema, newest = record.get("schema"), len(steps) + 1
    if not isinstance(schema, int) or schema < 1:
        raise Unreadable("the record has no schema number")
    if schema > newest:
        raise Unreadable(
            f"the record has schema {schema}, made by a newer version of this program; this one knows up to {newest}"
        )
    for step in steps[schema - 1 :]:
        record = step(record)
    return {**record, "schema": newest}


def encoded(record: object) -> bytes:
    """The record as JSON. Raises ValueError for text that is no Unicode (half of a surrogate pair)."""
    with suppress(UnicodeEncodeError):  # that error carries the whole text with it, so it goes no further
        return msgspec.json.encode(record)
    raise ValueError("a text holds half of a character, which cannot be stored")
