"""The templates as open data: what each is for, which questions it helps with, its columns, and where its files are."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from forms_backend.pages import addresses
from forms_backend.pages.data.json_files import json_file, schema_file
from forms_backend.pages.linking import Shelf
from forms_backend.pages.page import File
from forms_backend.pages.site_facts import SiteFacts
from forms_backend.pages.templates.model import TemplateForPage


class TemplateFile(msgspec.Struct, frozen=True):
    """One file to download: its format, its address, its size in bytes."""

    format: str
    address: str
    bytes: int


class TemplateColumn(msgspec.Struct, frozen=True):
    """One column of a register. `key` never changes; `options` are what may be chosen from, empty for any words."""

    key: str
    label: str
    type: str
    options: tuple[str, ...]


class TemplateRow(msgspec.Struct, frozen=True, kw_only=True):
    """One template. `questions` are identities, which stay the same from year to year.

    `needed_for` is the id of a level, or `good-practice`. `applies_when` finishes "You need this if ..."; it is empty
    where the template can fit every service. Only registers, logs and checklists have `columns`.
    """

    slug: str
    title: str
    kind: str
    purpose: str
    owner: str
    filled_in_by: tuple[str, ...]
    minutes: int
    review_every_months: int
    questions: tuple[str, ...]
    address: str
    files: tuple[TemplateFile, ...]
    checked_on: date
    needed_for: str
    applies_when: str
    formats: tuple[str, ...]
    columns: tuple[TemplateColumn, ...]


class TemplatesDocument(msgspec.Struct, frozen=True, kw_only=True):
    """All templates, by slug."""

    licence: str
    publisher: str
    templates: tuple[TemplateRow, ...]


def template_data(templates: Sequence[TemplateForPage], shelf: Shelf, facts: SiteFacts, origin: str) -> Iterator[File]:
    """The JSON file, and its JSON Schema (2020-12). Addresses begin with `origin`."""
    rows = tuple(_row(one, shelf, origin) for one in sorted(templates, key=lambda one: one.slug))
    document = TemplatesDocument(licence=facts.licence.href, publisher=facts.name, templates=rows)
    yield json_file(addresses.TEMPLATE_DATA, document)
    yield schema_file(addresses.TEMPLATE_SCHEMA, TemplatesDocument)


def _row(one: TemplateForPage, shelf: Shelf, origin: str) -> TemplateRow:
    words = shelf.library.vocabulary
    files = tuple(TemplateFile(each.href.rpartition(".")[2], origin + each.href, each.size) for each in one.downloads)
    columns = one.register.columns if one.register else ()
    return TemplateRow(
        slug=one.slug,
        title=one.title,
        kind=words.evidence_kinds[one.kind],
        purpose=one.purpose,
        owner=words.roles[one.owner],
        filled_in_by=tuple(words.roles[role] for role in one.filled_in_by),
        minutes=one.minutes,
        review_every_months=one.review_every_months,
        questions=one.questions,
        address=origin + addresses.of_template(one.slug),
        files=files,
        checked_on=one.checked_on,
        needed_for=one.needed_for,
        applies_when=one.applies_when,
        formats=tuple(each.format for each in files),
        columns=tuple(TemplateColumn(each.key, each.label, each.type, each.options) for each in columns),
    )
