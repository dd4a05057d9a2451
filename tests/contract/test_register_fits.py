"""Nothing on a printed register lies over anything else, however long the values of a profile are."""

import re
from itertools import pairwise
from typing import NamedTuple

import pytest

from tests.contract import reading_back as back
from tests.contract.made_templates import EVERY_REGISTER, FIELDS, PREPARED, SMALL, TODAY, USUAL

PAGE = re.compile(r"<page .*?</page>", re.DOTALL)
WORD = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
SLACK = 1.5  # points by which the boxes of a font reach over one another


class Word(NamedTuple):
    top: float
    left: float
    bottom: float
    right: float
    text: str


def words_of(page: str) -> list[Word]:
    found = WORD.findall(page)
    return sorted(
        Word(float(top), float(left), float(low), float(right), text) for left, top, right, low, text in found
    )


def over_each_other(words: list[Word]) -> list[tuple[str, str]]:
    found = []
    for at, one in enumerate(words):
        for other in words[at + 1 :]:
            if other.top + SLACK >= one.bottom - SLACK:
                break
            if min(one.right, other.right) - max(one.left, other.left) > SLACK:
                found.append((one.text, other.text))
    return found


VALUES = {
    "long": dict.fromkeys(USUAL, "Registered manager and nominated individual of all homes " * 3),
    "one word": dict.fromkeys(USUAL, "longest.name.of.all.the.people@a-very-long-name-of-a-firm.example.org"),
}


@pytest.mark.parametrize("values", VALUES)
@pytest.mark.parametrize("slug", EVERY_REGISTER)
def test_no_word_of_a_printed_register_lies_over_another(slug: str, values: str) -> None:
    told = {one.id: VALUES[values][one.id] for one in FIELDS if not one.options}
    prepared = SMALL if slug.startswith("small-") else PREPARED
    content = prepared.fill(slug, "pdf", USUAL | told, TODAY)
    pages = [words_of(page) for page in PAGE.findall(back.pdf_text(content, "-bbox"))]
    assert all(pages)
    assert [pair for page in pages for pair in over_each_other(page)] == []


def test_words_over_each_other_are_found() -> None:
    lines = [Word(10 * at, 0, 10 * at + 12, 50, str(at)) for at in range(3)]
    assert not over_each_other(lines)
    assert over_each_other([*lines, Word(21, 40, 33, 90, "over")]) == [("2", "over")]
    assert all(before.bottom > after.top for before, after in pairwise(lines))
