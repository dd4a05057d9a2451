"""Steps over what the generator made: the frame is taken out, and the search index shrinks to what is searched."""

import html
import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from forms_backend.pages.shell import SHELL_ADDRESS, shell_of

INDEX = "search/search_index.json"
SHELL = ".workspace/shell.html"

_SHELL_PAGE = f"{SHELL_ADDRESS.lstrip('/')}index.html"

_ELEMENT = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")


def finished(rendered: Mapping[str, str]) -> dict[str, str]:
    """The pages and the search index out of what the generator made (path: text); all else came with its theme."""
    kept = {path: text for path, text in rendered.items() if path.endswith(".html") and path != _SHELL_PAGE}
    if _SHELL_PAGE in rendered:
        kept[SHELL] = shell_of(rendered[_SHELL_PAGE])
    if INDEX in rendered:
        kept[INDEX] = search_index(rendered[INDEX])
    return kept


def search_index(generated: str) -> str:
    """The generator's index as a list of {at, title, text, words}, in plain text, sorted by address."""
    entries = [_entry(one) for one in json.loads(generated)["docs"]]
    return index_text(entries)


def merged_index(earlier: str, part: str, pages: Collection[str]) -> str:
    """The earlier index with the entries of some pages (addresses) replaced by those of `part`."""
    kept = [one for one in json.loads(earlier) if one["at"].partition("#")[0] not in pages]
    return index_text([*kept, *json.loads(part)])


def index_text(entries: Collection[dict[str, Any]]) -> str:
    """The index as it is published; equal entries give equal bytes, whatever their order."""
    return json.dumps(sorted(entries, key=lambda one: str(one["at"])), ensure_ascii=False, separators=(",", ":")) + "\n"


def _entry(one: dict[str, Any]) -> dict[str, Any]:
    entry = {"at": f"/{one['location']}", "title": _plain(one["title"]), "text": _plain(one["text"])}
    words = one.get("tags")
    return {**entry, "words": words} if words and "#" not in one["location"] else entry


def _plain(markup: str) -> str:
    return _SPACE.sub(" ", html.unescape(_ELEMENT.sub(" ", markup))).strip()
