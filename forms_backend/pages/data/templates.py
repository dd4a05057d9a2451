"""The templates as open data: what each is for, which questions it helps with, and where its files are."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from forms_backend.pages import addresses
from forms_backend.pages.data.json_files import json_file, schema_file
from forms_backend.pages.linking import Shelf
from forms_backend.pages.page import File
from forms_backend.pages.site_facts import SiteFacts
from forms_backend.pages.template import TemplateForPage, questions_for


class TemplateFile(msgspec.Struct, frozen=True):
    """One file to download: its format, its address, its size in bytes."""

    format: str
    address: str
    bytes: int


class TemplateRow(msgspec.Struct, frozen=True, kw_only=True):
    """One template. `questions` are identities, which stay the same from year to year."""

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
    return TemplateRow(
        slug=one.slug,
        title=one.title,
        kind=one.kind,
        purpose=one.purpose,
        owner=one.owner,
        filled_in_by=one.filled_in_by,
        minutes=one.minutes,
        review_every_months=one.review_every_months,
        questions=tuple(each.identity for each in questions_for(one.slug, shelf)),
        address=origin + addresses.of_template(one.slug),
        files=tuple(
            TemplateFile(each.href.rpartition(".")[2], origin + each.href, each.size) for each in one.downloads
        ),
        checked_on=one.checked_on,
    )
