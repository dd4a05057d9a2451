"""Templates are read from content, or one report names everything there is to mend."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from forms_backend.documents.templates.loading import load_templates, questions_helped
from forms_backend.documents.templates.model import Closing, Opening, Prose, Register, Words
from forms_backend.documents.templates.question_names import with_questions
from forms_backend.questions.loading import load_vocabulary
from forms_backend.questions.problems import Problem, Report
from forms_backend.questions.vocabulary import Vocabulary

FIXTURES = Path(__file__).parents[1] / "fixtures"
SLIPS = yaml.safe_load((FIXTURES / "template_slips.yaml").read_text(encoding="utf-8"))
QUESTIONS = {"policy", "software"}
RULES, THINGS = "small-rules.md", "small-things.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content" / "documents").mkdir(parents=True)
    for file in (RULES, THINGS):
        shutil.copy(FIXTURES / "documents" / file, tmp_path / "content" / "documents")
    return tmp_path / "content"


def problems_of(content: Path, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    report = Report(content)
    load_templates(content, vocabulary, QUESTIONS, report)
    return report.problems


def spoil(content: Path, file: str, old: str, new: str) -> None:
    path = content / "documents" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(content: Path, file: str, words: str) -> int:
    text = (content / "documents" / file).read_text(encoding="utf-8")
    return text[: text.index(words)].count("\n") + 1


def test_good_templates_load_with_all_their_parts(content: Path, vocabulary: Vocabulary) -> None:
    report = Report(content)
    rules, things = load_templates(content, vocabulary, QUESTIONS, report).templates
    assert report.problems == ()
    assert isinstance(rules, Prose)
    assert isinstance(things, Register)
    parts = [(one.part, len(one.conditions)) for one in rules.pieces if isinstance(one, Opening)]
    assert parts == [("1", 0), ("2", 1), ("3", 1), ("4", 2)]
    assert [one.part for one in rules.pieces if isinstance(one, Closing)] == ["1", "3", "2", "4"]
    assert rules.pieces[1] == Words("Read this first.")
    assert [one.choices for one in things.facts.columns] == [(), ("Red", "Green"), ("Yes", "No"), (), ()]


def test_the_slugs_are_known_before_anything_is_read(content: Path) -> None:
    (content / "documents" / RULES).write_bytes(b"\xff")
    assert questions_helped(content) == {"small-rules": (), "small-things": ("policy",)}


@pytest.mark.parametrize("slip", SLIPS, ids=[one["slip"] for one in SLIPS])
def test_a_slip_is_reported_with_its_file_and_line_and_what_to_do(
    content: Path, vocabulary: Vocabulary, slip: dict[str, Any]
) -> None:
    spoil(content, slip["file"], slip["old"], slip["new"])
    found = problems_of(content, vocabulary)
    assert sorted(one.what for one in found) == sorted([slip["what"], *slip.get("also", ())])
    about = next(one for one in found if one.what == slip["what"])
    assert about.remedy == slip["remedy"]
    line = line_of(content, slip["file"], slip.get("at", slip["new"]))
    assert (about.path, about.line) == (f"content/documents/{slip['file']}", line)


def test_every_problem_of_every_file_is_in_one_report_and_good_ones_still_load(
    content: Path, vocabulary: Vocabulary
) -> None:
    shutil.copy(content / "documents" / RULES, content / "documents" / "other-rules.md")
    spoil(content, RULES, "minutes: 10", "minutes: soon")
    spoil(content, RULES, "Use ours.", "Use {{ ours }}, <i>ours</i>.")
    spoil(content, THINGS, "width: 20", "width: 0")
    report = Report(content)
    library = load_templates(content, vocabulary, QUESTIONS, report)
    assert [(one.path.rpartition("/")[2], one.line) for one in report.problems] == [
        (RULES, line_of(content, RULES, "minutes:")),
        (RULES, line_of(content, RULES, "Use {{ ours }}")),
        (RULES, line_of(content, RULES, "Use {{ ours }}")),
        (THINGS, line_of(content, THINGS, "key: name")),
    ]
    assert library.slugs == {"other-rules"}


@pytest.mark.parametrize("name", ["Rules.md", "rules-2.md", "my rules.md"])
def test_a_file_name_that_cannot_be_an_address_is_reported(content: Path, vocabulary: Vocabulary, name: str) -> None:
    (content / "documents" / RULES).rename(content / "documents" / name)
    (found,) = problems_of(content, vocabulary)
    assert (found.path, found.line) == (f"content/documents/{name}", 1)
    assert found.remedy == "Use small letters and hyphens."


def test_two_templates_cannot_have_one_name(content: Path, vocabulary: Vocabulary) -> None:
    (content / "documents" / THINGS).rename(content / "documents" / "small-rules.yaml")
    (found,) = problems_of(content, vocabulary)
    assert found.what == "there are two templates called `small-rules`"


def test_a_template_without_text_is_reported(content: Path, vocabulary: Vocabulary) -> None:
    text = (content / "documents" / RULES).read_text(encoding="utf-8")
    (content / "documents" / RULES).write_text("---".join(text.split("---")[:2]) + "---\n", encoding="utf-8")
    (found,) = problems_of(content, vocabulary)
    assert found.what == "the template has no text"


def test_the_templates_we_offer_have_no_problems() -> None:
    content = Path(__file__).parents[2] / "content"
    report = Report(content)
    vocabulary = load_vocabulary(content, report)
    assert vocabulary
    names = {path.stem: path.stem for path in (content / "questions").glob("*.md")}
    library = load_templates(content, with_questions(vocabulary, names), names, report)
    assert library.slugs == questions_helped(content).keys()
    report.raise_if_any()
