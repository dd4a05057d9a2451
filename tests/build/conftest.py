"""The real site, built once by the real command, and builds of changed copies of its content."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.templates_kept import seed

ROOT = Path(__file__).parents[2]
ORIGIN = "https://companion.example"

Build = Callable[..., "subprocess.CompletedProcess[str]"]


def run_build(*options: str | Path, day: str = "2026-11-22") -> "subprocess.CompletedProcess[str]":
    """Runs the real command on a given day: the site says which of its pages nobody checked for a year."""
    seconds = datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp()
    return subprocess.run(
        [sys.executable, ROOT / "build.py", *options],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", "SITE_URL": ORIGIN, "SOURCE_DATE_EPOCH": f"{seconds:.0f}"},
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("built") / "site"
    done = run_build("--output", seed(output))
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the real content that a test may spoil."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


class Markup(HTMLParser):
    """Every start tag of a page, with its attributes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def having(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Markup]:
    """Every page of the site by its path, read by a parser that knows nothing of how it was made."""
    return {path.relative_to(site).as_posix(): Markup(path) for path in public(site, "*.html")}


def public(site: Path, pattern: str = "*") -> list[Path]:
    """The files a host would publish: those in folders that do not begin with a dot."""
    found = (path for path in site.rglob(pattern) if path.is_file())
    return [path for path in found if not any(part.startswith(".") for part in path.relative_to(site).parts)]


def contents(site: Path) -> dict[str, bytes]:
    """Every file but what is kept for the next build."""
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if not name.startswith(".build/")}
