from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from forms_backend.answers.model import Workspace
from forms_backend.storage.memory_store import MemoryStore
from forms_backend.storage.port import Busy, NoRoom, StorageError, Unreadable
from forms_backend.storage.tinydb_store import TinyDbStore
from forms_backend.web.access import workspace_key
from tests.web.conftest import UseStore, Visitor, started
from tests.web.reading import Page

TROUBLES: dict[str, tuple[StorageError, str]] = {
    "busy": (Busy("key: held"), "Someone else is saving"),
    "no room": (NoRoom("key: no space left on device"), "We cannot save anything at the moment"),
    "unreadable": (Unreadable("key: damaged"), "Your work has not been thrown away"),
    "something else": (StorageError("key: too many open files"), "What you saved before is safe"),
}
PLACES: dict[str, dict[str, str]] = {
    "questions/2.1.1": {"position": "no", "comment": "Typed & kept 🌹"},
    "questions/1.4.3": {"position": "yes", "words": "Typed & kept 🌹"},
    "questions/7.1.1": {"position": "partly", "way": "place", "place": "Typed & kept 🌹"},
    "profile": {"lead__title": "Typed & kept 🌹"},
    "action-plan/2.1.1": {"notes": "Typed & kept 🌹"},
    "evidence/{evidence}": {"place": "Typed & kept 🌹"},
}


class FailingStore(MemoryStore):
    """A store that fails at what it is told to fail at."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble: StorageError | None = None
        self.at: tuple[str, ...] = ()

    def _fail(self, at: str) -> None:
        if self.trouble and at in self.at:
            raise self.trouble

    def add(self, key: str, workspace: Workspace) -> None:
        self._fail("add")
        super().add(key, workspace)

    def get(self, key: str) -> Workspace:
        self._fail("get")
        return super().get(key)

    def change(self, key: str, change: Callable[[Workspace], Workspace]) -> Workspace:
        self._fail("change")
        return super().change(key, change)

    def remove(self, key: str, check: Callable[[Workspace], object] | None = None) -> None:
        self._fail("remove")
        super().remove(key, check)


@pytest.fixture
def store(use_store: UseStore) -> FailingStore:
    made = FailingStore()
    use_store(made)
    return made


@pytest.fixture
def visitor(one_app: Flask, store: FailingStore) -> Visitor:
    return started(one_app)


def where(visitor: Visitor, place: str) -> str:
    first = next(one for one in visitor.read("evidence").links if "/evidence/" in one)
    return place.format(evidence=first.rsplit("/", 1)[1])


@pytest.mark.parametrize(("trouble", "words"), TROUBLES.values(), ids=TROUBLES)
@pytest.mark.parametrize("place", PLACES)
def test_what_cannot_be_saved_stays_in_the_form_and_can_be_sent_again(
    visitor: Visitor, store: FailingStore, place: str, trouble: StorageError, words: str
) -> None:
    typed, place = PLACES[place], where(visitor, place)
    store.trouble, store.at = trouble, ("change",)
    page = visitor.fill(place, typed)
    assert page.status == 503
    ((target, said),) = page.errors
    assert page.by_id(target)
    assert words in said
    again = page.form()
    assert {name: again[name] for name in typed} == typed
    store.trouble = None
    assert visitor.send(place, again).status == 303
    kept = visitor.read(place).form()
    assert {name: kept[name] for name in typed} == typed


@pytest.mark.parametrize(("trouble", "words"), TROUBLES.values(), ids=TROUBLES)
@pytest.mark.parametrize("place", PLACES)
def test_what_was_typed_is_given_back_even_when_nothing_can_be_read(
    visitor: Visitor, store: FailingStore, place: str, trouble: StorageError, words: str
) -> None:
    typed, place = PLACES[place], where(visitor, place)
    form = visitor.read(place).form()
    store.trouble, store.at = trouble, ("get", "change")
    page = visitor.send(place, {**form, **typed})
    assert page.status == 503
    assert page.headers["Retry-After"] == "60"
    assert words in page.text
    assert "Typed & kept 🌹" in page.text


@pytest.mark.parametrize(("trouble", "words"), TROUBLES.values(), ids=TROUBLES)
@pytest.mark.parametrize(
    "place", ["", "profile", "questions/2.1.1", "action-plan", "evidence", "export.json", "delete"]
)
def test_a_workspace_that_cannot_be_read_says_so_in_plain_words(
    visitor: Visitor, store: FailingStore, place: str, trouble: StorageError, words: str
) -> None:
    store.trouble, store.at = trouble, ("get",)
    page = visitor.read(place, 503)
    assert words in page.text
    assert "key:" not in page.text  # the store's own message is for the host
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("trouble", "words"), TROUBLES.values(), ids=TROUBLES)
def test_a_name_is_still_there_when_no_workspace_could_be_started(
    visitor: Visitor, store: FailingStore, trouble: StorageError, words: str
) -> None:
    store.trouble, store.at = trouble, ("add",)
    page = Page(visitor.client.post("/workspace/", data={"organisation": "Rose & Thorn"}))
    assert page.status == 503
    assert words in page.errors[0][1]
    assert page.form("/workspace/")["organisation"] == "Rose & Thorn"


def test_a_workspace_that_cannot_be_deleted_is_not_said_to_be(visitor: Visitor, store: FailingStore) -> None:
    store.trouble, store.at = NoRoom("key: read-only"), ("remove",)
    page = visitor.fill("delete", {"sure": "yes"})
    assert page.status == 503
    assert visitor.read().status == 200


@pytest.mark.parametrize(("trouble", "status"), [(None, 200), (NoRoom("key"), 503), (Unreadable("key"), 503)])
def test_health_says_whether_work_can_be_read(
    visitor: Visitor, store: FailingStore, trouble: StorageError | None, status: int
) -> None:
    store.trouble, store.at = trouble, ("get",)
    response = visitor.client.get("/healthz")
    assert response.status_code == status
    assert response.text == ("ok\n" if trouble is None else f"{type(trouble).__name__}\n")


def test_a_damaged_file_is_an_incident_and_never_an_empty_workspace(
    one_app: Flask, use_store: UseStore, tmp_path: Path
) -> None:
    use_store(TinyDbStore(tmp_path))
    visitor, other = started(one_app, "Damaged"), started(one_app, "Whole")
    for file in tmp_path.rglob(f"{workspace_key(visitor.reference)}.*"):
        file.write_bytes(b"")
    page = visitor.read("questions/2.1.1", 503)
    assert "they can bring back an earlier copy" in page.text
    assert visitor.send("questions/2.1.1", {"position": "yes", "seen": "0"}).status == 503
    assert other.fill("questions/2.1.1", {"position": "yes"}).status == 303


def test_a_fault_of_ours_gives_back_what_was_typed(one_app: Flask, use_store: UseStore) -> None:
    class BrokenStore(MemoryStore):
        def change(self, key: str, change: Callable[[Workspace], Workspace]) -> Workspace:
            raise RuntimeError(key, change)

    use_store(BrokenStore())
    visitor = started(one_app)
    one_app.testing = False
    try:
        page = visitor.fill("questions/2.1.1", {"position": "no", "comment": "Typed & kept 🌹"})
    finally:
        one_app.testing = True
    assert page.status == 500
    assert page.heading == "Something went wrong on our side"
    assert "Typed & kept 🌹" in page.text
    assert visitor.reference not in page.text
