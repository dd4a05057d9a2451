"""Plain text inside Markdown, so that it shows as typed; and small ways of putting words together."""

import re
from collections.abc import Sequence

_KILOBYTE = 1024
_LINKED = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ACTIVE = re.compile(r"([\\`*_{}\[\]|])")
_LISTLIKE = re.compile(r"^(\s*)([#+-]|\d+[.)])", re.MULTILINE)


def as_markdown(text: str) -> str:
    """The text with everything escaped that Markdown would read as markup."""
    escaped = _ACTIVE.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return _LISTLIKE.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", escaped)


def link_to(words: str, url: str | None) -> str:
    """A link in Markdown to an address of the web, which no bracket in it can end; without an address, the words."""
    if url is None:
        return as_markdown(words)
    return f"[{as_markdown(words)}](<{url.replace('<', '%3C').replace('>', '%3E')}>)"


def in_a_row(words: Sequence[str]) -> str:
    """The words with commas between, a capital only first: "Registered manager, deputy manager, IT supplier"."""
    return ", ".join([*words[:1], *map(mid_sentence, words[1:])])


def mid_sentence(words: str) -> str:
    """The words as they stand inside a sentence: "Owner" is "owner", "IT supplier" stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def without_links(text: str) -> str:
    """Markdown with each link as its words only."""
    return _LINKED.sub(r"\1", text)


def size_in_words(size: int) -> str:
    """A size in bytes, rounded: 13 KB, 2.4 MB."""
    kilobytes = max(1, round(size / _KILOBYTE))
    return f"{kilobytes} KB" if kilobytes < _KILOBYTE else f"{size / _KILOBYTE**2:.1f} MB"


def sentence(words: str) -> str:
    """The words as a sentence of their own: a capital first, a full stop last."""
    text = words[:1].upper() + words[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
