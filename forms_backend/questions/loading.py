"""`content/` becomes question sets. Every problem of every file is reported in one go."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from forms_backend.questions import checking
from forms_backend.questions.checking import YearFile
from forms_backend.questions.model import Question, QuestionFacts, QuestionSet, Section, SetFacts
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import MarkdownSource, read_markdown, read_yaml
from forms_backend.questions.typed import typed
from forms_backend.questions.vocabulary import Vocabulary

HEADINGS = (
    "In short",
    "What you can type",
    "Why it matters",
    "What good looks like",
    "How to do it",
    "In the official toolkit",
    "Common mistakes",
    "If you use paper",
)
SERVICES = ("Care home", "Home care", "Very small service")

_YEAR = re.compile(r"20\d\d-\d\d")


class QuestionFile(msgspec.Struct, frozen=True):
    """One question file, read and typed, before it meets a year."""

    identity: str
    source: MarkdownSource
    facts: QuestionFacts
    sections: tuple[Section, ...]


class QuestionLibrary(msgspec.Struct, frozen=True):
    """All years, oldest first, and the words they share."""

    vocabulary: Vocabulary
    sets: tuple[QuestionSet, ...]

    @property
    def newest(self) -> QuestionSet:
        """The newest year held."""
        return self.sets[-1]

    @property
    def numbers(self) -> dict[str, str]:
        """The number of each question by identity: that of this year, or of the last year that asked it."""
        return {one.identity: one.number for questions in self.sets for one in questions}

    def year(self, year: str) -> QuestionSet | None:
        """The set of a year such as "2025-26", or None."""
        return next((one for one in self.sets if one.year == year), None)


def load_questions(content: Path, templates: Mapping[str, Sequence[str]], report: Report) -> QuestionLibrary | None:
    """Load vocabulary, questions and sets; None when problems were added to the report.

    `templates` are the slugs that exist, each with the identities of the questions it helps with.
    """
    vocabulary = load_vocabulary(content, report)
    paths = sorted((content / "questions").glob("*.md"))
    questions = {one.identity: one for path in paths if (one := _question_file(path, report))}
    names = checking.Names(vocabulary, templates, {path.stem for path in paths})
    for each in questions.values():
        checking.check_question(each, names, report)
    checking.check_choices(questions, report)
    checking.check_evidence(questions.values(), report)
    years = _year_files(content / "question-sets", report)
    _check_years(years, questions, names.questions, report)
    if vocabulary is None or report.problems:
        return None
    helpful = {identity: _helpful(one.facts, identity, templates) for identity, one in questions.items()}
    return QuestionLibrary(vocabulary, tuple(_question_set(year, questions, helpful) for year in years if year))


def load_vocabulary(content: Path, report: Report) -> Vocabulary | None:
    """Load `vocabulary.yaml`, or None after reporting."""
    source = read_yaml(content / "vocabulary.yaml", report)
    vocabulary = typed(source, Vocabulary, report) if source else None
    if source and vocabulary:
        checking.check_profile(vocabulary, source, report)
    return vocabulary


def sections_of(body: str, first_line: int) -> tuple[Section, ...]:
    """The `##` sections of a body, in order. Text before the first heading is left out."""
    lines = body.split("\n")
    starts = [at for at, line in enumerate(lines) if line.startswith("## ")]
    found = []
    for start, end in pairwise([*starts, len(lines)]):
        text = next((at for at in range(start + 1, end) if lines[at].strip()), start)
        words = "\n".join(lines[start + 1 : end]).strip()
        found.append(Section(lines[start][3:].strip(), words, first_line + start, first_line + text))
    return tuple(found)


def _question_file(path: Path, report: Report) -> QuestionFile | None:
    source = read_markdown(path, report)
    if source is None:
        return None
    facts = typed(source.front, QuestionFacts, report)
    sections = sections_of(source.body, source.body_line)
    _check_sections(source, sections, report)
    return QuestionFile(path.stem, source, facts, sections) if facts else None


def _check_sections(source: MarkdownSource, sections: tuple[Section, ...], report: Report) -> None:
    path, seen = source.front.path, Counter(one.heading for one in sections)
    _check_above(source, sections, report)
    for wanted in HEADINGS:
        if not seen[wanted]:
            report.add(
                path,
                source.body_line,
                f"the section “{wanted}” is missing",
                f"Add a heading `## {wanted}` and write it.",
            )
    for one in sections:
        if one.heading not in HEADINGS:
            report.add(
                path,
                one.line,
                f"“{one.heading}” is not a section we know",
                f"Use these headings: {', '.join(HEADINGS)}.",
            )
        elif seen[one.heading] > 1:
            report.add(path, one.line, f"the section “{one.heading}” is there twice", "Join the two.")
        elif not one.markdown:
            report.add(path, one.line, f"the section “{one.heading}” is empty", "Write it.")
    good = next((one for one in sections if one.heading == "What good looks like"), None)
    if good:
        for service in SERVICES:
            if f"### {service}" not in good.markdown.split("\n"):
                report.add(path, good.line, f"there is no example for: {service}", f"Add a heading `### {service}`.")


def _check_above(source: MarkdownSource, sections: tuple[Section, ...], report: Report) -> None:
    lines = source.body.split("\n")
    first = source.body_line + next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if sections and first < sections[0].line:
        what = "these words stand before the first section, where nobody would see them"
        report.add(source.front.path, first, what, "Move them below a heading.")


def _year_files(folder: Path, report: Report) -> list[YearFile | None]:
    """The question-set files, oldest first; None stands for one that cannot be read."""
    found: list[YearFile | None] = []
    for path in sorted(folder.glob("*.yaml")):
        source = read_yaml(path, report)
        facts = typed(source, SetFacts, report) if source else None
        if not _YEAR.fullmatch(path.stem):
            report.add(path, 1, "the file name is not a toolkit year", "Name it like 2025-26.yaml.")
        else:
            found.append(YearFile(path.stem, source, facts) if source and facts else None)
    if not found:
        report.add(folder / "2025-26.yaml", 1, "there is no question set", "Add a file for at least one year.")
    return found


def _check_years(
    years: list[YearFile | None], questions: dict[str, QuestionFile], names: Collection[str], report: Report
) -> None:
    """Check each year, but nothing that hangs on a year which cannot be read: that would blame the wrong file."""
    for at, year in enumerate(years):
        before = years[at - 1] if at else None
        if year:
            checking.check_set(year, questions, names, report)
        if year and (before or at == 0):
            checking.check_carry_over(year, before, report)
    if not all(years):
        return
    listed = {identity for year in years if year for identity in year.facts.order}
    for identity in sorted(questions.keys() - listed):
        remedy = f"Add `{identity}` to `order` in a file of question-sets/, or remove the file."
        report.add(questions[identity].source.front.path, 1, "no year lists this question", remedy)


def _helpful(facts: QuestionFacts, identity: str, templates: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The templates that help with a question, first those it wants as evidence, then those made for it most.

    Where that is the same, they stay in the order in which they are given.
    """
    evidence = [one.template for one in facts.evidence]
    ranks = {
        slug: (slug not in evidence, helps.index(identity)) for slug, helps in templates.items() if identity in helps
    }
    return tuple(sorted(ranks, key=ranks.__getitem__))


def _question_set(
    one: YearFile, questions: dict[str, QuestionFile], helpful: Mapping[str, tuple[str, ...]]
) -> QuestionSet:
    asked = tuple(_question(questions[identity], one.year, helpful[identity]) for identity in one.facts.order)
    return QuestionSet(year=one.year, facts=one.facts, questions=asked)


def _question(one: QuestionFile, year: str, templates: tuple[str, ...]) -> Question:
    here = one.facts.years[year]
    return Question(
        identity=one.identity,
        number=here.number,
        level=here.level,
        ask=here.ask or one.facts.ask,
        changed=here.changed,
        facts=one.facts,
        sections=one.sections,
        templates=templates,
    )
