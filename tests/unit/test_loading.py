"""Content becomes question sets, or one report that names everything there is to mend."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forms_backend.questions.loading import QuestionLibrary, load_questions
from forms_backend.questions.model import Kind
from forms_backend.questions.problems import ContentError, Problem, Report

NEW, OLD, WORDS, POLICY = (
    "question-sets/2025-26.yaml",
    "question-sets/2024-25.yaml",
    "vocabulary.yaml",
    "questions/policy.md",
)
SLIPS = yaml.safe_load(Path(__file__).parents[1].joinpath("fixtures", "slips.yaml").read_text(encoding="utf-8"))


def problems_of(content: Path) -> tuple[Problem, ...]:
    report = Report(content)
    library = load_questions(content, {"data-policy": ["policy"]}, report)
    assert (library is None) == bool(report.problems)
    return report.problems


@pytest.fixture
def content(small_world: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_world, tmp_path / "content"))


@pytest.fixture(scope="module")
def copied_once(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(small_world, tmp_path_factory.mktemp("typed") / "content"))


def spoil(content: Path, file: str, old: str, new: str) -> None:
    text = (content / file).read_text(encoding="utf-8")
    assert old in text
    (content / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(content: Path, file: str, words: str) -> int:
    lines = (content / file).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int]]:
    return [(one.path, one.line) for one in problems]


def test_good_content_becomes_every_year_oldest_first(library: QuestionLibrary) -> None:
    assert [one.year for one in library.sets] == ["2024-25", "2025-26"]
    assert [one.identity for one in library.sets[0]] == ["boss", "training", "policy", "last-check", "software", "fax"]
    assert {one.facts.kind for one in library.newest} == set(Kind)
    assert library.newest.facts.deadline == date(2026, 6, 30)
    assert (library.year("2024-25"), library.year("2026-27")) == (library.sets[0], None)


def test_a_year_asks_in_its_own_words_where_it_has_some(library: QuestionLibrary) -> None:
    old, new = (one.question("policy") for one in library.sets)
    assert old
    assert new
    assert old.ask == "Is there a data policy?"
    assert new.ask == "Do you have a data policy?"


def test_a_question_is_found_by_number_only_in_its_year(library: QuestionLibrary) -> None:
    old, new = library.sets
    assert (old.by_number("1.1.5"), new.by_number("1.1.2")) == (None, None)
    assert (found := new.by_number("1.1.5"))
    assert found.identity == "lead"


def test_a_level_needs_its_own_questions_and_those_of_the_level_before(library: QuestionLibrary) -> None:
    first, last = (
        [one.identity for one in library.newest.needed_for(level.id)] for level in library.newest.facts.levels
    )
    assert first == ["lead", "training"]
    assert last == ["lead", "training", "policy", "last-check", "software", "risk-record"]


@pytest.mark.parametrize("slip", SLIPS, ids=[one["slip"] for one in SLIPS])
def test_a_slip_is_reported_alone_with_its_file_and_line_and_what_to_do(content: Path, slip: dict[str, str]) -> None:
    spoil(content, slip["file"], slip["old"], slip["new"])
    file = slip.get("in", slip["file"])
    (found,) = problems_of(content)
    begin, dots, _ = slip["what"].partition("…")
    assert found.what.startswith(begin) if dots else found.what == slip["what"]
    assert found.remedy == slip["remedy"]
    assert (found.path, found.line) == (f"content/{file}", line_of(content, file, slip.get("at", slip["new"])))


def test_every_problem_of_every_file_is_in_one_report(content: Path) -> None:
    spoil(content, WORDS, "people: People", "people: [People]")
    spoil(content, OLD, "deadline: 2025-06-30", "deadline: 2025-06-31")
    spoil(content, NEW, "  - risk-record", "  - risk-record\n  - unwritten")
    spoil(content, POLICY, "minutes: 30", "minutes: soon")
    spoil(content, POLICY, "It helps.", "")
    spoil(content, "questions/training.md", '"2.1.1", level: approaching', '"1.1.5", level: approach')
    spoil(content, "questions/lead.md", "related: [training]", "related: [policy, trainings]")
    spoil(content, "questions/lead.md", "short: Lead", "short: ''")
    spoil(content, "questions/boss.md", "minutes: 10", "\tminutes: 10")
    (content / "questions" / "software.md").unlink()
    (content / "questions" / "fax.md").write_bytes("---\nshort: F\xe4x".encode("latin-1"))
    found = problems_of(content)
    assert places(found) == [
        ("content/question-sets/2024-25.yaml", 4),
        ("content/question-sets/2025-26.yaml", line_of(content, NEW, "- software")),
        ("content/question-sets/2025-26.yaml", line_of(content, NEW, "- unwritten")),
        ("content/questions/boss.md", line_of(content, "questions/boss.md", "minutes: 10")),
        ("content/questions/fax.md", 2),
        ("content/questions/lead.md", line_of(content, "questions/lead.md", "short:")),
        ("content/questions/lead.md", line_of(content, "questions/lead.md", "related:")),
        ("content/questions/policy.md", line_of(content, POLICY, "minutes:")),
        ("content/questions/policy.md", line_of(content, POLICY, "## Why it matters")),
        ("content/questions/risk-record.md", line_of(content, "questions/risk-record.md", "  question: software")),
        ("content/questions/risk-record.md", line_of(content, "questions/risk-record.md", "related:")),
        ("content/questions/training.md", line_of(content, "questions/training.md", '"2025-26"')),
        ("content/questions/training.md", line_of(content, "questions/training.md", '"2025-26"')),
        ("content/vocabulary.yaml", line_of(content, WORDS, "people: [")),
    ]


def test_a_report_reads_as_a_list_of_places_and_remedies(content: Path) -> None:
    spoil(content, POLICY, "minutes: 30", "minutes: 0")
    spoil(content, POLICY, "short: Data policy", "short: ' '")
    report = Report(content)
    load_questions(content, {"data-policy": ["policy"]}, report)
    with pytest.raises(ContentError) as raised:
        report.raise_if_any()
    assert str(raised.value) == (
        "2 problems in the content:\n"
        "content/questions/policy.md:4: `short` is empty\n    Write it.\n"
        "content/questions/policy.md:10: `minutes` must be more than 0\n    Write a whole number from 1."
    )


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("questions/software.md", b"no front matter"),
        ("questions/software.md", b"---\nkind: [\n---\n"),
        ("questions/training.md", b"\xff\xfe"),
        (NEW, b"title: ["),
        (OLD, b""),
        (WORDS, b"roles: {}"),
    ],
)
def test_a_file_that_cannot_be_read_puts_no_blame_on_others(content: Path, file: str, text: bytes) -> None:
    (content / file).write_bytes(text)
    assert {one.path for one in problems_of(content)} == {f"content/{file}"}


def test_a_section_that_is_missing_is_asked_for_where_the_words_begin(content: Path) -> None:
    spoil(content, POLICY, "---\n\n## In short", "---\n## In short")
    spoil(content, POLICY, "## Why it matters", "### Why it matters")
    (found,) = problems_of(content)
    assert found.line == line_of(content, POLICY, "## In short")
    assert found.what == "the section “Why it matters” is missing"


def test_a_heading_that_is_not_ours_is_reported_beside_the_one_that_is_missing(content: Path) -> None:
    spoil(content, POLICY, "## Why it matters", "## Why")
    missing, odd = problems_of(content)
    assert missing.what == "the section “Why it matters” is missing"
    assert (odd.line, odd.what) == (line_of(content, POLICY, "## Why"), "“Why” is not a section we know")
    assert odd.remedy.startswith("Use these headings: In short, What you can type, ")


def test_a_section_that_is_there_twice_is_reported_at_both_places(content: Path) -> None:
    spoil(content, POLICY, "It helps.", "It helps.\n\n## In short\n\nAgain.")
    first, second = problems_of(content)
    assert first.line < second.line
    assert {first.what, second.what} == {"the section “In short” is there twice"}


def test_a_profile_may_not_make_a_question_inapplicable_that_has_no_such_route(content: Path) -> None:
    spoil(content, "questions/risk-record.md", "not-applicable: {when", "comment: x # {when")
    (found,) = problems_of(content)
    assert found.line == line_of(content, "questions/risk-record.md", "when: own-devices == no")
    assert found.what == "a profile cannot make this question not applicable: it has no such route"


def test_a_question_that_no_year_lists_is_reported(content: Path) -> None:
    shutil.copy(content / "questions" / "last-check.md", content / "questions" / "stray.md")
    unlisted = [one for one in problems_of(content) if one.what == "no year lists this question"]
    assert places(tuple(unlisted)) == [("content/questions/stray.md", 1)]
    assert unlisted[0].remedy == "Add `stray` to `order` in a file of question-sets/, or remove the file."


def test_an_identity_with_a_number_in_it_is_refused(content: Path) -> None:
    (content / "questions" / "last-check.md").rename(content / "questions" / "Check7.md")
    assert Problem(
        "content/questions/Check7.md",
        1,
        "the file name `Check7` cannot be an identity",
        "Use small letters and hyphens, no digits.",
    ) in problems_of(content)


def test_a_set_whose_name_is_no_year_is_refused(content: Path) -> None:
    shutil.copy(content / OLD, content / "question-sets" / "latest.yaml")
    (found,) = problems_of(content)
    assert found == Problem(
        "content/question-sets/latest.yaml", 1, "the file name is not a toolkit year", "Name it like 2025-26.yaml."
    )


def test_a_first_question_set_is_asked_for(content: Path) -> None:
    shutil.rmtree(content / "question-sets")
    missing = Problem(
        "content/question-sets/2025-26.yaml", 1, "there is no question set", "Add a file for at least one year."
    )
    assert missing in problems_of(content)


def test_a_missing_vocabulary_is_reported(content: Path) -> None:
    (content / WORDS).unlink()
    (found,) = problems_of(content)
    assert found == Problem(
        "content/vocabulary.yaml", 1, "the file is missing", "Create it, or take its name out of the list."
    )


def test_a_file_of_5_mb_is_refused_without_being_read(content: Path) -> None:
    with (content / POLICY).open("a", encoding="utf-8") as file:
        file.write("x" * 5_000_000)
    (found,) = problems_of(content)
    assert (found.path, found.line) == ("content/questions/policy.md", 1)
    assert found.what == f"the file is {(content / POLICY).stat().st_size:,} bytes, and 200,000 is the most we read"
    assert found.remedy == "Take out pasted pictures or split the file."


def test_a_file_of_the_largest_size_is_read(content: Path) -> None:
    room = 200_000 - (content / POLICY).stat().st_size
    spoil(content, POLICY, "It helps.", f"It helps.{'x' * room}")
    assert problems_of(content) == ()


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16"])
def test_another_encoding_is_named_at_the_line_where_it_shows(content: Path, encoding: str) -> None:
    spoil(content, POLICY, "It helps.", "Café helps.")
    line = line_of(content, POLICY, "Café") if encoding != "utf-16" else 1
    text = (content / POLICY).read_text(encoding="utf-8")
    (content / POLICY).write_bytes(text.encode(encoding))
    (found,) = problems_of(content)
    assert (found.line, found.what) == (line, "this is not UTF-8 text")
    assert found.remedy == "Save the file again with the encoding UTF-8."


@pytest.mark.parametrize("file", [POLICY, NEW, WORDS])
@pytest.mark.parametrize(("encoding", "line_end"), [("utf-8-sig", "\n"), ("utf-8", "\r\n"), ("utf-8-sig", "\r\n")])
def test_what_a_windows_editor_adds_changes_nothing(content: Path, file: str, encoding: str, line_end: str) -> None:
    before = load_questions(content, {"data-policy": ["policy"]}, Report(content))
    text = (content / file).read_text(encoding="utf-8")
    (content / file).write_bytes(text.replace("\n", line_end).encode(encoding))
    assert load_questions(content, {"data-policy": ["policy"]}, Report(content)) == before


def test_blanks_that_nobody_sees_change_nothing(content: Path) -> None:
    spoil(content, POLICY, "---\n\n## In short\n\n", "---\n \n## In short  \n \n")
    spoil(content, POLICY, "(template:data-policy)", "(template:data-polices)")
    (found,) = problems_of(content)
    assert found.line == line_of(content, POLICY, "template:data-polices")


@pytest.mark.parametrize("text", ["", "---", "---\n", "--\n---\n", "Hello\n---\nkind: tick\n---\n"])
def test_a_file_without_front_matter_is_shown_how_to_begin(content: Path, text: str) -> None:
    (content / POLICY).write_text(text, encoding="utf-8")
    (found,) = problems_of(content)
    assert (found.line, found.what) == (1, "there is no front matter")
    assert found.remedy == "Begin the file with `---`, the facts, and `---` again."


def test_a_folder_where_a_file_belongs_is_reported(content: Path) -> None:
    (content / POLICY).unlink()
    (content / POLICY).mkdir()
    (found,) = problems_of(content)
    assert (found.line, found.what) == (1, "the file cannot be read (Is a directory)")


@settings(max_examples=60)
@given(
    start=st.integers(min_value=0, max_value=1_200),
    length=st.integers(min_value=0, max_value=60),
    typed=st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
    | st.text(alphabet="{}[]:-&*!'\"|>#, \n\t01", max_size=8),
)
@example(start=13, length=8, typed="!!bool maybe")
@example(start=13, length=8, typed="!!timestamp soon")
@example(start=13, length=8, typed="&a [*a]")
@example(start=13, length=8, typed="2026-13-45")
def test_whatever_is_typed_into_a_file_loading_ends_with_sets_or_a_report(
    copied_once: Path, small_world: Path, start: int, length: int, typed: str
) -> None:
    text = (small_world / POLICY).read_text(encoding="utf-8")
    (copied_once / POLICY).write_text(text[:start] + typed + text[start + length :], encoding="utf-8")
    for problem in problems_of(copied_once):
        assert problem.line >= 1
        assert problem.what
        assert problem.remedy
