"""Who may reach a workspace: whoever has its reference. And what a browser may do on its behalf."""

import hashlib
import re
import secrets
from typing import NamedTuple

from flask import Flask, Response, abort, request
from werkzeug.routing import BaseConverter

from forms_backend.answers.model import Workspace
from forms_backend.questions.model import Question, QuestionSet
from forms_backend.web.service import service

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: a reference is sometimes typed from paper
LENGTH = 26  # characters of 5 bits: 130 bits

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

PUBLIC = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    # The name of the site and never the address: with `same-origin`, logs of the public half would hold return links.
    # And not `no-referrer`: with it, browsers send our own forms without their origin, and we refuse them.
    ("Referrer-Policy", "strict-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
PRIVATE = (("Cache-Control", "no-store"), ("X-Robots-Tag", "noindex, nofollow"))


class Reference(BaseConverter):
    """A reference in an address; anything of another shape is not found."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"


class Opened(NamedTuple):
    """A workspace that was asked for, with its year's questions."""

    reference: str
    key: str
    workspace: Workspace
    questions: QuestionSet

    def at(self, place: str = "") -> str:
        """The address of a place in this workspace. These addresses are promises; `url_for` costs ten times as much."""
        return f"/workspace/{self.reference}/{place}"

    def question(self, number: str) -> Question:
        """The question with this number; an unknown one is not found."""
        return self.questions.by_number(number) or abort(404)


def new_reference() -> str:
    """A reference nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def workspace_key(reference: str) -> str:
    """The key under which a store keeps the workspace: the store never learns the reference."""
    return hashlib.blake2b(reference.encode(), digest_size=16).hexdigest()


def reference_in(text: str) -> str | None:
    """The reference in a link or a typed code, or None. Spaces, hyphens and capitals are forgiven."""
    for part in re.split("[/?#]", text):
        letters = "".join(part.split()).replace("-", "").lower()
        if len(letters) == LENGTH and set(letters) <= set(ALPHABET):
            return letters
    return None


def opened(reference: str) -> Opened:
    """The workspace of this reference. Raises what the store raises: errors.py answers."""
    return opened_as(reference, service().store.get(workspace_key(reference)))


def opened_as(reference: str, workspace: Workspace) -> Opened:
    """This workspace, with the questions of its year."""
    questions = service().library.year(workspace.year) or abort(410)
    return Opened(reference, workspace_key(reference), workspace, questions)


def refuse_other_sites() -> None:
    """Refuse a form that another site sent. No cookie exists that it could misuse; this is a second lock."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    strange = origin is not None and origin.partition("://")[2] != request.host
    if site not in ("same-origin", "none") or strange:
        abort(403)


def add_headers(response: Response) -> Response:
    """Tell browsers to keep workspace pages to themselves."""
    own = {name for name, _ in response.headers}
    private = PRIVATE if request.path.startswith("/workspace") else ()
    response.headers.extend([one for one in (*PUBLIC, *private) if one[0] not in own])
    return response


def guard(app: Flask) -> None:
    """Set all of this on an app."""
    app.url_map.converters["ref"] = Reference
    app.before_request(refuse_other_sites)
    app.after_request(add_headers)
