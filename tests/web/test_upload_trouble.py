"""Uploads when there is too much, the disk is full, or somebody else was quicker."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import FlaskGroup

from forms_backend.answers.model import Workspace
from forms_backend.storage.files import MOST_FILES, REST, FileStore
from forms_backend.storage.memory_store import MemoryStore
from forms_backend.storage.port import NoRoom
from forms_backend.web.answering.uploading import FULL
from tests.sample_files import DOCX, PDF
from tests.web.conftest import UseStore, Visitor, started
from tests.web.uploading import PLACE, YES, download, given, key_of, upload, use_files


@pytest.fixture
def files(app: Flask, tmp_path: Path) -> FileStore:
    """The app's file store, empty."""
    return use_files(app, FileStore(tmp_path))


@pytest.fixture
def visitor(workspace: Visitor, files: FileStore) -> Visitor:
    return workspace


def test_a_request_far_too_large_gets_a_plain_page(visitor: Visitor, files: FileStore) -> None:
    before = visitor.kept
    page = upload(visitor, "film.pdf", b"%PDF-" + bytes(12_000_000))
    assert page.status == 413
    assert page.heading == "That was too large to save"
    assert "choose a smaller file" in page.text
    assert visitor.kept == before
    assert files.names(key_of(visitor)) == ()


def test_a_workspace_that_holds_too_much_says_so(visitor: Visitor, files: FileStore) -> None:
    upload(visitor, "first.docx", DOCX)
    for _ in range(MOST_FILES - 1):
        files.put(key_of(visitor), b"x")
    page = upload(visitor, "second.pdf", PDF)
    assert page.status == 400
    assert page.errors == [("upload", FULL)]
    assert "You uploaded first.docx" in page.text


def test_orphans_make_room_at_the_next_upload(visitor: Visitor, files: FileStore, tmp_path: Path) -> None:
    for _ in range(MOST_FILES):
        files.put(key_of(visitor), b"x")
    for file in tmp_path.rglob("*/*/*/*"):
        old = file.stat().st_mtime - REST - 60
        os.utime(file, (old, old))
    assert upload(visitor, "policy.docx", DOCX).status == 303
    assert files.names(key_of(visitor)) == (given(visitor).what,)


def fail(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_what_was_typed_and_asks_for_the_file_again(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        page = upload(visitor, "policy.docx", DOCX, {**YES, "comment": "Typed & kept"})
    assert page.status == 503
    ((target, words),) = page.errors
    assert page.by_id(target)
    assert "Choose the file again" in words
    assert page.form()["comment"] == "Typed & kept"
    assert upload(visitor, "policy.docx", DOCX, {}, page=page).status == 303


def test_a_replaced_file_that_cannot_be_deleted_does_not_undo_the_save(
    visitor: Visitor, files: FileStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    upload(visitor, "old.docx", DOCX)
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", fail)
        assert upload(visitor, "new.pdf", PDF).status == 303
    assert given(visitor).file_name == "new.pdf"
    assert len(files.names(key_of(visitor))) == 2
    assert "a replaced file was not deleted" in caplog.text


class FullStore(MemoryStore):
    """A store that refuses to save while `full`."""

    full = False

    def change(self, key: str, change: Callable[[Workspace], Workspace]) -> Workspace:
        if self.full:
            raise NoRoom(key)
        return super().change(key, change)


def test_an_answer_that_cannot_be_saved_keeps_its_file_for_the_next_try(
    one_app: Flask, use_store: UseStore, tmp_path: Path
) -> None:
    store = FullStore()
    use_store(store)
    files, visitor = use_files(one_app, FileStore(tmp_path)), started(one_app)
    upload(visitor, "old.docx", DOCX)
    old = given(visitor).what
    store.full = True
    page = upload(visitor, "new.pdf", PDF)
    assert page.status == 503
    assert given(visitor).what == old
    assert files.get(key_of(visitor), old) == DOCX
    store.full = False
    assert upload(visitor, "", b"", {}, page=page).status == 303
    assert download(visitor, given(visitor).what).bytes == PDF


def test_of_two_who_upload_at_once_the_second_sees_both_and_loses_no_file(
    visitor: Visitor, colleague: Visitor, files: FileStore
) -> None:
    mine = visitor.read(PLACE)
    upload(colleague, "theirs.docx", DOCX)
    page = upload(visitor, "mine.pdf", PDF, page=mine)
    assert page.status == 409
    assert "File: theirs.docx" in page.text
    assert "We have mine.pdf" in page.text
    assert given(visitor).file_name == "theirs.docx"
    assert upload(visitor, "", b"", {}, page=page).status == 303
    assert given(visitor).file_name == "mine.pdf"
    assert files.names(key_of(visitor)) == (given(visitor).what,)


def test_the_rest_of_an_answer_can_be_saved_over_a_colleagues_newer_file(visitor: Visitor, colleague: Visitor) -> None:
    upload(visitor, "old.docx", DOCX)
    mine = visitor.read(PLACE)
    upload(colleague, "new.pdf", PDF)
    page = upload(visitor, "", b"", {"comment": "Mine"}, page=mine)
    assert page.status == 409
    assert "You uploaded new.pdf" in page.text
    assert upload(visitor, "", b"", {}, page=page).status == 303
    assert given(visitor).file_name == "new.pdf"
    assert download(visitor, given(visitor).what).bytes == PDF


def test_deleting_a_workspace_deletes_its_files_and_no_others(visitor: Visitor, app: Flask, files: FileStore) -> None:
    other = started(app, "Other")
    for one in (visitor, other):
        upload(one, "policy.docx", DOCX)
    visitor.fill("delete", {"sure": "yes"})
    assert files.names(key_of(visitor)) == ()
    assert download(other, given(other).what).bytes == DOCX


def test_a_workspace_whose_files_cannot_be_deleted_can_be_deleted_again(
    visitor: Visitor, files: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(visitor, "policy.docx", DOCX)
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", fail)
        assert visitor.fill("delete", {"sure": "yes"}).status == 503
    assert visitor.read().status == 200
    assert visitor.fill("delete", {"sure": "yes"}).status == 303
    assert files.names(key_of(visitor)) == ()


def test_a_file_that_arrives_while_a_workspace_is_being_deleted_goes_with_it(
    one_app: Flask, use_store: UseStore, tmp_path: Path
) -> None:
    files = FileStore(tmp_path)

    class SlowStore(MemoryStore):
        def remove(self, key: str, check: Callable[[Workspace], object] | None = None) -> None:
            files.put(key, b"just arrived")
            super().remove(key, check)

    use_store(SlowStore())
    use_files(one_app, files)
    visitor = started(one_app)
    assert visitor.fill("delete", {"sure": "yes"}).status == 303
    assert files.names(key_of(visitor)) == ()


def test_a_file_on_its_way_while_the_workspace_is_deleted_does_not_stay(
    workspace: Visitor, colleague: Visitor, app: Flask, tmp_path: Path
) -> None:
    class SlowFiles(FileStore):
        def put(self, key: str, content: bytes) -> str:
            name = super().put(key, content)
            colleague.fill("delete", {"sure": "yes"})
            return super().put(key, content) or name

    files = use_files(app, SlowFiles(tmp_path))
    page = upload(workspace, "policy.docx", DOCX, {**YES, "reviewed_on-day": "32"})
    assert page.status == 404
    assert page.heading == "We cannot find that page"
    assert files.names(key_of(workspace)) == ()


def test_workspaces_nobody_uses_are_removed_with_their_files(visitor: Visitor, app: Flask, files: FileStore) -> None:
    key = key_of(visitor)
    upload(visitor, "policy.docx", DOCX)
    long_ago = visitor.kept.changed_on.replace(year=2020)
    visitor.store.change(key, lambda now: Workspace(now.year, now.aim, long_ago, long_ago, answers=now.answers))
    result = CliRunner().invoke(FlaskGroup(create_app=lambda: app), ["remove-unused", "--really"])
    assert result.exit_code == 0
    assert files.names(key) == ()
