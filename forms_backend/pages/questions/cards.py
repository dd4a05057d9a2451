"""A small card of a question, to stand in a frame on a partner's own page. It runs no script and loads nothing."""

import base64
import hashlib
import re
from collections.abc import Iterator
from html import escape

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.linking import Shelf
from forms_backend.pages.page import File
from forms_backend.questions.links import resolved
from forms_backend.questions.model import Question

WIDTH, HEIGHT = 600, 300  # pixels; the longest card needed 276 at this width, and scrolls in a narrower frame

_STYLE = (
    ":root{color-scheme:light dark}*{box-sizing:border-box}"
    "body{margin:0;padding:.9rem 1.1rem;border:2px solid #0b4f4a;border-top-width:8px;min-height:100vh;"
    'font:1rem/1.45 "Source Sans 3","Segoe UI",system-ui,Arial,sans-serif;color:#12211f;background:#fff}'
    "h1{font-size:1.15rem;line-height:1.3;margin:0 0 .5rem}p{margin:0 0 .6rem}small{color:#4a5a57}"
    "a{color:#0e6b64}a:focus-visible{outline:3px solid #ffd23f;box-shadow:0 0 0 5px #12211f}"
    "@media(prefers-color-scheme:dark){body{color:#e9efed;background:#0f1716;border-color:#74d0c3}"
    "a{color:#74d0c3}small{color:#b0bfbb}}"
)
_POLICY = (
    "default-src 'none'; img-src data:; "  # the empty icon, so that no other is asked for
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_MARK = re.compile(r"[*_>`]")


def card_files(shelf: Shelf, name: str, origin: str) -> Iterator[File]:
    """A card for each question of the newest year, and for each number that only earlier years used."""
    newest = shelf.library.newest
    known = {one.number: (one, each) for each in shelf.library.sets for one in each}
    for number, (one, questions) in known.items():
        year = "" if questions is newest else questions.year
        yield File(f"{addresses.of_card(number).lstrip('/')}index.html", _card(one, year, name, origin).encode())


def _card(one: Question, year: str, name: str, origin: str) -> str:
    """The links lead out of the frame, into a window of their own: a visitor does not lose the partner's page."""
    page = origin + addresses.of_question(one.number, year)
    title = escape(f"{one.number} {one.ask}{f' ({year})' if year else ''}")
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="robots" content="noindex">\n<title>{title} - {escape(name)}</title>\n'
        f'<link rel="canonical" href="{escape(page)}">\n'
        f'<link rel="icon" href="data:,">\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n'
        f"<h1>DSPT question {title}</h1>\n<p>{escape(_beginning(one))}</p>\n"
        f'<p><a href="{escape(page)}" target="_blank" rel="noopener">What to type and what to keep, on {escape(name)}'
        f" (new window)</a></p>\n<p><small>Independent help, not run by the NHS. Checked "
        f"{in_words(one.facts.checked.on)}.</small></p>\n</main>\n</body>\n</html>\n"
    )


def _beginning(one: Question) -> str:
    """The first two sentences of the explanation, as plain text."""
    text = resolved(one.section("In short"), lambda link: (link.words or one.number, ""))
    plain = " ".join(_MARK.sub("", text.replace("]()", "").replace("[", "")).split())
    return " ".join(_SENTENCE.split(plain)[:2])
