"""How to reach somebody, as links: a phone rings, an e-mail opens, a website is named."""

from html import escape
from typing import Protocol
from urllib.parse import urlsplit


class Reachable(Protocol):
    """Someone with some of these."""

    @property
    def phone(self) -> str | None:
        """Digits and spaces."""

    @property
    def hours(self) -> str | None:
        """When the phone is answered, in words."""

    @property
    def email(self) -> str | None:
        """One address."""

    @property
    def website(self) -> str | None:
        """The whole address."""


def phone_link(phone: str) -> str:
    """A phone number as HTML that rings it."""
    return f'<a class="unbroken" href="tel:{phone.replace(" ", "")}">{escape(phone)}</a>'


def contact_lines(one: Reachable, note: str = "") -> list[str]:
    """Each known way to reach somebody as a line of HTML, the quickest first; `note` says something of the phone."""
    lines = []
    if one.phone:
        more = ". ".join(words[:1].upper() + words[1:] for words in (note, one.hours) if words)
        lines.append(f"Ring {phone_link(one.phone)}{f'. {escape(more)}' if more else ''}")
    if one.email:
        lines.append(f'Write to <a href="mailto:{escape(one.email)}">{escape(one.email)}</a>')
    if one.website:
        host = urlsplit(one.website).netloc.removeprefix("www.")
        lines.append(f'Look at <a href="{escape(one.website)}">{escape(host)}</a>')
    return lines
