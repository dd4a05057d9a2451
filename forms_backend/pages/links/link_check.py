"""Whether every link of the finished site leads somewhere."""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from typing import NamedTuple

from forms_backend.pages import addresses
from forms_backend.pages.links.anchors import ids_of

_LINK = re.compile(r'<[^>]+? (?:href|src|action)="([^"]*)"')


class BrokenLink(NamedTuple):
    """A link that leads nowhere: the pages it is on, the content file they are made from, and what to do."""

    pages: tuple[str, ...]
    href: str
    source: str
    remedy: str

    def __str__(self) -> str:
        many = len(self.pages) - 1
        more = f" (and so {'does 1 other page' if many == 1 else f'do {many} other pages'})" if many else ""
        file = f"content/{self.source}: " if self.source else ""
        return f"{file}{self.pages[0]} links to {self.href}, which does not exist{more}\n    {self.remedy}"


def broken_links(
    pages: Mapping[str, str], paths: Collection[str], sources: Mapping[str, str] | None = None
) -> Iterator[BrokenLink]:
    """Each internal link of `pages` (path: HTML) that no path of the site, or no id on its page, answers to.

    `sources` are the content files of pages, by path; what one of them says on many pages is named once.
    Links into the workspace are answered by another program and not looked at.
    """
    ids = {path: ids_of(html) for path, html in pages.items()}
    known = set(paths)
    found: dict[tuple[str, str, str], list[str]] = {}
    for page, html in pages.items():
        for href in dict.fromkeys(map(unescape, _LINK.findall(html))):
            if not _answers(href, page, known, ids):
                source = (sources or {}).get(page, "")
                found.setdefault((source, href, "" if source else page), []).append(page)
    for (source, href, _), where in found.items():
        yield BrokenLink(tuple(where), href, source, _remedy(href, where[0], known, ids))


def path_of(address: str) -> str:
    """The file that answers an address: `/a/` is `a/index.html`."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def address_of(path: str) -> str:
    """The address that a file answers: `a/index.html` is `/a/`."""
    return f"/{path.removesuffix('index.html')}" if f"/{path}".endswith("/index.html") else f"/{path}"


def _answers(href: str, page: str, known: Collection[str], ids: Mapping[str, Collection[str]]) -> bool:
    if "://" in href or href.startswith(("mailto:", "tel:", "data:", addresses.WORKSPACE)):
        return True
    address, anchor = _parts(href)
    if address and not address.startswith("/"):
        return False  # our pages name every address from the root, so that the workspace can use them too
    path = path_of(address) if address else page
    return path in known and (not anchor or path not in ids or anchor in ids[path])


def _remedy(href: str, page: str, known: Collection[str], ids: Mapping[str, Collection[str]]) -> str:
    address, anchor = _parts(href)
    path = path_of(address) if address else page
    if anchor and path in known:
        near = difflib.get_close_matches(anchor, ids.get(path, ()), 1, 0.5)
        meant = f"Did you mean #{near[0]}? " if near else ""
        return f"{meant}Link to a heading that page has, or to the page without `#{anchor}`."
    near = difflib.get_close_matches(f"/{address.strip('/')}/", map(address_of, known), 1)
    meant = f"Did you mean {near[0]}? " if near else ""
    return f"{meant}Correct the link, or take it out. Addresses begin with `/`; names look like `(page:start-here)`."


def _parts(href: str) -> tuple[str, str]:
    address, _, anchor = href.partition("#")
    return address.partition("?")[0], anchor
