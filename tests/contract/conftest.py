"""A store of every engine there is, empty, and a workspace to keep in it."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from forms_backend.answers.model import Answer, EvidenceNote, PlanNote, Position, Workspace, Written
from forms_backend.storage.opening import ENGINES, open_store
from forms_backend.storage.port import WorkspaceStore

ADDRESSES: dict[str, Callable[[Path], str]] = {
    "memory": lambda _: "memory:",
    "tinydb": lambda folder: f"tinydb://{folder}",
}  # a new engine says here where a test may keep it
LASTING = sorted(ENGINES.keys() - {"memory"})  # engines that several processes can use


@pytest.fixture(params=sorted(ENGINES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> WorkspaceStore:
    return open_store(ADDRESSES[request.param](tmp_path))


@pytest.fixture(params=LASTING)
def lasting_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return ADDRESSES[request.param](tmp_path)


@pytest.fixture
def key() -> str:
    return "ab12" * 8


@pytest.fixture
def workspace() -> Workspace:
    day = date(2026, 1, 31)
    return Workspace(
        year="2025-26",
        aim="standards-met",
        created_on=day,
        changed_on=day,
        profile={"organisation.name": "Rose Villa"},
        answers={
            f"question-{number}": Answer(Position.PARTLY, day, Written(f"Answer {number}: " + "we keep it. " * 15))
            for number in range(45)
        },
        plan={"question-3": PlanNote(owner="Deputy manager", due_on=date(2026, 5, 29))},
        evidence={"training-log": EvidenceNote(place="Blue folder", checked_on=day)},
    )


@pytest.fixture
def start_saving() -> Callable[..., Popen[str]]:
    """Start the program saving.py with these arguments; the caller reads what it prints and waits for its end."""

    def start(*arguments: str) -> Popen[str]:
        program = Path(__file__).with_name("saving.py")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        return Popen([sys.executable, str(program), *arguments], env=environment, stdout=PIPE, text=True)

    return start
