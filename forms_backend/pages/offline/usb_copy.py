"""The USB copy: the public site as a folder that opens from a stick, without server, internet or installation."""

import io
import json
import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from forms_backend.answers.days import in_words
from forms_backend.pages.links.link_check import path_of
from forms_backend.pages.offline.kept_site import MANIFEST, NOTICE, WORKER
from forms_backend.pages.search.search_index import INDEX

USB_COPY = "downloads/dspt-companion-offline.zip"
FOLDER = "dspt-companion"  # in the zip, so that unpacking leaves one folder
README = "README.txt"

_LEFT_OUT = frozenset({USB_COPY, WORKER, MANIFEST, NOTICE, INDEX, "404.html", "sitemap.xml"})
_SEARCH = "search/index.html"
_INDEX_SCRIPT = INDEX.removesuffix(".json") + ".js"
_SQUEEZED_ALREADY = (".docx", ".ods", ".odt", ".pdf", ".png", ".xlsx", ".zip")
_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first day a zip knows: always the same, so that bytes are the same
_READABLE = 0o644 << 16

_LINK = re.compile(r'(<[a-z][^>]*? (?:href|src|action)="|<meta http-equiv="refresh" content="0; url=)/([^"]*)"')
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')
_NOT_IN_FILES = re.compile(r" (?:connect|manifest|worker)-src [^;]*;")
_MANIFEST_LINK = re.compile(r'<link rel="manifest"[^>]*>\n?')
_FIRST_SCRIPT = re.compile(r'<script defer src="')
_HEADER = "<header>"


class Original(NamedTuple):
    """What a copy says of the site it was made from: its name, its address without a slash, and its newest check."""

    name: str
    origin: str
    newest: date
    licence: str


def copied(site: Mapping[str, bytes], original: Original) -> dict[str, bytes]:
    """The files of the copy by path, made from those of the finished site: links lead from file to file.

    A link to what only the site on the internet has gets its full address there.
    """
    paths = {path for path in site if path not in _LEFT_OUT and not path.startswith(".") and "/." not in path}
    made = {path: site[path] for path in paths if not path.endswith(".html")}
    for path in paths - made.keys():
        made[path] = _page(path, site[path].decode(), paths, original).encode()
    if INDEX in site and _SEARCH in made:
        made[_INDEX_SCRIPT] = _index_script(site[INDEX], paths)
    made[README] = _readme(original).encode()
    return made


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip with one folder. Equal files give equal bytes."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for path in sorted(files):
            entry = ZipInfo(f"{FOLDER}/{path}", _NO_DAY)
            entry.external_attr = _READABLE
            entry.create_system = 3  # the same on every system; otherwise the zip says on which it was made
            kind = ZIP_STORED if path.endswith(_SQUEEZED_ALREADY) else ZIP_DEFLATED
            archive.writestr(entry, files[path], kind, 6)
    return packed.getvalue()


def _page(path: str, html: str, paths: Collection[str], original: Original) -> str:
    host = re.escape(urlsplit(original.origin).netloc)
    shown = re.compile(rf'<a href="(/[^"]*)">(?={host}\1</a>)')  # a link that shows its address keeps it
    html = shown.sub(rf'<a href="{escape(original.origin)}\1">', _MANIFEST_LINK.sub("", html))
    html = _POLICY.sub(_policy_for_files, html)
    html = _LINK.sub(partial(_link, up="../" * path.count("/"), paths=paths, original=original), html)
    if path == _SEARCH:
        html = _FIRST_SCRIPT.sub(lambda found: f'<script defer src="../{_INDEX_SCRIPT}"></script>\n{found[0]}', html, 1)
    return html.replace(_HEADER, f"{_note(original)}\n{_HEADER}", 1)


def _link(found: re.Match[str], up: str, paths: Collection[str], original: Original) -> str:
    return f'{found[1]}{escape(_target(unescape(f"/{found[2]}"), up, paths, original.origin))}"'


def _target(address: str, up: str, paths: Collection[str], origin: str) -> str:
    """The way from a file in the copy to what an address of the site names; `up` leads to the first folder."""
    page, mark, anchor = address.partition("#")
    page, _, query = page.partition("?")
    path = path_of(page)
    if path not in paths:
        return f"{origin}{address}"
    # Without a server, no page can learn the name of the partner it should lead back to.
    if "partner=" in query:
        query = urlencode([one for one in parse_qsl(query, keep_blank_values=True) if one[0] != "partner"])
    return f"{up}{path}{f'?{query}' if query else ''}{mark}{anchor}"


def _policy_for_files(policy: re.Match[str]) -> str:
    """For files, browsers do not agree on what `'self'` is; the name of the scheme is understood by all."""
    return _NOT_IN_FILES.sub("", policy[0]).replace("'self'", "'self' file:")


def _index_script(index: bytes, paths: Collection[str]) -> bytes:
    """The search index as a script, since a page that was opened from a file may not fetch another."""
    pages = json.loads(index)
    for one in pages:
        one["at"] = _target(one["at"], "../", paths, "")
    return f"window.searchIndex = {json.dumps(pages, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _note(original: Original) -> str:
    return (
        '<aside class="partner no-print" aria-label="About this copy">'
        f'<a class="wrap" href="{escape(original.origin)}/">A copy from {in_words(original.newest)}. '
        "Your workspace and newer pages need the internet: "
        f"{escape(urlsplit(original.origin).netloc)}</a></aside>"
    )


def _readme(original: Original) -> str:
    text = f"""\
{original.name}: a copy to read without the internet

To read it
  Open the file index.html in this folder. It opens in your web browser.
  If you see it inside a zip file, unpack that first. On Windows, right-click
  the zip file and choose "Extract all". Then open index.html.

What it is
  Independent help for adult social care services in England with the Data
  Security and Protection Toolkit (DSPT). It is not run by the NHS.
  This folder has every page, template and document of the site. It installs
  nothing, and there is nothing about any person or organisation in it but
  what the site shows to everybody.

How old it is
  Everything in it was checked up to {in_words(original.newest)}. Pages say
  when they were checked. The newest pages are at
  {original.origin}/

What needs the internet
  The workspace, where you can answer the questions and get an action plan,
  and links to other sites.

You may copy it and pass it on
  The words and data are shared under {original.licence}.
"""
    return text.replace("\n", "\r\n")  # for the oldest Notepad
