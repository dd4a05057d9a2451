"""`content/documents/` becomes templates. Every problem of every file is reported in one go."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from forms_backend.documents.templates.model import (
    Need,
    Prose,
    ProseFacts,
    Register,
    RegisterFacts,
    Template,
    TemplateFacts,
    TemplateLibrary,
)
from forms_backend.documents.templates.parts import body_in_pieces
from forms_backend.documents.templates.register_checks import Slips, register_slips
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import Place, Source, read_markdown, read_yaml
from forms_backend.questions.typed import typed
from forms_backend.questions.vocabulary import Vocabulary, conditions

_SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


class Known(NamedTuple):
    """What a template may name: words of the vocabulary, and identities of questions."""

    vocabulary: Vocabulary
    questions: Collection[str]


def questions_helped(content: Path) -> dict[str, tuple[str, ...]]:
    """The slugs of all templates and the questions each helps with, before templates are loaded and checked.

    Those for every service come first, and of these what the first level needs.
    """
    facts = {path.stem: _unchecked_facts(path) for path in _files(content)}
    return {slug: _questions_in(facts[slug]) for slug in sorted(facts, key=lambda slug: _urgency(facts[slug]))}


def _unchecked_facts(path: Path) -> dict[str, Any]:
    unread = Report(path.parent)  # what is wrong with the file is told when it is loaded
    source = read_markdown(path, unread) if path.suffix == ".md" else None
    front = source.front if source else read_yaml(path, unread) if path.suffix == ".yaml" else None
    return front.value if front and isinstance(front.value, dict) else {}


def _questions_in(facts: Mapping[str, Any]) -> tuple[str, ...]:
    named = facts.get("questions")
    return tuple(one for one in named if isinstance(one, str)) if isinstance(named, list) else ()


def _urgency(facts: Mapping[str, Any]) -> tuple[bool, int]:
    needs, need = [*Need], facts.get("needed-for")
    return "applies-when" in facts, needs.index(need) if need in needs else len(needs)


def load_templates(
    content: Path, vocabulary: Vocabulary, questions: Collection[str], report: Report
) -> TemplateLibrary:
    """Load every template; those with problems are left out, and the problems added to the report.

    `questions` are the identities that exist, so that a template cannot name one that does not.
    """
    found: dict[str, Template] = {}
    for path in _files(content):
        if path.stem in found:
            report.add(path, 1, f"there are two templates called `{path.stem}`", "Give one of them another name.")
        if not _SLUG.fullmatch(path.stem):
            report.add(path, 1, f"the file name `{path.stem}` cannot be an address", "Use small letters and hyphens.")
        load = _prose if path.suffix == ".md" else _register
        before = len(report.problems)
        template = load(path, Known(vocabulary, questions), report)
        if template and len(report.problems) == before:
            found[path.stem] = template
    return TemplateLibrary(tuple(found[slug] for slug in sorted(found)))


def _files(content: Path) -> list[Path]:
    return sorted(path for path in (content / "documents").glob("*") if path.suffix in (".md", ".yaml"))


def _prose(path: Path, known: Known, report: Report) -> Prose | None:
    source = read_markdown(path, report)
    if source is None:
        return None
    facts = typed(source.front, ProseFacts, report)
    body = body_in_pieces(source.body, known.vocabulary)
    for slip in body.slips:
        report.add(path, source.body_line + slip.line, slip.what, slip.remedy)
    if not body.pieces:
        report.add(path, source.body_line, "the template has no text", "Write it below the front matter.")
    if facts is None:
        return None
    _add(source.front, _fact_slips(facts, known), report)
    if facts.signers and not facts.signed:
        report.add(path, source.front.line(("signers",)), "`signers` sign nothing", "Say in `signed` what they sign.")
    return Prose(path.stem, facts, body.pieces)


def _register(path: Path, known: Known, report: Report) -> Register | None:
    source = read_yaml(path, report)
    facts = typed(source, RegisterFacts, report) if source else None
    if source is None or facts is None:
        return None
    _add(source, _fact_slips(facts, known), report)
    _add(source, register_slips(facts, known.vocabulary), report)
    return Register(path.stem, facts)


def _add(source: Source, slips: Slips, report: Report) -> None:
    for place, what, remedy in slips:
        report.add(source.path, source.line(place), what, remedy)


def _fact_slips(facts: TemplateFacts, known: Known) -> Slips:
    kinds, roles = known.vocabulary.evidence_kinds, known.vocabulary.roles
    if facts.kind not in kinds:
        yield ("kind",), f"`{facts.kind}` is not a kind of evidence we know", f"Use one of: {', '.join(sorted(kinds))}."
    for place, role in ((("owner",), facts.owner), *_placed("filled-in-by", facts.filled_in_by)):
        if role not in roles:
            yield place, f"`{role}` is not a role we know", f"Use one of: {', '.join(sorted(roles))}."
    for place, identity in _placed("questions", facts.questions):
        if identity not in known.questions:
            yield place, f"`{identity}` is not a question we know", "Use the name of a file in questions/, without .md."
    yield from _number_and_word_slips(facts, known.vocabulary)


def _number_and_word_slips(facts: TemplateFacts, vocabulary: Vocabulary) -> Slips:
    for name, text in (("title", facts.title), ("short", facts.short), ("purpose", facts.purpose)):
        if not text.strip():
            yield (name,), f"`{name}` is empty", "Write it."
    for name, number in (("minutes", facts.minutes), ("review-every-months", facts.review_every_months)):
        if number <= 0:
            yield (name,), f"`{name}` must be more than 0", "Give a whole number."
    if facts.applies_when:
        try:
            conditions(facts.applies_when, vocabulary)
        except ValueError as error:
            yield ("applies-when",), str(error), "Correct the condition."


def _placed(key: str, values: tuple[str, ...]) -> Iterator[tuple[Place, str]]:
    return (((key, at), value) for at, value in enumerate(values))
