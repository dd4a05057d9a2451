"""A page of the site: Markdown, and the facts its frame shows. What is not a page is a file."""

from datetime import date
from typing import Any

import msgspec
import yaml

from forms_backend.pages.kinds import kind_of
from forms_backend.pages.search.search_index import TITLE_ONLY


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words that lead somewhere. Without `href` they are only words; `after` follows the link."""

    words: str
    href: str = ""
    after: str = ""


class Fact(msgspec.Struct, frozen=True):
    """A fact beside the text: what it is, and its lines."""

    term: str
    lines: tuple[Link, ...]


class OldAnchor(msgspec.Struct, frozen=True):
    """An anchor that others link to, and where its part is now, called by `words`. `#x` is on the same page."""

    anchor: str
    href: str
    words: str


class Label(msgspec.Struct, frozen=True):
    """A tag under the heading. `look` is its class in the style sheet: met, new, todo, prog, help."""

    words: str
    look: str


class Page(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One page. `address` begins and ends with a slash; all other addresses begin with one."""

    address: str
    title: str
    description: str
    markdown: str
    source: str = ""  # the content file it is made from, for whoever mends a problem
    heading: str = ""  # where it differs from the title
    menu: str = ""  # the menu entry it belongs to
    crumbs: tuple[Link, ...] = ()
    labels: tuple[Label, ...] = ()
    about: tuple[Link, ...] = ()  # under the heading: who it is for, how long it takes, when it was checked
    action: Link | None = None
    facts: tuple[Fact, ...] = ()
    contents: bool = False  # whether "On this page" is listed
    earlier: Link | None = None
    later: Link | None = None
    canonical: str = ""  # the address search engines should show; its own when empty
    short_address: str = ""  # its own address when empty
    oembed: str = ""  # what it is called where other sites ask for its card
    checked: str = ""  # the footer's first line, where it differs from the site's
    checked_on: date | None = None  # when its words were last checked
    due: bool = False  # whether that is too long ago
    scripts: tuple[str, ...] = ()
    old_anchors: tuple[OldAnchor, ...] = ()  # see moved.py
    kind: str = ""  # in words, where it differs from what `kind_of` says of its address
    search_words: tuple[str, ...] = ()
    listed: bool = True  # in the search and the list of every page
    indexed: bool = True  # False: search engines are asked to leave it out
    searched: bool = True  # False: found by its title alone, since what it says is said better on other pages
    is_shell: bool = False  # the frame of the workspace, taken out of the public site


class File(msgspec.Struct, frozen=True):
    """Something published as it is. `path` is relative to the site's root."""

    path: str
    content: bytes


def staged(page: Page) -> File:
    """The page as a Markdown file with front matter, where MkDocs finds it: `/a/b/` is `a/b/index.md`."""
    front: dict[str, Any] = msgspec.to_builtins(page)
    body = front.pop("markdown")
    front.pop("checked_on", None)  # the page changes on the day on which it becomes due, not with each check
    front.setdefault("canonical", page.address)
    front.setdefault("short_address", page.address)
    kind = front.pop("kind", "") or kind_of(page.address, page.source)
    front["tags"] = [kind, *front.pop("search_words", ())]  # the one list that the generator's index takes in
    if not page.listed or page.is_shell:
        front["search"] = {"exclude": True}
    elif not page.searched:
        front["search"] = TITLE_ONLY
    head = yaml.dump(front, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1000)
    return File(f"{page.address.lstrip('/')}index.md", f"---\n{head}---\n\n{body.strip()}\n".encode())


_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
