"""The small world of tests/fixtures/content, loaded once."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from forms_backend.answers.model import Workspace
from forms_backend.questions.loading import QuestionLibrary, load_questions
from forms_backend.questions.model import QuestionSet
from forms_backend.questions.problems import Report
from forms_backend.questions.vocabulary import Vocabulary

SMALL_WORLD = Path(__file__).parents[1] / "fixtures" / "content"

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def small_world() -> Path:
    return SMALL_WORLD


@pytest.fixture(scope="session")
def library() -> QuestionLibrary:
    report = Report(SMALL_WORLD)
    loaded = load_questions(SMALL_WORLD, {"data-policy": ["policy"]}, report)
    report.raise_if_any()
    assert loaded
    return loaded


@pytest.fixture(scope="session")
def questions(library: QuestionLibrary) -> QuestionSet:
    return library.newest


@pytest.fixture(scope="session")
def vocabulary(library: QuestionLibrary) -> Vocabulary:
    return library.vocabulary


@pytest.fixture(scope="session")
def empty() -> Workspace:
    day = date(2025, 11, 3)
    return Workspace(year="2025-26", aim="standards-met", created_on=day, changed_on=day)
