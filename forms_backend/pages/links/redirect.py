"""A page that only sends a reader on. HTML, since a static host can do it in no other way."""

from collections.abc import Mapping
from html import escape

from forms_backend.pages.page import File


def redirect(address: str, target: str, origin: str, what: str) -> File:
    """A short address: `what` names in words what is at `target`."""
    return _page(address, target, origin, ("This is a short address", what), _at_once(target))


def moved_page(address: str, target: str, origin: str, what: str, parts: Mapping[str, str]) -> File:
    """A page that has moved. A link to one of its `parts` (anchor: address) leads there, any other to the same anchor.

    Only a script can see the anchor that was asked for. Without one, every link leads to `target`.
    """
    links = [f'<li><a id="{escape(one)}" href="{escape(to)}">{escape(to)}</a></li>\n' for one, to in parts.items()]
    listed = f"<p>Parts of it are now here:</p>\n<ul>\n{''.join(links)}</ul>\n" if links else ""
    head = f'<script defer src="/assets/moved.js"></script>\n<noscript>{_at_once(target)}</noscript>'
    return _page(address, target, origin, ("This page has moved", what), head, listed)


def _at_once(target: str) -> str:
    return f'<meta http-equiv="refresh" content="0; url={escape(target)}">'


def _page(address: str, target: str, origin: str, words: tuple[str, str], head: str, listed: str = "") -> File:
    title, what = map(escape, words)
    html = (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Go to {what}</title>\n{head}\n"
        '<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">\n'
        f'<link rel="canonical" href="{escape(origin + target)}">\n</head>\n<body>\n<main>\n'
        f'<h1>{title}</h1>\n<p><a href="{escape(target)}">Go to {what}</a></p>\n{listed}'
        "</main>\n</body>\n</html>\n"
    )
    path = address.lstrip("/")
    return File(f"{path}index.html" if path.endswith("/") else f"{path}/index.html", html.encode())
