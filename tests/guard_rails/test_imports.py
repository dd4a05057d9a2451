"""What import-linter cannot see: what comes along with an import. (For build.py: test_build_imports.py.)"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = ["flask", "werkzeug", "wtforms"]
STORES = ["tinydb", "sqlalchemy"]


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
