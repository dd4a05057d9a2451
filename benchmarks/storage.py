"""What one save costs with few and with many workspaces on disk, 45 answers in each."""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from forms_backend.answers.changing import with_answer
from forms_backend.answers.model import Answer, Position, Workspace, Written
from forms_backend.storage.local_disk import MOUNTS, file_system
from forms_backend.storage.tinydb_store import TinyDbStore

SIZES = (10, 1_000, 20_000)  # workspaces
ROUNDS = 400
ANSWERS = 45
DAY = date(2026, 1, 31)
BARE = "no store: write, flush, rename, flush"
HEADINGS = ("wall median µs", "p95 µs", "CPU median µs", "wall ratio", "CPU ratio")


class Cost(NamedTuple):
    """Nanoseconds that one operation took."""

    wall: int
    cpu: int


def report(rounds: int = ROUNDS) -> list[str]:
    """Lines to print: median and p95 of a save and a read for each number of workspaces, measured in turns."""
    random_keys = random.Random(1)
    with tempfile.TemporaryDirectory() as place:
        stores = {size: TinyDbStore(Path(place) / str(size)) for size in SIZES}
        keys = {size: [f"{random_keys.getrandbits(128):032x}" for _ in range(size)] for size in SIZES}
        for size, store in stores.items():
            for key in keys[size]:
                store.add(key, _filled())
        bare = Path(place) / "bare"
        content = next((Path(place) / str(SIZES[0])).rglob("*.json")).read_bytes()
        saves: dict[str, list[Cost]] = {BARE: [], **{f"{size:,} workspaces": [] for size in SIZES}}
        reads: dict[str, list[Cost]] = {name: [] for name in saves if name != BARE}
        for turn in range(rounds):
            saves[BARE].append(_cost(lambda: _write_bare(bare, content)))
            for size, store in stores.items():
                key, name = random_keys.choice(keys[size]), f"{size:,} workspaces"
                saves[name].append(_cost(lambda: store.change(key, lambda kept: _answered(kept, turn))))  # noqa: B023 - called at once
                reads[name].append(_cost(lambda: store.get(key)))  # noqa: B023 - called at once
        walk = _cost(lambda: sum(1 for _ in stores[SIZES[-1]].unused_since(date(2020, 1, 1))))
        disk = file_system(Path(place), MOUNTS.read_text()) if MOUNTS.exists() else "unknown"
    first = f"{SIZES[0]:,} workspaces"
    return [
        f"Storage: TinyDB, one file of {len(content):,} bytes and {ANSWERS} answers for each workspace; disk: {disk}",
        f"{rounds} rounds, one operation of each in turn; ratios are to {first}",
        *_table("save one answer", saves, first),
        *_table("read a workspace", reads, first),
        f"unused_since over {SIZES[-1]:,} workspaces: {walk.wall / 1e9:.2f} s",
    ]


def _filled() -> Workspace:
    said = "We keep this in the blue folder in the office and look at it every year. "
    answers = {
        f"question-number-{number}": Answer(Position.YES, DAY, Written(said * 3), comment=said)
        for number in range(ANSWERS)
    }
    return Workspace("2025-26", "standards-met", DAY, DAY, {"organisation.name": "Rose Villa"}, 1, answers)


def _answered(kept: Workspace, turn: int) -> Workspace:
    identity = f"question-number-{turn % ANSWERS}"
    before = kept.answers[identity]
    answer = Answer(Position.PARTLY, DAY, Written(f"Saved in turn {turn:06}. " * 8))
    return with_answer(kept, identity, answer, before.version)


def _write_bare(path: Path, content: bytes) -> None:
    """What a save cannot do without, whatever the program: the yardstick for the others."""
    new = path.with_suffix(".tmp")
    with new.open("wb", buffering=0) as file:
        file.write(content)
        os.fsync(file.fileno())
    new.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _cost(operation: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter_ns(), time.thread_time_ns()
    operation()
    return Cost(time.perf_counter_ns() - wall, time.thread_time_ns() - cpu)


def _table(title: str, costs: dict[str, list[Cost]], first: str) -> Iterator[str]:
    yield f"{title:<40}" + "".join(f"{each:>16}" for each in HEADINGS)
    medians = {name: Cost(*(int(statistics.median(each)) for each in zip(*costs[name], strict=True))) for name in costs}
    for name, median in medians.items():
        p95 = statistics.quantiles((each.wall for each in costs[name]), n=20)[-1]
        micros = (f"{each / 1000:>16,.0f}" for each in (median.wall, p95, median.cpu))
        ratios = (f"{mine / its:>16.2f}" for mine, its in zip(median, medians[first], strict=True))
        yield f"  {name:<38}" + "".join((*micros, *ratios))
