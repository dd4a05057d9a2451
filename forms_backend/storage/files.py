"""Uploaded files in a folder of a local disk, those of each workspace apart.

files/ab/cd/<key>/<name>     a file, under a random name; what people call it is in their answer
files/ab/cd/<key>/new        half a file, after a crash; never read, and replaced by the next
files/ab/cd/<key>.lock       held by the one who alters the folder
"""

import os
import secrets
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from forms_backend.storage.local_disk import refuse_network_disk
from forms_backend.storage.port import NoRoom, NotFound, StorageError
from forms_backend.storage.records import checked_key, is_key
from forms_backend.storage.workspace_file import flush_folder
from forms_backend.storage.workspace_lock import locked

MOST_FILES = 60  # of one workspace
MOST_BYTES = 100 * 1024 * 1024  # of one workspace
REST = 24 * 60 * 60  # seconds in which a file is not taken for an orphan: somebody may have it in an open form


class TooMuch(StorageError):  # noqa: N818 - a state of affairs
    """The workspace holds as many files, or as many bytes, as one may."""


class FileStore:
    """Keeps files by workspace key, for any number of threads and processes of this computer.

    What is no key is refused with ValueError. What is no name of ours is never looked for on the disk.
    """

    def __init__(self, folder: Path, patience: float = 5.0) -> None:
        refuse_network_disk(folder)
        self._folder = folder
        self._patience = patience  # seconds to wait for a lock
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise NoRoom(f"{folder} could not be made: {error.strerror}") from error

    def put(self, key: str, content: bytes) -> str:
        """Keep a new file; returns the name it got. Raises TooMuch, NoRoom, Busy."""
        name = secrets.token_hex(16)
        with self._altered(key, new=True) as folder:
            kept = _files(folder)
            size = sum(file.stat().st_size for file in kept)
            if len(kept) >= MOST_FILES or size + len(content) > MOST_BYTES:
                raise TooMuch(f"{key}: {len(kept)} files with {size} bytes are kept")
            _write(folder / "new", content)
            (folder / "new").replace(folder / name)
        return name

    def get(self, key: str, name: str) -> bytes:
        """The file as it was put. Raises NotFound, and StorageError when this computer cannot read files just now."""
        try:
            return self._file(key, name).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"{key}: no such file") from None
        except OSError as error:
            raise StorageError(f"{key}: a file could not be read: {error.strerror}") from error

    def names(self, key: str) -> tuple[str, ...]:
        """The names of a workspace's files, in order. Raises StorageError when they cannot be listed just now."""
        try:
            return tuple(file.name for file in _files(self._of(key)))
        except OSError as error:
            raise StorageError(f"{key}: the files could not be listed: {error.strerror}") from error

    def renew(self, key: str, name: str) -> None:
        """Let a file rest for another day, since somebody is about to use it. Raises NotFound, NoRoom, Busy."""
        file = self._file(key, name)
        with self._altered(key):
            try:
                os.utime(file)
            except FileNotFoundError:
                raise NotFound(f"{key}: no such file") from None

    def tidy(self, key: str, used: Collection[str]) -> None:
        """Delete files that nobody uses and that have rested for a day. Raises NoRoom, Busy."""
        with suppress(NotFound), self._altered(key) as folder:
            old = time.time() - REST
            for file in _files(folder):
                if file.name not in used and file.stat().st_mtime < old:
                    file.unlink()

    def remove(self, key: str, name: str) -> None:
        """Delete a file for good; one that has gone already is no trouble. Raises NoRoom, Busy."""
        with suppress(NotFound), self._altered(key):
            self._file(key, name).unlink(missing_ok=True)

    def remove_all(self, key: str) -> None:
        """Delete all files of a workspace for good; none is no trouble. Raises NoRoom, Busy."""
        with suppress(NotFound), self._altered(key) as folder:
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()

    def _of(self, key: str) -> Path:
        return self._folder / checked_key(key)[:2] / key[2:4] / key

    def _file(self, key: str, name: str) -> Path:
        """Where a file is. A name that we never gave raises NotFound: it may come from an altered form."""
        if not is_key(name):  # names have the shape of keys
            raise NotFound(f"{key}: no file has such a name")
        return self._of(key) / name

    @contextmanager
    def _altered(self, key: str, *, new: bool = False) -> Iterator[Path]:
        """The folder of a workspace while we alone alter it; flushed at the end. Raises NotFound, NoRoom, Busy."""
        folder = self._of(key)
        if not new and not folder.exists():  # a lock file is not made for something that is not there
            raise NotFound(f"{key}: no files")
        try:
            if new:
                _make(folder.parent.parent)
                _make(folder.parent)
            with locked(folder, self._patience):
                if new:
                    _make(folder)
                elif not folder.exists():  # removed while we waited
                    raise NotFound(f"{key}: no files")
                yield folder
                flush_folder(folder if folder.exists() else folder.parent)
        except OSError as error:
            raise NoRoom(f"{key}: the files could not be altered: {error.strerror}") from error


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if is_key(file.name))
    except FileNotFoundError:
        return []


def _make(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        flush_folder(folder.parent)


def _write(path: Path, content: bytes) -> None:
    """Write and flush a file; a failure leaves none."""
    try:
        with path.open("wb") as file:
            path.chmod(0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
