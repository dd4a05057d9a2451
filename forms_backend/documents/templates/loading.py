"""`content/documents/` becomes templates. Every problem of every file is reported in one go."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from forms_backend.documents.templates.model import (
    Column,
    ColumnType,
    Prose,
    ProseFacts,
    Register,
    RegisterFacts,
    Template,
    TemplateFacts,
    TemplateLibrary,
)
from forms_backend.documents.templates.parts import body_in_pieces
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import Place, Source, read_markdown, read_yaml
from forms_backend.questions.typed import typed
from forms_backend.questions.vocabulary import Vocabulary

# What Excel takes: the message shown on a cell, its title, and the list a choice is made from.
LONGEST_HELP = 255
LONGEST_LABEL = 32
LONGEST_LIST = 255

_SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
_KEY = re.compile(r"[a-z]+(-[a-z]+)*")
_VALUES: dict[ColumnType, tuple[type, ...]] = {
    ColumnType.TEXT: (str,),
    ColumnType.CHOICE: (str,),
    ColumnType.BOOLEAN: (bool,),
    ColumnType.DATE: (date,),
    ColumnType.NUMBER: (int, float),
}

Slips = Iterator[tuple[Place, str, str]]


def template_slugs(content: Path) -> frozenset[str]:
    """The slugs of all templates, for whoever has to know what exists before they are loaded."""
    return frozenset(path.stem for path in _files(content))


def load_templates(content: Path, vocabulary: Vocabulary, report: Report) -> TemplateLibrary:
    """Load every template; those with problems are left out, and the problems added to the report."""
    found: dict[str, Template] = {}
    for path in _files(content):
        if path.stem in found:
            report.add(path, 1, f"there are two templates called `{path.stem}`", "Give one of them another name.")
        if not _SLUG.fullmatch(path.stem):
            report.add(path, 1, f"the file name `{path.stem}` cannot be an address", "Use small letters and hyphens.")
        load = _prose if path.suffix == ".md" else _register
        before = len(report.problems)
        template = load(path, vocabulary, report)
        if template and len(report.problems) == before:
            found[path.stem] = template
    return TemplateLibrary(tuple(found[slug] for slug in sorted(found)))


def _files(content: Path) -> list[Path]:
    return sorted(path for path in (content / "documents").glob("*") if path.suffix in (".md", ".yaml"))


def _prose(path: Path, vocabulary: Vocabulary, report: Report) -> Prose | None:
    source = read_markdown(path, report)
    if source is None:
        return None
    facts = typed(source.front, ProseFacts, report)
    body = body_in_pieces(source.body, vocabulary)
    for slip in body.slips:
        report.add(path, source.body_line + slip.line, slip.what, slip.remedy)
    if not body.pieces:
        report.add(path, source.body_line, "the template has no text", "Write it below the front matter.")
    if facts is None:
        return None
    _add(source.front, _fact_slips(facts, vocabulary), report)
    return Prose(path.stem, facts, body.pieces)


def _register(path: Path, vocabulary: Vocabulary, report: Report) -> Register | None:
    source = read_yaml(path, report)
    facts = typed(source, RegisterFacts, report) if source else None
    if source is None or facts is None:
        return None
    _add(source, _fact_slips(facts, vocabulary), report)
    _add(source, _column_slips(facts), report)
    _add(source, _example_slips(facts), report)
    return Register(path.stem, facts)


def _add(source: Source, slips: Slips, report: Report) -> None:
    for place, what, remedy in slips:
        report.add(source.path, source.line(place), what, remedy)


def _fact_slips(facts: TemplateFacts, vocabulary: Vocabulary) -> Slips:
    kinds, roles = vocabulary.evidence_kinds, vocabulary.roles
    if facts.kind not in kinds:
        yield ("kind",), f"`{facts.kind}` is not a kind of evidence we know", f"Use one of: {', '.join(sorted(kinds))}."
    for place, role in ((("owner",), facts.owner), *_placed("filled-in-by", facts.filled_in_by)):
        if role not in roles:
            yield place, f"`{role}` is not a role we know", f"Use one of: {', '.join(sorted(roles))}."
    for name, text in (("title", facts.title), ("short", facts.short), ("purpose", facts.purpose)):
        if not text.strip():
            yield (name,), f"`{name}` is empty", "Write it."
    for name, number in (("minutes", facts.minutes), ("review-every-months", facts.review_every_months)):
        if number <= 0:
            yield (name,), f"`{name}` must be more than 0", "Give a whole number."


def _placed(key: str, values: tuple[str, ...]) -> Iterator[tuple[Place, str]]:
    return (((key, at), value) for at, value in enumerate(values))


def _column_slips(facts: RegisterFacts) -> Slips:
    times_key = Counter(one.key for one in facts.columns)
    times_label = Counter(one.label.casefold() for one in facts.columns)
    if not facts.columns:
        yield ("columns",), "a register needs columns", "Write at least one."
    for at, column in enumerate(facts.columns):
        place: Place = ("columns", at)
        if times_key[column.key] > 1 or times_label[column.label.casefold()] > 1:
            yield place, f"there are two columns `{column.key}` or “{column.label}”", "Rename one of them."
        yield from ((place, what, remedy) for what, remedy in _own_slips(column))
        yield from ((place, what, remedy) for what, remedy in _under_slips(column, facts.columns))


def _own_slips(column: Column) -> Iterator[tuple[str, str]]:
    if not _KEY.fullmatch(column.key):
        yield f"`{column.key}` cannot be a key", "Use small letters and hyphens."
    if (column.type is ColumnType.CHOICE) != bool(column.options):
        yield "only a column of type `choice` has `options`, and it must", "Add or remove `options`."
    for option in column.options:
        if "," in option:
            yield f"the option “{option}” has a comma, which ends an option in a spreadsheet", "Say it without one."
    for what, length, most in (
        ("label", len(column.label), LONGEST_LABEL),
        ("help", len(column.help), LONGEST_HELP),
        ("options", len(",".join(column.options)), LONGEST_LIST),
    ):
        if length > most:
            yield f"`{what}` has {length} letters, and a spreadsheet shows {most}", "Shorten it."
    if not column.label.strip() or not column.help.strip():
        yield "`label` or `help` is empty", "Write it: people see it when they click a cell."
    if column.width <= 0:
        yield "`width` must be more than 0", "Give the width in letters."


def _under_slips(column: Column, columns: tuple[Column, ...]) -> Iterator[tuple[str, str]]:
    upper = next((one for one in columns if one.key == column.under), None)
    if column.under and (upper is None or upper is column):
        yield f"`under` names `{column.under}`, which is not another column", "Correct the name, or take it out."
    elif upper and upper.under:
        yield f"`{upper.key}` stands under a column itself", "On paper at most two columns share a place."
    elif upper and [one.under for one in columns].count(upper.key) > 1:
        yield f"two columns stand under `{upper.key}`", "On paper at most two columns share a place."


def _example_slips(facts: RegisterFacts) -> Slips:
    columns = {one.key: one for one in facts.columns}
    if not facts.examples:
        yield ("examples",), "there is no example", "Write one row that shows what to put in."
    for at, example in enumerate(facts.examples):
        for key, value in example.items():
            place: Place = ("examples", at, key)
            if key not in columns:
                yield place, f"there is no column `{key}`", f"Use one of: {', '.join(columns)}."
            elif not _fits(columns[key], value):
                what = f"{value!r} does not fit the column `{key}` of type `{columns[key].type}`"
                yield place, what, "Correct it. A date is written 2026-03-14; a choice is one of the options."


def _fits(column: Column, value: Any) -> bool:  # noqa: ANN401 - YAML may hold anything
    if not isinstance(value, _VALUES[column.type]) or (isinstance(value, bool) and column.type is ColumnType.NUMBER):
        return False
    return column.type is not ColumnType.CHOICE or value in column.options
