"""A local partner's name stays in the address when we send a reader on, so that the bar at the top stays too."""

import re
from urllib.parse import parse_qs, urlsplit

from flask import Flask, Response, request

_SLUG = re.compile(r"[a-z0-9-]{1,60}")


def keep_partner(app: Flask) -> None:
    """Set this on an app."""
    app.after_request(_pass_on)


def _pass_on(response: Response) -> Response:
    slug = request.args.get("partner", "")
    if response.location and _SLUG.fullmatch(slug):
        response.location = with_partner(response.location, slug)
    return response


def with_partner(location: str, slug: str) -> str:
    """Where a redirect leads, with the partner's name; unchanged when it leads to another site or has one."""
    parts = urlsplit(location)
    if parts.netloc or parts.scheme or "partner" in parse_qs(parts.query, keep_blank_values=True):
        return location
    return parts._replace(query="&".join(filter(None, [parts.query, f"partner={slug}"]))).geturl()
