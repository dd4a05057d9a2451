"""Take everything away in one file; delete everything at once and for good."""

import msgspec
from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from forms_backend.storage.records import to_record
from forms_backend.web.access import opened
from forms_backend.web.downloads import attachment
from forms_backend.web.fields import FormError
from forms_backend.web.service import service

keeping = Blueprint("keeping", __name__, template_folder="templates")


@keeping.get("/workspace/<ref:reference>/export.json")
def export(reference: str) -> Response:
    """Give everything held about this workspace, machine readable."""
    here = opened(reference)
    content = msgspec.json.format(msgspec.json.encode(to_record(here.workspace)), indent=2)
    return attachment(content, "application/json", f"dspt-workspace-{here.workspace.year}.json")


@keeping.get("/workspace/<ref:reference>/delete")
def delete(reference: str) -> str:
    """Ask once more before deleting."""
    return render_template("keeping/delete.html", here=opened(reference), errors=[])


@keeping.post("/workspace/<ref:reference>/delete")
def delete_now(reference: str) -> Redirect | tuple[str, int]:
    """Delete the workspace when the box is ticked."""
    here = opened(reference)
    if request.form.get("sure") != "yes":
        errors = [FormError("sure", "Tick the box if you are sure. Nothing has been deleted.")]
        return render_template("keeping/delete.html", here=here, errors=errors), 400
    service().remove(here.key)
    return redirect(url_for("keeping.deleted"), 303)


@keeping.get("/workspace/deleted")
def deleted() -> str:
    """Say that it is gone."""
    return render_template("keeping/deleted.html")
