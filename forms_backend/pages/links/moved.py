"""`content/moved.yaml`: what has another address now. Old addresses and anchors go on leading somewhere."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from forms_backend.pages import addresses
from forms_backend.pages.links.redirect import moved_page
from forms_backend.pages.page import File, OldAnchor, Page
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import Source, read_text, read_yaml

MOVED = "moved.yaml"

_ADDRESS = re.compile(r"/(?:[^\s#?/]+/)*[^\s#?/]*(?:#[^\s#]+)?")
_WRITTEN = re.compile(r"^\s*[^#\s]", re.MULTILINE)
_WORKSPACE = "Your workspace"

# Sections of a question's page that come and go with its facts. Where one is missing, its anchor stands before another.
_COME_AND_GO = (
    ("What we could not confirm", "in-the-official-toolkit"),
    ("If it does not apply to you", "in-the-official-toolkit"),
    ("New this year", "in-short"),
)
_NEW_IN = re.compile(r"^## (New in \S+)", re.MULTILINE)  # what "New this year" is called once the year is over


class Move(NamedTuple):
    """A line of `moved.yaml`: an old address, with or without an anchor, and where that is now."""

    old: str
    new: str
    line: int


def load_moves(content: Path, report: Report) -> tuple[Move, ...]:
    """Every line of `moved.yaml` that can be followed; none when there is no such file. The others are reported."""
    place = content / MOVED
    text = read_text(place, report) if place.exists() else None
    source = read_yaml(place, report) if text and _WRITTEN.search(text) else None
    if source is None:
        return ()
    moves = []
    for old, new in source.value.items():
        line = source.line((old,))
        fault = _fault(old, new) or _roundabout(old, source)
        if fault:
            report.add(place, line, *fault)
        else:
            moves.append(Move(old, new, line))
    return tuple(moves)


def page_of(address: str) -> str:
    """The address without its anchor."""
    return address.partition("#")[0]


def anchor_of(address: str) -> str:
    """The anchor of an address, or nothing."""
    return address.partition("#")[2]


def with_old_anchors(pages: Iterable[Page], moves: Collection[Move]) -> tuple[Page, ...]:
    """The pages, each with the anchors it has lost: those of `moves`, and those of sections that come and go."""
    known = tuple(pages)
    titles = {one.address: one.heading or one.title for one in known} | {addresses.WORKSPACE: _WORKSPACE}
    lost: dict[str, list[OldAnchor]] = {}
    for move in moves:
        here, there = page_of(move.old), page_of(move.new)
        if anchor_of(move.old) and (there != here or anchor_of(move.new)):
            href = f"#{anchor_of(move.new)}" if there == here else move.new
            words = titles.get(there, there)
            lost.setdefault(here, []).append(OldAnchor(anchor=anchor_of(move.old), href=href, words=words))
    return tuple(_with(one, (*_not_now(one), *lost.get(one.address, ()))) for one in known)


def files_of_moves(
    moves: Collection[Move], files: Mapping[str, bytes], pages: Iterable[Page], origin: str
) -> Iterator[File]:
    """What answers at each old address that has no anchor: a page that sends on, or for a file the new file itself."""
    titles = {one.address: one.title for one in pages}
    taken = {*files, *(f"{address.lstrip('/')}index.html" for address in titles)}
    for move in moves:
        path, now = move.old.lstrip("/"), move.new.lstrip("/")
        if anchor_of(move.old) or path in taken or f"{path}index.html" in taken:
            continue
        if now in files and not path.endswith("/"):
            yield File(path, files[now])
            continue
        parts = {anchor_of(one.old): one.new for one in moves if one.old.startswith(f"{move.old}#")}
        yield moved_page(move.old, move.new, origin, titles.get(page_of(move.new), move.new), parts)


def _fault(old: str, new: object) -> tuple[str, str] | None:
    for address in (old, new):
        if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
            what = f"`{address}` is not an address of this site"
            return what, "Write what stands after the name of the site, such as /start-here/#the-levels."
    if old.startswith(addresses.WORKSPACE) or page_of(old) == old == addresses.HOME:
        return f"`{old}` cannot move", "Take the line out."
    return None


def _roundabout(old: str, source: Source) -> tuple[str, str] | None:
    """What is wrong when the new address is itself an old one."""
    seen, now = [old], str(source.value[old])
    while now not in seen:
        seen.append(now)
        after = source.value.get(now) or source.value.get(page_of(now))
        if after is None:
            if len(seen) == 2:  # noqa: PLR2004 - the old address and the new one
                return None
            return f"`{old}` leads to {seen[1]}, which has moved too", f"Write `{old}: {now}`."
        now = after if anchor_of(str(after)) or not anchor_of(now) else f"{after}#{anchor_of(now)}"
    return f"`{old}` leads round in a circle", "Let it lead to what exists, and take out the line that leads back."


def _not_now(page: Page) -> Iterator[OldAnchor]:
    if not page.source.startswith("questions/"):
        return
    text = f"\n{page.markdown}\n"
    renamed = _NEW_IN.search(text)
    for heading, instead in _COME_AND_GO:
        anchor = _slug(heading)
        if f"\n## {heading}\n" not in text:
            now = _slug(renamed[1]) if renamed and heading.startswith("New") else instead
            yield OldAnchor(anchor=anchor, href=f"#{now}", words=page.title)


def _slug(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _with(page: Page, old: tuple[OldAnchor, ...]) -> Page:
    return msgspec.structs.replace(page, old_anchors=(*page.old_anchors, *old)) if old else page
