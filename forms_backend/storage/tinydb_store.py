"""Workspaces as TinyDB databases on a local disk: one small file each, so that a save costs the same with any number.

workspaces/ab/cd/<key>.json     as last saved       .prev    the version before it
                                                    .lock    held by the one who saves
                                                    .tmp     half a save, after a crash; never read
"""

import logging
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tinydb import TinyDB
from tinydb.table import Document, Table

from forms_backend.answers.model import Workspace
from forms_backend.storage.local_disk import refuse_network_disk
from forms_backend.storage.port import Exists, NoRoom, NotFound, StorageError, Unreadable
from forms_backend.storage.records import checked_key, from_record, is_key, to_record
from forms_backend.storage.workspace_file import WorkspaceFile, erase, flush_folder, is_kept
from forms_backend.storage.workspace_lock import locked

ONLY = 1  # a database holds one document, the workspace

log = logging.getLogger(__name__)


class TinyDbStore:
    """Keeps workspaces in a folder of a local disk, for any number of threads and processes of this computer."""

    def __init__(self, folder: Path, patience: float = 5.0) -> None:
        refuse_network_disk(folder)
        self._folder = folder / "workspaces"
        self._patience = patience  # seconds to wait for a lock
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise NoRoom(f"{self._folder} could not be made: {error.strerror}") from error

    def add(self, key: str, workspace: Workspace) -> None:
        """Keep a new workspace. Raises Exists, NoRoom, Busy."""
        path = self._path(key)
        self._make_folders(path.parent)
        with locked(path, self._patience):
            if is_kept(path):
                raise Exists(key)
            with _table(path, new=True) as table:
                table.insert(Document(to_record(workspace), ONLY))

    def get(self, key: str) -> Workspace:
        """The workspace as last saved. Takes no lock (WorkspaceFile says why). Raises NotFound, Unreadable."""
        try:
            with _table(self._path(key)) as table:
                record = table.get(doc_id=ONLY)
        except NotFound:
            raise self._missing(key) from None
        if record is None:
            raise Unreadable(f"{key}: the file holds no workspace")
        return from_record(record)

    def change(self, key: str, change: Callable[[Workspace], Workspace]) -> Workspace:
        """Read, change and save under one lock; returns what was saved. Raises NotFound, Unreadable, NoRoom, Busy.

        Whatever `change` raises is passed on, and nothing is saved.
        """
        path = self._path(key)
        if not is_kept(path):  # a lock file is not made for something that is not there
            raise self._missing(key)
        saved: list[Workspace] = []

        def replace(record: MutableMapping[str, object]) -> None:
            saved.append(change(from_record(dict(record))))
            record.clear()
            record.update(to_record(saved[0]))

        with locked(path, self._patience), _table(path) as table:
            # TinyDB says nothing when there is no such document: the numbers it gives back do.
            if table.update(replace, doc_ids=[ONLY]) != [ONLY]:
                raise Unreadable(f"{key}: the file holds no workspace")
        return saved[0]

    def remove(self, key: str, check: Callable[[Workspace], object] | None = None) -> None:
        """Delete the workspace and everything beside it, for good, unless `check` raises.

        Raises NotFound, NoRoom, Busy; with a check Unreadable, too.
        """
        path = self._path(key)
        if not is_kept(path):
            raise self._missing(key)
        with locked(path, self._patience):
            if not is_kept(path):
                raise NotFound(key)
            if check:
                check(self.get(key))
            erase(path)

    def unused_since(self, day: date) -> Iterator[str]:
        """Keys of workspaces last changed before the day, in order. Damaged ones are reported and left out."""
        if not self._folder.is_dir():
            raise self._missing("all")
        for folder in sorted(self._folder.glob("??/??")):
            kept = {file.stem for file in folder.iterdir() if file.suffix in (".json", ".prev")}
            yield from (key for key in sorted(filter(is_key, kept)) if self._is_unused(key, day))

    def _is_unused(self, key: str, day: date) -> bool:
        try:
            return self.get(key).changed_on < day
        except NotFound:  # removed while we looked
            return False
        except Unreadable as error:
            log.error("workspace %s was passed over: %s", key, error)  # noqa: TRY400 - a trace adds nothing
            return False

    def _missing(self, what: str) -> StorageError:
        """Why nothing is found. That a disk went away must not look like deleted work, nor like health."""
        if self._folder.is_dir():
            return NotFound(what)
        return StorageError(f"{what}: {self._folder} is gone; if it has a disk of its own, is it mounted?")

    def _path(self, key: str) -> Path:
        return self._folder / checked_key(key)[:2] / key[2:4] / f"{key}.json"

    def _make_folders(self, folder: Path) -> None:
        try:
            for each in (folder.parent, folder):
                if not each.exists():
                    each.mkdir(mode=0o700, exist_ok=True)
                    flush_folder(each.parent)
        except OSError as error:
            raise NoRoom(f"{folder} could not be made: {error.strerror}") from error


@contextmanager
def _table(path: Path, *, new: bool = False) -> Iterator[Table]:
    """Opened for one call and without a query cache: TinyDB's does not notice what another process saved."""
    with TinyDB(path, storage=WorkspaceFile, new=new) as database:
        yield database.table("workspace", cache_size=0)
