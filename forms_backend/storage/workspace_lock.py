"""One writer at a time for each workspace, among threads and processes of one computer."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from forms_backend.storage.port import Busy, NoRoom

SHORTEST, LONGEST = 0.0002, 0.01  # seconds between two tries


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock of the workspace kept at `path`, waiting for it up to `patience` seconds.

    The lock is a file beside the workspace's own. It goes when the workspace has gone, and never before.
    Raises Busy, and NoRoom when the lock file cannot be made.
    """
    lock = f"{os.path.splitext(path)[0]}.lock"
    descriptor = _held(lock, time.monotonic() + patience)
    try:
        yield
    finally:
        with suppress(OSError):  # a lock file left over does no harm
            if not os.path.exists(path):  # it was removed, or could not be added
                os.unlink(lock)
        os.close(descriptor)


def _held(lock: str, give_up: float) -> int:
    while True:
        try:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise NoRoom(f"{_key(lock)}: could not be locked: {error.strerror}") from error
        try:
            _wait(descriptor, _key(lock), give_up)
            # Whoever removed the workspace meanwhile took the name away from the file we hold: others lock a new one.
            if _is_named(descriptor, lock):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _wait(descriptor: int, key: str, give_up: float) -> None:
    pause = SHORTEST
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > give_up:
                raise Busy(f"{key}: held by somebody else for too long") from None
            time.sleep(pause)
            pause = min(pause * 2, LONGEST)
        except OSError as error:
            raise NoRoom(f"{key}: could not be locked: {error.strerror}") from error
        else:
            return


def _is_named(descriptor: int, lock: str) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(lock))
    except FileNotFoundError:
        return False


def _key(lock: str) -> str:
    return Path(lock).stem
