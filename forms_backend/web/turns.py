"""Turns at heavy work: a few at a time in each process, so that nobody who opens a page waits for it."""

import threading
from collections.abc import Callable

MOST = 3  # at a time in one process: making all documents takes seconds, and so does reading a very long list
LONGEST = 2  # seconds that somebody waits for a turn
AGAIN = 30  # seconds after which we ask people to try again

_turns = threading.BoundedSemaphore(MOST)


class NoTurn(Exception):  # noqa: N818 - a state of affairs
    """Too many people do heavy work just now."""


def turn() -> Callable[[], None]:
    """Take a turn; what comes back gives it back, however often it is called. Raises NoTurn."""
    if not _turns.acquire(timeout=LONGEST):
        raise NoTurn
    given_back = threading.Lock()

    def give_back() -> None:
        if given_back.acquire(blocking=False):
            _turns.release()

    return give_back
