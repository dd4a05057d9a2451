"""A template is added with one file: its questions lead to it, and it comes in every format."""

import shutil
from pathlib import Path

import pytest

from forms_backend.documents.templates.model import TemplateLibrary
from forms_backend.documents.templates.prepared import Prepared
from forms_backend.documents.templates.preparing import prepared_files
from tests import templates_kept
from tests.contract import reading_back as back
from tests.contract.made_templates import TODAY

FACTS = """title: Keys and who has them
short: Key book
kind: {kind}
purpose: Says who holds which key.
questions: [building-security]
needed-for: good-practice
owner: registered-manager
filled-in-by: [registered-manager]
minutes: 10
review-every-months: 12
checked: {{on: 2026-11-22, confidence: high}}
"""
PROSE = f"---\n{FACTS.format(kind='policy')}---\n\nThe keys of {{{{ organisation.name }}}} hang in the safe.\n"
REGISTER = f"""{FACTS.format(kind="register")}
how-to-fill-in: [Write one line for each key.]
columns:
  - {{key: name, label: Key, type: text, help: Which door it opens., width: 20}}
examples:
  - {{name: "Example: front door"}}
"""


@pytest.mark.parametrize(("name", "text"), [("key-book.md", PROSE), ("key-book.yaml", REGISTER)])
def test_one_file_is_all_it_takes(name: str, text: str, tmp_path: Path) -> None:
    content = Path(shutil.copytree(templates_kept.CONTENT, tmp_path / "content"))
    (content / "documents" / name).write_text(text, encoding="utf-8")
    asked = templates_kept.questions_in(content).newest.question("building-security")
    assert asked
    assert "key-book" in asked.templates
    library, words = templates_kept.loaded(content)
    one = library.template("key-book")
    assert one
    prepared = Prepared(dict(prepared_files(TemplateLibrary((one,)), words)).__getitem__)
    for form in prepared.template("key-book").formats:
        made = prepared.fill("key-book", form, {"organisation.name": "Rose & Thorn"}, TODAY)
        assert back.holds(form, back.TEXTS[form](made), "Rose & Thorn")
