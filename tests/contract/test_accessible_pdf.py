"""What Typst cannot set is told in one way, and the next document is made."""

import threading

import pytest

from forms_backend.documents.accessible_pdf import NotSet, accessible_pdf
from tests.contract import reading_back as back
from tests.contract.made_templates import TODAY

GOOD = b'#set document(title: "T")\n#set text(lang: "en")\n= Head\n#sys.inputs.at("words", default: "none")'
FAULTS = {
    "a fault in the source": b"#panic()",
    "a fault inside Typst": b"#block(inset: 1e308pt)[a]",
    "no title, which an accessible file needs": b"= Head",
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_source_that_cannot_be_set_is_told_and_the_next_one_is_set(fault: bytes) -> None:
    with pytest.raises(NotSet):
        accessible_pdf(fault, TODAY)
    assert "Bring soup" in back.pdf_text(accessible_pdf(GOOD, TODAY, {"words": "Bring soup"}))


def test_what_one_document_was_given_is_not_in_the_next() -> None:
    assert "Bring soup" in back.pdf_text(accessible_pdf(GOOD, TODAY, {"words": "Bring soup"}))
    assert "none" in back.pdf_text(accessible_pdf(GOOD, TODAY))


def test_many_threads_make_documents_at_once() -> None:
    made: list[str] = []

    def make(number: int) -> None:
        made.append(back.pdf_text(accessible_pdf(GOOD, TODAY, {"words": f"Soup {number}."})))

    threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(text.split()[2] for text in made) == [f"{number}." for number in range(8)]
