"""Content becomes question sets, or one report that names everything there is to mend."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms_backend.questions.loading import HEADINGS, QuestionLibrary, load_questions
from forms_backend.questions.model import Kind
from forms_backend.questions.problems import ContentError, Problem, Report

NEW, OLD, WORDS = "question-sets/2025-26.yaml", "question-sets/2024-25.yaml", "vocabulary.yaml"
ALL_HEADINGS = ", ".join(HEADINGS)
Load = Callable[[], tuple[Problem, ...]]


@pytest.fixture
def content(small_world: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_world, tmp_path / "content"))


@pytest.fixture
def problems(content: Path) -> Load:
    def load() -> tuple[Problem, ...]:
        report = Report(content)
        library = load_questions(content, {"data-policy"}, report)
        assert (library is None) == bool(report.problems)
        return report.problems

    return load


def spoil(content: Path, file: str, old: str, new: str) -> None:
    text = (content / file).read_text(encoding="utf-8")
    assert old in text
    (content / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(content: Path, file: str, words: str) -> int:
    lines = (content / file).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


class Slip(NamedTuple):
    """One slip of an author; `at` stands on the line that the report must name."""

    file: str
    old: str
    new: str
    at: str
    what: str
    remedy: str


POLICY, SOFTWARE, RISK = "questions/policy.md", "questions/software.md", "questions/risk-record.md"
WHOLE, WRITE = "Write a whole number, without quotes.", "Write it."
AS_WORDS = "Write words; put them in quotes if they look like a number, a date, yes or no."
SLIPS = {
    "a key that is nearly right": Slip(
        POLICY,
        "templates: [",
        "template: [",
        "template: [data",
        "`template` is not a key we know here",
        "Did you mean `templates`?",
    ),
    "a key that is nothing like any": Slip(
        NEW,
        "  same-meaning:",
        "  zzz:",
        "zzz",
        "`zzz` is not a key we know here",
        "Use one of: dropped, merged, renamed, same-meaning, split, year.",
    ),
    "a key that is missing": Slip(
        POLICY,
        "    ask: Is there",
        "",
        "",
        "",
        "",
    ),
}
