"""The import linter looks only at the package. `build.py` is watched here."""

import ast
import sys
from pathlib import Path

BUILD = Path(__file__).parents[2] / "build.py"
MAY = ("mkdocs", "watchfiles", *(f"forms_backend.{part}" for part in ("questions", "pages", "building")))


def test_build_imports_only_what_makes_the_site() -> None:
    tree = ast.parse(BUILD.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    strange = [
        name
        for name in names
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not f"{name}.".startswith(tuple(f"{one}." for one in MAY))
    ]
    assert names
    assert strange == [], "build.py gathers, decides and applies; what needs more belongs into forms_backend/pages"


def test_build_stays_a_thin_command() -> None:
    assert len(BUILD.read_text(encoding="utf-8").splitlines()) < 80
