"""Every template of the content, prepared once for all tests; and two small ones whose words never change."""

import io
import os
from datetime import date
from pathlib import Path
from zipfile import ZipFile

from forms_backend.documents.templates.loading import load_templates
from forms_backend.documents.templates.model import WHEN, Prose, Register, TemplateLibrary
from forms_backend.documents.templates.prepared import Prepared
from forms_backend.documents.templates.preparing import prepared_files
from forms_backend.documents.templates.publishing import PRIVATE, PUBLIC
from forms_backend.documents.templates.question_names import ANSWERED, OPEN, with_questions
from forms_backend.questions.loading import load_vocabulary
from forms_backend.questions.problems import Report
from forms_backend.questions.vocabulary import SEEN, FieldKind, Vocabulary, conditions
from tests import templates_kept
from tests.contract import reading_back as back

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def below(files: dict[str, bytes], folder: str) -> dict[str, bytes]:
    return {path.removeprefix(f"{folder}/"): content for path, content in files.items() if path.startswith(folder)}


def loaded(words: Path, documents: Path) -> tuple[TemplateLibrary, Vocabulary]:
    report = Report(documents)
    vocabulary = load_vocabulary(words, report)
    assert vocabulary
    numbers = {path.stem: path.stem for path in (words / "questions").glob("*.md")}
    vocabulary = with_questions(vocabulary, numbers)
    library = load_templates(documents, vocabulary, numbers, report)
    report.raise_if_any()
    return library, vocabulary


FIXTURES = ROOT / "tests" / "fixtures"
LIBRARY, WORDS = templates_kept.loaded(ROOT / "content")
SMALL_LIBRARY, SMALL_WORDS = loaded(FIXTURES / "content", FIXTURES)
_MADE = templates_kept.template_files()
FILES = below(_MADE, PRIVATE)
PREPARED = Prepared(FILES.__getitem__)
SMALL = Prepared(dict(prepared_files(SMALL_LIBRARY, SMALL_WORDS)).__getitem__)
BLANKS = below(_MADE, PUBLIC)

FIELDS = [one for part in WORDS.profile[:-1] for one in part.fields]  # less those of the questions
NAMES = [one.id for one in FIELDS if one.blank]
CHOICES = {one.id: [option.value for option in one.options] for one in FIELDS if one.kind is FieldKind.CHOICE}
QUESTIONS = {one.id: [OPEN, ANSWERED] for one in WORDS.profile[-1].fields if one.kind is FieldKind.CHOICE}
USUAL = {name: f"the {name.replace('.', ' ')}" for name in NAMES} | {
    name: each[0] for name, each in (CHOICES | QUESTIONS).items()
}
USUAL[SEEN] = "yes"  # so that what is left out is a no
# Every answer that a part can turn on; what may be left out of a profile, left out.
ANSWERS = {**CHOICES, **QUESTIONS, **{one.id: [USUAL[one.id], ""] for one in FIELDS if one.given}}

PAIRS = [(one.slug, form) for one in PREPARED.templates for form in one.formats]
PROSE = [one for one in LIBRARY.templates if isinstance(one, Prose)]
REGISTERS = [one for one in LIBRARY.templates if isinstance(one, Register)]
SMALL_REGISTERS = [one for one in SMALL_LIBRARY.templates if isinstance(one, Register)]
EVERY_REGISTER = {one.slug: one for one in (*SMALL_REGISTERS, *REGISTERS)}  # the small ones have every kind of column


def standing_rows(register: Register) -> list[bool]:
    """For each row that stands in a register from the start, whether it does so for the usual profile."""
    words = WORDS if register in REGISTERS else SMALL_WORDS
    said = [row.get(WHEN) for row in register.facts.rows]
    return [one is None or all(each.holds(USUAL) for each in conditions(one, words)) for one in said]


def filled(slug: str, form: str, **changes: str) -> bytes:
    return PREPARED.fill(slug, form, {**USUAL, **changes}, TODAY)


def whole_text(form: str, content: bytes) -> str:
    """The body as one text in which white space does not matter."""
    return " ".join(" ".join(back.TEXTS[form](content)).split())


def parts_of(content: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xml")}


def filled_register(slug: str, form: str) -> bytes:
    """A register of the content, or one of the small ones, for the usual profile."""
    return (SMALL if slug.startswith("small-") else PREPARED).fill(slug, form, USUAL, TODAY)
