"""`content/site.yaml`: what every page shows, and the facts that go stale."""

from datetime import date
from pathlib import Path

from forms_backend.questions.model import Facts
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import read_yaml
from forms_backend.questions.typed import typed

PROGRAMME = "care-programme"  # among those who help: the national programme, for areas without a local partner


class MenuEntry(Facts, frozen=True):
    """A word of the menu. `mine` stands apart from the rest."""

    words: str
    href: str
    mine: bool = False


class NextYear(Facts, frozen=True):
    """What is known of the year to come. `about` is the page that says what this means for a reader."""

    year: str
    deadline: date
    confirmed: bool
    about: str
    checked_on: date


class Helper(Facts, frozen=True):
    """Someone to turn to, in words, and when that was last checked; and its parts, where a page makes links of them."""

    words: str
    checked_on: date
    name: str | None = None
    website: str | None = None
    email: str | None = None
    phone: str | None = None
    hours: str | None = None


class Door(Facts, frozen=True):
    """One of the ways in from the home page, as Markdown with links by name."""

    title: str
    words: str
    links: tuple[str, ...]


class Home(Facts, frozen=True, kw_only=True):
    """The words of the home page."""

    title: str
    description: str
    lead: str
    buttons: tuple[MenuEntry, ...]
    doors: tuple[Door, ...]
    often_asked: tuple[str, ...]


class SiteFacts(Facts, frozen=True, kw_only=True):
    """The whole of `site.yaml`."""

    name: str
    strapline: str
    search_hint: str
    menu: tuple[MenuEntry, ...]
    footer: tuple[MenuEntry, ...]
    guide: tuple[str, ...]  # the guidance pages of the first rank, in the order to read them
    next_year: NextYear
    help: dict[str, Helper]
    licence: MenuEntry
    home: Home


def load_site_facts(content: Path, report: Report) -> SiteFacts | None:
    """Load `site.yaml`, or None after reporting."""
    source = read_yaml(content / "site.yaml", report)
    facts = typed(source, SiteFacts, report) if source else None
    if source and facts and PROGRAMME not in facts.help:
        report.add(source.path, source.line(("help",)), f"`{PROGRAMME}` is missing under `help`", "Say whom to ring.")
        return None
    return facts


def entries_that_exist(entries: tuple[MenuEntry, ...], addresses: set[str]) -> tuple[MenuEntry, ...]:
    """The entries whose page exists. The workspace is no page of the site, and always there."""
    return tuple(one for one in entries if one.mine or one.href in addresses)
