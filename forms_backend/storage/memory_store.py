"""Workspaces in memory, for tests and demonstrations: gone when the program ends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Lock

import msgspec

from forms_backend.answers.model import Workspace
from forms_backend.storage.port import Busy, Exists, NotFound
from forms_backend.storage.records import Record, checked_key, encoded, from_record, to_record


class MemoryStore:
    """Keeps encoded records, so that no two callers ever share something that one of them could alter."""

    def __init__(self, patience: float = 5.0) -> None:
        self._patience = patience  # seconds
        self._records: dict[str, bytes] = {}
        self._lock = Lock()

    def add(self, key: str, workspace: Workspace) -> None:
        """Keep a new workspace. Raises Exists."""
        record = encoded(to_record(workspace))
        with self._locked():
            if self._records.setdefault(checked_key(key), record) is not record:
                raise Exists(key)

    def get(self, key: str) -> Workspace:
        """The workspace as last saved. Raises NotFound."""
        try:
            return from_record(msgspec.json.decode(self._records[checked_key(key)], type=Record))
        except KeyError:
            raise NotFound(key) from None

    def change(self, key: str, change: Callable[[Workspace], Workspace]) -> Workspace:
        """Read, change and save under one lock; returns what was saved. Raises NotFound, Busy."""
        with self._locked():
            workspace = change(self.get(key))
            self._records[key] = encoded(to_record(workspace))
        return workspace

    def remove(self, key: str, check: Callable[[Workspace], object] | None = None) -> None:
        """Forget the workspace, unless `check` raises. Raises NotFound, Busy."""
        with self._locked():
            workspace = self.get(key)
            if check:
                check(workspace)
            del self._records[key]

    def unused_since(self, day: date) -> Iterator[str]:
        """Keys of workspaces last changed before the day, in order."""
        for key in sorted(self._records):
            try:
                workspace = self.get(key)
            except NotFound:  # removed while we looked
                continue
            if workspace.changed_on < day:
                yield key

    @contextmanager
    def _locked(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=self._patience):
            raise Busy("the store was held for too long")
        try:
            yield
        finally:
            self._lock.release()
