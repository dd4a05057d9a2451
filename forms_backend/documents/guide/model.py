"""What the guide is made of, as plain values. `pages` gives them; `build.py` brings both together."""

from datetime import date

import msgspec


class Chapter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One page of the site. Its Markdown has headings from the second rank on; addresses begin with a slash."""

    address: str  # begins and ends with a slash; may have an anchor
    also: tuple[str, ...] = ()  # other addresses that lead here
    source: str  # the content file it is made from, for whoever mends a problem
    title: str
    lead: str = ""  # plain words under the title
    labels: tuple[str, ...] = ()
    about: str = ""  # Markdown: who it is for, how long it takes, when it was checked
    facts: tuple[tuple[str, str], ...] = ()  # a term, and Markdown
    markdown: str
    level: int  # 0 for a chapter, 1 for what stands below one, and so on


class Guide(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole guide. `origin` is the site's address without a path; `extensions` are those of Python-Markdown."""

    name: str
    title: str
    subtitle: str
    words: tuple[str, ...]  # paragraphs on the cover
    checked: str
    checked_on: date  # also dates the file, so that the same guide gives the same bytes
    licence: tuple[str, str]  # words and address
    origin: str
    extensions: tuple[str, ...]
    chapters: tuple[Chapter, ...]
