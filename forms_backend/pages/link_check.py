"""Whether every link of the finished site leads somewhere."""

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from typing import NamedTuple

from forms_backend.pages import addresses

# Reading our own pages, which our own template drew: plain patterns are enough, and thirty times faster than a parser.
_LINK = re.compile(r'<[^>]+? (?:href|src|action)="([^"]*)"')
_ID = re.compile(r'<[^>]+? id="([^"]*)"')


class BrokenLink(NamedTuple):
    """A link on a page that leads nowhere."""

    page: str
    href: str

    def __str__(self) -> str:
        return f"{self.page} links to {self.href}, which does not exist"


def broken_links(pages: Mapping[str, str], paths: Collection[str]) -> Iterator[BrokenLink]:
    """Each internal link of `pages` (path: HTML) that no path of the site, or no id on its page, answers to.

    Links into the workspace are answered by another program and not looked at.
    """
    ids = {path: set(map(unescape, _ID.findall(html))) for path, html in pages.items()}
    known = set(paths)
    for page, html in pages.items():
        for href in dict.fromkeys(map(unescape, _LINK.findall(html))):
            if not _answers(href, page, known, ids):
                yield BrokenLink(page, href)


def _answers(href: str, page: str, known: Collection[str], ids: Mapping[str, Collection[str]]) -> bool:
    if "://" in href or href.startswith(("mailto:", "tel:", "data:", addresses.WORKSPACE)):
        return True
    address, _, anchor = href.partition("#")
    address = address.partition("?")[0]
    if address and not address.startswith("/"):
        return False  # our pages name every address from the root, so that the workspace can use them too
    path = path_of(address) if address else page
    return path in known and (not anchor or path not in ids or anchor in ids[path])


def path_of(address: str) -> str:
    """The file that answers an address: `/a/` is `a/index.html`."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
