"""Rules that hold between facts: known names, numbers used once, every old question accounted for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from forms_backend.questions.links import named_links
from forms_backend.questions.model import CarryOver, EvidenceSuggestion, Kind, QuestionFacts, SetFacts
from forms_backend.questions.vocabulary import RoleHolder, Vocabulary, condition

if TYPE_CHECKING:
    from forms_backend.questions.loading import QuestionFile
    from forms_backend.questions.problems import Report
    from forms_backend.questions.reading import Place, Source

_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}")
_IDENTITY = re.compile(r"[a-z]+(-[a-z]+)*")


class Names(NamedTuple):
    """Everything a question file may name. Without a vocabulary, its words are passed over."""

    vocabulary: Vocabulary | None
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
    for place, what, remedy in (*_misfits(one.facts), *_conditions(one.facts, names.vocabulary)):
        report.add(source.path, source.line(place), what, remedy)
    _check_links(one, {"question": names.questions, "template": names.templates}, report)


def _names_used(facts: QuestionFacts, names: Names) -> Iterator[tuple[Place, str, Collection[str], str]]:
    for at, name in enumerate(facts.related):
        yield ("related", at), name, names.questions, "question"
    for at, evidence in enumerate(facts.evidence):
        if evidence.template:
            yield ("evidence", at, "template"), evidence.template, names.templates, "template"
    if facts.depends_on:
        yield ("depends-on", "question"), facts.depends_on.question, names.questions, "question"
    if names.vocabulary:
        yield from _words_used(facts, names.vocabulary)


def _words_used(facts: QuestionFacts, words: Vocabulary) -> Iterator[tuple[Place, str, Collection[str], str]]:
    for at, name in enumerate(facts.who_answers):
        yield ("who-answers", at), name, words.roles, "role"
    for at, name in enumerate(facts.topics):
        yield ("topics", at), name, words.topics, "topic"
    for at, evidence in enumerate(facts.evidence):
        yield ("evidence", at, "owner"), evidence.owner, words.roles, "role"
        yield ("evidence", at, "kind"), evidence.kind, words.evidence_kinds, "kind of evidence"


def _misfits(facts: QuestionFacts) -> Iterator[tuple[Place, str, str]]:
    values = [option.value for option in facts.choices]
    if (facts.kind is Kind.CHOICE) != bool(values):
        yield ("kind",), "only a question of kind `choice` has `choices`, and it must", "Add or remove `choices`."
    for at, value in enumerate(facts.met_when.choices):
        if value not in values:
            yield ("met-when", "choices", at), f"`{value}` is not one of the choices", f"Use: {', '.join(values)}."
    if facts.kind is Kind.CHOICE and not facts.met_when.choices:
        what = "no choice counts, so nobody could ever finish this question"
        yield ("met-when", "choices"), what, "List those that count under `choices` of `met-when`."
    if facts.met_when.reviewed_within_months is not None and facts.kind not in (Kind.DATE, Kind.DOCUMENT):
        what = f"a question of kind `{facts.kind}` has no date to check"
        yield ("met-when", "reviewed-within-months"), what, "Take it out, or make it a document or a date."
    yield from _empty(facts)
    yield from _too_small(facts)
    for at, tailoring in enumerate(facts.tailoring):
        if tailoring.not_applicable and not facts.not_applicable:
            what = "a profile cannot make this question not applicable: it has no such route"
            yield ("tailoring", at), what, "Take it out, or add `not-applicable`."
    for year, here in facts.years.items():
        if not _NUMBER.fullmatch(here.number):
            yield ("years", year), f"`{here.number}` is not a question number", 'Write it like "7.1.1", in quotes.'


def _conditions(facts: QuestionFacts, vocabulary: Vocabulary | None) -> Iterator[tuple[Place, str, str]]:
    for at, tailoring in enumerate(facts.tailoring):
        try:
            if vocabulary:
                condition(tailoring.when, vocabulary)
        except ValueError as error:
            yield ("tailoring", at, "when"), str(error), "Correct the condition."


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
    for at, evidence in enumerate(facts.evidence):
        if not evidence.key:
            yield ("evidence", at, "keep"), "`keep` is empty", "Write it."


def _too_small(facts: QuestionFacts) -> Iterator[tuple[Place, str, str]]:
    numbers: dict[Place, int | None] = {
        ("minutes",): facts.minutes,
        ("met-when", "reviewed-within-months"): facts.met_when.reviewed_within_months,
        **{("evidence", at, "check-every-months"): one.check_every_months for at, one in enumerate(facts.evidence)},
    }
    for place, number in numbers.items():
        if number is not None and number <= 0:
            yield place, f"`{place[-1]}` must be more than 0", "Write a whole number from 1."


def _check_links(one: QuestionFile, names: dict[str, Collection[str]], report: Report) -> None:
    for section in one.sections:
        for link in named_links(section.markdown):
            if link.kind in names and link.name not in names[link.kind]:
                report.add(
                    one.source.front.path,
                    section.text_line + link.line,
                    f"a link names the {link.kind} `{link.name}`, which does not exist",
                    "Correct the name, or take the link out.",
                )


def check_choices(questions: dict[str, QuestionFile], report: Report) -> None:
    """Report a question that waits for a choice which the question before it does not offer."""
    for one in questions.values():
        depends = one.facts.depends_on
        parent = questions.get(depends.question) if depends else None
        if depends is None or parent is None:
            continue
        values = [option.value for option in parent.facts.choices]
        for at, choice in enumerate(depends.choices):
            if choice not in values:
                front, remedy = one.source.front, f"Use: {', '.join(values) or 'another question, with choices'}."
                what = f"`{choice}` is not one of the choices of `{parent.identity}`"
                report.add(front.path, front.line(("depends-on", "choices", at)), what, remedy)


def check_profile(vocabulary: Vocabulary, source: Source, report: Report) -> None:
    """Report fields of the profile that take their value from a field there is not, and holders nobody can be."""
    for at, section in enumerate(vocabulary.profile):
        for number, field in enumerate(section.fields):
            if field.instead and not vocabulary.field(field.instead):
                line = source.line(("profile", at, "fields", number, "instead"))
                what = f"`{field.instead}` is not a field of the profile we know"
                report.add(source.path, line, what, "Use the `id` of another field.")
    for at, one in enumerate(vocabulary.role_holders):
        for place, what, remedy in _holder_slips(one, vocabulary):
            report.add(source.path, source.line(("role-holders", at, place)), what, remedy)


def _holder_slips(one: RoleHolder, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    if one.role not in vocabulary.roles:
        yield "role", f"`{one.role}` is not a role we know", f"Use one of: {', '.join(sorted(vocabulary.roles))}."
    field = vocabulary.field(one.field)
    if field is None or field.options:
        yield "field", f"`{one.field}` is no field of the profile that says who", "Use the `id` of a field of text."
    try:
        if one.when:
            condition(one.when, vocabulary)
    except ValueError as error:
        yield "when", str(error), "Correct the condition."


def check_evidence(questions: Iterable[QuestionFile], report: Report) -> None:
    """The same words for a piece of evidence must mean the same facts everywhere: it is one line of the checklist."""
    first: dict[str, tuple[QuestionFile, EvidenceSuggestion]] = {}
    for one in questions:
        for at, evidence in enumerate(one.facts.evidence):
            other, same = first.setdefault(evidence.key, (one, evidence))
            if same != evidence:
                report.add(
                    one.source.front.path,
                    one.source.front.line(("evidence", at)),
                    f"“{evidence.keep}” is described differently in {other.identity}.md",
                    "Give both the same words and facts, or call one of them something else.",
                )


class YearFile(NamedTuple):
    """A question-set file, read and typed."""

    year: str
    source: Source
    facts: SetFacts


def check_set(one: YearFile, questions: dict[str, QuestionFile], names: Collection[str], report: Report) -> None:
    """Report what a year lists wrongly: missing, twice, without facts for it, of an unknown group or level.

    A file that is in `names` and not in `questions` cannot be read; that was reported already.
    """
    numbers: dict[str, str] = {}
    for at, identity in enumerate(one.facts.order):
        line = one.source.line(("order", at))
        file = questions.get(identity)
        if identity not in names:
            what = f"there is no file questions/{identity}.md"
            report.add(one.source.path, line, what, "Write it, or mend the name.")
        elif one.facts.order.index(identity) != at:
            report.add(one.source.path, line, f"`{identity}` is listed twice", "Keep one of the two.")
        elif file and one.year not in file.facts.years:
            front = file.source.front
            remedy = f'Add "{one.year}" with its facts.'
            report.add(front.path, front.line(("years",)), f"`years` has no {one.year}", remedy)
        elif file:
            _check_place(file, one, numbers, report)
    for identity, file in questions.items():
        if one.year in file.facts.years and identity not in one.facts.order:
            front = file.source.front
            what = f"`years` has {one.year}, but that year does not list the question"
            remedy = f"Add `{identity}` to `order` in question-sets/{one.year}.yaml, or take the year out here."
            report.add(front.path, front.line(("years", one.year)), what, remedy)


def _check_place(file: QuestionFile, one: YearFile, numbers: dict[str, str], report: Report) -> None:
    """Report a group, level or number that does not fit the year. `numbers`: who has which, so far."""
    front, here = file.source.front, file.facts.years[one.year]
    line = front.line(("years", one.year))
    levels = [level.id for level in one.facts.levels]
    groups = [group.id for group in one.facts.groups]
    if here.level not in levels:
        report.add(front.path, line, f"{one.year} has no level `{here.level}`", f"Use one of: {', '.join(levels)}.")
    if file.facts.group not in groups:
        what = f"{one.year} has no group `{file.facts.group}`"
        report.add(front.path, front.line(("group",)), what, f"Use one of: {', '.join(groups)}.")
    other = numbers.setdefault(here.number, file.identity)
    if other != file.identity:
        what = f"in {one.year} `{other}` has the number {here.number} too"
        report.add(front.path, line, what, "Correct one of them.")


def check_carry_over(one: YearFile, before: YearFile | None, report: Report) -> None:
    """Report each question of the year before that gets lost on the way. `before` is None for the first year held."""
    rules = one.facts.carry_over
    if rules is None:
        if before:
            report.add(one.source.path, 1, "`carry-over` is missing", "Say how last year's questions carry over.")
        return
    if before and rules.year != before.year:
        line = one.source.line(("carry-over", "year"))
        remedy = f"Write {before.year}, and check that the names below are its."
        report.add(one.source.path, line, f"the year before is {before.year}", remedy)
    for place, what, remedy in _lost(rules, before.facts.order if before else (), one.facts.order):
        report.add(one.source.path, one.source.line(("carry-over", *place)), what, remedy)


def _lost(rules: CarryOver, asked: Collection[str], order: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    moves: list[tuple[str, str, tuple[str, ...]]] = [
        *(("renamed", was, (now,)) for was, now in rules.renamed.items()),
        *(("split", was, parts) for was, parts in rules.split.items()),
        *(("merged", was, (now,)) for was, now in rules.merged.items()),
        *(("dropped", was, ()) for was in rules.dropped),
    ]
    for was in asked:
        if was not in (*order, *(each for _, each, _ in moves)):
            remedy = "List it in `order`, or under renamed, split, merged or dropped in `carry-over`."
            yield (), f"last year's question `{was}` is not accounted for", remedy
    for how, was, successors in moves:
        if was not in asked:
            yield (how, was), f"`{was}` was not asked the year before", "Take it out of `carry-over`."
        elif was in order and how != "split":
            yield (how, was), f"`{was}` is still in `order`", "Take it out of one of the two."
        for now in set(successors).difference(order):
            what = f"`{was}` is carried over to `{now}`, which this year does not ask"
            yield (how, was), what, "Use a name from `order`."
    for at, name in enumerate(rules.same_meaning):
        if name not in order or name not in asked:
            yield ("same-meaning", at), f"`{name}` is not asked in both years", "Take it out of `same-meaning`."
