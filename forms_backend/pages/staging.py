"""Everything the site generator is given: pages as Markdown, files as they are, and its settings. Pure."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec
import yaml

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.blanks import blanks_of
from forms_backend.pages.changes import changes_page
from forms_backend.pages.guidance import GuidanceFile, guidance_pages
from forms_backend.pages.home import home_page
from forms_backend.pages.linking import Shelf
from forms_backend.pages.open_data import data_files
from forms_backend.pages.page import File, Page, staged
from forms_backend.pages.question import question_pages
from forms_backend.pages.question_set import question_set_pages
from forms_backend.pages.search import search_page
from forms_backend.pages.shell import shell_page
from forms_backend.pages.short_addresses import redirects
from forms_backend.pages.site_facts import MenuEntry, SiteFacts, entries_that_exist
from forms_backend.pages.sitemap import sitemap

DOCS = "docs"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_TIGHT = re.compile(r" ?([{};,>]) ?")


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read from `content/`, and pages and files that others made from it."""

    facts: SiteFacts
    shelf: Shelf
    guidance: tuple[GuidanceFile, ...]
    more_pages: tuple[Page, ...] = ()
    more_files: tuple[File, ...] = ()
    assets: Mapping[str, bytes]  # the theme's own, by name
    origin: str  # such as https://example.org, without a slash at the end


class Staging(msgspec.Struct, frozen=True, kw_only=True):
    """`settings` and `markdown` (by path) are for the site generator; `files` (by path) are published as they are."""

    settings: bytes
    markdown: dict[str, bytes]
    files: dict[str, bytes]


def site_pages(site: Site) -> tuple[Page, ...]:
    """Every page, the frame of the workspace included."""
    shelf = site.shelf
    pages = [
        *guidance_pages(site.guidance, blanks_of(shelf.library, site.facts), shelf),
        *question_pages(shelf, newest=True),
        *question_pages(shelf, newest=False),
        *question_set_pages(shelf),
        changes_page(shelf),
        *site.more_pages,
    ]
    home = home_page(site.facts, shelf, {one.address for one in pages} | {addresses.SEARCH})
    return (home, *pages, search_page([home, *pages]), shell_page())


def site_files(site: Site, pages: Collection[Page]) -> Iterator[File]:
    """Everything published as it is."""
    for name, content in site.assets.items():
        yield File(f"assets/{name}", small(content.decode()).encode() if name.endswith(".css") else content)
    yield from redirects(site.shelf.library, site.origin)
    yield from data_files(site.shelf.library, site.facts, site.origin)
    yield sitemap(pages, site.origin)
    yield from site.more_files


def staging(site: Site, theme: str) -> Staging:
    """What is to be rendered, and what is not. `theme` is the folder of our templates.

    Raises ValueError when two pages or files would have the same address.
    """
    pages = site_pages(site)
    markdown = [staged(one) for one in pages]
    files = list(site_files(site, pages))
    seen = Counter([one.path.removesuffix(".md").removesuffix(".html") for one in [*markdown, *files]])
    if twice := [path for path, times in seen.items() if times > 1]:
        raise ValueError(f"two pages or files have the same address: {', '.join(twice)}")
    return Staging(
        settings=_settings(site, pages, theme),
        markdown={one.path: one.content for one in markdown},
        files={one.path: one.content for one in files},
    )


def _settings(site: Site, pages: Collection[Page], theme: str) -> bytes:
    settings = {
        "site_name": site.facts.name,
        "site_url": f"{site.origin}/",
        "docs_dir": DOCS,
        "theme": {"name": "material", "custom_dir": theme, "font": False},
        "use_directory_urls": True,
        "strict": True,
        "exclude_docs": "!/templates/\n",  # MkDocs drops this folder unless told not to
        "plugins": ["search"],
        "markdown_extensions": ["attr_list", "md_in_html", "sane_lists", "tables", {"toc": {"permalink": False}}],
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
    scripts = b"".join(content for name, content in sorted(site.assets.items()) if name.endswith(".js"))
    return {
        "strapline": facts.strapline,
        "search_hint": facts.search_hint,
        "menu": [_entry(one) for one in entries_that_exist(facts.menu, existing)],
        "footer": [_entry(one) for one in entries_that_exist(facts.footer, existing)],
        "checked": f"Checked {in_words(newest.facts.checked.on)} against the {newest.year} toolkit.",
        "origin": site.origin,
        "origin_shown": urlsplit(site.origin).netloc,
        "style": {"text": style, "version": _version(style.encode()), "source": style_source(style)},
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
