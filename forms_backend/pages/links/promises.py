"""What we promised: addresses and anchors answer for ever, and old ones lead to where their part is now."""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from forms_backend.pages import addresses
from forms_backend.pages.links.anchors import are_promised, headings_of, ids_of, unsteady_anchors
from forms_backend.pages.links.ledger import LEDGER, Entry, Ledger, ledger_of
from forms_backend.pages.links.link_check import address_of, broken_links, path_of
from forms_backend.pages.links.moved import MOVED, Move, anchor_of, page_of
from forms_backend.questions.problems import Problem

_BY_HAND = "guidance/"  # other files have headings of a fixed name, or are read by other programs too
_OF_A_QUESTION = re.compile(r"\d+|(?:.*-)?\d+(?:\.\d+)+")  # its number: the next one has nothing to do with it
_LEDGER, _MOVED = f"content/{LEDGER}", f"content/{MOVED}"  # as messages show them


class Promises(msgspec.Struct, frozen=True, kw_only=True):
    """What was published before, what has moved, and what the site would be without its moves."""

    ledger: Ledger
    moves: tuple[Move, ...]
    own: frozenset[str]  # paths of pages and files, without what moves add
    sources: Mapping[str, str]  # the content file of each page, by path


class Finished(NamedTuple):
    """The finished site: pages as drawn (path: HTML), the path of every file, and what of it is for linking."""

    pages: Mapping[str, str]
    paths: Collection[str]
    ledger: Ledger


def finished_site(made: Mapping[str, str], paths: Collection[str]) -> Finished:
    """What the generator made (path: text), and all paths of the site, as checks want them."""
    pages = {path: text for path, text in made.items() if path.endswith(".html")}
    return Finished(pages, paths, ledger_of(pages, paths))


def faults(promises: Promises, site: Finished) -> list[str]:
    """Lines that say what leads nowhere and what to do about it; none when all is well."""
    links = list(broken_links(site.pages, site.paths, promises.sources))
    lost = broken_promises(promises, site)
    return [
        *_listed("1 link leads nowhere", "links lead nowhere", links),
        *_listed("1 promise is broken", "promises are broken", lost),
    ]


def broken_promises(promises: Promises, site: Finished) -> list[Problem]:
    """Everything that is lost without a redirect, moves that lead nowhere, and anchors that would not last."""
    return sorted([*_losses(promises, site), *_bad_moves(promises, site), *_unsteady(promises, site)])


def _listed(one: str, many: str, found: Sequence[object]) -> list[str]:
    if not found:
        return []
    return [f"{one if len(found) == 1 else f'{len(found)} {many}'}:", *map(str, found)]


def _losses(promises: Promises, site: Finished) -> Iterator[Problem]:
    moved = {one.old for one in promises.moves}
    for address, entry in promises.ledger.items():
        path = path_of(address)
        if address in moved:
            continue
        if path not in site.paths:
            yield _lost_address(address, entry, promises, site)
        elif path in site.pages:
            for anchor in sorted(entry.anchors - ids_of(site.pages[path])):
                if f"{address}#{anchor}" not in moved:
                    yield _lost_anchor(address, anchor, entry, promises, site)


def _lost_address(address: str, entry: Entry, promises: Promises, site: Finished) -> Problem:
    new = {_name(one): one for one in site.ledger if one not in promises.ledger}
    near = _near(_name(address), new)
    line = f"{address}: {new[near[0]] if near else _above(address, site)}"
    remedy = f"Bring it back, or add this line to {_MOVED}, with the best place for its readers:\n      {line}"
    return Problem(_LEDGER, entry.line, f"{address} was published and is gone", remedy)


def _near(name: str, new: Iterable[str], likeness: float = 0.6) -> list[str]:
    """The new name most like a lost one, if any."""
    return [] if _OF_A_QUESTION.fullmatch(name) else difflib.get_close_matches(name, list(new), 1, likeness)


def _name(address: str) -> str:
    """The last part of an address: what stays when a page goes into another folder."""
    return address.rstrip("/").rpartition("/")[2]


def _above(address: str, site: Finished) -> str:
    """The nearest page above an address."""
    parts = address.strip("/").split("/")
    above = (f"/{'/'.join(parts[:end])}/" for end in range(len(parts) - 1, 0, -1))
    return next((one for one in above if path_of(one) in site.pages), addresses.HOME)


def _lost_anchor(address: str, anchor: str, entry: Entry, promises: Promises, site: Finished) -> Problem:
    headings = headings_of(site.pages[path_of(address)])
    new = [one for one in headings if one not in entry.anchors]
    source = promises.sources.get(path_of(address), "")
    is_renamed = source.startswith(_BY_HAND) and len(new) == 1  # elsewhere, entries come and go without each other
    near = _near(anchor, new, 0.5) or (new if is_renamed else [])
    words = headings[near[0]] if near else "New words"
    keep = f"Keep the old name in the heading (content/{source}): `## {words} {{: #{anchor} }}`,\n    or add"
    begin = keep if source.startswith(_BY_HAND) else "Add"
    remedy = (
        f"{begin} this line to {_MOVED}, with the place where that part is now:\n"
        f"      {address}#{anchor}: {address}{f'#{near[0]}' if near else ''}"
    )
    return Problem(_LEDGER, entry.line, f"{address}#{anchor} was published and is gone", remedy)


def _bad_moves(promises: Promises, site: Finished) -> Iterator[Problem]:
    moved = {one.old for one in promises.moves}
    for move in promises.moves:
        found = (_fault_of_old(move, moved, promises, site), _fault_of_new(move, promises, site))
        yield from (Problem(_MOVED, move.line, *fault) for fault in found if fault)


def _fault_of_old(move: Move, moved: Collection[str], promises: Promises, site: Finished) -> tuple[str, str] | None:
    page, anchor = page_of(move.old), anchor_of(move.old)
    path = path_of(page)
    if anchor and path not in promises.own and page not in moved:
        return f"{page} does not exist", f"Say in a line of its own where that page is now: `{page}: ...`."
    twice = site.pages.get(path, "").count(f' id="{anchor}"') > 1  # the other one is what the move itself put there
    if (anchor and twice) or (not anchor and path in promises.own):
        return f"{move.old} is said to have moved, and still exists", "Take this line out, or what still exists."
    return None


def _fault_of_new(move: Move, promises: Promises, site: Finished) -> tuple[str, str] | None:
    page, anchor = page_of(move.new), anchor_of(move.new)
    path = path_of(page)
    if page.startswith(addresses.WORKSPACE):
        return None
    if path not in promises.own:
        return f"{page} does not exist", _meant(page, site.ledger)
    names = ids_of(site.pages.get(path, ""))
    if anchor and anchor not in names:
        return f"{page} has no part called `{anchor}`", _meant(anchor, names)
    return None


def _meant(given: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(given, list(known), 1)
    return f"Did you mean `{near[0]}`?" if near else "Let it lead to something that exists."


def _unsteady(promises: Promises, site: Finished) -> Iterator[Problem]:
    for path, html in site.pages.items():
        for name, words in unsteady_anchors(html) if are_promised(path) else ():
            what = (
                f"{address_of(path)} has more than one heading `{words}`, and only a count tells their addresses apart"
            )
            remedy = f"Change its words, or name it yourself: `## {words} {{: #{name.rpartition('_')[0]}-of-what }}`."
            yield Problem(f"content/{promises.sources.get(path, '')}", 1, what, remedy)
