"""What every task works with: the questions, the store, the day. One object for each app."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, cast

from flask import current_app

from forms_backend.answers.model import Workspace
from forms_backend.documents.templates.prepared import Prepared
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.vocabulary import Vocabulary
from forms_backend.storage.files import FileStore
from forms_backend.storage.port import WorkspaceStore
from forms_backend.web.guidance import Guidance
from forms_backend.web.settings import Settings


class InUse(Exception):  # noqa: N818 - a state of affairs
    """Somebody changed a workspace that was to be removed as unused."""


class Service(NamedTuple):
    """Made once, when the app starts."""

    settings: Settings
    library: QuestionLibrary
    store: WorkspaceStore
    files: FileStore
    prepared: Prepared
    guidance: Guidance
    site_name: str
    today: Callable[[], date]

    @property
    def vocabulary(self) -> Vocabulary:
        """The words questions are described with."""
        return self.library.vocabulary

    def remove(self, key: str, unless_changed_since: date = date.max) -> None:
        """Delete a workspace and its files, for good.

        Raises InUse when somebody changed it on that day or later; NotFound, Unreadable, NoRoom, Busy.
        """

        def remove_files(workspace: Workspace) -> None:
            if workspace.changed_on >= unless_changed_since:
                raise InUse
            # Before the workspace: should the rest fail, it is still there to be deleted again.
            self.files.remove_all(key)

        self.store.remove(key, remove_files)
        self.files.remove_all(key)  # what somebody uploaded meanwhile


def service() -> Service:
    """The service of the app that answers this request."""
    return cast("Service", current_app.extensions["service"])
