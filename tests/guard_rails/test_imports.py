"""What import-linter cannot see: build.py, which is no package, and what comes along with an import."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = tuple(f"forms_backend.{layer}" for layer in ("questions", "answers", "documents", "pages"))
WEB = ["flask", "werkzeug", "wtforms"]
STORES = ["tinydb", "sqlalchemy"]


def imported(text: str) -> set[str]:
    """The modules a program imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.module
            assert not node.level
            whole = node.module == "forms_backend"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if whole else {node.module}
    return found


def test_the_build_imports_only_what_it_may() -> None:
    for name in imported((ROOT / "build.py").read_text(encoding="utf-8")):
        known = name.split(".")[0] in {*sys.stdlib_module_names, "mkdocs"}
        assert known or name.startswith(OURS), f"build.py may not import {name}"


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("forms_backend", [*WEB, *STORES, "markdown"]),
        ("forms_backend.questions.loading", [*WEB, *STORES]),
        ("forms_backend.answers.action_plan", [*WEB, *STORES]),
        ("forms_backend.documents.formats", [*WEB, *STORES]),
        ("forms_backend.pages.gathering", [*WEB, *STORES]),
        ("forms_backend.storage.opening", WEB),
        ("forms_backend.web", ["mkdocs", "material", "pypandoc", "playwright"]),
    ],
)
def test_an_import_brings_along_nothing_it_should_not_know(module: str, absent: list[str]) -> None:
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert module in done.stdout.split()
    assert not set(absent) & set(done.stdout.split())
