"""What becomes of a workspace on disk when programs die, disks fill up and files are damaged."""

import logging
import os
import random
import resource
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import Popen
from threading import Timer

import pytest
from tinydb import JSONStorage, TinyDB

from forms_backend.answers.changing import with_answer
from forms_backend.answers.model import Answer, Position, Workspace, Written
from forms_backend.storage.port import Exists, NoRoom, NotFound, StorageError, Unreadable
from forms_backend.storage.records import to_record
from forms_backend.storage.tinydb_store import TinyDbStore
from forms_backend.storage.workspace_file import WorkspaceFile

FULL = os.environ.get("FULL") == "1"
KILLS = 200 if FULL else 30
DAMAGES = 20_000 if FULL else 300  # of a file with about 10,000 bytes
IDENTITY = "backups"
OTHER_KEY = "0" * 32

StartSaving = Callable[..., Popen[str]]


@pytest.fixture
def store(tmp_path: Path) -> TinyDbStore:
    return TinyDbStore(tmp_path)


@pytest.fixture
def file(store: TinyDbStore, tmp_path: Path, key: str, workspace: Workspace) -> Path:
    """The file of a workspace saved three times, the last two with an answer: "first" and "second"."""
    store.add(key, workspace)
    save(store, key, "first")
    save(store, key, "second")
    return tmp_path / "workspaces" / key[:2] / key[2:4] / f"{key}.json"


def save(store: TinyDbStore, key: str, words: str) -> None:
    def change(kept: Workspace) -> Workspace:
        before = kept.answers.get(IDENTITY)
        answer = Answer(Position.YES, date(2026, 2, 1), Written(words))
        return with_answer(kept, IDENTITY, answer, before.version if before else 0)

    store.change(key, change)


def said(workspace: Workspace) -> str:
    answer = workspace.answers.get(IDENTITY)
    value = answer.value if answer else None
    return value.words if isinstance(value, Written) else ""


def number_said(workspace: Workspace) -> int:
    """The number that saving.py saved; a mixture of two saves fails here."""
    numbers = set(said(workspace).split()) or {"0"}
    assert len(numbers) == 1
    return int(numbers.pop())


def test_a_program_killed_while_it_saves_loses_no_answer_that_was_acknowledged(
    store: TinyDbStore,
    tmp_path: Path,
    key: str,
    workspace: Workspace,
    start_saving: StartSaving,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store.add(key, workspace)
    moments = random.Random(30_06_2026)
    acknowledged = 0
    for _ in range(KILLS):
        with start_saving(f"tinydb://{tmp_path}", key, IDENTITY, "1000000") as child:
            assert child.stdout
            heard = [child.stdout.readline()]
            killer = Timer(moments.uniform(0, 0.03), child.kill)
            killer.start()
            heard += child.stdout.readlines()
            killer.join()
        last = max(int(line) for line in heard if line.endswith("\n"))
        acknowledged += len(heard)
        kept = store.get(key)
        assert number_said(kept) in (last, last + 1)
        assert kept.answers.items() >= workspace.answers.items()
    save(store, key, "after all")
    assert said(store.get(key)) == "after all"
    assert acknowledged > KILLS
    assert not caplog.records


def test_a_crash_before_any_step_of_a_save_leaves_the_old_or_the_new_version(
    store: TinyDbStore,
    tmp_path: Path,
    key: str,
    workspace: Workspace,
    start_saving: StartSaving,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store.add(key, workspace)
    save(store, key, "0")
    seen = []
    for step in range(1, 40):
        with start_saving(f"tinydb://{tmp_path}", key, IDENTITY, "1", "--die-before", str(step)) as child:
            printed, _ = child.communicate()
        seen.append(number_said(store.get(key)))
        if printed:
            break
        assert child.returncode == 9
        save(store, key, "0")  # whatever the crash left behind is no hindrance
    assert printed
    assert seen == sorted(seen)
    assert seen.count(0) >= 5
    assert seen.count(1) >= 2
    assert not caplog.records


def test_a_save_is_flushed_before_it_takes_the_name_and_once_more_before_it_is_acknowledged(
    tmp_path: Path, key: str, file: Path, start_saving: StartSaving
) -> None:
    with start_saving(f"tinydb://{tmp_path}", key, IDENTITY, "1", "--tell-steps") as child:
        printed, _ = child.communicate()
    steps = [each for each in printed.split() if each in ("write", "fsync", "replace", "1")]
    assert steps == ["write", "fsync", "replace", "fsync", "1"]


def test_who_reads_while_another_saves_sees_whole_versions_in_their_order(
    store: TinyDbStore,
    tmp_path: Path,
    key: str,
    workspace: Workspace,
    start_saving: StartSaving,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store.add(key, workspace)
    with start_saving(f"tinydb://{tmp_path}", key, IDENTITY, "300") as child:
        seen = [0]
        while child.poll() is None:
            seen.append(number_said(store.get(key)))
    assert seen == sorted(seen)
    assert len(set(seen)) > 3
    assert number_said(store.get(key)) == 300
    assert not caplog.records


def test_a_full_disk_leaves_the_earlier_version_readable(
    store: TinyDbStore, tmp_path: Path, key: str, file: Path, start_saving: StartSaving
) -> None:
    before = {each.name: each.read_bytes() for each in file.parent.iterdir()}
    size = str(file.stat().st_size)
    with start_saving(f"tinydb://{tmp_path}", key, "longer", "1", "--largest", size) as child:
        printed, _ = child.communicate()
    assert printed == "refused\n"
    assert {each.name: each.read_bytes() for each in file.parent.iterdir()} == before
    save(store, key, "there is room again")
    assert said(store.get(key)) == "there is room again"


def test_a_workspace_that_could_not_be_written_was_not_added(
    store: TinyDbStore, tmp_path: Path, key: str, workspace: Workspace
) -> None:
    folder = tmp_path / "workspaces" / key[:2] / key[2:4]
    obstacle = folder / f"{key}.tmp"
    obstacle.mkdir(parents=True)
    with pytest.raises(NoRoom):
        store.add(key, workspace)
    with pytest.raises(NotFound):
        store.get(key)
    assert [*folder.iterdir()] == [obstacle]
    obstacle.rmdir()
    store.add(key, workspace)
    assert store.get(key) == workspace


@pytest.mark.parametrize("obstacle", [".tmp", ".lock"])
def test_a_folder_that_cannot_be_written_is_still_read(store: TinyDbStore, key: str, file: Path, obstacle: str) -> None:
    file.with_suffix(obstacle).unlink(missing_ok=True)
    file.with_suffix(obstacle).mkdir()
    with pytest.raises(NoRoom):
        save(store, key, "third")
    assert said(store.get(key)) == "second"


def test_a_store_whose_folder_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "workspaces").write_text("in the way")
    with pytest.raises(NoRoom, match="could not be made"):
        TinyDbStore(tmp_path)


def test_no_flipped_bit_goes_unnoticed(
    store: TinyDbStore, key: str, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sound = file.read_bytes()
    places = sorted({place * len(sound) // DAMAGES for place in range(DAMAGES)})
    unnoticed = []
    for turn, place in enumerate(places):
        file.write_bytes(sound[:place] + bytes([sound[place] ^ 1 << turn % 8]) + sound[place + 1 :])
        if said(store.get(key)) != "first":
            unnoticed.append(place)
    assert unnoticed == []
    assert len(caplog.records) == len(places) >= 300


def test_no_truncation_goes_unnoticed(
    store: TinyDbStore, key: str, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sound = file.read_bytes()
    lengths = sorted({length * len(sound) // DAMAGES for length in range(DAMAGES)})
    unnoticed = []
    for length in lengths:
        file.write_bytes(sound[:length])
        if said(store.get(key)) != "first":
            unnoticed.append(length)
    assert lengths[0] == 0
    assert unnoticed == []
    assert len(caplog.records) == len(lengths) >= 300


def nothing(sound: bytes) -> bytes:
    return b""


def twice(sound: bytes) -> bytes:
    return sound + sound


def newline_after(sound: bytes) -> bytes:
    return sound + b"\n"


def zeros(sound: bytes) -> bytes:
    return bytes(len(sound))


def empty_database(sound: bytes) -> bytes:
    return b"{}"


def without_its_sum(sound: bytes) -> bytes:
    return b'{"workspace"' + sound.partition(b'"workspace"')[2]


def with_another_number(sound: bytes) -> bytes:
    return sound.replace(b'"generation":', b'"generation":1')


DAMAGE = [nothing, twice, newline_after, zeros, empty_database, without_its_sum, with_another_number]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_reported_by_its_key_alone_and_the_earlier_version_is_used(
    store: TinyDbStore, key: str, file: Path, caplog: pytest.LogCaptureFixture, damage: Callable[[bytes], bytes]
) -> None:
    file.write_bytes(damage(file.read_bytes()))
    assert said(store.get(key)) == "first"
    assert caplog.record_tuples == [
        (
            "forms_backend.storage.workspace_file",
            logging.ERROR,
            f"workspace {key} is damaged: its earlier version is used",
        )
    ]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_file_damaged_with_its_earlier_version_is_never_taken_for_a_new_workspace(
    store: TinyDbStore, key: str, file: Path, workspace: Workspace, damage: Callable[[bytes], bytes]
) -> None:
    for each in (file, file.with_suffix(".prev")):
        each.write_bytes(damage(each.read_bytes()))
    left = file.read_bytes()
    with pytest.raises(Unreadable):
        store.get(key)
    with pytest.raises(Unreadable):
        save(store, key, "third")
    with pytest.raises(Exists):
        store.add(key, workspace)
    assert file.read_bytes() == left


def test_the_next_save_mends_a_damaged_file_and_spares_the_version_that_saved_it(
    store: TinyDbStore, key: str, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_bytes(b"")
    save(store, key, "third")
    assert len(caplog.records) == 1
    assert said(store.get(key)) == "third"
    assert len(caplog.records) == 1
    file.write_bytes(b"")
    assert said(store.get(key)) == "first"


def test_a_missing_file_is_an_incident_while_its_earlier_version_is_there(
    store: TinyDbStore, key: str, file: Path, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    file.unlink()
    with pytest.raises(Exists):
        store.add(key, workspace)
    assert [*store.unused_since(date(2027, 1, 1))] == [key]
    save(store, key, "third")
    assert said(store.get(key)) == "third"
    assert len(caplog.records) == 2


def test_a_disk_that_went_away_is_not_taken_for_deleted_work(
    store: TinyDbStore, key: str, tmp_path: Path, workspace: Workspace
) -> None:
    (tmp_path / "workspaces").rename(tmp_path / "elsewhere")
    for call in (store.get, store.remove, lambda key: save(store, key, "third")):
        with pytest.raises(StorageError, match="is it mounted") as raised:
            call(key)
        assert not isinstance(raised.value, NotFound)
    with pytest.raises(StorageError, match="is it mounted"):
        list(store.unused_since(date(2027, 1, 1)))
    (tmp_path / "elsewhere").rename(tmp_path / "workspaces")
    with pytest.raises(NotFound):
        store.get(OTHER_KEY)


def test_a_file_put_under_another_key_is_refused(
    store: TinyDbStore, tmp_path: Path, file: Path, workspace: Workspace
) -> None:
    store.add(OTHER_KEY, workspace)
    (tmp_path / "workspaces" / "00" / "00" / f"{OTHER_KEY}.json").write_bytes(file.read_bytes())
    with pytest.raises(Unreadable):
        store.get(OTHER_KEY)


def test_a_damaged_workspace_troubles_no_other(
    store: TinyDbStore, key: str, file: Path, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    store.add(OTHER_KEY, workspace)
    file.write_bytes(b"")
    file.with_suffix(".prev").unlink()
    assert [*store.unused_since(date(2027, 1, 1))] == [OTHER_KEY]
    assert store.get(OTHER_KEY) == workspace
    assert f"workspace {key} was passed over" in caplog.text


def test_a_record_of_a_newer_program_is_left_alone(store: TinyDbStore, key: str, file: Path) -> None:
    newer = WorkspaceFile(file)
    newer.read()
    newer.write({"workspace": {"1": {"schema": 99, "year": "2031-32"}}})
    for call in (store.get, lambda key: save(store, key, "third")):
        with pytest.raises(Unreadable, match="schema 99, made by a newer version"):
            call(key)
    assert b"2031-32" in file.read_bytes()


def test_a_file_that_holds_no_workspace_is_unreadable(store: TinyDbStore, key: str, file: Path) -> None:
    other = WorkspaceFile(file)
    other.read()
    other.write({"workspace": {}})
    for call in (store.get, lambda key: save(store, key, "third")):
        with pytest.raises(Unreadable, match="holds no workspace"):
            call(key)


def test_too_many_open_files_do_not_make_an_earlier_version_appear(
    store: TinyDbStore, key: str, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
        with pytest.raises(StorageError, match="could not be read") as refused:
            store.get(key)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert refused.type is StorageError
    assert said(store.get(key)) == "second"
    assert not caplog.records


@pytest.mark.parametrize("damaged", [False, True], ids=["sound", "damaged"])
def test_nothing_of_a_removed_workspace_stays_on_disk(
    store: TinyDbStore, key: str, file: Path, *, damaged: bool
) -> None:
    file.with_suffix(".tmp").write_bytes(b"half a save, left by a crash")
    if damaged:
        for each in (file, file.with_suffix(".prev")):
            each.write_bytes(b"")
    assert len([*file.parent.iterdir()]) == 4
    store.remove(key)
    assert [*file.parent.iterdir()] == []


def test_only_the_owner_of_the_program_may_read_the_files(file: Path, tmp_path: Path) -> None:
    assert {each.stat().st_mode & 0o077 for each in tmp_path.rglob("*")} == {0}


def test_tinydb_of_another_program_opens_the_file(file: Path, store: TinyDbStore, key: str) -> None:
    with TinyDB(file, storage=JSONStorage, access_mode="r") as database:
        assert database.table("workspace").get(doc_id=1) == to_record(store.get(key))
