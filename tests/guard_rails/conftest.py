"""Every file that somebody wrote, and the app, for rules that hold everywhere."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import app, client, content, one_app, settings, site, use_store, workspace

__all__ = ["app", "client", "content", "one_app", "settings", "site", "use_store", "workspace"]  # fixtures

ROOT = Path(__file__).parents[2]
MADE = {".git", ".venv", ".hypothesis", "__pycache__", "build", "data", "node_modules", "site"}  # not written by hand


def _written() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in MADE and not name.endswith("_cache"))
        yield from (Path(folder, name) for name in sorted(names))


@pytest.fixture(scope="session")
def written() -> list[Path]:
    """Every file somebody wrote."""
    return list(_written())


@pytest.fixture(scope="session")
def texts(written: list[Path]) -> dict[str, str]:
    """Every text somebody wrote, by its path in the project."""
    found = {}
    for path in written:
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture or a font
            continue
    return found
