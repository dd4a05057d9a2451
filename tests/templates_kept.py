"""All templates of the content, made once for all tests of a run: pandoc needs half a second for each."""

import fcntl
import shutil
from functools import partial
from pathlib import Path

from forms_backend.building import TOOLS
from forms_backend.documents.kept import Kept
from forms_backend.documents.templates import publishing as templates
from forms_backend.documents.templates.loading import load_templates, questions_helped
from forms_backend.documents.templates.model import TemplateLibrary
from forms_backend.documents.templates.question_names import with_questions
from forms_backend.pages import publishing
from forms_backend.questions.loading import QuestionLibrary, load_questions
from forms_backend.questions.problems import Report
from forms_backend.questions.vocabulary import Vocabulary

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "content"
KEPT = ROOT / "build" / "templates-kept"


def questions_in(content: Path, templates: Path | None = None) -> QuestionLibrary:
    """The questions of a content folder, and which templates help with each; these may be those of another folder."""
    report = Report(content)
    library = load_questions(content, questions_helped(templates or content), report)
    report.raise_if_any()
    assert library
    return library


def loaded(content: Path) -> tuple[TemplateLibrary, Vocabulary]:
    """The templates of a content folder, and the vocabulary they are made with, as the build loads them."""
    report, library = Report(content), questions_in(content)
    words = with_questions(library.vocabulary, library.numbers)
    found = load_templates(content, words, library.numbers, report)
    report.raise_if_any()
    return found, words


def template_files(content: Path = CONTENT) -> dict[str, bytes]:
    """Every file of every template by its path in the site, prepared and blank; as an earlier run left it if it can."""
    library, words = loaded(content)
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # other processes of the same run wait, rather than make the same again
        each = partial(publishing.made_each, KEPT)
        kept = Kept(publishing.digest_of(*TOOLS), partial(publishing.made_once, KEPT), each)
        return templates.published(library, words, kept)


def seed(output: Path) -> Path:
    """An output folder in which the next build finds the templates made already."""
    template_files()
    place = output / publishing.PRIVATE / "templates"
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(KEPT / publishing.PRIVATE / "templates", place)
    return output
