"""Everything we publish is in plain words, and what measures that can be trusted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from forms_backend.questions.problems import ContentError
from tests.content.passages import plain, sentences_of, split_sentences
from tests.content.plain_words import CONTENT, check, explained_terms, length, main
from tests.content.reading_age import hardest_run, reading_of, syllables_in
from tests.content.word_choice import findings

NO_PROSE = {"README.md", "areas.yaml", "moved.yaml"}  # for writers; names of places; addresses
PUBLISHED = sorted(
    path
    for kind in ("*.md", "*.yaml")
    for path in CONTENT.rglob(kind)
    if "theme" not in path.parts and path.name not in NO_PROSE
)

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def page(text: str) -> Path:
        path = tmp_path / "page.md"
        path.write_text(text, encoding="utf-8")
        return path

    return page


def by_name(path: Path) -> str:
    return path.relative_to(CONTENT).as_posix()


@pytest.mark.parametrize("path", PUBLISHED, ids=by_name)
def test_what_we_publish_is_in_plain_words(path: Path) -> None:
    _, problems = check(path, explained_terms())
    assert not problems, "\n".join(["to mend, see content/README.md:", *map(str, problems)])


def test_a_term_of_the_trade_means_one_or_two_sentences() -> None:
    meanings = [one for one in sentences_of(CONTENT / "jargon.yaml") if one.text.endswith(".")]
    lines = [one.line for one in meanings]
    assert len(lines) >= 90
    assert [line for line in set(lines) if lines.count(line) > 2] == []


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("See 7.1.1. Then 3.30 pm, or 1,000.", ["See 7.1.1.", "Then 3.30 pm, or 1,000."]),
        ('He said "stop." Then he went.', ['He said "stop.', "Then he went."]),
        ("Ask Dr. Smith or Mrs. Jones of Rose Ltd. at once.", ["Ask Dr. Smith or Mrs. Jones of Rose Ltd. at once."]),
        ("Use a colon: it ends nothing; nor do these.", ["Use a colon: it ends nothing; nor do these."]),
        ("It is (mostly) done. (Really.) Yes.", ["It is (mostly) done.", "(Really.", "Yes."]),
        ("See NHS.net and GOV.UK today", ["See NHS.net and GOV.UK today"]),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("Make [a list](template:x) of **all** `things`.", "Make a list of all things."),
        ("See [](question:backups) and [the\nfirst](https://a.example/b_c).", "See 7.1.1 and the\nfirst."),
        ("Until {{ year.deadline }} &amp; not later\\.", "Until 2027 & not later."),
        ("Write to a.b@c.example or https://x.example/y.", "Write to address or address."),
        ("A _small_ *word*, snake_case and 2 * 3", "A small word, snake_case and 2 * 3"),
        ("Words{: .lead } stay", "Words{: .lead } stay"),
    ],
)
def test_only_what_is_read_is_measured(markdown: str, read: str) -> None:
    assert plain(markdown) == read


def test_every_sentence_of_a_page_is_found_with_its_line(write: Write) -> None:
    path = write(
        "---\ntitle: A page\ndescription: What it says\n  and why.\nsearch-words: [organize]\n"
        "sources:\n  - {title: Their color, url: 'https://x.example/'}\nkind: tick\n---\n\n"
        '<p class="lead">First one. Second\none.</p>\n\n## A heading\n\n- Item one\n  goes on.\n- Item two\n\n'
        "> Words to say.\n> More words.\n\n| Head | Row |\n|---|---|\n| Cell one. Cell | two |\n\n"
        "```\ncode is not read\n```\n\n::: guidance\nFor whoever fills it in.\n:::\n"
        "1. Step one, with a\n   [long link](page:x).\n"
    )
    assert [(one.line, one.text) for one in sentences_of(path)] == [
        (2, "A page"),
        (3, "What it says and why."),
        (11, "First one."),
        (11, "Second one."),
        (14, "A heading"),
        (16, "Item one goes on."),
        (18, "Item two"),
        (20, "Words to say."),
        (21, "More words."),
        (23, "Head"),
        (23, "Row"),
        (25, "Cell one."),
        (25, "Cell"),
        (25, "two"),
        (32, "For whoever fills it in."),
        (34, "Step one, with a long link."),
    ]
    assert [one.text for one in sentences_of(path) if not one.read] == [
        "A page", "A heading", "Item two", "Head", "Row", "Cell", "two",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [  # worked out by hand from counts; the second is a well-known example of the measure
        ("The cat sat on the mat.", 0.39 * 6 + 11.8 * 1 - 15.59),
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 11.3),
    ],
)
def test_the_grade_is_that_of_flesch_and_kincaid(sentence: str, grade: float) -> None:
    assert reading_of([sentence]).grade == pytest.approx(grade, abs=0.05)
    assert reading_of([sentence]).age == pytest.approx(grade + 5, abs=0.05)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("care", 1), ("manager", 3), ("organisation", 5), ("behaviour", 3), ("centre", 2), ("programme", 2),
        ("licence", 2), ("travelled", 2), ("analyse", 3), ("people's", 2), ("we'll", 1), ("NHS", 3), ("2026", 1),
        ("phishing", 2), ("wifi", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken_british_spelling_included(word: str, syllables: int) -> None:
    assert syllables_in(word) == syllables


def test_a_word_that_the_site_explains_weighs_no_more_than_the_words_around_it() -> None:
    sentence, term = ["Multi-factor authentication keeps it safe."], {"multi-factor authentication"}
    assert reading_of(sentence).grade > 10
    assert reading_of(sentence, term).grade == reading_of(["A short check keeps it safe."]).grade
    assert reading_of(sentence, term).words == 6


def test_a_hard_part_does_not_hide_among_easy_ones(write: Write) -> None:
    easy = "The dog ran to the man and sat by him.\n" * 60
    hard = (
        "Administrative considerations necessarily accompany organisational documentation, generally speaking.\n" * 15
    )
    path = write(f"---\ntitle: A page\n---\n\n{easy}\n{hard}\n{easy}")
    reading, problems = check(path, ())
    assert reading.age < 13
    (found,) = problems
    assert found.line > 60
    assert "the 100 words from here on have a reading age of" in found.what
    assert hardest_run(["Too short."]) is None


def test_the_sentences_that_weigh_most_are_named(write: Write) -> None:
    hard = (
        "Administrative considerations necessarily accompany organisational documentation, generally speaking.\n" * 20
    )
    _, (first, *_) = check(write(f"---\ntitle: A page\n---\n\n{hard}It is so.\n"), ())
    assert "13 is the most" in first.what
    assert first.remedy.count("Administrative") == 5
    assert "It is so." not in first.remedy


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("an up-to-date list of 7.1.1, and 3 & 4", 8), ("see https, then stop - now", 5), ('"Yes," she said.', 3)],
)
def test_words_are_counted_as_a_reader_counts_them(sentence: str, words: int) -> None:
    assert length(sentence) == words


def test_a_sentence_has_at_most_twenty_five_words(write: Write) -> None:
    text = "---\ntitle: A page\n---\n\nWord{}.\n\n- word{}\n- [word{}](https://x.example/a) {}\n"
    good, bad = " word" * 24, " word" * 25
    assert check(write(text.format(good, good, good, "")), ())[1] == []
    problems = check(write(text.format(bad, bad, good, "one")), ())[1]
    assert [(one.line, one.what[:26]) for one in problems] == [(at, "a sentence of 26 words: ") for at in (5, 7)] or [
        one.line for one in problems
    ] == [5, 7, 8]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We organise, license and practise. The licence is for a program in the centre.", []),
        ("Prizes of any size for citizens, as advised", []),
        ("We organize and Color it", ['"organize" is spelled the American way', '"Color" is spelled the American way']),
        ("Recieve it untill then", ['"Recieve" is a misspelling', '"untill" is a misspelling']),
        ("Unauthorized, the license lapsed", ['"Unauthorized" is spelled', '"the license" is']),
        ("Utilise a robust solution", ['"Utilise" is a word of offices', '"robust" is a word of offices']),
        ("You have failed to lock it", ['"You have failed" blames', '"failed to" blames']),
        ("Everyone who works for you should have signed", []),
        ("A heavy fine would be a nightmare", ['"heavy fine" frightens', '"nightmare" frightens']),
        ("Our powerful, seamless tool", ['"powerful" promises', '"seamless" promises']),
        ("Send an email via wi-fi, e.g. now", ['"email" is not', '"via" is not', '"wi-fi" is not', '"e.g." is not']),
        ("Under GDPR and UK GDPR", ['"GDPR" is not']),
        (
            "Yes \N{EM DASH} no\N{HORIZONTAL ELLIPSIS} stop!",
            ['"\N{EM DASH}" is', '"\N{HORIZONTAL ELLIPSIS}" is', '"!" is'],
        ),
        ("The login is one thing; log in, and your log-in works", ['"The login" is not']),
    ],
)
def test_words_we_do_not_use_are_found(sentence: str, found: list[str]) -> None:
    said = [one.what for one in findings(sentence)]
    assert len(said) == len(found)
    for start in found:
        assert [one for one in said if one.startswith(start)], (start, said)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask the XYZ. The XYZ knows.", ["XYZ"]),
        ("Ask the XYZ (a body that knows). The XYZ is good.", []),
        ("Ask the Extra Zealous (XYZ). The XYZ is good.", []),
        ("The NHS, your GP and your code AG0Y on GOV.UK", []),
        ("Your DPIA and your DPIAs", []),
        ("Your XYZs", ["XYZ"]),
    ],
)
def test_a_short_form_is_explained_once(text: str, found: list[str], write: Write) -> None:
    problems = check(write(f"---\ntitle: A page\n---\n\n{text}\n"), {"DPIA"})[1]
    assert [one.what.split('"')[1] for one in problems] == found


def test_a_writer_sees_all_there_is_to_mend(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("---\ntitle: A page\n---\n\nWe utilise it!\n\nRecieve this.\n")
    assert main([str(path)]) == 1
    said = capsys.readouterr().out
    assert f"{path}:5: " in said
    assert f"{path}:7: " in said
    assert said.endswith("5 words, 3 to mend\n")
    path.write_text("no front matter")
    assert main([str(path)]) == 1
    assert "there is no front matter" in capsys.readouterr().out


def test_a_writer_whose_page_is_good_is_told_its_reading_age(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("---\ntitle: A page\n---\n\n" + "The dog ran to the man and sat by him.\n" * 12)
    assert main([str(path)]) == 0
    assert "reading age" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        sentences_of(tmp_path / "missing.yaml")
