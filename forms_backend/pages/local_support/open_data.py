"""Local help as open data: areas, partners and the national programme, with a schema; and names for the bar."""

from collections.abc import Iterator
from datetime import date

import msgspec

from forms_backend.pages import addresses
from forms_backend.pages.data.json_files import json_file, schema_file
from forms_backend.pages.local_support.areas import Area
from forms_backend.pages.local_support.partners import LocalSupport, Partner
from forms_backend.pages.page import File
from forms_backend.pages.plain_text import without_links
from forms_backend.pages.site_facts import PROGRAMME, Helper, SiteFacts


class ProgrammeRow(msgspec.Struct, frozen=True, kw_only=True):
    """The national programme, for areas without a partner."""

    name: str | None
    words: str
    website: str | None
    email: str | None
    phone: str | None
    hours: str | None
    checked_on: date


class AreaRow(msgspec.Struct, frozen=True, kw_only=True):
    """A council area. `partners` are slugs, those of the national programme first; none means that we know of none."""

    id: str
    name: str
    region: str
    also: tuple[str, ...]
    partners: tuple[str, ...]
    address: str


class SourceRow(msgspec.Struct, frozen=True):
    """Where something comes from."""

    title: str
    url: str | None


class PartRow(msgspec.Struct, frozen=True):
    """Which part of an area a partner covers, where it is not all of it."""

    area: str
    part: str


class PartnerRow(msgspec.Struct, frozen=True, kw_only=True):
    """A partner. `seen` is how old the newest source is: a year, month or day, perhaps after "about"; or "undated"."""

    slug: str
    name: str
    listed_as: str
    areas: tuple[str, ...]
    only_part_of: tuple[PartRow, ...]
    website: str | None
    email: str | None
    phone: str | None
    phone_note: str | None
    hours: str | None
    helps_with: tuple[str, ...]
    address: str
    sources: tuple[SourceRow, ...]
    seen: str
    checked_on: date
    confidence: str
    note: str | None


class LocalSupportDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Who helps adult social care services with the DSPT, by area of England."""

    licence: str
    publisher: str
    national: ProgrammeRow
    areas: tuple[AreaRow, ...]
    partners: tuple[PartnerRow, ...]


def local_support_files(local: LocalSupport, facts: SiteFacts, origin: str) -> Iterator[File]:
    """The JSON file, its JSON Schema (2020-12), and the partners' names. Addresses begin with `origin`."""
    document = LocalSupportDocument(
        licence=facts.licence.href,
        publisher=facts.name,
        national=_programme(facts.help[PROGRAMME]),
        areas=tuple(_area(one, local, origin) for one in local.areas.areas),
        partners=tuple(_partner(one, origin) for one in local.partners),
    )
    yield json_file(addresses.LOCAL_DATA, document)
    yield schema_file(addresses.LOCAL_SCHEMA, LocalSupportDocument)
    names = {one.slug: one.short for one in local.partners}
    yield File(addresses.PARTNER_NAMES.lstrip("/"), msgspec.json.encode(names) + b"\n")


def _programme(one: Helper) -> ProgrammeRow:
    said = {name: getattr(one, name) for name in ProgrammeRow.__struct_fields__}
    return ProgrammeRow(**{**said, "words": " ".join(without_links(one.words).split())})


def _area(one: Area, local: LocalSupport, origin: str) -> AreaRow:
    return AreaRow(
        id=one.anchor,
        name=one.name,
        region=one.region,
        also=(*one.places, *one.wider),
        partners=tuple(each.slug for each in local.in_area(one)),
        address=origin + addresses.of_area(one.anchor),
    )


def _partner(one: Partner, origin: str) -> PartnerRow:
    facts = one.facts
    return PartnerRow(
        slug=one.slug,
        name=facts.name,
        listed_as=facts.listed_as,
        areas=tuple(each.anchor for each in one.areas),
        only_part_of=tuple(
            PartRow(each.anchor, facts.only_part_of[each.name]) for each in one.areas if each.name in facts.only_part_of
        ),
        website=facts.website,
        email=facts.email,
        phone=facts.phone,
        phone_note=facts.phone_note,
        hours=facts.hours,
        helps_with=facts.helps_with,
        address=origin + addresses.of_partner(one.slug),
        sources=tuple(SourceRow(each.title, each.url) for each in facts.sources),
        seen=facts.seen,
        checked_on=facts.checked.on,
        confidence=facts.checked.confidence,
        note=facts.checked.note,
    )
