"""One page that says where an organisation stands."""

from flask import Blueprint, render_template, request

from forms_backend.answers.progress import progress
from forms_backend.answers.standing import State
from forms_backend.web.access import opened
from forms_backend.web.service import service

tasks = Blueprint("tasks", __name__, template_folder="templates")


@tasks.get("/workspace/<ref:reference>/")
def overview(reference: str) -> str:
    """Show every question by group with its state, both levels, and the next thing to do."""
    here = opened(reference)
    made = progress(here.questions, here.workspace, service().today())
    left = {one.level.id: one.needed - one.done for one in made.levels}
    return render_template(
        "tasks/overview.html",
        here=here,
        progress=made,
        left=left,
        saved=here.questions.by_number(request.args.get("saved", "")),
        waiting=sum(place.state is State.NEED_HELP for place in made.standings.values()),
    )
