"""The search index: what the search on the site looks through, made smaller from what the generator wrote."""

import html
import json
import re
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

import msgspec

INDEX = "search/search_index.json"
TITLE_ONLY = {"boost": 0}  # front matter of a page of which only the title and the search words are indexed

_LEFT_OUT = frozenset({"Where this comes from", "How we know", "What to do next"})  # nobody looks for these sections
_TEMPLATE = "Template"  # the kind of page that shows a whole document, below one of these headings
_DOCUMENTS = frozenset({"What it says", "What is in it already", "What to put in each column"})
_ELEMENT = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")


class Passage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A section of a page as plain text. What stands before the first heading has no title and no anchor."""

    text: str
    title: str = ""
    at: str = ""  # the anchor of its heading, such as #in-short


class IndexedPage(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the search knows of a page. `words` are what people type when they look for it."""

    at: str
    kind: str  # in words: Question
    title: str
    words: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


def search_index(generated: str) -> str:
    """The generator's index as a list of pages, in plain text, sorted by address."""
    sections = sorted(json.loads(generated)["docs"], key=_page_of)
    return _index_text([_indexed(page, list(parts)) for page, parts in groupby(sections, key=_page_of)])


def merged_index(earlier: str, part: str, pages: Collection[str]) -> str:
    """The earlier index with some pages (addresses) replaced by those of `part`."""
    kept = [one for one in _pages_in(earlier) if one.at not in pages]
    return _index_text([*kept, *_pages_in(part)])


def _pages_in(index: str) -> tuple[IndexedPage, ...]:
    return msgspec.json.decode(index, type=tuple[IndexedPage, ...])


def _index_text(pages: Collection[IndexedPage]) -> str:
    """Equal pages give equal bytes, whatever their order."""
    return msgspec.json.encode(sorted(pages, key=lambda one: one.at)).decode() + "\n"


def _page_of(section: dict[str, Any]) -> str:
    return str(section["location"]).partition("#")[0]


def _indexed(page: str, sections: list[dict[str, Any]]) -> IndexedPage:
    whole = next(one for one in sections if one["location"] == page)
    kind, *words = whole["tags"]
    passages = () if whole.get("boost") == 0 else tuple(_passages(sections))
    return IndexedPage(
        at=f"/{page}",
        kind=kind,
        title=_plain(whole["title"]),
        words=tuple(words),
        passages=tuple(_without_document(passages)) if kind == _TEMPLATE else passages,
    )


def _passages(sections: list[dict[str, Any]]) -> Iterator[Passage]:
    for one in sections:
        title, text = _plain(one["title"]), _plain(one["text"])
        _, mark, anchor = one["location"].partition("#")
        if title not in _LEFT_OUT and (text or mark):
            yield Passage(text, title, f"#{anchor}") if mark else Passage(text)


def _without_document(passages: Collection[Passage]) -> Iterator[Passage]:
    """Of a document shown on its page only the headings: its words would crowd out what explains them."""
    is_inside = False
    for one in passages:
        is_inside = is_inside or one.title in _DOCUMENTS
        yield Passage("", one.title, one.at) if is_inside else one


def _plain(markup: str) -> str:
    return _SPACE.sub(" ", html.unescape(_ELEMENT.sub(" ", markup))).strip()
