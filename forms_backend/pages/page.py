"""A page of the site: Markdown, and the facts its frame shows. What is not a page is a file."""

from typing import Any

import msgspec
import yaml


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words that lead somewhere. Without `href` they are only words; `after` follows the link."""

    words: str
    href: str = ""
    after: str = ""


class Fact(msgspec.Struct, frozen=True):
    """A fact beside the text: what it is, and its lines."""

    term: str
    lines: tuple[Link, ...]


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
    action: Link | None = None
    facts: tuple[Fact, ...] = ()
    contents: bool = False  # whether "On this page" is listed
    earlier: Link | None = None
    later: Link | None = None
    canonical: str = ""  # the address search engines should show; its own when empty
    short_address: str = ""  # its own address when empty
    checked: str = ""  # the footer's first line, where it differs from the site's
    scripts: tuple[str, ...] = ()
    search_words: tuple[str, ...] = ()
    listed: bool = True  # in the search and the list of every page
    searched: bool = True  # False: only listed, since what it says is said better on other pages
    is_shell: bool = False  # the frame of the workspace, taken out of the public site


class File(msgspec.Struct, frozen=True):
    """Something published as it is. `path` is relative to the site's root."""

    path: str
    content: bytes


def staged(page: Page) -> File:
    """The page as a Markdown file with front matter, where MkDocs finds it: `/a/b/` is `a/b/index.md`."""
    front: dict[str, Any] = msgspec.to_builtins(page)
    body = front.pop("markdown")
    front.setdefault("canonical", page.address)
    front.setdefault("short_address", page.address)
    if "search_words" in front:
        front["tags"] = front.pop("search_words")  # the name under which the search index takes words in
    if not (page.listed and page.searched) or page.is_shell:
        front["search"] = {"exclude": True}
    head = yaml.dump(front, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1000)
    return File(f"{page.address.lstrip('/')}index.md", f"---\n{head}---\n\n{body.strip()}\n".encode())


_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
