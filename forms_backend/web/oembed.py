"""oEmbed (oembed.com): another site turns the address of one of our questions into a card by asking here."""

import re
from html import escape
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, abort, jsonify, request

from forms_backend.pages import addresses
from forms_backend.pages.questions.cards import HEIGHT, WIDTH
from forms_backend.web.service import service

oembed = Blueprint("oembed", __name__)

DAY = 86_400  # seconds
_LEAST = 200  # pixels; a card in a smaller frame could not be read

_ASKED = re.compile(r"/(?:q|questions|embed/questions)/(?:(\d{4}-\d{2})/)?([0-9A-Za-z.]+)/?")


@oembed.get(addresses.OEMBED)
def answer() -> Response:
    """The card of the question that `url` names. 404: no question of ours; 501: a format we do not speak."""
    form = request.args.get("format", "json")
    if form not in ("json", "xml"):
        return Response("This speaks json and xml.\n", 501, content_type="text/plain")
    found = _card(request.args.get("url", ""), _pixels("maxwidth", WIDTH), _pixels("maxheight", HEIGHT))
    response = jsonify(found) if form == "json" else Response(_xml(found), content_type="text/xml; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"  # public facts, asked for by scripts of other sites
    response.cache_control.max_age = DAY
    return response


def _card(url: str, width: int, height: int) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
    except ValueError:
        abort(404)
    asked = _ASKED.fullmatch(parts.path)
    ours = parts.scheme in ("http", "https") and parts.netloc.casefold() == request.host.casefold()
    library = service().library
    question = library.newest.by_number(asked[2]) if asked and ours else None
    if asked is None or question is None or asked[1] not in (None, library.newest.year):
        abort(404)
    # A frame without encryption stays empty on a page with it. Who asks may know that better than we behind a proxy.
    scheme = "https" if request.is_secure else parts.scheme
    origin, name = f"{scheme}://{request.host}", service().site_name
    title = f"DSPT question {question.number}: {question.ask}"
    card = origin + addresses.of_card(question.number)
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": name,
        "provider_url": f"{origin}/",
        "cache_age": DAY,
        "width": width,
        "height": height,
        "html": (
            f'<iframe src="{escape(card)}" width="{width}" height="{height}" title="{escape(title)}" loading="lazy">'
            "</iframe>"
        ),
    }


def _pixels(name: str, usual: int) -> int:
    """What the asker has room for, at most the usual; nonsense counts as not said."""
    text = request.args.get(name, "")
    return (
        max(_LEAST, min(usual, int(text))) if text.isascii() and text.isdigit() and len(text) < len("100000") else usual
    )


def _xml(found: dict[str, Any]) -> bytes:
    root = ET.Element("oembed")
    for name, value in found.items():
        ET.SubElement(root, name).text = str(value)
    made: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return made
