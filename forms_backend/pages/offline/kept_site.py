"""The kept site: pages that a browser shows without the internet, once asked to; and the site as a program."""

import hashlib
import json
import re
import zlib
from collections.abc import Collection, Mapping
from typing import NamedTuple

from forms_backend.pages import addresses
from forms_backend.pages.links.link_check import address_of
from forms_backend.pages.page import File
from forms_backend.pages.search.search_index import INDEX
from forms_backend.pages.site_facts import SiteFacts

WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"
NOTICE = "offline.html"  # shown in place of a page that is not kept

_BRAND = "#0b4f4a"
_ICON_SIZES = (192, 512)  # pixels; the pictures have room around the mark, so that they may be cut to any shape
_DOCUMENTS = ("downloads/", "data/")  # folders of files that are large, or for other programs
_NOT_KEPT = (".", "404.html", "feed.xml", "sitemap.xml")  # how paths begin
_COMPRESSED = (".html", ".js", ".json", ".svg")  # what a host compresses on the way
_VERSION = re.compile(rb'"/assets/companion\.js\?v=(\w+)"')
_SIZE = re.compile(r'(<span data-size="([^"]*)">)[^<]*(</span>)')


class Weight(NamedTuple):
    """What a kept site weighs in bytes: on the device, and on the way there where the host compresses."""

    room: int
    fetched: int


def manifest(facts: SiteFacts) -> File:
    """What a browser wants to know to install the site. `minimal-ui` leaves the way back and the address in sight."""
    icons = [
        {"src": f"/assets/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in _ICON_SIZES
        for purpose in ("any", "maskable")
    ]
    said = {
        "id": addresses.HOME,
        "name": facts.name,
        "short_name": facts.name,
        "description": facts.home.description,
        "lang": "en-GB",
        "dir": "ltr",
        "start_url": addresses.HOME,
        "scope": addresses.HOME,
        "display": "minimal-ui",
        "theme_color": _BRAND,
        "background_color": _BRAND,
        "icons": icons,
    }
    return File(MANIFEST, f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode())


def worker(source: bytes, site: Mapping[str, bytes]) -> bytes:
    """The service worker: its source, with what it keeps of the site (path: content) written above it."""
    kept = kept_paths(site)
    first = [path for path in kept if path in ("index.html", "search/index.html", INDEX, NOTICE) or _is_asset(path)]
    version = _VERSION.search(site["index.html"])
    digests = {address_of(path): _digest(site[path]) for path in kept}
    others = sorted(set(site) - set(kept) - {WORKER})
    build = {
        "version": _digest(json.dumps(digests).encode()),
        "scripts": version[1].decode() if version else "",
        "notice": f"/{NOTICE}",
        "frame": [address_of(path) for path in first],
        "others": [f"/{path}" for path in others if "." in path and not f"/{path}".startswith(("/.", "/assets/"))],
        "kept": digests,
    }
    return f"const BUILD = {json.dumps(build, separators=(',', ':'))};\n\n".encode() + source


def kept_paths(paths: Collection[str]) -> list[str]:
    """What of the site is kept on a device, sorted: pages and what they need, and templates, but no large documents."""
    return sorted(path for path in paths if _is_kept(path))


def weight(site: Mapping[str, bytes]) -> Weight:
    """What is kept of the site (path: content) weighs."""
    kept = [(path, site[path]) for path in kept_paths(site)]
    fetched = (len(zlib.compress(content, 1) if path.endswith(_COMPRESSED) else content) for path, content in kept)
    return Weight(sum(len(content) for _, content in kept), sum(fetched))


def later_size(name: str) -> str:
    """A place on a page for words on a size that is only known once the site is finished."""
    return f'<span data-size="{name}"></span>'


def with_sizes(html: str, sizes: Mapping[str, str]) -> str:
    """The page with the words for each size; those not named are emptied. What was filled in before is replaced."""
    return _SIZE.sub(lambda found: f"{found[1]}{sizes.get(found[2], '')}{found[3]}", html)


def keeping_section() -> str:
    """The part of the page of downloads that asks a browser to keep the site (assets/offline.js), as Markdown."""
    return f"""\
<div id="keep" hidden markdown="1">

## Keep this site on this device

Read every page and template without the internet, in this browser. Your workspace still needs the internet, and nothing
from it is kept.

While you are online, the kept pages bring themselves up to date. Some browsers clear them after some weeks without a
visit. You can keep them again then. On a shared computer, other people can see that this site is kept.

<p>{later_size("kept")}</p>
<p id="kept" role="status" tabindex="-1"></p>
<p><button class="btn second" type="button"></button> <button class="btn second" type="button"></button></p>

You can also put the site on your home screen or desktop. Look for "Install" or "Add to Home screen" in the menu of your
browser.

</div>"""


def _is_kept(path: str) -> bool:
    if path.startswith(_NOT_KEPT) or "/." in path or path.endswith(".zip"):
        return False
    return path.endswith(".html") or _is_asset(path) or not path.startswith((*_DOCUMENTS, "assets/", WORKER, MANIFEST))


def _is_asset(path: str) -> bool:
    return path.startswith("assets/") and path.endswith((".js", ".svg"))


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=4).hexdigest()
