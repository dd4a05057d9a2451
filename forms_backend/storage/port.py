"""Where workspaces rest: what every store promises. Adapters: memory, TinyDB. One contract test holds for all."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Protocol

from forms_backend.answers.model import Workspace


class StorageError(Exception):
    """Base of what a store may raise. The message is for the host's log, never for the user."""


class NotFound(StorageError):  # noqa: N818 - a state of affairs
    """There is no workspace with this key."""


class Exists(StorageError):  # noqa: N818 - a state of affairs
    """There is a workspace with this key already."""


class Unreadable(StorageError):  # noqa: N818 - a state of affairs
    """The workspace is damaged and so is its earlier version. It must be restored, never started anew."""


class NoRoom(StorageError):  # noqa: N818 - a state of affairs
    """Nothing could be written: the disk is full, read-only or failing. What was saved before is intact."""


class Busy(StorageError):  # noqa: N818 - a state of affairs
    """Somebody else held the workspace for too long. Trying again helps."""


class WorkspaceStore(Protocol):
    """Keeps workspaces by key. A key is 32 hexadecimal digits and tells nothing about the return link.

    Every method may raise StorageError. A call that raises has changed nothing.
    """

    def add(self, key: str, workspace: Workspace) -> None:
        """Keep a new workspace. Raises Exists."""

    def get(self, key: str) -> Workspace:
        """The workspace as last saved. Raises NotFound, Unreadable."""

    def change(self, key: str, change: Callable[[Workspace], Workspace]) -> Workspace:
        """Read, change and save under one lock; returns what was saved.

        Whatever `change` raises (such as answers.changing.Stale) is passed on, and nothing is saved.
        Raises NotFound, Unreadable, NoRoom, Busy.
        """

    def remove(self, key: str, check: Callable[[Workspace], object] | None = None) -> None:
        """Delete the workspace and its earlier version, for good.

        `check` is shown the workspace under the lock that `change` takes. Whatever it raises is passed on, and nothing
        is removed. Raises NotFound, NoRoom, Busy; with a check Unreadable, too.
        """

    def unused_since(self, day: date) -> Iterator[str]:
        """Keys of workspaces last changed before the day."""
