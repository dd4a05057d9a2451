"""The field for an uploaded file: what is kept of it already, since a browser never fills a file in again."""

from typing import Any, NamedTuple

from wtforms import Field

from forms_backend.answers.uploads import KINDS, plain_name


class StoredFile(NamedTuple):
    """A file in the store: the name it has there, the name people gave it, and whether an answer points to it."""

    name: str
    file_name: str
    saved: bool


class UploadField(Field):
    """A file. `data` is the stored one, if any: saved with the answer, or kept when the form was sent before.

    The latter is named in two hidden parts of the form. Whoever reads them must look it up under this workspace's key.
    """

    data: StoredFile | None
    accept = ",".join(f".{ending}" for ending in KINDS)  # what a browser offers to choose from

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ANN401, ARG002 - WTForms' own signature
        """Take the stored file from the hidden parts, or from the answer."""
        self.process_errors = []
        self.data = data if isinstance(data, StoredFile) else None
        name = formdata.get(f"{self.name}-stored", "") if formdata is not None else ""
        if name:
            self.data = StoredFile(name, plain_name(formdata.get(f"{self.name}-name", "")), saved=False)
