import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import FlaskGroup

from forms_backend.answers.model import Workspace
from forms_backend.storage.files import FileStore
from forms_backend.storage.memory_store import MemoryStore
from forms_backend.storage.port import Busy
from forms_backend.storage.records import from_record
from forms_backend.storage.tinydb_store import TinyDbStore
from forms_backend.web.access import workspace_key
from tests.web.conftest import TODAY, UseStore, Visitor, started
from tests.web.reading import Page
from tests.web.uploading import use_files

DIFFICULT = '<b>We shred</b> & "burn" {{ x }} 🌹 مرحبا'


def operate(visitor: Visitor, *arguments: str) -> Result:
    """What `flask --app forms_backend remove-unused` does."""
    commands = FlaskGroup(create_app=lambda: visitor.client.application)
    return CliRunner().invoke(commands, ["remove-unused", *arguments])


def test_everything_held_comes_in_one_file_that_a_program_can_read(workspace: Visitor) -> None:
    workspace.fill("profile", {"lead__title": "Deputy"})
    workspace.fill("questions/1.4.3", {"position": "yes", "words": DIFFICULT, "comment": DIFFICULT})
    workspace.fill("action-plan/2.1.1", {"notes": DIFFICULT})
    page = workspace.read("export.json")
    assert page.headers["Content-Type"] == "application/json"
    assert page.headers["Content-Disposition"] == "attachment; filename=dspt-workspace-2025-26.json"
    assert from_record(json.loads(page.bytes)) == workspace.kept
    assert workspace.reference not in page.bytes.decode()


def test_deleting_needs_a_tick_and_says_that_nothing_happened_without_it(workspace: Visitor) -> None:
    before = workspace.kept
    for sure in ({}, {"sure": ""}, {"sure": "no"}):
        page = workspace.send("delete", sure)
        assert page.status == 400
        assert page.errors == [("sure", "Tick the box if you are sure. Nothing has been deleted.")]
        assert workspace.kept == before


def test_the_page_that_deletes_offers_to_take_everything_away_first(workspace: Visitor) -> None:
    assert workspace.address("export.json") in workspace.read("delete").links


def test_what_is_deleted_is_gone_and_its_link_leads_nowhere(workspace: Visitor) -> None:
    other = started(workspace.client.application, "Another")
    gone = workspace.fill("delete", {"sure": "yes"})
    assert Page(workspace.client.get(gone.location)).heading == "It is deleted"
    for place in ("", "profile", "questions/2.1.1", "action-plan", "evidence", "export.json", "delete", "return-link"):
        page = workspace.read(place, 404)
        assert "it is gone for good" in page.text
    assert workspace.send("questions/2.1.1", {"position": "yes", "seen": "0"}).status == 404
    assert list(workspace.store.unused_since(TODAY.replace(year=2100))) == [workspace_key(other.reference)]
    assert other.read().status == 200


def test_deleting_twice_is_no_fault(workspace: Visitor, colleague: Visitor) -> None:
    workspace.fill("delete", {"sure": "yes"})
    assert colleague.send("delete", {"sure": "yes"}).status == 404


def test_a_workspace_of_a_year_we_no_longer_hold_is_not_taken_for_another(workspace: Visitor) -> None:
    other = Visitor(workspace.client, "2" * 26, workspace.store)
    old = Workspace(year="2019-20", aim="standards-met", created_on=TODAY, changed_on=TODAY)
    workspace.store.add(workspace_key(other.reference), old)
    assert "a year we no longer hold" in other.read(status=410).text
    lost = other.send("questions/2.1.1", {"position": "yes", "comment": "Typed in vain"})
    assert lost.status == 410
    assert "Typed in vain" in lost.text


@pytest.mark.parametrize(
    ("arguments", "says", "left"),
    [
        ([], "1 workspaces would be removed", 2),
        (["--really"], "1 workspaces removed", 1),
        (["--really", "--months", "40"], "0 workspaces removed", 2),
    ],
)
def test_workspaces_nobody_uses_are_removed_as_promised(
    workspace: Visitor, arguments: list[str], says: str, left: int
) -> None:
    long_ago = TODAY.replace(year=2024, day=1)
    old = Workspace(year="2024-25", aim="standards-met", created_on=long_ago, changed_on=long_ago)
    workspace.store.add(workspace_key("2" * 26), old)
    result = operate(workspace, *arguments)
    assert result.exit_code == 0
    assert result.output == f"{says}\n"
    assert len(list(workspace.store.unused_since(TODAY.replace(year=2100)))) == left
    assert workspace.read().status == 200


def test_a_workspace_that_cannot_be_removed_just_now_does_not_keep_the_others(
    one_app: Flask, use_store: UseStore
) -> None:
    class Held(MemoryStore):
        def remove(self, key: str, check: Callable[[Workspace], object] | None = None) -> None:
            if key == workspace_key("2" * 26):
                raise Busy(key)
            super().remove(key, check)

    store, long_ago = Held(), TODAY.replace(year=2024, day=1)
    use_store(store)
    visitor = started(one_app)
    old = Workspace(year="2024-25", aim="standards-met", created_on=long_ago, changed_on=long_ago)
    for reference in ("2" * 26, "4" * 26, "5" * 26):
        store.add(workspace_key(reference), old)
    result = operate(visitor, "--really")
    assert result.exit_code == 1
    assert "2 workspaces removed\n" in result.output
    assert f"{workspace_key('2' * 26)} could not be removed: Busy" in result.output
    for reference in ("4" * 26, "5" * 26):
        assert Visitor(visitor.client, reference, store).read(status=404)


def test_workspaces_changed_or_deleted_since_they_were_listed_are_left_alone(
    one_app: Flask, use_store: UseStore, tmp_path: Path
) -> None:
    long_ago = TODAY.replace(year=2024, day=1)
    changed, deleted, unused = (workspace_key(letter * 26) for letter in "234")

    class Lively(MemoryStore):
        def unused_since(self, day: date) -> Iterator[str]:
            listed = list(super().unused_since(day))
            self.change(changed, lambda now: msgspec.structs.replace(now, changed_on=TODAY))
            self.remove(deleted)
            return iter(listed)

    store = Lively()
    use_store(store)
    files = use_files(one_app, FileStore(tmp_path))
    for key in (changed, deleted, unused):
        store.add(key, Workspace(year="2024-25", aim="standards-met", created_on=long_ago, changed_on=long_ago))
        files.put(key, b"a policy")
    result = operate(started(one_app), "--really")
    assert result.output == "1 workspaces removed\n"
    assert result.exit_code == 0
    assert store.get(changed).changed_on == TODAY
    assert [len(files.names(key)) for key in (changed, unused)] == [1, 0]


def test_an_operator_hears_that_the_disk_is_gone(one_app: Flask, use_store: UseStore, tmp_path: Path) -> None:
    use_store(TinyDbStore(tmp_path))
    visitor = started(one_app)
    (tmp_path / "workspaces").rename(tmp_path / "elsewhere")
    result = operate(visitor, "--really")
    assert result.exit_code == 1
    assert "is it mounted" in result.output
    assert visitor.client.get("/healthz").status_code == 503
    assert "Your work cannot be reached just now" in visitor.read(status=503).text


@pytest.mark.parametrize("months", ["0", "-1", "x"])
def test_no_slip_of_the_operator_removes_workspaces_in_use(workspace: Visitor, months: str) -> None:
    result = operate(workspace, "--really", "--months", months)
    assert result.exit_code == 2
    assert workspace.read().status == 200
