"""The Flask app: a folder for each task, and what they share."""

from pathlib import Path

from flask import Flask, request
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from forms_backend.answers.days import in_short, in_words
from forms_backend.answers.register_figures import figure_in_words
from forms_backend.documents.html import html_of
from forms_backend.documents.templates.loading import questions_helped
from forms_backend.documents.templates.prepared import Prepared
from forms_backend.pages.linking import Shelf
from forms_backend.pages.site_facts import load_site_facts
from forms_backend.pages.words.jargon import explained, load_jargon
from forms_backend.questions.loading import load_questions
from forms_backend.questions.problems import Report
from forms_backend.storage.files import FileStore
from forms_backend.storage.opening import open_store
from forms_backend.web import access, errors
from forms_backend.web.commands import add_commands
from forms_backend.web.fields import LINE, TEXT, LineField
from forms_backend.web.guidance import Guidance
from forms_backend.web.partner import keep_partner
from forms_backend.web.service import Service
from forms_backend.web.settings import Settings

LARGEST_FORM = 1_000_000  # bytes; two full texts of 5,000 characters in any script are well below
LARGEST_REQUEST = 12_000_000  # bytes: one uploaded file of 10 MB and its form


def create_app(settings: Settings) -> Flask:
    """The app, ready to serve. Raises ContentError for faulty content, SystemExit when the site was never built."""
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_FORM_MEMORY_SIZE=LARGEST_FORM, MAX_CONTENT_LENGTH=LARGEST_REQUEST)
    app.extensions["service"] = _service(settings)
    app.before_request(_limit_form)
    _use_shell(app, settings.site)
    access.guard(app)
    keep_partner(app)
    errors.answer_errors(app)
    _add_tasks(app)
    add_commands(app)
    return app


def _limit_form() -> None:
    """Let only a form with a file be larger than LARGEST_FORM, which Flask itself minds in such a form alone.

    Twelve million bytes of fields in a plain form took 6 seconds and a gigabyte of memory to read.
    """
    if request.mimetype != "multipart/form-data":
        request.max_content_length = LARGEST_FORM


def _service(settings: Settings) -> Service:
    report = Report(settings.content)
    library = load_questions(settings.content, questions_helped(settings.content), report)
    facts = load_site_facts(settings.content, report)
    jargon = load_jargon(settings.content, report)
    report.raise_if_any()
    assert library is not None  # a report without problems means that it loaded
    assert facts is not None  # as above
    assert jargon is not None  # as above
    prepared = Prepared.open(_private(settings.site) / "documents")
    store, files = open_store(settings.store), FileStore(settings.files)
    guidance = Guidance(html_of, library.vocabulary, explained(jargon, Shelf(library, {})))
    return Service(settings, library, store, files, prepared, guidance, facts.name, settings.today)


def _private(site: Path) -> Path:
    """What the build left for us. Without it nothing can be shown."""
    private = site / ".workspace"
    if not (private / "shell.html").is_file():
        raise SystemExit(f"There is no site in {site} yet. Run `python build.py` first.")
    return private


def _use_shell(app: Flask, site: Path) -> None:
    ours = Path(__file__).parent / "templates"
    app.jinja_loader = ChoiceLoader([FileSystemLoader(ours), FileSystemLoader(_private(site))])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["day"] = in_words
    app.jinja_env.filters["short_day"] = in_short
    app.jinja_env.filters["figure"] = figure_in_words
    app.jinja_env.globals["limit"] = lambda field: LINE if isinstance(field, LineField) else TEXT
    prepared = app.extensions["service"].prepared
    app.jinja_env.globals["template_titles"] = {one.slug: one.short for one in prepared.templates}
    app.jinja_env.globals["fields"] = app.jinja_env.get_template("fields.html").module  # loaded once, not at each page


def _add_tasks(app: Flask) -> None:
    # Imported here: each task imports `service` and `access`, which stand beside this file.
    from forms_backend.web.action_plan.routes import plan  # noqa: PLC0415
    from forms_backend.web.answering.routes import answering  # noqa: PLC0415
    from forms_backend.web.documents.routes import documents  # noqa: PLC0415
    from forms_backend.web.documents.whole_set import whole_set  # noqa: PLC0415
    from forms_backend.web.evidence.routes import evidence  # noqa: PLC0415
    from forms_backend.web.health import health  # noqa: PLC0415
    from forms_backend.web.keeping.routes import keeping  # noqa: PLC0415
    from forms_backend.web.oembed import oembed  # noqa: PLC0415
    from forms_backend.web.profile.routes import profile  # noqa: PLC0415
    from forms_backend.web.registers.routes import registers  # noqa: PLC0415
    from forms_backend.web.start.routes import start  # noqa: PLC0415
    from forms_backend.web.tasks.routes import tasks  # noqa: PLC0415

    ours = (start, profile, tasks, answering, plan, evidence, documents, whole_set, registers, keeping, health, oembed)
    for task in ours:
        app.register_blueprint(task)
