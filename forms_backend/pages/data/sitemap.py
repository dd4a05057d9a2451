"""The list of pages for search engines."""

from collections.abc import Collection
from xml.sax.saxutils import escape

from forms_backend.pages.page import File, Page

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def sitemap(pages: Collection[Page], origin: str) -> File:
    """`sitemap.xml`: every page that is the one to show for what it says. No dates, so that equal sites are equal."""
    shown = [one.address for one in pages if not one.is_shell and one.canonical in ("", one.address)]
    lines = [f"<url><loc>{escape(origin + address)}</loc></url>\n" for address in sorted(shown)]
    return File("sitemap.xml", f"{_HEAD}{''.join(lines)}</urlset>\n".encode())
