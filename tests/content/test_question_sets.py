"""The content we publish: its counts, its honesty, its style, and that a published year stays as it was."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from forms_backend.documents.templates.loading import questions_helped
from forms_backend.pages.gathering import gather
from forms_backend.questions.links import named_links
from forms_backend.questions.loading import HEADINGS, QuestionLibrary, load_questions
from forms_backend.questions.model import Confidence, Question
from forms_backend.questions.problems import Report
from forms_backend.questions.vocabulary import FieldKind

CONTENT = Path(__file__).parents[2] / "content"
QUESTIONS = sorted((CONTENT / "questions").glob("*.md"))
WRITTEN = sorted(path for kind in ("*.md", "*.yaml") for path in CONTENT.rglob(kind) if "theme" not in path.parts)
PAGES = [path for path in WRITTEN if path.suffix == ".md" and path.name != "README.md"]
NOT_OURS = {"sources", "search-words", "url", "href", "links"}  # other people's titles, what people type, addresses

# Group by group: needed for Approaching Standards, and for Standards Met. Source: programme figures, September 2025 and
# 2024; 2024-25 is 2025-26 without 4.3.1 and 7.1.1.
COUNTS = {
    "2024-25": [(4, 7), (10, 12), (5, 9), (7, 15)],
    "2025-26": [(4, 7), (10, 12), (5, 9), (7, 17)],
}
FROZEN = {
    "2024-25": "9dc79a9839423c5545f61db5d2cbaaefa0466531352f99dfc306d7a48c731f28",
    "2025-26": "d10cacbe6319241560f9aed33557b63e069a2c49b11f7f850651ca432b2079b1",
}


@pytest.fixture(scope="module")
def library() -> QuestionLibrary:
    report = Report(CONTENT)
    loaded = load_questions(CONTENT, questions_helped(CONTENT), report)
    report.raise_if_any()
    assert loaded
    return loaded


def by_name(path: Path) -> str:
    return path.relative_to(CONTENT).as_posix()


EVERY_FILE = pytest.mark.parametrize("path", WRITTEN, ids=by_name)
EVERY_PAGE = pytest.mark.parametrize("path", PAGES, ids=by_name)
EVERY_QUESTION = pytest.mark.parametrize("path", QUESTIONS, ids=by_name)


def test_every_name_in_the_content_leads_somewhere() -> None:
    report = Report(CONTENT)
    gather(CONTENT, CONTENT / "theme", "https://example.org", questions_helped(CONTENT), report)
    report.raise_if_any()


def test_each_group_and_level_of_each_year_has_as_many_questions_as_the_programme_says(
    library: QuestionLibrary,
) -> None:
    found = {}
    for year in library.sets:
        first, last = (year.needed_for(level.id) for level in year.facts.levels)
        per_group = [[one.facts.group for one in asked] for asked in (first, last)]
        found[year.year] = [tuple(names.count(group.id) for names in per_group) for group in year.facts.groups]
    assert found == COUNTS
    totals = {year: tuple(map(sum, zip(*pairs, strict=True))) for year, pairs in found.items()}
    assert totals == {"2024-25": (26, 43), "2025-26": (26, 45)}


def test_2024_25_asked_all_but_the_two_questions_that_were_added_later(library: QuestionLibrary) -> None:
    old, new = library.sets
    assert {one.number for one in new} - {one.number for one in old} == {"4.3.1", "7.1.1"}
    assert {one.number for one in old} <= {one.number for one in new}
    assert {one.identity for one in old} <= {one.identity for one in new}


def fingerprint(library: QuestionLibrary, year: str) -> str:
    asked = library.year(year)
    assert asked
    lines = "\n".join(f"{year} {one.number} {one.level} {one.identity}" for one in asked)
    return hashlib.sha256(lines.encode()).hexdigest()


def test_a_published_year_keeps_its_numbers_levels_and_order(library: QuestionLibrary) -> None:
    found = {year.year: fingerprint(library, year.year) for year in library.sets if year.facts.published}
    assert found == FROZEN, (
        "A published question set is not as it was. People have answered it and linked to it, so it may only change to "
        "correct a slip, or when a year is published for the first time. If that is so, say why in docs/decisions.md, "
        "keep the old addresses alive, and put the new value above into FROZEN in this file. If not, undo the change "
        "of number, level, order or file name."
    )


def test_a_year_lasts_from_september_to_the_end_of_june(library: QuestionLibrary) -> None:
    for year in library.sets:
        begins = int(year.year[:4])
        assert year.facts.title == year.year == f"{begins}-{(begins + 1) % 100}"
        assert year.facts.deadline == date(begins + 1, 6, 30)
        assert (year.facts.opens.year, year.facts.opens.month) == (begins, 9)


def test_every_question_has_sources_evidence_and_a_note_where_we_are_not_sure(library: QuestionLibrary) -> None:
    for one in library.newest:
        facts = one.facts
        assert facts.evidence, one.identity
        assert facts.sources, one.identity
        assert all((source.url or "https://").startswith("https://") for source in facts.sources), one.identity
        assert facts.checked.note or facts.checked.confidence is Confidence.HIGH, one.identity


def test_no_two_questions_share_their_short_name_or_words(library: QuestionLibrary) -> None:
    for words in (
        [one.facts.short.casefold() for one in library.newest],
        [one.ask.casefold() for one in library.newest],
        [one.facts.if_not_met.casefold() for one in library.newest],
    ):
        assert [name for name, many in Counter(words).items() if many > 1] == []


def test_sections_stand_in_the_order_that_authors_and_readers_know(library: QuestionLibrary) -> None:
    for one in library.newest:
        assert [section.heading for section in one.sections] == list(HEADINGS), one.identity


def quotation(one: Question) -> list[str]:
    return [line for line in one.section("What you can type").split("\n") if line.startswith(">")]


def test_every_question_gives_words_that_can_be_copied(library: QuestionLibrary) -> None:
    assert [one.identity for one in library.newest if not quotation(one)] == []


def test_the_first_action_is_one_sentence_that_begins_with_a_verb(library: QuestionLibrary) -> None:
    for one in library.newest:
        action = one.facts.if_not_met
        assert re.fullmatch(r"[A-Z][^.!?]+\.", action), one.identity
        assert action.split()[0].casefold() not in {"the", "a", "you", "we", "your", "it", "there", "this"}, (
            one.identity
        )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("organisation.name", FieldKind.TEXT),
        ("organisation.ods-code", FieldKind.ODS_CODE),
        ("cyber-essentials-plus", FieldKind.CHOICE),
    ],
)
def test_the_profile_has_the_fields_that_the_code_names(library: QuestionLibrary, name: str, kind: FieldKind) -> None:
    field = library.vocabulary.field(name)
    assert field
    assert field.kind is kind
    assert kind is not FieldKind.CHOICE or "yes" in [option.value for option in field.options]


# Counts change every year. They are computed where they are needed, such as {{ counts.standards-met }} on a page.
TENS, ONES = ("twenty", "forty", "seventy"), "two three five six seven eight"
SPELLED = [f"{ten}[- ]{one}" for ten in TENS for one in ONES.split()]
COUNT = rf"(?<![\w.-])(?:{'|'.join(['26', '42', '43', '45', '77', '78', *SPELLED])})(?![\w.%-])"
THING = r"(?:questions?|mandatory|evidence items?|items)\b"
REPEATED = re.compile(rf"{COUNT}(?:\s+[\w-]+){{0,3}}?\s+{THING}|{THING}(?:\s+[\w-]+){{0,3}}?\s+{COUNT}", re.IGNORECASE)


@EVERY_FILE
def test_no_prose_repeats_a_count_of_questions(path: Path) -> None:
    assert REPEATED.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("words", "repeats"),
    [
        ("There are 45 questions.", True),
        ("All 26 of the mandatory ones", True),
        ("twenty-six mandatory\nquestions", True),
        ("The questions number forty five", True),
        ("It has 78 evidence items in all", True),
        ("the 2025-26 questions", False),
        ("question 1.3.26 and 45 minutes", False),
        ("{{ counts.standards-met }} questions", False),
    ],
)
def test_a_repeated_count_is_recognised(words: str, *, repeats: bool) -> None:
    assert bool(REPEATED.search(words)) is repeats


@EVERY_PAGE
def test_no_text_names_a_question_by_its_number(path: Path) -> None:
    numbers = re.findall(r"(?<![\d.])\d{1,2}\.\d{1,2}\.\d{1,2}(?![\d.])", without_addresses(body(path)))
    assert numbers == [], "write [](question:its-name), which shows the number of the year"


@EVERY_PAGE
def test_every_link_is_one_we_know_how_to_follow(path: Path) -> None:
    text = body(path)
    targets = re.findall(r"\]\(([^()]*)\)", text)
    ours = [f"{link.kind}:{link.name}" for link in named_links(text)]
    others = [one for one in targets if one not in ours]
    assert [one for one in others if not re.match(r"https://|mailto:|tel:|picture:|/|#", one)] == []


def body(path: Path) -> str:
    """The text of a Markdown file, without its front matter."""
    text = path.read_text(encoding="utf-8")
    return text.split("\n---\n", 1)[1] if text.startswith("---\n") else text


def without_addresses(text: str) -> str:
    """The text a reader sees: links as their words, no addresses, pictures or blanks."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    return re.sub(r"https?://\S+|\{\{[^}]*\}\}|<[^>]+>", "", text)


def said(value: Any) -> Iterator[str]:
    """Every text in plain values that is our own prose."""
    if isinstance(value, str):
        yield value
    for name, part in value.items() if isinstance(value, dict) else ():
        yield from said(part) if name not in NOT_OURS else ()
    for part in value if isinstance(value, list) else ():
        yield from said(part)


def prose(path: Path) -> str:
    """All of a file that readers see: texts of its facts, one to a line, then its body."""
    text = path.read_text(encoding="utf-8")
    front = text if path.suffix == ".yaml" else text[4:].split("\n---\n", 1)[0] if text.startswith("---\n") else ""
    parts = [*said(yaml.safe_load(front)), body(path) if path.suffix == ".md" else ""]
    return without_addresses("\n\n".join(parts))


AMERICAN = re.compile(
    r"\b(\w*(?:organiz|recogniz|realiz|summariz|customiz|prioritiz|apologiz|minimiz|authoriz|analyz|memoriz)\w*"
    r"|centers?|colors?|colored|behaviors?|favorite|neighbors?|honors?|labor|gray|catalogs?|defense|offense"
    r"|fulfill|enroll|enrollment|canceled|labeled|traveled|modeled|dialog|gotten|installment|skillful"
    r"|(?:a|an|the|your|our|each|one|its) license|to (?:licence|practice)|training program|care program)\b",
    re.IGNORECASE,
)


@EVERY_FILE
def test_spelling_is_british(path: Path) -> None:
    assert AMERICAN.findall(prose(path)) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We organize and Color it", ["organize", "Color"]),
        ("an unauthorized person has a license", ["unauthorized", "a license"]),
        ("We organise, license and practise. The licence is for a program in the centre.", []),
    ],
)
def test_american_spelling_is_recognised(words: str, found: list[str]) -> None:
    assert AMERICAN.findall(words) == found


@EVERY_FILE
def test_no_long_dashes_and_no_exclamation_marks(path: Path) -> None:
    assert re.findall(r".{0,20}(?:[\u2013\u2014]|!(?![=\[])).{0,20}", prose(path)) == []


@EVERY_FILE
def test_the_law_is_called_by_its_name(path: Path) -> None:
    assert re.findall(r"(?<!UK )\bGDPR\b.{0,30}", prose(path)) == [], "write UK GDPR"


LONGEST = 30  # words


def sentences(text: str) -> Iterator[str]:
    """The sentences of Markdown, without headings and tables. An item of a list ends one."""
    text = re.sub(r"^(?:#|\|).*$", "", text, flags=re.MULTILINE)
    for block in re.split(r"\n\s*\n|\n(?=[>\s]*(?:[-*]|\d+\.)\s)", text):
        plain = " ".join(re.sub(r"^[>\s]*(?:(?:[-*]|\d+\.)\s)?", "", line) for line in block.split("\n"))
        if plain.strip() and not plain.startswith(("<", "```")):
            yield from re.split(r"(?<=[.!?:])[\"”')*]*\s+", plain.strip())


@pytest.mark.parametrize(
    ("markdown", "lengths"),
    [
        ("One two.\nThree four five? Six.", [2, 3, 1]),
        ("One\ntwo\n\nthree", [2, 1]),
        ("## Not this\nOne two\n- three four\n  five\n- six\n1. seven eight", [2, 3, 1, 2]),
        ('> One two\n> three. "Four." Five', [3, 1, 1]),
        ("| not | this |\n|---|---|\n\nOne", [1]),
    ],
)
def test_the_words_of_each_sentence_are_counted(markdown: str, lengths: list[int]) -> None:
    assert [len(one.split()) for one in sentences(markdown)] == lengths


@EVERY_FILE
def test_no_sentence_is_longer_than_a_breath(path: Path) -> None:
    if path.name != "README.md":
        assert [one for one in sentences(prose(path)) if len(one.split()) > LONGEST] == []


@EVERY_QUESTION
def test_a_question_file_speaks_of_no_year_in_its_text(path: Path) -> None:
    assert re.findall(r"\b20\d\d[-/]\d\d\b", without_addresses(body(path))) == []


@EVERY_PAGE
def test_a_list_in_a_list_is_drawn_as_one(path: Path) -> None:
    lines = body(path).split("\n")
    inside = [at for at, line in enumerate(lines) if re.match(r" +[-*] ", line)]
    wrong = [
        lines[at]
        for at in inside
        if not re.match(r" {4}[-*] ", lines[at])
        or (lines[at - 1] and not re.match(r" {4,}", lines[at - 1]))
        or (lines[at + 1] and not re.match(r" {4,}", lines[at + 1]))
    ]
    assert wrong == [], "write four spaces, and an empty line before and after the inner list"
