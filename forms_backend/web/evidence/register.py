"""The evidence register of a workspace: what its questions suggest, and the documents it has made and kept."""

from collections.abc import Iterator

import msgspec
from flask import abort

from forms_backend.answers.evidence import Checklist, EvidenceItem, OwnDocument, checklist
from forms_backend.answers.model import EvidenceNote
from forms_backend.web.access import Opened
from forms_backend.web.service import service


def checklist_of(here: Opened) -> Checklist:
    """Everything to keep, today."""
    return checklist(here.questions, here.workspace, service().vocabulary, service().today(), _own_documents())


def item_of(here: Opened, key: str) -> EvidenceItem:
    """One piece of evidence, also a document that was not kept yet; an unknown one is not found."""
    known = here.workspace.evidence
    if key not in known and any(one.slug == key for one in service().prepared.templates):
        added = msgspec.structs.replace(here.workspace, evidence={**known, key: EvidenceNote(version=0)})
        here = here._replace(workspace=added)
    return next((item for item in checklist_of(here).items if item.key == key), None) or abort(404)


def _own_documents() -> Iterator[OwnDocument]:
    return (
        OwnDocument(one.slug, one.short, one.kind, one.owner_role, one.review_every_months, one.questions)
        for one in service().prepared.templates
    )
