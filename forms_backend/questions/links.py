"""Links an author writes by name, such as `[](question:backups)`; numbers and addresses are filled in later.

`question:<identity>` and `template:<slug>` and `page:<name>`. With empty square brackets a question shows its number.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

# Any name is taken, so that a wrong one is reported and not overlooked; words may go over the end of a line.
_LINK = re.compile(r"\[([^\[\]]*)\]\((question|template|page):([^()]*)\)")


class NamedLink(NamedTuple):
    """A link by name: the words between the brackets, what kind of thing it names, its name, its line."""

    words: str
    kind: str
    name: str
    line: int


def named_links(markdown: str) -> Iterator[NamedLink]:
    """Every link by name, with its line counted from 0."""
    for found in _LINK.finditer(markdown):
        yield _link(found, markdown.count("\n", 0, found.start()))


def resolved(markdown: str, target: Callable[[NamedLink], tuple[str, str]]) -> str:
    """The Markdown with each link by name replaced by the (words, address) that `target` gives."""

    def replace(found: re.Match[str]) -> str:
        words, address = target(_link(found, 0))
        return f"[{words}]({address})"

    return _LINK.sub(replace, markdown)


def _link(found: re.Match[str], line: int) -> NamedLink:
    words, kind, name = found.groups()
    return NamedLink(words, kind, name, line)
