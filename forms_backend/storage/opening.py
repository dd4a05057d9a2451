"""Which store an address means. A new engine is one adapter and one line here; the contract test finds it here."""

from collections.abc import Callable
from pathlib import Path

from forms_backend.storage.memory_store import MemoryStore
from forms_backend.storage.port import StorageError, WorkspaceStore
from forms_backend.storage.tinydb_store import TinyDbStore


def open_store(address: str) -> WorkspaceStore:
    """The store at an address such as `tinydb:///srv/answers` or `memory:`. Raises StorageError."""
    scheme, _, place = address.partition(":")
    if scheme not in ENGINES:
        known = ", ".join(f"{name}:" for name in ENGINES)
        raise StorageError(f"no store is known for addresses that begin with {scheme!r}: use one of {known}")
    return ENGINES[scheme](place)


def _memory(place: str) -> WorkspaceStore:
    if place:
        raise StorageError("the address of the store in memory is memory: and nothing else")
    return MemoryStore()


def _tinydb(place: str) -> WorkspaceStore:
    folder = Path(place.removeprefix("//"))
    if not place.startswith("//") or not folder.is_absolute():
        raise StorageError("the address of a TinyDB store has a whole path in it, such as tinydb:///srv/answers")
    return TinyDbStore(folder)


ENGINES: dict[str, Callable[[str], WorkspaceStore]] = {"memory": _memory, "tinydb": _tinydb}  # by scheme
