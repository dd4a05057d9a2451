"""Rules that hold between facts: known names, numbers used once, every old question accounted for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from forms_backend.questions.links import named_links
from forms_backend.questions.model import EvidenceSuggestion, Kind, QuestionFacts, SetFacts
from forms_backend.questions.vocabulary import Vocabulary, condition

if TYPE_CHECKING:
    from forms_backend.questions.loading import QuestionFile
    from forms_backend.questions.problems import Report
    from forms_backend.questions.reading import Place, Source

_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}")
_IDENTITY = re.compile(r"[a-z]+(-[a-z]+)*")


class Names(NamedTuple):
    """Everything a question file may name."""

    vocabulary: Vocabulary
    templates: Collection[str]
    questions: Collection[str]


def check_question(one: QuestionFile, names: Names, report: Report) -> None:
    """Report every name in a question file that nothing answers to, and facts that do not fit its kind."""
    source = one.source.front
    if not _IDENTITY.fullmatch(one.identity):
        what = f"the file name `{one.identity}` cannot be an identity"
        report.add(source.path, 1, what, "Use small letters and hyphens, no digits.")
    for place, name, known, noun in _names_used(one.facts, names):
        if name not in known:
            remedy = f"Use one of: {', '.join(sorted(known)) or 'none yet'}."
            report.add(source.path, source.line(place), f"`{name}` is not a {noun} we know", remedy)
    for at, tailoring in enumerate(one.facts.tailoring):
        try:
            condition(tailoring.when, names.vocabulary)
        except ValueError as error:
            report.add(source.path, source.line(("tailoring", at, "when")), str(error), "Correct the condition.")
    for place, what, remedy in _misfits(one.facts):
        report.add(source.path, source.line(place), what, remedy)
    _check_links(one, {"question": names.questions, "template": names.templates}, report)


def _names_used(facts: QuestionFacts, names: Names) -> Iterator[tuple[Place, str, Collection[str], str]]:
    words = names.vocabulary
    for key, used, known, noun in (
        ("who-answers", facts.who_answers, words.roles, "role"),
        ("topics", facts.topics, words.topics, "topic"),
        ("templates", facts.templates, names.templates, "template"),
        ("related", facts.related, names.questions, "question"),
    ):
        for at, name in enumerate(used):
            yield (key, at), name, known, noun
    for at, evidence in enumerate(facts.evidence):
        yield ("evidence", at, "owner"), evidence.owner, words.roles, "role"
        yield ("evidence", at, "kind"), evidence.kind, words.evidence_kinds, "kind of evidence"
        if evidence.template:
            yield ("evidence", at, "template"), evidence.template, names.templates, "template"
    if facts.depends_on:
        yield ("depends-on",), facts.depends_on.question, names.questions, "question"


def _misfits(facts: QuestionFacts) -> Iterator[tuple[Place, str, str]]:
    values = [option.value for option in facts.choices]
    if (facts.kind is Kind.CHOICE) != bool(values):
        yield ("kind",), "only a question of kind `choice` has `choices`, and it must", "Add or remove `choices`."
    for at, value in enumerate(facts.met_when.choices):
        if value not in values:
            yield ("met-when", "choices", at), f"`{value}` is not one of the choices", f"Use: {', '.join(values)}."
    if facts.met_when.reviewed_within_months and facts.kind not in (Kind.DATE, Kind.DOCUMENT):
        what = f"a question of kind `{facts.kind}` has no date to check"
        yield ("met-when", "reviewed-within-months"), what, "Take it out, or make it a document or a date."
    yield from _empty(facts)
    for at, tailoring in enumerate(facts.tailoring):
        if tailoring.not_applicable and not facts.not_applicable:
            what = "a profile cannot make this question not applicable: it has no such route"
            yield ("tailoring", at), what, "Take it out, or add `not-applicable`."
    for year, here in facts.years.items():
        if not _NUMBER.fullmatch(here.number):
            yield ("years", year), f"`{here.number}` is not a question number", 'Write it like "7.1.1", in quotes.'


def _empty(facts: QuestionFacts) -> Iterator[tuple[Place, str, str]]:
    for name, filled in (
        ("short", facts.short.strip()),
        ("ask", facts.ask.strip()),
        ("if-not-met", facts.if_not_met.strip()),
        ("who-answers", facts.who_answers),
        ("evidence", facts.evidence),
    ):
        if not filled:
            yield (name,), f"`{name}` is empty", "Write it."
    if facts.minutes <= 0:
        yield ("minutes",), "`minutes` must be more than 0", "Say how long it takes the first time."


def _check_links(one: QuestionFile, names: dict[str, Collection[str]], report: Report) -> None:
    for section in one.sections:
        for link in named_links(section.markdown):
            if link.kind in names and link.name not in names[link.kind]:
                report.add(
                    one.source.front.path,
                    section.line + link.line + 1,
                    f"a link names the {link.kind} `{link.name}`, which does not exist",
                    "Correct the name, or take the link out.",
                )


def check_evidence(questions: Iterable[QuestionFile], report: Report) -> None:
    """The same words for a piece of evidence must mean the same facts everywhere: it is one line of the checklist."""
    first: dict[str, tuple[QuestionFile, EvidenceSuggestion]] = {}
    for one in questions:
        for at, evidence in enumerate(one.facts.evidence):
            other, same = first.setdefault(evidence.keep.casefold(), (one, evidence))
            if same != evidence:
                report.add(
                    one.source.front.path,
                    one.source.front.line(("evidence", at)),
                    f"“{evidence.keep}” is described differently in {other.identity}.md",
                    "Give both the same words and facts, or call one of them something else.",
                )


class YearFile(NamedTuple):
    """A question-set file, read and typed, with the order of the year before."""

    year: str
    source: Source
    facts: SetFacts
    earlier: tuple[str, ...]


def check_set(one: YearFile, questions: dict[str, QuestionFile], broken: Collection[str], report: Report) -> None:
    """Report what a year lists wrongly: missing, twice, without facts for it, of an unknown group or level.

    Files in `broken` were reported already and are passed over.
    """
    numbers: Counter[str] = Counter()
    for at, identity in enumerate(one.facts.order):
        line = one.source.line(("order", at))
        file = questions.get(identity)
        if identity in broken:
            continue
        if file is None:
            report.add(
                one.source.path, line, f"there is no file questions/{identity}.md", "Write it, or mend the name."
            )
        elif one.facts.order.index(identity) != at:
            report.add(one.source.path, line, f"`{identity}` is listed twice", "Keep one of the two.")
        elif one.year not in file.facts.years:
            front = file.source.front
            remedy = f'Add "{one.year}" with its facts.'
            report.add(front.path, front.line(("years",)), f"`years` has no {one.year}", remedy)
        else:
            numbers[file.facts.years[one.year].number] += 1
            _check_place(file, one, numbers, report)
    _check_carry_over(one.source, one.facts, one.earlier, report)


def _check_place(file: QuestionFile, one: YearFile, numbers: Counter[str], report: Report) -> None:
    front, here = file.source.front, file.facts.years[one.year]
    line = front.line(("years", one.year))
    levels = [level.id for level in one.facts.levels]
    groups = [group.id for group in one.facts.groups]
    if here.level not in levels:
        report.add(front.path, line, f"{one.year} has no level `{here.level}`", f"Use one of: {', '.join(levels)}.")
    if file.facts.group not in groups:
        what = f"{one.year} has no group `{file.facts.group}`"
        report.add(front.path, front.line(("group",)), what, f"Use one of: {', '.join(groups)}.")
    if numbers[here.number] > 1:
        what = f"another question of {one.year} has the number {here.number}"
        report.add(front.path, line, what, "Correct one of them.")


def _check_carry_over(source: Source, facts: SetFacts, earlier: tuple[str, ...], report: Report) -> None:
    rules = facts.carry_over
    if rules is None:
        if earlier:
            report.add(source.path, 1, "`carry-over` is missing", "Say how last year's questions carry over.")
        return
    gone = {*rules.renamed, *rules.split, *rules.merged, *rules.dropped}
    for identity in earlier:
        if identity not in facts.order and identity not in gone:
            report.add(
                source.path,
                source.line(("carry-over",)),
                f"last year's question `{identity}` is not accounted for",
                "List it in `order`, or under renamed, split, merged or dropped in `carry-over`.",
            )
    for identity in gone - set(earlier):
        line = source.line(("carry-over",))
        report.add(source.path, line, f"`{identity}` was not asked the year before", "Take it out of `carry-over`.")
