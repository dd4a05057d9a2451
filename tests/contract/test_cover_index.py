"""The cover sheet of a set of documents, in each format, read by other programs."""

from datetime import date

import pytest

from forms_backend.documents.cover_index import Listed, report_of_documents
from forms_backend.documents.formats import FORMATS
from forms_backend.questions.loading import load_questions
from forms_backend.questions.problems import Report
from tests.contract import reading_back as back
from tests.contract.made_templates import FIXTURES

TODAY = date(2026, 11, 22)
ODD = "Rose & Thorn <Care> {{x}} =1+1 Ltd"


@pytest.mark.parametrize("suffix", [one for one in FORMATS if one in back.TEXTS])
def test_it_says_which_document_answers_which_question_and_what_is_still_open(suffix: str) -> None:
    report = Report(FIXTURES / "content")
    library = load_questions(FIXTURES / "content", {"data-policy": ["policy"]}, report)
    report.raise_if_any()
    assert library
    first, second, *_ = library.newest
    documents = [
        Listed("Policy of many words", "Policy", (first, second), ()),
        Listed("Log of things", "Log", (), ("phone number", "your address")),
    ]
    content = FORMATS[suffix].write(report_of_documents(documents, library.newest, ODD, TODAY))
    text = back.unspaced(" ".join(back.TEXTS[suffix](content)))
    wanted = ["Policy of many words", "Log of things", first.number, second.number, "phone number", "your address"]
    if suffix not in ("csv", "xlsx"):
        wanted += [ODD, "22 November 2026", first.facts.short]
    assert [words for words in wanted if back.unspaced(words) not in text] == []
