"""Everything the site generator is given: pages as Markdown, files as they are, and its settings. Pure."""

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import yaml

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.blanks import blanks_of
from forms_backend.pages.data.framework_library import framework_files
from forms_backend.pages.data.question_sets import data_files
from forms_backend.pages.data.sitemap import sitemap
from forms_backend.pages.data.templates import template_data
from forms_backend.pages.guidance.files import GuidanceFile
from forms_backend.pages.guidance.news import NewsItem, feed, news_page
from forms_backend.pages.guidance.pages import guidance_pages
from forms_backend.pages.guidance.resources import Resources, resources_page
from forms_backend.pages.home import home_page
from forms_backend.pages.linking import Download, Shelf
from forms_backend.pages.links.ledger import Ledger
from forms_backend.pages.links.link_check import path_of
from forms_backend.pages.links.moved import Move, files_of_moves, with_old_anchors
from forms_backend.pages.links.promises import Promises
from forms_backend.pages.local_support.list_page import local_help_pages
from forms_backend.pages.local_support.open_data import local_support_files
from forms_backend.pages.local_support.partners import LocalSupport
from forms_backend.pages.offline.kept_site import NOTICE, manifest
from forms_backend.pages.offline.usb_copy import Original
from forms_backend.pages.page import File, Page, staged
from forms_backend.pages.questions.cards import card_files
from forms_backend.pages.questions.changes_page import changes_page
from forms_backend.pages.questions.print_pages import print_pages
from forms_backend.pages.questions.question_page import question_pages
from forms_backend.pages.questions.set_page import question_set_pages
from forms_backend.pages.questions.short_addresses import redirects
from forms_backend.pages.review import due_pages, with_due
from forms_backend.pages.search.search_page import search_page
from forms_backend.pages.shell import shell_page
from forms_backend.pages.site_facts import MenuEntry, SiteFacts, entries_that_exist
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.pages.templates.pages import template_cards, template_pages
from forms_backend.pages.words.glossary import glossary_page
from forms_backend.pages.words.jargon import Explained, Jargon, explained
from forms_backend.questions.problems import ContentError, Problem

DOCS = "docs"
EXTENSIONS = ("attr_list", "fenced_code", "md_in_html", "sane_lists", "tables", "toc")  # of Python-Markdown
ALL_TEMPLATES = "templates/all-templates.zip"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"/(?:[a-z0-9.-]+/)*")  # easy to say, and a word of one line in the ledger
_TIGHT = re.compile(r" ?([{};,>]) ?")


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read from `content/`, and pages and files that others made from it."""

    facts: SiteFacts
    shelf: Shelf
    guidance: tuple[GuidanceFile, ...]
    jargon: Jargon
    local: LocalSupport
    news: tuple[NewsItem, ...] = ()
    resources: Resources | None = None
    moves: tuple[Move, ...] = ()
    ledger: Ledger = {}
    more_pages: tuple[Page, ...] = ()
    more_files: tuple[File, ...] = ()
    theme: Path  # the folder of our templates
    assets: Mapping[str, bytes]  # its own style sheet, scripts and pictures, by name
    origin: str  # such as https://example.org, without a slash at the end


def with_templates(site: Site, shown: Iterable[Mapping[str, Any]], files: Mapping[str, bytes]) -> Site:
    """The site with its templates: what each page shows (fields of TemplateForPage), and files by path."""
    templates = [msgspec.convert(one, TemplateForPage) for one in shown]
    together = Download("ZIP", f"/{ALL_TEMPLATES}", len(files[ALL_TEMPLATES]))
    shelf = Shelf(site.shelf.library, template_cards(templates))
    return msgspec.structs.replace(
        site,
        shelf=shelf,
        more_pages=tuple(template_pages(templates, together, shelf)),
        more_files=(
            *(File(path, content) for path, content in files.items()),
            *template_data(templates, shelf, site.facts, site.origin),
        ),
    )


class Staging(msgspec.Struct, frozen=True, kw_only=True):
    """`theme`, `settings` and `markdown` (by path) are for the generator; `files` (by path) are published as such."""

    theme: Path
    settings: bytes
    markdown: dict[str, bytes]
    files: dict[str, bytes]
    due: tuple[tuple[date, str, str], ...]  # see review.due_pages
    explained: tuple[Explained, ...]  # the hard words that pages explain in place
    promises: Promises
    original: Original  # what the copy without the internet says of the site


def site_pages(site: Site, today: date) -> tuple[Page, ...]:
    """Every page, the frame of the workspace included."""
    pages = pages_to_read(site, today)
    home = home_page(site.facts, site.shelf, {one.address for one in pages} | {addresses.SEARCH})
    return (home, *pages, search_page([home, *pages]), shell_page())


def pages_to_read(site: Site, today: date) -> list[Page]:
    """Every page but those that only lead to others; those not checked for a year say so."""
    shelf = site.shelf
    pages = [
        *guidance_pages(site.guidance, blanks_of(shelf.library, site.facts, site.origin), shelf),
        *question_pages(shelf, newest=True),
        *question_pages(shelf, newest=False),
        *question_set_pages(shelf),
        *print_pages(shelf),
        changes_page(shelf),
        glossary_page(site.jargon, shelf, {one.name: one.facts.title for one in site.guidance}),
        news_page(site.news, shelf),
        *([resources_page(site.resources, shelf)] if site.resources else []),
        *site.more_pages,
    ]
    pages += local_help_pages(site.local, site.facts, {one.address for one in pages}, today)
    return list(with_due(pages, today))


def site_files(site: Site, pages: Collection[Page]) -> Iterator[File]:
    """Everything published as it is."""
    for name, content in site.assets.items():
        yield File(f"assets/{name}", small(content.decode()).encode() if name.endswith(".css") else content)
    yield from redirects(site.shelf.library, site.origin)
    yield from data_files(site.shelf.library, site.facts, site.origin)
    yield from framework_files(site.shelf.library, site.facts, site.origin)
    yield from card_files(site.shelf, site.facts.name, site.origin)
    yield feed(site.news, site.shelf, site.facts.name, site.origin)
    yield from local_support_files(site.local, site.facts, site.origin)
    yield sitemap(pages, site.origin)
    yield manifest(site.facts)
    yield from site.more_files


def staging(site: Site, today: date) -> Staging:
    """What is to be drawn, and what is not. Raises ContentError for addresses that cannot be: odd, or taken."""
    pages = with_old_anchors(site_pages(site, today), site.moves)
    _refuse_bad_addresses(pages)
    files = {one.path: one.content for one in site_files(site, pages)}
    shown = {path_of(one.address): one.source for one in pages if not one.is_shell}
    promises = Promises(ledger=site.ledger, moves=site.moves, own=frozenset({*files, *shown}), sources=shown)
    moved = files_of_moves(site.moves, files, pages, site.origin)
    return Staging(
        theme=site.theme,
        settings=_settings(site, pages),
        markdown={one.path: one.content for one in map(staged, pages)},
        files={**files, **{one.path: one.content for one in moved}},
        due=due_pages(pages),
        explained=explained(site.jargon, site.shelf),
        promises=promises,
        original=_original(site, pages),
    )


def _refuse_bad_addresses(pages: Collection[Page]) -> None:
    first: dict[str, Page] = {}
    problems = []
    for one in pages:
        other = first.setdefault(one.address, one)
        if other is not one:
            what = f"its address, {one.address}, is already that of {other.source or 'a page we make'}"
            problems.append(Problem(f"content/{one.source}", 1, what, "Give one of the two another name."))
        elif not _ADDRESS.fullmatch(one.address):
            what = f"its address would be {one.address}"
            problems.append(Problem(f"content/{one.source}", 1, what, "Name it in small letters, figures and hyphens."))
    if problems:
        raise ContentError(problems)


def _original(site: Site, pages: Collection[Page]) -> Original:
    checked = [site.shelf.library.newest.facts.checked.on, *(one.checked_on for one in pages if one.checked_on)]
    return Original(site.facts.name, site.origin, max(checked), site.facts.licence.words)


def _settings(site: Site, pages: Collection[Page]) -> bytes:
    settings = {
        "site_name": site.facts.name,
        "site_url": f"{site.origin}/",
        "docs_dir": DOCS,
        "theme": {"name": "material", "custom_dir": str(site.theme), "font": False, "static_templates": [NOTICE]},
        "use_directory_urls": True,
        "strict": True,
        "exclude_docs": "!/templates/\n",  # MkDocs drops this folder unless told not to
        "plugins": ["search"],
        "markdown_extensions": list(EXTENSIONS),
        "validation": {
            "nav": {"omitted_files": "ignore"},
            "links": {"not_found": "warn", "absolute_links": "ignore", "unrecognized_links": "warn", "anchors": "warn"},
        },
        "extra": _extra(site, {one.address for one in pages}),
    }
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=1000).encode()


def _extra(site: Site, existing: set[str]) -> dict[str, Any]:
    facts, newest = site.facts, site.shelf.library.newest
    style = small(site.assets["companion.css"].decode())
    styles, scripts = (
        b"".join(content for name, content in sorted(site.assets.items()) if name.endswith(suffix))
        for suffix in (".css", ".js")
    )
    return {
        "strapline": facts.strapline,
        "search_hint": facts.search_hint,
        "menu": [_entry(one) for one in entries_that_exist(facts.menu, existing)],
        "footer": [_entry(one) for one in entries_that_exist(facts.footer, existing)],
        "checked": f"Checked {in_words(newest.facts.checked.on)} against the {newest.year} toolkit.",
        "origin": site.origin,
        "origin_shown": urlsplit(site.origin).netloc,
        "style": {"text": style, "version": _version(styles), "source": style_source(style)},
        "script": {"version": _version(scripts)},
    }


def _entry(entry: MenuEntry) -> dict[str, Any]:
    return {"words": entry.words, "href": entry.href, **({"mine": True} if entry.mine else {})}


def small(style: str) -> str:
    """The style sheet without comments and needless space."""
    return _TIGHT.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", style))).strip()


def style_source(style: str) -> str:
    """What a content security policy calls the style sheet inside our pages."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]
