"""Health for the host: that work can be read."""

from contextlib import suppress

from flask import Blueprint, Response

from forms_backend.storage.port import NotFound, StorageError
from forms_backend.web.service import service

health = Blueprint("health", __name__)

NOBODY = "0" * 32  # a key that no reference gives


@health.get("/healthz")
def healthz() -> Response:
    """Say whether work can be read: `ok`, or 503 with the kind of fault."""
    try:
        with suppress(NotFound):  # what a sound store says
            service().store.get(NOBODY)
    except StorageError as error:
        return Response(f"{type(error).__name__}\n", 503, content_type="text/plain")
    return Response("ok\n", content_type="text/plain")
