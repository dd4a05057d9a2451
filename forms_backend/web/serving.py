"""Site and workspace together from one process, for `make run` and small hosts."""

import gc
import os
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from forms_backend.web import create_app
from forms_backend.web.access import POLICY
from forms_backend.web.settings import from_environment

DAY = 86_400  # seconds
# Those which WhiteNoise does not know, or knows otherwise.
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".yaml": "application/yaml",
    ".xml": "application/xml",
    ".webmanifest": "application/manifest+json",
}


def app() -> Flask:
    """The app with the finished site in front of it: what gunicorn serves."""
    settings = from_environment(os.environ)
    made = create_app(settings)
    made.wsgi_app = _site(made.wsgi_app, settings.site)  # type: ignore[method-assign]  # Flask's own way to wrap
    # The content stays for good: the collector need not walk it again and again, nor workers copy it to count it.
    gc.collect()
    gc.freeze()
    return made


def _site(application: Any, folder: Path) -> WhiteNoise:  # noqa: ANN401 - any WSGI application
    site = WhiteNoise(
        application,
        index_file=True,
        max_age=0,
        mimetypes=MEDIA_TYPES,
        add_headers_function=_headers,
        allow_all_origins=False,
    )
    site.add_files(str(folder))
    # What the build leaves for the app, in folders that begin with a dot, is not public.
    # Without its last slash a page answers too: WhiteNoise would lead on, and lose what follows a question mark.
    files = site.files
    site.files = {at: files.get(f"{at}/", file) for at, file in files.items() if "/." not in at}
    return site


def _headers(headers: Headers, path: str, url: str) -> None:  # noqa: ARG001 - WhiteNoise's own signature
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    if url.startswith("/assets/"):
        headers["Cache-Control"] = f"public, max-age={DAY}"
    if not url.startswith("/embed/"):
        # The site's pages carry their style sheet in themselves, so that it costs no second request.
        # One of them shows a card in a frame.
        policy = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
        headers["Content-Security-Policy"] = f"{policy}; frame-src 'self'"
