"""The Flask app with the real content, a store in memory, a fixed day, and someone who fills in its forms."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_backend.answers.model import (
    Answer,
    Chosen,
    Dated,
    DocumentGiven,
    Position,
    Ticked,
    Value,
    Way,
    Workspace,
    Written,
)
from forms_backend.questions.model import Kind, Question, QuestionSet
from forms_backend.storage.memory_store import MemoryStore
from forms_backend.storage.port import WorkspaceStore
from forms_backend.web import create_app
from forms_backend.web.access import workspace_key
from forms_backend.web.settings import Settings
from tests.templates_kept import template_files
from tests.web.reading import Page

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)

UseStore = Callable[[WorkspaceStore], None]

SHELL = """<!doctype html><html lang="en-GB"><head><title>{% block title %}{% endblock %}</title>
{% block head %}{% endblock %}</head>
<body>{% block before %}{% endblock %}{% block content %}{% endblock %}</body></html>
"""


class Visitor:
    """Someone with a return link. Reads pages, and fills in forms as a browser does: what was there stays."""

    def __init__(self, client: FlaskClient, reference: str, store: WorkspaceStore) -> None:
        self.client = client
        self.reference = reference
        self.store = store

    def address(self, place: str = "") -> str:
        return f"/workspace/{self.reference}/{place}"

    def read(self, place: str = "", status: int = 200) -> Page:
        page = Page(self.client.get(self.address(place)))
        assert page.status == status, page
        return page

    def send(self, place: str, typed: Mapping[str, str]) -> Page:
        """Send just this; line ends become those a browser sends."""
        data = {name: text.replace("\n", "\r\n") for name, text in typed.items()}
        return Page(self.client.post(self.address(place), data=data))

    def fill(self, place: str, typed: Mapping[str, str]) -> Page:
        """Open the page, type over what is there, and send it."""
        return self.send(place, {**self.read(place).form(), **typed})

    def settle(self, questions: QuestionSet, *left: str, level: str = "") -> None:
        """Answer all questions, or all of one level, so that they are done; but not the numbers left."""
        done = {
            one.identity: Answer(position=Position.YES, saved_on=TODAY, value=whole(one))
            for one in questions
            if one.number not in left and level in ("", one.level)
        }
        key = workspace_key(self.reference)
        self.store.change(key, lambda now: msgspec.structs.replace(now, answers=done, plan={}, evidence={}))

    @property
    def kept(self) -> Workspace:
        """What the store holds."""
        return self.store.get(workspace_key(self.reference))


def whole(question: Question) -> Value:
    """A value that counts today."""
    facts = question.facts
    if facts.kind is Kind.CHOICE:
        return Chosen(facts.met_when.choices[0])
    values: dict[Kind, Value] = {
        Kind.TICK: Ticked(),
        Kind.TEXT: Written("We do."),
        Kind.DATE: Dated(TODAY),
        Kind.DOCUMENT: DocumentGiven(way=Way.PLACE, what="Office", reviewed_on=TODAY),
    }
    return values[facts.kind]


def store_of(app: Flask) -> WorkspaceStore:
    """The store an app works with."""
    store: WorkspaceStore = app.extensions["service"].store
    return store


def started(app: Flask, name: str = "Rose & Thorn <Care> Ltd") -> Visitor:
    """Someone who has just started a workspace."""
    client = app.test_client()
    page = Page(client.post("/workspace/", data={"organisation": name}))
    assert page.status == 303, page
    return Visitor(client, page.location.split("/")[2], store_of(app))


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content with one question more: the real sets ask for no date, and all five kinds should be answered."""
    folder = shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("content") / "content")
    extra = ROOT / "tests" / "browser" / "date-question.md"
    shutil.copy(extra, folder / "questions" / "practice-without-computers.md")
    for year in (folder / "question-sets").glob("*.yaml"):
        text = year.read_text(encoding="utf-8")
        year.write_text(text.replace("order:\n", "order:\n  - practice-without-computers\n"), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def site(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the app needs of a built site: the frame of its pages, and the prepared templates."""
    folder = tmp_path_factory.mktemp("site")
    (folder / ".workspace").mkdir()
    (folder / ".workspace" / "shell.html").write_text(SHELL, encoding="utf-8")
    for path, made in template_files(content).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made)
    return folder


@pytest.fixture(scope="session")
def settings(content: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    files = tmp_path_factory.mktemp("files")
    return Settings(content=content, site=site, store="memory:", files=files, today=lambda: TODAY)


@pytest.fixture(scope="session")
def one_app(settings: Settings) -> Flask:
    """Made once: reading the content takes a while."""
    app = create_app(settings)
    app.testing = True
    return app


@pytest.fixture
def use_store(one_app: Flask) -> Iterator[UseStore]:
    """Puts a store into the app, until the test is over."""
    service = one_app.extensions["service"]

    def use(store: WorkspaceStore) -> None:
        one_app.extensions["service"] = service._replace(store=store)

    yield use
    one_app.extensions["service"] = service


@pytest.fixture
def app(one_app: Flask, use_store: UseStore) -> Flask:
    """The app with an empty store."""
    use_store(MemoryStore())
    return one_app


@pytest.fixture
def questions(one_app: Flask) -> QuestionSet:
    """The newest year's."""
    newest: QuestionSet = one_app.extensions["service"].library.newest
    return newest


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def workspace(app: Flask) -> Visitor:
    """Someone who has just started a workspace."""
    return started(app)


@pytest.fixture
def colleague(app: Flask, workspace: Visitor) -> Visitor:
    """Someone else with the same return link."""
    return Visitor(app.test_client(), workspace.reference, workspace.store)
