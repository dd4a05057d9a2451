"""The committed list of every address the site has ever published, with its anchors. None of them may be lost."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from forms_backend.pages.links.anchors import anchors_of, are_promised
from forms_backend.pages.links.link_check import address_of
from forms_backend.questions.problems import Report

LEDGER = "addresses.txt"
RECORD = "python build.py --record"

_HEAD = f"""\
# Every address this site has published, and the anchors on it. The build fails when one of them leads nowhere.
# `{RECORD}` adds what is new. Take nothing out: what moves gets a line in moved.yaml.
"""
_FOR_BROWSERS = ("404.html", "offline.html", "sw.js", "manifest.webmanifest")
_NOT_FOR_LINKING = (".", "assets/", "search/search_index", *_FOR_BROWSERS)  # how their paths begin


class Entry(NamedTuple):
    """What was published at one address, and the line of the ledger that says so."""

    anchors: frozenset[str]
    line: int = 0


Ledger = Mapping[str, Entry]  # by address


def read_ledger(content: Path, report: Report) -> Ledger:
    """The ledger of a content folder; empty when it has none. Lines that are not understood are reported.

    Lines may stand in any order, and an address twice, as git leaves them when two people added to the list.
    """
    place = content / LEDGER
    # Not by read_text, which refuses long files: this one grows every year.
    text = place.read_bytes().decode("utf-8-sig", errors="replace") if place.exists() else ""
    found: dict[str, Entry] = {}
    for number, line in enumerate(text.splitlines(), 1):
        address, *anchors = line.split() or ["#"]
        if address.startswith("#"):
            continue
        if not address.startswith("/") or not all(one.startswith("#") for one in anchors):
            report.add(place, number, "this is not an address with its anchors", "Take this line out, keep the others.")
            continue
        before = found[address].anchors if address in found else frozenset()
        found[address] = Entry(before | {one[1:] for one in anchors}, number)
    return found


def ledger_of(pages: Mapping[str, str], paths: Iterable[str]) -> Ledger:
    """What a site publishes for linking. `pages` are drawn (path: HTML), `paths` are all files, pages included."""
    shown = (path for path in sorted(paths) if not path.startswith(_NOT_FOR_LINKING) and "/." not in path)
    return {address_of(path): Entry(frozenset(_anchors(path, pages))) for path in shown}


def unrecorded(known: Ledger, now: Ledger) -> list[str]:
    """Addresses, and anchors of known ones, that are not in the ledger yet."""
    new = [one for one in now if one not in known]
    return new + [
        f"{one}#{each}" for one in now if one in known for each in sorted(now[one].anchors - known[one].anchors)
    ]


def news(content: Path, known: Ledger, now: Ledger, *, record: bool) -> str:
    """What a build says of addresses that are new; nothing when there are none. To `record` writes them down first."""
    if record:
        (content / LEDGER).write_bytes(ledger_text(known, now).encode())
    many = len(unrecorded(known, now))
    if not many:
        return ""
    what = "1 new address" if many == 1 else f"{many} new addresses and anchors"
    return f"; {what} recorded" if record else f"; {what}, not recorded yet: `{RECORD}`"


def ledger_text(known: Ledger, now: Ledger) -> str:
    """The text of a ledger of both, sorted, an address a line."""
    none = Entry(frozenset())
    both = {one: known.get(one, none).anchors | now.get(one, none).anchors for one in {*known, *now}}
    lines = [" ".join([one, *(f"#{each}" for each in sorted(both[one]))]) for one in sorted(both)]
    return _HEAD + "".join(f"{line}\n" for line in lines)


def _anchors(path: str, pages: Mapping[str, str]) -> Iterable[str]:
    return anchors_of(pages[path]) if path in pages and are_promised(path) else ()
