"""A cold build and a build after one edit, beside plain MkDocs with stock Material of the same pages."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from forms_backend.documents.kept import Kept
from forms_backend.documents.templates import publishing as templates
from forms_backend.documents.templates.loading import load_templates, questions_helped
from forms_backend.documents.templates.question_names import with_questions
from forms_backend.pages import staging
from forms_backend.pages.gathering import gather
from forms_backend.questions.loading import load_vocabulary
from forms_backend.questions.problems import Report

ROOT = Path(__file__).parents[1]
EDITED = "questions/backups.md"
STOCK = """
site_name: Stock
docs_dir: docs
site_dir: site
theme: {name: material, font: false, features: [navigation.prune]}
plugins: [search]
exclude_docs: "!/templates/"
markdown_extensions: [tables, attr_list, md_in_html, toc]
validation: {links: {absolute_links: ignore}}
"""


def report(rounds: int = 3) -> list[str]:
    """Lines to print: processor seconds of each build, in turns, the best of `rounds`, and ratios to stock."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = shutil.copytree(ROOT / "content", folder / "content")
        ours = [sys.executable, str(ROOT / "build.py"), "--content", str(content), "--output", str(folder / "site")]
        _seconds(ours)
        plainly = stock(folder)
        cold, edit, plain = [], [], []
        for turn in range(rounds):
            shutil.rmtree(folder / "site")
            cold.append(_seconds(ours))
            page = content / EDITED
            page.write_text(page.read_text(encoding="utf-8") + f"\nSee also line {turn}.\n", encoding="utf-8")
            edit.append(_seconds(ours))
            shutil.rmtree(folder / "stock" / "site", ignore_errors=True)
            plain.append(_seconds(plainly))
    best_cold, best_edit, best_plain = min(cold), min(edit), min(plain)
    return [
        f"plain MkDocs, Material, navigation.prune  {best_plain:6.2f} s  1.00 x",
        f"cold build, documents and data included   {best_cold:6.2f} s  {best_cold / best_plain:.2f} x plain (aim 1.5)",
        f"build after editing one question          {best_edit:6.2f} s  {best_edit / best_cold:.2f} x cold (aim 0.4)",
    ]


def stock(folder: Path) -> list[str]:
    """Stage the Markdown of `content/` in a folder for a stock build; the command that builds it into `stock/site`."""
    place = folder / "stock"
    for path, content in _staged(folder / "content").items():
        file = place / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (place / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(place / "mkdocs.yml")]


def _staged(content: Path) -> dict[str, bytes]:
    """The Markdown that build.py hands to MkDocs."""
    problems = Report(content)
    words = load_vocabulary(content, problems)
    site = gather(content, ROOT / "content" / "theme", "http://127.0.0.1:8000", questions_helped(content), problems)
    problems.raise_if_any()
    assert words is not None  # no problems: all was read
    assert site is not None
    nothing_kept = Kept("", lambda _, make, __: dict(make()), lambda keys, make, _: {one: make(one) for one in keys})
    words = with_questions(words, {one.identity: one.number for one in site.shelf.library.newest})
    library = load_templates(content, words, {one.identity for one in site.shelf.library.newest}, problems)
    files = templates.published(library, words, nothing_kept)
    site = staging.with_templates(site, templates.shown(library, words, files), files)
    return staging.staging(site, datetime.now(tz=UTC).date()).markdown


def _seconds(command: list[str]) -> float:
    """Processor seconds of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
