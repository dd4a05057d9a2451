"""One workspace as one file: what a TinyDB database reads and writes here, whatever happens to the machine.

The file is the JSON that TinyDB's own storage would write, with one more table in front, so that any TinyDB opens it:

    {"file":{"1":{"generation":7,"sum":"…"}},"workspace":{"1":{…}}}

The sum covers every other byte and the key. A file that was cut short, emptied, altered or put under another's name
is therefore noticed, and the version before it, kept beside it as `.prev`, is used.
"""

import logging
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from errno import EIO
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from tinydb import Storage

from forms_backend.storage.port import NoRoom, NotFound, StorageError, Unreadable
from forms_backend.storage.records import encoded

Tables = dict[str, dict[str, Any]]  # as TinyDB's Storage has it

HEADER = re.compile(rb'\{"file":\{"1":\{"generation":([1-9][0-9]*),"sum":"([0-9a-f]{32})"\}\},')

PIECE = 1 << 20  # bytes; a workspace is about a fiftieth of it

log = logging.getLogger(__name__)


class Names(NamedTuple):
    """The names of one workspace's files, as text: every save needs them all, and paths are slow to make."""

    main: str
    previous: str  # the version before the file's own
    temporary: str  # where the next version is written; fixed, so that a crash leaves one such file at most


def names_at(path: Path) -> Names:
    """The names of the workspace whose own file is at `path`."""
    stem = os.path.splitext(path)[0]
    return Names(str(path), f"{stem}.prev", f"{stem}.tmp")


def is_kept(path: Path) -> bool:
    """Whether there is a workspace, sound or damaged."""
    names = names_at(path)
    return os.path.exists(names.main) or os.path.exists(names.previous)


def erase(path: Path) -> None:
    """Delete every version, for good; the caller holds the lock. The file goes last: while it is there, all is there.

    Raises NoRoom when the disk refuses.
    """
    try:
        for name in reversed(names_at(path)):
            _unlink(name)
        flush_folder(path.parent)
    except OSError as error:
        raise NoRoom(f"{path.stem}: could not be deleted: {error.strerror}") from error


def flush_folder(folder: Path | str) -> None:
    """Make names just given or taken away in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Damaged(Exception):  # noqa: N818 - a state of affairs
    """The bytes are not what was once written."""


class WorkspaceFile(Storage):
    """TinyDB's way to the file. One who writes holds the workspace's lock from the read to the end of the write.

    Reading needs no lock. A version is complete and flushed before it gets the file's name, gets it in one step, and
    is never altered afterwards: so an open file is one whole version, the old or the new.
    """

    def __init__(self, path: Path, *, new: bool = False) -> None:
        self._names = names_at(path)
        self._folder, self._key = str(path.parent), path.stem
        self._new = new
        self._generation = 0
        self._sound = not new  # whether the file itself, not an earlier version, is what was read

    def read(self) -> Tables | None:
        """The tables as last saved, or as saved before that when the file is damaged; None for a new workspace.

        Raises NotFound, Unreadable, and StorageError when this computer cannot read files just now.
        """
        if self._new:
            return None
        missing = 0
        # The file is tried once more at the end: a save may have mended it and replaced `.prev` while we looked.
        for name in (self._names.main, self._names.previous, self._names.main):
            try:
                tables = self._version(name)
            except FileNotFoundError:
                missing += 1
            except _Damaged:
                continue
            else:
                self._sound = name == self._names.main
                if not self._sound:
                    log.error("workspace %s is damaged: its earlier version is used", self._key)
                return tables
        if missing == 3:  # noqa: PLR2004 - all three
            raise NotFound(self._key)
        log.error("workspace %s is damaged, and so is its earlier version", self._key)
        raise Unreadable(f"{self._key}: damaged, and no earlier version can be read")

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Save the tables as the next version. Raises NoRoom, with what was saved before intact."""
        body = encoded(data)[1:]
        generation = self._generation + 1
        head = f'{{"file":{{"1":{{"generation":{generation},"sum":"{self._sum(generation, body)}"}}}},'
        main, earlier, new = self._names
        try:
            _write_flushed(new, head.encode() + body)
            if self._sound:  # a damaged file never takes the place of the version that saved us
                _unlink(earlier)
                os.link(main, earlier)
            os.replace(new, main)
            # Should this last step fail, the new version may survive although the caller hears that it was not
            # saved. That way round costs a second look; the other way round would cost an answer.
            flush_folder(self._folder)
        except OSError as error:
            with suppress(OSError):
                _unlink(new)
            raise NoRoom(f"{self._key}: could not be saved: {error.strerror}") from error

    def _version(self, name: str) -> Tables:
        try:
            content = _content(name)
        except FileNotFoundError:
            raise
        except OSError as error:
            if error.errno == EIO:
                raise _Damaged from error
            # Such as too many open files. The file may be sound, so its earlier version must not be used.
            raise StorageError(f"{self._key}: could not be read: {error.strerror}") from error
        header = HEADER.match(content)
        if not header:
            raise _Damaged
        generation, body = int(header[1]), content[header.end() :]
        if header[2].decode() != self._sum(generation, body):
            raise _Damaged
        self._generation = generation
        return msgspec.json.decode(b"{" + body, type=Tables)

    def _sum(self, generation: int, body: bytes) -> str:
        return blake2b(b"%s %d %s" % (self._key.encode(), generation, body), digest_size=16).hexdigest()


def _content(name: str) -> bytes:
    """All of a file, in as few calls to the system as can be: at each one, another thread may take over."""
    descriptor = os.open(name, os.O_RDONLY)
    try:
        parts = [os.read(descriptor, PIECE)]
        while len(parts[-1]) == PIECE:
            parts.append(os.read(descriptor, PIECE))
        return b"".join(parts)
    finally:
        os.close(descriptor)


def _unlink(name: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name)


def _write_flushed(name: str, content: bytes) -> None:
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
