"""`content/local-support/`: the partners, one file each. A partner may correct its own file, so every slip is named."""

import difflib
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec

from forms_backend.answers.days import in_words
from forms_backend.pages.local_support.areas import Area, Areas, load_areas
from forms_backend.pages.review import is_due
from forms_backend.questions.model import Checked, Confidence, Facts
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import Place, read_yaml
from forms_backend.questions.typed import typed

FOLDER = "local-support"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG = 60  # the bar of a partner and the workspace know no longer ones
_SEEN = re.compile(r"undated|(?P<about>about )?(?P<year>20\d\d)(-(?P<month>0[1-9]|1[0-2])(-(?P<day>\d\d))?)?")
_PHONE = re.compile(r"\+?[0-9][0-9 ]{8,15}")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_CHECK = "Check before you rely on it."


class ListedAs(StrEnum):
    """Why we list a partner, the closest to the national programme first."""

    PROGRAMME_PARTNER = "programme-partner"
    DSPT_HELP = "dspt-help"
    NHS_OR_COUNCIL = "nhs-or-council"


class Origin(Facts, frozen=True):
    """Where a fact about a partner comes from; slides and letters have no address."""

    title: str
    url: str | None = None


class PartnerFacts(Facts, frozen=True, kw_only=True):
    """A partner's file. `seen` is how old the newest source is: 2021, 2025-09, 2024-09-04, about 2023 or undated."""

    name: str
    short: str | None = None  # for the bar at the top of pages
    listed_as: ListedAs
    areas: tuple[str, ...]
    only_part_of: dict[str, str] = msgspec.field(default_factory=dict)  # area: which part
    website: str | None = None
    email: str | None = None
    phone: str | None = None
    phone_note: str | None = None
    hours: str | None = None
    ask_the_programme: bool = False  # no way of its own is known; the national programme puts people in touch
    helps_with: tuple[str, ...] = ()
    words: str | None = None  # in the partner's own words, for its page
    sources: tuple[Origin, ...]
    seen: str
    checked: Checked
    hide: bool = False


class Partner(NamedTuple):
    """A partner, with its name in addresses and the areas it covers."""

    slug: str
    facts: PartnerFacts
    areas: tuple[Area, ...]

    @property
    def short(self) -> str:
        """A name that fits a narrow screen."""
        return self.facts.short or self.facts.name


class LocalSupport(NamedTuple):
    """Who helps where. Hidden partners keep their address, and nothing else."""

    areas: Areas
    partners: tuple[Partner, ...]
    hidden: tuple[Partner, ...]

    def in_area(self, area: Area) -> tuple[Partner, ...]:
        """The partners that cover an area, those of the national programme first."""
        order = list(ListedAs)
        here = [one for one in self.partners if area in one.areas]
        return tuple(sorted(here, key=lambda one: (order.index(one.facts.listed_as), one.facts.name)))


def load_local_support(content: Path, report: Report) -> LocalSupport | None:
    """Load areas and partners, or None after reporting every slip in them."""
    areas = load_areas(content, report)
    if areas is None:
        return None
    before = len(report.problems)
    found: dict[str, Partner] = {}
    for path in sorted((content / FOLDER).iterdir()) if (content / FOLDER).is_dir() else ():
        partner = _partner(path, areas, report)
        if partner and (other := found.setdefault(partner.facts.name.casefold(), partner)) is not partner:
            report.add(path, 1, f"`{partner.facts.name}` has a file already: {other.slug}.yaml", "Keep one of the two.")
    if len(report.problems) > before:
        return None
    shown, hidden = (tuple(one for one in found.values() if one.facts.hide is hide) for hide in (False, True))
    return LocalSupport(areas, shown, hidden)


def listed_words(facts: PartnerFacts) -> str:
    """Why we list a partner, as a sentence."""
    return {
        ListedAs.PROGRAMME_PARTNER: "A partner of the national programme.",
        ListedAs.DSPT_HELP: "Helps with the DSPT in its area.",
        ListedAs.NHS_OR_COUNCIL: "An NHS or council team.",
    }[facts.listed_as]


def doubts(facts: PartnerFacts, today: date) -> tuple[str, ...]:
    """What a reader should know before relying on what we say of a partner: its age, and who checked it when."""
    unchecked = "Nobody has checked this line for more than a year." if is_due(facts.checked.on, today) else ""
    note = facts.checked.note if facts.checked.confidence is not Confidence.HIGH else None
    return tuple(filter(None, (unchecked, seen_words(facts, today), note)))


def seen_words(facts: PartnerFacts, today: date) -> str:
    """When we last saw what we say of a partner; and a warning when that is over a year ago, or nobody knows."""
    found = _SEEN.fullmatch(facts.seen)
    if found is None or found["year"] is None:
        return f"The page we saw has no date. {_CHECK}"
    last = _last_day(found)
    if found["day"]:
        when = f"on {in_words(last)}"
    else:
        when = f"in {found['about'] or ''}{f'{last:%B} ' if found['month'] else ''}{last.year}"
    return f"We last saw this {when}.{f' {_CHECK}' if is_due(last, today) else ''}"


def _last_day(found: re.Match[str]) -> date:
    """The last day that the words may mean: 2025-09 is 30 September 2025."""
    year, month = int(found["year"]), int(found["month"] or 12)
    return date(year, month, int(found["day"] or monthrange(year, month)[1]))


def _partner(path: Path, areas: Areas, report: Report) -> Partner | None:
    if path.suffix != ".yaml":
        report.add(path, 1, "only files that end in .yaml are read here", "Give it that ending, or take it out.")
        return None
    source = read_yaml(path, report)
    facts = typed(source, PartnerFacts, report) if source else None
    if source is None or facts is None:
        return None
    before = len(report.problems)
    for place, what, remedy in _faults(path.stem, facts, areas):
        report.add(path, source.line(place), what, remedy)
    if len(report.problems) > before:
        return None
    return Partner(path.stem, facts, tuple(one for one in areas.areas if one.name in facts.areas))


def _faults(slug: str, facts: PartnerFacts, areas: Areas) -> Iterator[tuple[Place, str, str]]:
    """Each fault of a partner's file: where, what, remedy."""
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG:
        yield (), f"`{slug}` cannot stand in an address", "Name the file with a-z, 0-9 and hyphens; 60 at most."
    if not facts.areas:
        yield ("areas",), "it covers no area", "Name at least one area of areas.yaml."
    for at, name in enumerate(facts.areas):
        if areas.named(name) is None:
            yield ("areas", at), f"`{name}` is no area that we know", _near(name, [one.name for one in areas.areas])
        elif name in facts.areas[:at]:
            yield ("areas", at), f"`{name}` is named twice", "Keep one of the two."
    for name in facts.only_part_of:
        if name not in facts.areas:
            yield ("only-part-of", name), f"`{name}` is not among its areas", "Add it to `areas`, or take it out."
    if not facts.sources:
        yield ("sources",), "nothing says where this comes from", "Name at least one source."
    yield from _contact_faults(facts)
    if (seen := _SEEN.fullmatch(facts.seen)) is None or not _is_day(seen):
        yield (
            ("seen",),
            f"`{facts.seen}` is no time we can read",
            "Write 2021, 2025-09, 2024-09-04, about 2023 or undated.",
        )


def _contact_faults(facts: PartnerFacts) -> Iterator[tuple[Place, str, str]]:
    if not (facts.website or facts.email or facts.phone or facts.ask_the_programme):
        remedy = "Give a website, an e-mail address or a phone number; or `ask-the-programme: true`."
        yield (), "nobody can reach this partner", remedy
    addresses: dict[Place, str | None] = {("sources", at, "url"): one.url for at, one in enumerate(facts.sources)}
    for place, url in {("website",): facts.website, **addresses}.items():
        if url is not None and not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", url):
            yield place, f"`{url}` is no address of the web", "Begin it with https:// and copy all of it."
    if facts.email is not None and not _EMAIL.fullmatch(facts.email):
        yield ("email",), f"`{facts.email}` is no e-mail address", "Write it like office@example.org."
    if facts.phone is not None and not _PHONE.fullmatch(facts.phone):
        yield ("phone",), f"`{facts.phone}` is no phone number", "Write digits and spaces, like 01603 123456."
    elif facts.phone is not None and facts.phone.startswith("07") and not facts.phone_note:
        remedy = "If it is published as a helpline, say so in `phone-note`. If not, take it out."
        yield ("phone",), "a mobile number may be somebody's own", remedy


def _near(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"Did you mean `{near[0]}`?" if near else "Use a name of areas.yaml."


def _is_day(found: re.Match[str]) -> bool:
    try:
        return found["year"] is None or _last_day(found) is not None
    except ValueError:
        return False


def in_a_sentence(names: tuple[str, ...]) -> str:
    """The names in a row, "and" before the last."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
