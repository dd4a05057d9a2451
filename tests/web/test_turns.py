from collections.abc import Iterator

import pytest

from forms_backend.web import turns
from tests.contract.filled_registers import new
from tests.web.conftest import Visitor
from tests.web.test_registers import bring


@pytest.fixture
def all_taken() -> Iterator[None]:
    """Everybody else is making documents."""
    taken = [turns.turn() for _ in range(turns.MOST)]
    yield
    for give_back in taken:
        give_back()


@pytest.mark.usefixtures("all_taken")
def test_whoever_has_no_turn_is_asked_to_try_again_and_pages_go_on(workspace: Visitor) -> None:
    page = workspace.read("documents.zip?formats=all", 503)
    assert "Wait half a minute" in page.text
    assert page.headers["Retry-After"] == "30"
    assert "half a minute, then choose the file again" in bring(workspace, new()).text
    workspace.read("documents")
    workspace.read("documents/byod-policy.pdf")


def test_a_turn_is_given_back_by_whoever_never_reads_stops_halfway_or_finishes(workspace: Visitor) -> None:
    for _ in range(turns.MOST + 1):
        workspace.client.get(workspace.address("documents.zip?formats=office"), buffered=False).close()
    for _ in range(turns.MOST + 1):
        answer = workspace.client.get(workspace.address("documents.zip?formats=office"), buffered=False)
        next(answer.iter_encoded())
        answer.close()
    for _ in range(turns.MOST + 1):
        assert workspace.read("documents.zip?formats=office").bytes.startswith(b"PK")


def test_a_list_that_cannot_be_read_gives_its_turn_back(workspace: Visitor) -> None:
    for _ in range(turns.MOST + 1):
        assert "half a minute" not in bring(workspace, b"no list at all").text


def test_a_turn_is_given_back_once_only() -> None:
    first = turns.turn()
    first()
    first()
    taken = [turns.turn() for _ in range(turns.MOST)]
    with pytest.raises(turns.NoTurn):
        turns.turn()
    for give_back in taken:
        give_back()
