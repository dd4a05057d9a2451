"""`content/` becomes question sets. Every problem of every file is reported in one go."""

import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import msgspec

from forms_backend.questions import checking
from forms_backend.questions.model import Question, QuestionFacts, QuestionSet, Section, SetFacts
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import MarkdownSource, Source, read_markdown, read_yaml
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

    def year(self, year: str) -> QuestionSet | None:
        """The set of a year such as "2025-26", or None."""
        return next((one for one in self.sets if one.year == year), None)


def load_questions(content: Path, templates: Collection[str], report: Report) -> QuestionLibrary | None:
    """Load vocabulary, questions and sets; None when problems were added to the report.

    `templates` are the slugs that exist, so that a question cannot name one that does not.
    """
    vocabulary = load_vocabulary(content, report)
    files = [_question_file(path, report) for path in sorted((content / "questions").glob("*.md"))]
    questions = {one.identity: one for one in files if one}
    sets = _set_files(content / "question-sets", report)
    if vocabulary is None:
        return None
    names = checking.Names(vocabulary, templates, questions)
    broken = {path.stem for path in (content / "questions").glob("*.md")} - set(questions)
    for one in questions.values():
        checking.check_question(one, names, report)
    checking.check_evidence(questions.values(), report)
    earlier: tuple[str, ...] = ()
    for year, (source, facts) in sets.items():
        checking.check_set(checking.YearFile(year, source, facts, earlier), questions, broken, report)
        earlier = facts.order
    _check_listed(questions, sets, report)
    if report.problems:
        return None
    return QuestionLibrary(vocabulary, tuple(_question_set(year, one[1], questions) for year, one in sets.items()))


def load_vocabulary(content: Path, report: Report) -> Vocabulary | None:
    """Load `vocabulary.yaml`, or None after reporting."""
    source = read_yaml(content / "vocabulary.yaml", report)
    return typed(source, Vocabulary, report) if source else None


def sections_of(body: str, first_line: int) -> tuple[Section, ...]:
    """The `##` sections of a body, in order. Text before the first heading is left out."""
    found: list[Section] = []
    heading, start, lines = "", 0, body.split("\n")
    for at, line in enumerate([*lines, "## "]):
        if line.startswith("## "):
            if heading:
                found.append(Section(heading, "\n".join(lines[start:at]).strip(), first_line + start - 1))
            heading, start = line[3:].strip(), at + 1
    return tuple(found)


def _question_file(path: Path, report: Report) -> QuestionFile | None:
    source = read_markdown(path, report)
    if source is None:
        return None
    facts = typed(source.front, QuestionFacts, report)
    sections = sections_of(source.body, source.body_line)
    _check_sections(path, sections, source.body_line, report)
    return QuestionFile(path.stem, source, facts, sections) if facts else None


def _check_sections(path: Path, sections: tuple[Section, ...], line: int, report: Report) -> None:
    seen = Counter(one.heading for one in sections)
    for wanted in HEADINGS:
        if not seen[wanted]:
            report.add(path, line, f"the section “{wanted}” is missing", f"Add a heading `## {wanted}` and write it.")
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


def _set_files(folder: Path, report: Report) -> dict[str, tuple[Source, SetFacts]]:
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        source = read_yaml(path, report)
        facts = typed(source, SetFacts, report) if source else None
        if not _YEAR.fullmatch(path.stem):
            report.add(path, 1, "the file name is not a toolkit year", "Name it like 2025-26.yaml.")
        elif source and facts:
            found[path.stem] = (source, facts)
    if not found and not report.problems:
        report.add(folder / "2025-26.yaml", 1, "there is no question set", "Add a file for at least one year.")
    return found


def _check_listed(questions: dict[str, QuestionFile], sets: dict[str, tuple[Source, SetFacts]], report: Report) -> None:
    listed = {identity for _, facts in sets.values() for identity in facts.order}
    for identity, one in questions.items():
        if identity not in listed:
            report.add(
                one.source.front.path,
                1,
                "no year lists this question",
                f"Add `{identity}` to `order` in a file of question-sets/, or remove the file.",
            )


def _question_set(year: str, facts: SetFacts, questions: dict[str, QuestionFile]) -> QuestionSet:
    return QuestionSet(
        year=year, facts=facts, questions=tuple(_question(questions[identity], year) for identity in facts.order)
    )


def _question(one: QuestionFile, year: str) -> Question:
    here = one.facts.years[year]
    return Question(
        identity=one.identity,
        number=here.number,
        level=here.level,
        ask=here.ask or one.facts.ask,
        changed=here.changed,
        facts=one.facts,
        sections=one.sections,
    )
