"""The Flask app: a folder for each task, and what they share."""

from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from forms_backend.answers.days import in_short, in_words
from forms_backend.documents.html import html_of
from forms_backend.questions.loading import load_questions
from forms_backend.questions.problems import Report
from forms_backend.storage.opening import open_store
from forms_backend.web import access, errors
from forms_backend.web.commands import add_commands
from forms_backend.web.fields import LINE, TEXT, LineField
from forms_backend.web.guidance import Guidance
from forms_backend.web.service import Service
from forms_backend.web.settings import Settings

LARGEST_FORM = 1_000_000  # bytes; two full texts of 5,000 characters in any script are well below
LARGEST_REQUEST = 12_000_000  # bytes: one uploaded file of 10 MB and its form


def create_app(settings: Settings) -> Flask:
    """The app, ready to serve. Raises ContentError for faulty content, SystemExit when the site was never built."""
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_FORM_MEMORY_SIZE=LARGEST_FORM, MAX_CONTENT_LENGTH=LARGEST_REQUEST)
    app.extensions["service"] = _service(settings)
    _use_shell(app, settings.site)
    access.guard(app)
    errors.answer_errors(app)
    _add_tasks(app)
    add_commands(app)
    return app


def _service(settings: Settings) -> Service:
    report = Report(settings.content)
    templates = {path.stem for path in (settings.content / "documents").glob("*.*")}
    library = load_questions(settings.content, templates, report)
    report.raise_if_any()
    assert library is not None  # a report without problems means that it loaded
    return Service(settings, library, open_store(settings.store), Guidance(html_of), settings.today)


def _use_shell(app: Flask, site: Path) -> None:
    private = site / ".workspace"
    if not (private / "shell.html").is_file():
        raise SystemExit(f"There is no site in {site} yet. Run `python build.py` first.")
    app.jinja_loader = ChoiceLoader([FileSystemLoader(Path(__file__).parent / "templates"), FileSystemLoader(private)])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["day"] = in_words
    app.jinja_env.filters["short_day"] = in_short
    app.jinja_env.globals["limit"] = lambda field: LINE if isinstance(field, LineField) else TEXT
    app.jinja_env.globals["template_titles"] = {}
    app.jinja_env.globals["fields"] = app.jinja_env.get_template("fields.html").module  # loaded once, not at each page


def _add_tasks(app: Flask) -> None:
    # Imported here: each task imports `service` and `access`, which stand beside this file.
    from forms_backend.web.action_plan.routes import plan  # noqa: PLC0415
    from forms_backend.web.answering.routes import answering  # noqa: PLC0415
    from forms_backend.web.evidence.routes import evidence  # noqa: PLC0415
    from forms_backend.web.health import health  # noqa: PLC0415
    from forms_backend.web.keeping.routes import keeping  # noqa: PLC0415
    from forms_backend.web.profile.routes import profile  # noqa: PLC0415
    from forms_backend.web.start.routes import start  # noqa: PLC0415
    from forms_backend.web.tasks.routes import tasks  # noqa: PLC0415

    for task in (start, profile, tasks, answering, plan, evidence, keeping, health):
        app.register_blueprint(task)
