"""The running text of a finished page: sentences and cells, without headings, links, controls and words to copy."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
_BLOCKS = frozenset({"p", "li", "td", "dd", "div", "section"})
_NOT_RUNNING = frozenset({
    "a", "aside", "b", "blockquote", "button", "caption", "code", "dt", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "kbd", "label", "legend", "nav", "pre", "samp", "script", "select", "strong", "style", "summary", "svg", "textarea",
    "th",
})  # fmt: skip
_LOOKS = (
    "about-page|doors|error-summary|filters|pager|tag|tags|tasks|type"  # boxes of words to copy, lists, small print
)
_LOOK = re.compile(rf'\bclass="(?:[^"]* )?(?:{_LOOKS})[ "]')
_TOKEN = re.compile(r"<!--.*?-->|</?[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+|<", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_SIGNPOST = re.compile(r"\s*(?:<p>)?<a\b")


class Piece(NamedTuple):
    """Some running text as it stands in the HTML, where it begins, and the number of the block it belongs to."""

    start: int
    text: str
    block: int


def running_text(html: str) -> Iterator[Piece]:
    """Each piece of running text, in order. Attributes and comments are none; markup that is broken does no harm.

    The first cell of a row names what the row explains, and an item that begins with a link leads to what explains it:
    neither is running text.
    """
    open_: list[tuple[str, bool]] = []  # element, whether its text is running text
    block, before = 0, ""
    for token in _TOKEN.finditer(html):
        words = token[0]
        name = _NAME.match(words)
        if name is None:
            if not words.startswith("<") and all(counts for _, counts in open_):
                yield Piece(token.start(), words, block)
            continue
        element = name[1].lower()
        block += element in _BLOCKS
        if words.startswith("</"):
            _close(open_, element)
        elif element not in _VOID and not words.endswith("/>"):
            is_name = element == "td" and before == "tr"
            is_signpost = element == "li" and bool(_SIGNPOST.match(html, token.end()))
            silent = is_name or is_signpost or element in _NOT_RUNNING or bool(_LOOK.search(words))
            open_.append((element, not silent))
        before = element


def _close(open_: list[tuple[str, bool]], element: str) -> None:
    """Leave an element, and those in it that were never closed; an end without a start is passed over."""
    for at in range(len(open_) - 1, -1, -1):
        if open_[at][0] == element:
            del open_[at:]
            return
