"""Files given to a browser: always as a download, never shown in the page's own place."""

from flask import Response


def attachment(content: bytes, media_type: str, name: str) -> Response:
    """A file to save under a name of plain letters."""
    response = Response(content, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
