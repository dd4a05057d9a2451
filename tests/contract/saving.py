"""A program of its own that saves one answer over and over; it prints the number of each save once it is kept."""

import argparse
import os
import resource
import sys
from collections.abc import Callable
from datetime import date
from itertools import count

from forms_backend.answers.changing import with_answer
from forms_backend.answers.model import Answer, Position, Workspace, Written
from forms_backend.storage.opening import open_store
from forms_backend.storage.port import NoRoom


def save(number: int, identity: str) -> Callable[[Workspace], Workspace]:
    """The change: an answer that is its number again and again, of another length each time."""

    def change(workspace: Workspace) -> Workspace:
        before = workspace.answers.get(identity)
        answer = Answer(Position.YES, date(2026, 2, 1), Written(f"{number} " * (1 + number * 37 % 500)))
        return with_answer(workspace, identity, answer, before.version if before else 0)

    return change


def watch_steps(last: int | None, *, tell: bool) -> None:
    """Before every operation that alters the disk, print its name; end at once before the one with the given number."""
    steps = count(1)

    def watched(name: str, operation: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **kwargs: object) -> object:
            if next(steps) == last:
                os._exit(9)
            if tell:
                sys.stdout.write(f"{name}\n")
            return operation(*args, **kwargs)

        return run

    for name in ("open", "write", "fsync", "unlink", "link", "replace"):
        setattr(os, name, watched(name, getattr(os, name)))


def main() -> int:
    """Save so many times, or until the disk refuses."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("key")
    parser.add_argument("identity")
    parser.add_argument("times", type=int)
    parser.add_argument("--die-before", type=int, metavar="STEP", help="as if the power went")
    parser.add_argument("--tell-steps", action="store_true")
    parser.add_argument("--largest", type=int, metavar="BYTES", help="no file can grow beyond this")
    asked = parser.parse_args()
    store = open_store(asked.address)
    if asked.largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked.largest, asked.largest))
    if asked.die_before or asked.tell_steps:
        watch_steps(asked.die_before, tell=asked.tell_steps)
    for number in range(1, asked.times + 1):
        try:
            store.change(asked.key, save(number, asked.identity))
        except NoRoom:
            sys.stdout.write("refused\n")
            return 0
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
