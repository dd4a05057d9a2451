"""Whether the pages of others that we link to still answer. Asks politely: one question at a time to each host."""

import logging
import re
import time
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http import HTTPStatus
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import (
    HTTPError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ResponseError,
    SSLError,
    TimeoutError,  # noqa: A004 - urllib3's own, which is not Python's
)

from forms_backend.pages.links.link_check import address_of, path_of

_LINK = re.compile(r'<a\b[^>]*? href="(https?://[^"]*)"')
_REFUSED_US = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
}  # says nothing about readers
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_FOR_GOOD = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
_TROUBLE = {500, 502, 503, 504}
_PAGES_SHOWN = 3
_HOPS = 8
_SILENCE: tuple[tuple[type[Exception], str, str], ...] = (  # the first that fits: a refusal counts as a timeout there
    (NameResolutionError, "No such host", "Check the spelling, and whether this machine is on the internet."),
    (NewConnectionError, "Nobody answers there", "Check the spelling, or find another source."),
    (TimeoutError, "No answer in time", "Try again tomorrow. If it stays so, find another source."),
    (SSLError, "Its certificate is not valid", "Readers see a warning. Find another source."),
    (ResponseError, "It leads round in a circle", "Open it in a browser."),
)
_RETRIES_OF_HEAD = urllib3.Retry(total=None, connect=0, read=0, other=0, redirect=_HOPS)
_RETRIES_OF_GET = urllib3.Retry(
    total=None,
    connect=1,
    read=1,
    other=0,
    redirect=_HOPS,
    status=1,
    status_forcelist=_TROUBLE,
    backoff_factor=0.5,
    raise_on_status=False,
    respect_retry_after_header=False,  # it may ask for hours
)


class Manners(NamedTuple):
    """How we ask: our name, how long we wait for an answer and between two questions (seconds), hosts at a time."""

    agent: str
    patience: float = 20
    pause: float = 0.5
    hosts_at_once: int = 4


class Finding(NamedTuple):
    """What came of asking for a link: what to say and to do about it. `dead` when no reader can get there."""

    link: str
    what: str
    remedy: str
    dead: bool


def outside_links(site: Path, origin: str) -> dict[str, tuple[str, ...]]:
    """Each link of the finished site that leads to somebody else, and the addresses of the pages that have it."""
    found: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if any(part.startswith(".") for part in path.relative_to(site).parts):
            continue
        for link in dict.fromkeys(map(unescape, _LINK.findall(path.read_text(encoding="utf-8")))):
            if not f"{link}/".startswith(f"{origin}/"):
                found.setdefault(link.partition("#")[0], []).append(address_of(name))
    return {link: tuple(dict.fromkeys(pages)) for link, pages in found.items()}


def findings(links: Collection[str], manners: Manners) -> list[Finding]:
    """What is wrong with the given links, in their order; none for those that answer."""
    logging.getLogger("urllib3").setLevel(logging.ERROR)  # what came of each retry is in the findings
    by_host = [list(group) for _, group in groupby(sorted(links, key=_host), key=_host)]
    with ThreadPoolExecutor(manners.hosts_at_once) as several:
        asked = several.map(lambda one: _ask_a_host(one, manners), by_host)
        found = {one.link: one for each in asked for one in each}
    return [found[link] for link in links if link in found]


def asked(links: Mapping[str, Collection[str]], manners: Manners, sources: Mapping[str, str]) -> tuple[str, bool]:
    """What came of asking for `links` (with the addresses of their pages), in words, and whether none is dead.

    `sources` are the content files of pages, by path.
    """
    found = findings(links, manners)
    dead = sum(one.dead for one in found)
    head = f"{dead} of {len(links)} outside links {'is' if dead == 1 else 'are'} dead."
    lines = [f"{one.link}\n    {one.what}. {one.remedy}\n    {_where(links[one.link], sources)}" for one in found]
    return "\n".join([*lines, head]), not dead


def _ask_a_host(links: list[str], manners: Manners) -> list[Finding]:
    agent = manners.agent.encode("ascii", "ignore").decode()  # more than a header may hold
    found = []
    with urllib3.PoolManager(headers={"User-Agent": agent}, timeout=urllib3.Timeout(manners.patience)) as asking:
        for at, link in enumerate(links):
            if at:
                time.sleep(manners.pause)
            if finding := _asked(link, asking):
                found.append(finding)
    return found


def _asked(link: str, asking: urllib3.PoolManager) -> Finding | None:
    """The head alone first; the page itself, and that twice, where a server does not like the first question."""
    try:
        first = _answer("HEAD", link, asking, _RETRIES_OF_HEAD)
        if first.status < HTTPStatus.BAD_REQUEST:
            return _said(link, first)
    except HTTPError:
        pass
    try:
        return _said(link, _answer("GET", link, asking, _RETRIES_OF_GET))
    except HTTPError as error:
        reason = error.reason if isinstance(error, MaxRetryError) else error
        return _silent(link, reason)


def _answer(method: str, link: str, asking: urllib3.PoolManager, retries: urllib3.Retry) -> urllib3.BaseHTTPResponse:
    answer = asking.request(method, link, retries=retries, preload_content=False)
    answer.close()  # what the page says does not matter, and may be long
    return answer


def _said(link: str, answer: urllib3.BaseHTTPResponse) -> Finding | None:
    if answer.status < HTTPStatus.BAD_REQUEST:
        hops = [one for one in answer.retries.history if one.redirect_location] if answer.retries else []
        if hops and all(one.status in _FOR_GOOD for one in hops):
            there = answer.url or hops[-1].redirect_location
            return Finding(link, f"It has moved for good to {there}", "Link to that.", dead=False)
        return None
    what = f"The answer is {answer.status} {answer.reason or ''}".strip()
    if answer.status in _REFUSED_US:
        return Finding(link, what, "It may not like programs. Open it in a browser.", dead=False)
    if answer.status in _GONE:
        return Finding(link, what, "Look for the page on that site and correct the link, or take it out.", dead=True)
    return Finding(link, what, "Try again tomorrow. If it stays so, find another source.", dead=True)


def _silent(link: str, reason: object) -> Finding:
    for kind, what, remedy in _SILENCE:
        if isinstance(reason, kind):
            return Finding(link, what, remedy, dead=kind is not ResponseError)
    return Finding(link, "Nobody answers there", "Check the spelling, or find another source.", dead=True)


def _where(pages: Collection[str], sources: Mapping[str, str]) -> str:
    files = {one: sources.get(path_of(one)) for one in list(pages)[:_PAGES_SHOWN]}
    shown = [f"{one} (content/{file})" if file else one for one, file in files.items()]
    more = len(pages) - len(shown)
    return f"On {', '.join(shown)}{f' and {more} more' if more else ''}."


def _host(link: str) -> str:
    return urlsplit(link).netloc
