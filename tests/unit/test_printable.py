"""Typed text, made fit for every file format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.documents.printable import printable

MARK = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain, “quoted” & <b>", "plain, “quoted” & <b>"),
        ("é 😀 شكرا 谢谢 \u200f\u00a0", "é 😀 شكرا 谢谢 \u200f\u00a0"),
        ("a\nb", "a\nb"),
        ("a\r\nb\rc\vd\fe\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\tb", "a    b"),
        ("a\x00b\x1fc", f"a{MARK}b{MARK}c"),
        ("half \ud83d", f"half {MARK}"),
        ("\ufffe\uffff", MARK * 2),
    ],
)
def test_only_what_no_file_can_hold_is_changed(typed: str, kept: str) -> None:
    assert printable(typed) == kept


@given(text=st.text(st.characters()))
def test_printable_text_stays_as_it_is_and_can_be_encoded(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    once.encode()
