"""Someone who uploads files to the question used for it."""

from collections.abc import Mapping
from io import BytesIO

from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from forms_backend.answers.model import DocumentGiven
from forms_backend.storage.files import FileStore
from forms_backend.web.access import workspace_key
from tests.web.conftest import Visitor
from tests.web.reading import Page

NUMBER, IDENTITY, OTHER = "7.1.1", "device-and-software-list", "8.2.1"
PLACE = f"questions/{NUMBER}"
LOOKED = {"reviewed_on-day": "3", "reviewed_on-month": "3", "reviewed_on-year": "2026"}
YES = {"position": "yes", "way": "upload", **LOOKED}


def use_files(app: Flask, files: FileStore) -> FileStore:
    app.extensions["service"] = app.extensions["service"]._replace(files=files)
    return files


def key_of(visitor: Visitor) -> str:
    return workspace_key(visitor.reference)


def upload(visitor: Visitor, name: str, sent: bytes, typed: Mapping[str, str] = YES, page: Page | None = None) -> Page:
    """Type over the form as it stands, choose a file and send it; an empty name means that none is chosen."""
    form = {**(page or visitor.read(PLACE)).form(), **typed}
    boundary, body = encode_multipart({**form, "upload": FileStorage(BytesIO(sent), name)})
    kind = f"multipart/form-data; boundary={boundary}"
    return Page(visitor.client.post(visitor.address(PLACE), data=body, content_type=kind))


def given(visitor: Visitor, identity: str = IDENTITY) -> DocumentGiven:
    value = visitor.kept.answers[identity].value
    assert isinstance(value, DocumentGiven)
    return value


def download(visitor: Visitor, name: str, status: int = 200) -> Page:
    return visitor.read(f"files/{name}", status)
