"""What the store of uploaded files promises: nothing lost, nothing half, nothing of another workspace."""

import fcntl
import os
import resource
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from forms_backend.storage import local_disk
from forms_backend.storage.files import MOST_BYTES, MOST_FILES, REST, FileStore, TooMuch
from forms_backend.storage.port import Busy, NoRoom, NotFound, StorageError
from forms_backend.storage.workspace_lock import locked

OTHER_KEY = "0" * 32
NO_KEYS = ["", "ab12", "AB12" * 8, "../" * 10 + "ab", "ab12" * 8 + "\n", "ab12" * 7 + "ab1/"]
NO_NAMES = ["", "new", ".", "..", "../../../../etc/passwd", "f" * 31, "F" * 32, "f" * 32 + "\n", "f\x00" * 16]


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def folder(tmp_path: Path, key: str) -> Path:
    """Where the files of the workspace `key` are."""
    return tmp_path / "files" / key[:2] / key[2:4] / key


@contextmanager
def failing(operation: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk on which one kind of operation fails."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, operation, fail)
        yield


def age(file: Path, seconds: int) -> None:
    then = file.stat().st_mtime - seconds
    os.utime(file, (then, then))


@pytest.mark.parametrize("content", [b"", b"policy", bytes(range(256)) * 4_000], ids=len)
def test_a_file_comes_back_as_it_was_put_whoever_asks(tmp_path: Path, key: str, content: bytes) -> None:
    name = FileStore(tmp_path).put(key, content)
    another = FileStore(tmp_path)
    assert another.get(key, name) == content
    assert another.names(key) == (name,)


def test_files_get_names_nobody_can_guess_and_stay_apart(files: FileStore, key: str) -> None:
    names = [files.put(key, b"the same") for _ in range(20)]
    assert all(len(name) == 32 and set(name) <= set("0123456789abcdef") for name in names)
    assert files.names(key) == tuple(sorted(set(names)))
    assert len(set(names)) == 20
    files.remove(key, names[0])
    assert files.names(key) == tuple(sorted(names[1:]))


def test_a_file_is_found_under_its_own_workspace_only(files: FileStore, key: str) -> None:
    name = files.put(key, b"ours")
    files.put(OTHER_KEY, b"theirs")
    with pytest.raises(NotFound):
        files.get(OTHER_KEY, name)
    with pytest.raises(NotFound):
        files.renew(OTHER_KEY, name)
    files.remove(OTHER_KEY, name)
    files.remove_all(OTHER_KEY)
    assert files.get(key, name) == b"ours"


@pytest.mark.parametrize("no_key", NO_KEYS)
def test_what_is_no_key_is_refused(files: FileStore, tmp_path: Path, no_key: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    calls: list[Callable[[], object]] = [
        lambda: files.put(no_key, b"x"),
        lambda: files.get(no_key, "f" * 32),
        lambda: files.names(no_key),
        lambda: files.renew(no_key, "f" * 32),
        lambda: files.remove(no_key, "f" * 32),
        lambda: files.remove_all(no_key),
        lambda: files.tidy(no_key, ()),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="32 hexadecimal digits"):
            call()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name_of_ours_is_never_looked_for(files: FileStore, key: str, folder: Path, name: str) -> None:
    files.put(key, b"x")
    (folder / "new").write_bytes(b"half")
    before = sorted(folder.iterdir())
    for call in (files.get, files.renew):
        with pytest.raises(NotFound):
            call(key, name)
    files.remove(key, name)
    assert sorted(folder.iterdir()) == before


def test_what_is_not_there_is_not_found_and_leaves_no_trace(files: FileStore, tmp_path: Path, key: str) -> None:
    with pytest.raises(NotFound):
        files.get(key, "f" * 32)
    with pytest.raises(NotFound):
        files.renew(key, "f" * 32)
    files.remove(key, "f" * 32)
    files.remove_all(key)
    files.tidy(key, ())
    assert files.names(key) == ()
    assert list((tmp_path / "files").iterdir()) == []


def test_removing_all_leaves_nothing_on_the_disk(files: FileStore, folder: Path, key: str) -> None:
    for _ in range(3):
        files.put(key, b"x")
    (folder / "new").write_bytes(b"half a file, after a crash")
    files.remove_all(key)
    assert list(folder.parent.iterdir()) == []
    assert files.names(key) == ()
    name = files.put(key, b"again")
    assert files.get(key, name) == b"again"


def test_files_and_folders_are_for_the_service_alone(files: FileStore, folder: Path, key: str) -> None:
    name = files.put(key, b"x")
    assert (folder / name).stat().st_mode & 0o777 == 0o600
    for each in (folder, folder.parent, folder.parent.parent):
        assert each.stat().st_mode & 0o777 == 0o700


def test_a_workspace_holds_no_more_than_sixty_files(files: FileStore, key: str) -> None:
    for _ in range(MOST_FILES):
        last = files.put(key, b"x")
    with pytest.raises(TooMuch):
        files.put(key, b"x")
    assert len(files.names(key)) == MOST_FILES
    files.put(OTHER_KEY, b"x")
    files.remove(key, last)
    files.put(key, b"x")


def test_a_workspace_holds_no_more_than_a_hundred_megabytes(files: FileStore, folder: Path, key: str) -> None:
    name = files.put(key, b"")
    os.truncate(folder / name, MOST_BYTES - 10)
    with pytest.raises(TooMuch):
        files.put(key, b"x" * 11)
    files.put(key, b"x" * 10)
    with pytest.raises(TooMuch):
        files.put(key, b"x")


def test_many_who_put_at_once_do_not_get_past_the_limit(files: FileStore, key: str) -> None:
    def put(_: int) -> bool:
        try:
            files.put(key, b"x")
        except TooMuch:
            return False
        return True

    with ThreadPoolExecutor(8) as people:
        kept = list(people.map(put, range(MOST_FILES + 20)))
    assert kept.count(True) == MOST_FILES == len(files.names(key))


@pytest.mark.parametrize("operation", ["mkdir", "open", "fsync", "replace", "chmod"])
def test_a_disk_that_fails_keeps_nothing_new_and_loses_nothing_old(
    files: FileStore, folder: Path, key: str, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    target = OTHER_KEY if operation == "mkdir" else key
    name = files.put(key, b"old")
    with failing(operation, monkeypatch), pytest.raises(NoRoom, match="No space left"):
        files.put(target, b"new")
    assert files.names(key) == (name,)
    assert files.get(key, name) == b"old"
    assert files.names(OTHER_KEY) == ()
    again = files.put(target, b"new")
    assert files.get(target, again) == b"new"
    assert sorted(file.name for file in folder.iterdir()) == sorted(files.names(key))


def test_a_full_disk_leaves_no_half_of_a_file(files: FileStore, folder: Path, key: str) -> None:
    name = files.put(key, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(NoRoom):
            files.put(key, b"x" * 1_500_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [file.name for file in folder.iterdir()] == [name]


@pytest.mark.parametrize("operation", ["unlink", "rmdir"])
def test_a_file_that_cannot_be_deleted_is_not_said_to_be(
    files: FileStore, key: str, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    files.put(key, b"x")
    with failing(operation, monkeypatch), pytest.raises(NoRoom):
        files.remove_all(key)
    files.remove_all(key)
    assert files.names(key) == ()


def test_a_file_is_flushed_before_it_gets_its_name_and_the_name_after(
    files: FileStore, folder: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.put(key, b"so that the folders are there")
    happened: list[str] = []
    flush, rename = os.fsync, os.replace

    def watched_flush(descriptor: int) -> None:
        flush(descriptor)
        happened.append(f"flushed {Path(f'/proc/self/fd/{descriptor}').readlink().name}")

    def watched_rename(old: Path, new: Path) -> None:
        rename(old, new)
        happened.append(f"renamed {Path(old).name}")

    monkeypatch.setattr(os, "fsync", watched_flush)
    monkeypatch.setattr(os, "replace", watched_rename)
    files.put(key, b"policy")
    assert happened == ["flushed new", "renamed new", f"flushed {folder.name}"]


def test_new_folders_are_flushed_into_the_folder_above(
    files: FileStore, folder: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    flush = os.fsync

    def watched(descriptor: int) -> None:
        flush(descriptor)
        flushed.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))

    monkeypatch.setattr(os, "fsync", watched)
    files.put(key, b"policy")
    above = folder.parent
    assert flushed[:3] == [str(above.parent.parent), str(above.parent), str(above)]


def test_a_half_written_file_of_a_crash_is_never_read_and_soon_replaced(
    files: FileStore, folder: Path, key: str
) -> None:
    name = files.put(key, b"whole")
    (folder / "new").write_bytes(b"half")
    assert files.names(key) == (name,)
    files.put(key, b"next")
    assert "new" not in {file.name for file in folder.iterdir()}


def test_orphans_go_after_a_day_and_nothing_else(files: FileStore, folder: Path, key: str) -> None:
    used, orphan, young, renewed = (files.put(key, content) for content in (b"a", b"b", b"c", b"d"))
    for name in (used, orphan, renewed):
        age(folder / name, REST + 60)
    age(folder / young, REST - 60)
    files.renew(key, renewed)
    files.tidy(key, {used})
    assert files.names(key) == tuple(sorted((used, young, renewed)))


def test_one_who_waits_too_long_is_told_that_it_is_busy(tmp_path: Path, folder: Path, key: str) -> None:
    files = FileStore(tmp_path / "files", patience=0.01)
    name = files.put(key, b"x")
    with locked(folder, 1):
        for call in (lambda: files.put(key, b"y"), lambda: files.remove_all(key), lambda: files.renew(key, name)):
            with pytest.raises(Busy):
                call()
        assert files.get(key, name) == b"x"  # reading waits for nobody
    assert files.names(key) == (name,)


@pytest.mark.parametrize("call", ["remove_all", "remove", "tidy", "renew", "put"])
def test_files_that_go_while_one_waits_for_them_are_no_trouble(
    files: FileStore, folder: Path, key: str, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    name = files.put(key, b"x")
    arguments = {"remove_all": (), "remove": (name,), "tidy": ((),), "renew": (name,), "put": (b"new",)}[call]
    waits, lock = Event(), fcntl.flock

    def watched(descriptor: int, operation: int) -> None:
        waits.set()
        lock(descriptor, operation)

    with ThreadPoolExecutor(1) as other:
        with locked(folder, 1):
            monkeypatch.setattr(fcntl, "flock", watched)
            outcome = other.submit(getattr(files, call), key, *arguments)
            assert waits.wait(5)
            (folder / name).unlink()
            folder.rmdir()
        error = outcome.exception()
    assert isinstance(error, NotFound) if call == "renew" else error is None
    assert len(files.names(key)) == (call == "put")


def test_putting_and_removing_all_at_once_ends_well(files: FileStore, key: str) -> None:
    def meddle(turn: int) -> None:
        if turn % 4:
            files.put(key, b"x" * turn)
        else:
            files.remove_all(key)

    with ThreadPoolExecutor(6) as people:
        list(people.map(meddle, range(120)))
    for name in files.names(key):
        assert set(files.get(key, name)) == {ord("x")}


def test_a_file_that_cannot_be_read_is_not_said_to_be_gone(files: FileStore, folder: Path, key: str) -> None:
    name = "f" * 32
    files.put(key, b"x")
    (folder / name).mkdir()
    with pytest.raises(StorageError) as raised:
        files.get(key, name)
    assert not isinstance(raised.value, NotFound)


def test_a_folder_on_a_network_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"server:/files {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(local_disk, "MOUNTS", table)
    with pytest.raises(StorageError, match="network disk"):
        FileStore(tmp_path / "files")


def test_a_folder_that_cannot_be_made_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "files").write_bytes(b"in the way")
    with pytest.raises(NoRoom):
        FileStore(tmp_path / "files" / "below")
