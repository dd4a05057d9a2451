"""What every store of workspaces promises, held to every engine there is."""

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from subprocess import Popen
from threading import Barrier

import msgspec
import pytest

from forms_backend.answers.changing import Stale, with_answer, with_profile
from forms_backend.answers.model import Answer, Position, Workspace, Written
from forms_backend.storage.memory_store import MemoryStore
from forms_backend.storage.opening import open_store
from forms_backend.storage.port import Busy, Exists, NotFound, WorkspaceStore
from forms_backend.storage.tinydb_store import TinyDbStore

StartSaving = Callable[..., Popen[str]]
FULL = os.environ.get("FULL") == "1"
DAY = date(2026, 2, 1)
NOT_KEYS = ["", "0" * 31, "0" * 33, "AB12" * 8, "g" * 32, "0" * 32 + "\n", "٣" * 32, "../../../../etc/passwd", "/" * 32]
HOSTILE = {
    "emoji": "Rota \U0001f9d1\U0001f3fd\u200d\u2695\ufe0f done",
    "arabic": "\u0633\u062c\u0644 \u0627\u0644\u062a\u062f\u0631\u064a\u0628 \u202e right to left",
    "control-characters": "".join(map(chr, range(1, 32))) + "\x7f\x85\u2028\ufeff\ufffe",
    "long": "A very long answer. " * 250,
    "markup": "<script>{{7*7}}</script> =1+1 \\ \" ' `rm` %s \r\n\t",
    "looks-like-the-file": '"},"1":{"schema":99}}}',
    "blank": " ",
}


def answered(words: str) -> Answer:
    return Answer(Position.YES, DAY, Written(words))


def words(workspace: Workspace, identity: str) -> str:
    value = workspace.answers[identity].value
    assert isinstance(value, Written)
    return value.words


def test_what_is_added_can_be_got(store: WorkspaceStore, key: str, workspace: Workspace) -> None:
    store.add(key, workspace)
    assert store.get(key) == workspace


def test_a_second_workspace_under_the_same_key_is_refused(
    store: WorkspaceStore, key: str, workspace: Workspace
) -> None:
    store.add(key, workspace)
    with pytest.raises(Exists):
        store.add(key, msgspec.structs.replace(workspace, year="2024-25"))
    assert store.get(key) == workspace


def test_what_was_changed_can_be_got_by_another_store(lasting_address: str, key: str, workspace: Workspace) -> None:
    open_store(lasting_address).add(key, workspace)
    saved = open_store(lasting_address).change(key, lambda kept: with_answer(kept, "backups", answered("Nightly"), 0))
    assert words(saved, "backups") == "Nightly"
    assert open_store(lasting_address).get(key) == saved


@pytest.mark.parametrize("call", ["get", "change", "remove"])
def test_a_workspace_that_is_not_there_is_not_found(
    store: WorkspaceStore, key: str, workspace: Workspace, tmp_path: Path, call: str
) -> None:
    store.add("0" * 32, workspace)
    before = sorted(tmp_path.rglob("*"))
    calls: dict[str, Callable[[], object]] = {
        "get": lambda: store.get(key),
        "change": lambda: store.change(key, lambda kept: kept),
        "remove": lambda: store.remove(key),
    }
    with pytest.raises(NotFound):
        calls[call]()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", NOT_KEYS)
def test_what_is_no_key_never_reaches_the_disk(
    store: WorkspaceStore, workspace: Workspace, tmp_path: Path, name: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    for call in (
        lambda: store.add(name, workspace),
        lambda: store.get(name),
        lambda: store.change(name, lambda kept: kept),
        lambda: store.remove(name),
    ):
        with pytest.raises(ValueError, match="32 hexadecimal digits"):
            call()
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_removed_is_gone_and_may_be_added_anew(store: WorkspaceStore, key: str, workspace: Workspace) -> None:
    store.add(key, workspace)
    store.change(key, lambda kept: with_profile(kept, {"organisation.name": "Lime Court"}, "met", 0, DAY))
    store.remove(key)
    with pytest.raises(NotFound):
        store.get(key)
    store.add(key, workspace)
    assert store.get(key) == workspace


def test_what_a_check_refuses_is_not_removed(store: WorkspaceStore, key: str, workspace: Workspace) -> None:
    seen: list[Workspace] = []

    def refuse(kept: Workspace) -> None:
        seen.append(kept)
        raise Stale(None)

    store.add(key, workspace)
    now = store.change(key, lambda kept: with_answer(kept, "backups", answered("Just now"), 0))
    with pytest.raises(Stale):
        store.remove(key, refuse)
    assert seen == [now]
    assert store.get(key) == now
    store.remove(key, seen.append)
    assert seen == [now, now]
    with pytest.raises(NotFound):
        store.remove(key, seen.append)
    assert seen == [now, now]


def test_nobody_changes_a_workspace_between_its_check_and_its_end(
    store: WorkspaceStore, key: str, workspace: Workspace
) -> None:
    store.add(key, workspace)
    with ThreadPoolExecutor(1) as colleague:
        late: list[Future[Workspace]] = []

        def save_meanwhile(_: Workspace) -> None:
            late.append(colleague.submit(store.change, key, lambda kept: kept))
            with pytest.raises(TimeoutError):
                late[0].result(timeout=0.05)

        store.remove(key, save_meanwhile)
        with pytest.raises(NotFound):
            late[0].result()


def test_workspaces_unused_since_a_day_are_told_in_order(store: WorkspaceStore, workspace: Workspace) -> None:
    days = {"f" * 32: date(2024, 5, 1), "0" * 32: date(2025, 1, 31), "5" * 32: date(2025, 2, 1), "6" * 32: DAY}
    for each, day in days.items():
        store.add(each, msgspec.structs.replace(workspace, changed_on=day))
    assert list(store.unused_since(date(2025, 2, 1))) == ["0" * 32, "f" * 32]


def test_unused_workspaces_may_be_removed_while_they_are_told(store: WorkspaceStore, workspace: Workspace) -> None:
    keys = [f"{number:032x}" for number in range(5)]
    for each in keys:
        store.add(each, workspace)
    for each in store.unused_since(DAY):
        store.remove(each)
        if each == keys[0]:
            store.remove(keys[1])
    assert list(store.unused_since(DAY)) == []


def test_what_a_caller_does_to_its_copy_is_not_stored(store: WorkspaceStore, key: str, workspace: Workspace) -> None:
    store.add(key, workspace)
    workspace.profile["organisation.name"] = "altered after adding"
    store.get(key).answers.clear()
    store.change(key, lambda kept: kept).plan.clear()
    kept = store.get(key)
    assert kept.name == "Rose Villa"
    assert len(kept.answers) == 45
    assert kept.plan


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_comes_back_as_it_was_typed(store: WorkspaceStore, key: str, workspace: Workspace, text: str) -> None:
    store.add(key, workspace)
    store.change(key, lambda kept: with_answer(kept, text, answered(text), 0))
    store.change(key, lambda kept: with_profile(kept, {text: text}, text, 0, DAY))
    kept = store.get(key)
    assert words(kept, text) == text
    assert kept.profile == {text: text}
    assert kept.aim == text


def test_half_of_a_character_is_refused_plainly(store: WorkspaceStore, key: str, workspace: Workspace) -> None:
    store.add(key, workspace)
    with pytest.raises(ValueError, match="half of a character") as refused:
        store.change(key, lambda kept: with_answer(kept, "backups", answered("private words \ud83d"), 0))
    assert "private words" not in str(refused.value)
    assert refused.value.__context__ is None
    with pytest.raises(ValueError, match="half of a character"):
        store.add("0" * 32, msgspec.structs.replace(workspace, aim="\udc00"))
    assert store.get(key) == workspace
    with pytest.raises(NotFound):
        store.get("0" * 32)


@pytest.mark.parametrize(
    "trouble", [OSError("disk"), KeyError("x"), Stale(None), NotFound("other"), KeyboardInterrupt()]
)
def test_trouble_inside_a_change_is_passed_on_and_leaves_everything_untouched(
    store: WorkspaceStore, key: str, workspace: Workspace, trouble: BaseException
) -> None:
    store.add(key, workspace)

    def change(kept: Workspace) -> Workspace:
        kept.answers.clear()
        raise trouble

    with pytest.raises(type(trouble)) as raised:
        store.change(key, change)
    assert raised.value is trouble
    assert store.get(key) == workspace
    assert store.change(key, lambda kept: kept) == workspace


def test_two_who_answer_different_questions_at_once_both_succeed(
    store: WorkspaceStore, key: str, workspace: Workspace
) -> None:
    store.add(key, workspace)
    together = Barrier(2)

    def answer(identity: str) -> None:
        seen = store.get(key).answers[identity].version
        together.wait()
        store.change(key, lambda kept: with_answer(kept, identity, answered(identity), seen))

    with ThreadPoolExecutor(2) as people:
        list(people.map(answer, ["question-1", "question-2"]))
    kept = store.get(key)
    assert [words(kept, each) for each in ("question-1", "question-2")] == ["question-1", "question-2"]
    assert len(kept.answers) == 45


def test_of_those_who_answer_one_question_at_once_one_wins_and_the_others_see_that_answer(
    store: WorkspaceStore, key: str, workspace: Workspace
) -> None:
    store.add(key, workspace)
    together = Barrier(4)

    def answer(mine: str) -> tuple[str, object]:
        together.wait()
        try:
            store.change(key, lambda kept: with_answer(kept, "question-1", answered(mine), 1))
        except Stale as stale:
            return "stale", stale.theirs
        return "saved", None

    with ThreadPoolExecutor(4) as people:
        heard = list(people.map(answer, ["Ann", "Bo", "Cy", "Di"]))
    kept = store.get(key)
    assert sorted(outcome for outcome, _ in heard) == ["saved", "stale", "stale", "stale"]
    assert [theirs for _, theirs in heard if theirs] == [kept.answers["question-1"]] * 3
    assert words(kept, "question-1") == ["Ann", "Bo", "Cy", "Di"][[outcome for outcome, _ in heard].index("saved")]
    assert kept.answers["question-1"].version == 2


def test_threads_that_save_at_once_lose_nothing(store: WorkspaceStore, key: str, workspace: Workspace) -> None:
    threads, times = (16, 200) if FULL else (8, 25)
    store.add(key, workspace)

    def count_up(kept: Workspace) -> Workspace:
        return with_answer(kept, "question-1", answered("x"), kept.answers["question-1"].version)

    with ThreadPoolExecutor(threads) as people:
        list(people.map(lambda _: store.change(key, count_up), range(threads * times)))
    assert store.get(key).answers["question-1"].version == 1 + threads * times


@pytest.mark.parametrize("identity", ["shared", "own-{}"], ids=["one-answer", "different-answers"])
def test_processes_that_save_at_once_lose_nothing(
    lasting_address: str, key: str, workspace: Workspace, start_saving: StartSaving, identity: str
) -> None:
    processes, times = (8, 500) if FULL else (4, 50)
    store = open_store(lasting_address)
    store.add(key, workspace)
    identities = [identity.format(number) for number in range(processes)]
    children = [start_saving(lasting_address, key, each, str(times)) for each in identities]
    printed = [child.communicate()[0].split() for child in children]
    assert [len(each) for each in printed] == [times] * processes
    kept = store.get(key)
    assert {each: kept.answers[each].version for each in identities} == {
        each: times * identities.count(each) for each in identities
    }
    assert kept.answers.items() >= workspace.answers.items()


def test_a_workspace_removed_and_added_over_and_over_has_one_writer_at_a_time(
    store: WorkspaceStore, key: str, workspace: Workspace
) -> None:
    inside: list[int] = []
    crowds: list[list[int]] = []

    def alone(kept: Workspace) -> Workspace:
        inside.append(1)
        crowds.append(inside.copy())
        store.get(key)
        inside.pop()
        return kept

    def meddle(turn: int) -> str:
        calls = (lambda: store.add(key, workspace), lambda: store.change(key, alone), lambda: store.remove(key))
        try:
            calls[turn % 3]()
        except (Exists, NotFound) as outcome:
            return type(outcome).__name__
        return ["add", "change", "remove"][turn % 3]

    with ThreadPoolExecutor(6) as people:
        happened = list(people.map(meddle, range(6000 if FULL else 900)))
    there = happened.count("add") - happened.count("remove")
    assert there in (0, 1)
    assert [*store.unused_since(DAY)] == [key] * there
    assert max(map(len, crowds)) == 1


@pytest.mark.parametrize("engine", ["memory", "tinydb"])
def test_one_who_waits_too_long_is_told_that_it_is_busy(
    tmp_path: Path, key: str, workspace: Workspace, engine: str
) -> None:
    store = MemoryStore(patience=0.01) if engine == "memory" else TinyDbStore(tmp_path, patience=0.01)
    store.add(key, workspace)
    with pytest.raises(Busy):
        store.change(key, lambda _: store.change(key, lambda kept: kept))
    assert store.change(key, lambda kept: kept) == workspace
