"""What has another address now: the lines that say so, and what then answers at the old one."""

from pathlib import Path

import msgspec
import pytest

from forms_backend.pages.links.moved import MOVED, Move, files_of_moves, load_moves, with_old_anchors
from forms_backend.pages.page import OldAnchor, Page
from forms_backend.questions.problems import Report

ORIGIN = "https://x.example"


def load(folder: Path, text: str) -> tuple[tuple[Move, ...], list[str]]:
    (folder / MOVED).write_text(text, encoding="utf-8")
    report = Report(folder)
    return load_moves(folder, report), [str(one) for one in report.problems]


def plain(address: str, **more: object) -> Page:
    page = Page(address=address, title=f"Title of {address}", description="d", markdown="m")
    return msgspec.structs.replace(page, **more)


def test_without_a_file_or_with_words_alone_nothing_has_moved(tmp_path: Path) -> None:
    assert load_moves(tmp_path, Report(tmp_path)) == ()
    assert load(tmp_path, "# old: new\n\n") == ((), [])


def test_each_line_is_an_old_address_and_a_new_one(tmp_path: Path) -> None:
    moves, problems = load(tmp_path, "# words\n/a/: /b/\n/c/#x: /c/#y\n/d.docx: /e.docx\n/f/#z: /workspace/\n")
    assert problems == []
    assert moves == (
        Move("/a/", "/b/", 2),
        Move("/c/#x", "/c/#y", 3),
        Move("/d.docx", "/e.docx", 4),
        Move("/f/#z", "/workspace/", 5),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a/: /b/", "`a/` is not an address of this site"),
        ("/a/: https://example.org/", "`https://example.org/` is not an address of this site"),
        ("/a/: //b/", "`//b/` is not an address of this site"),
        ("/a/:", "`None` is not an address of this site"),
        ("/a/: [/b/]", "`['/b/']` is not an address of this site"),
        ("/a/?q=1: /b/", "`/a/?q=1` is not an address of this site"),
        ("/: /b/", "`/` cannot move"),
        ("/workspace/: /b/", "`/workspace/` cannot move"),
        ("/a/: /a/", "`/a/` leads round in a circle"),
        ("/a/: /good/", "`/a/` leads to /good/, which has moved too\n    Write `/a/: /end/`."),
        ("/a/#x: /good/", "`/a/#x` leads to /good/, which has moved too\n    Write `/a/#x: /end/`."),
        ("/a/#x: /good/#y", "`/a/#x` leads to /good/#y, which has moved too\n    Write `/a/#x: /end/#y`."),
        ("/good/: /b/", "`/good/` is given twice"),
    ],
)
def test_a_line_that_cannot_be_followed_is_a_problem_with_its_number(tmp_path: Path, line: str, said: str) -> None:
    moves, problems = load(tmp_path, f"/good/: /end/\n{line}\n")
    assert len(problems) == 1
    assert problems[0].startswith(f"{tmp_path.name}/{MOVED}:2: {said}")
    assert [one.old for one in moves] == ["/good/"]


def test_every_line_of_a_circle_is_named(tmp_path: Path) -> None:
    moves, problems = load(tmp_path, "/a/: /b/\n/b/: /c/\n/c/: /a/\n/d/: /e/\n")
    assert [one.old for one in moves] == ["/d/"]
    assert ["circle" in one for one in problems] == [True, True, True]


def test_a_moved_anchor_stays_on_its_page_and_knows_where_its_part_is() -> None:
    moves = [
        Move("/a/#x", "/a/#y", 1),
        Move("/a/#z", "/b/#y", 2),
        Move("/a/#w", "/workspace/", 3),
        Move("/a/#v", "/a/", 4),
        Move("/c/", "/b/", 5),
    ]
    known = OldAnchor(anchor="u", href="#v", words="Its own")
    first, second = with_old_anchors([plain("/a/", old_anchors=(known,)), plain("/b/", heading="B itself")], moves)
    assert first.old_anchors == (
        known,
        OldAnchor(anchor="x", href="#y", words="Title of /a/"),
        OldAnchor(anchor="z", href="/b/#y", words="B itself"),
        OldAnchor(anchor="w", href="/workspace/", words="Your workspace"),
    )
    assert second.old_anchors == ()


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "## In short\n\nx\n\n## New this year\n\ny\n\n## What we could not confirm\n\nz",
            {"if-it-does-not-apply-to-you": "#in-the-official-toolkit"},
        ),
        (
            "## In short\n\n## If it does not apply to you\n\n## New in 2024-25\n\nx",
            {"what-we-could-not-confirm": "#in-the-official-toolkit", "new-this-year": "#new-in-2024-25"},
        ),
        (
            "## In short\n\n### New this year\n\nx",
            {
                "what-we-could-not-confirm": "#in-the-official-toolkit",
                "if-it-does-not-apply-to-you": "#in-the-official-toolkit",
                "new-this-year": "#in-short",
            },
        ),
    ],
)
def test_sections_of_a_question_that_come_and_go_can_always_be_linked_to(
    markdown: str, expected: dict[str, str]
) -> None:
    (page,) = with_old_anchors([plain("/questions/1.1.1/", source="questions/x.md", markdown=markdown)], [])
    assert {one.anchor: one.href for one in page.old_anchors} == expected


def test_a_moved_page_sends_its_readers_on() -> None:
    moves = [Move("/a/", "/b/", 1), Move("/a/#x", "/c/#y", 2), Move("/ab/#x", "/c/#z", 3)]
    (file,) = files_of_moves(moves, {}, [plain("/b/"), plain("/c/"), plain("/ab/")], ORIGIN)
    html = file.content.decode()
    assert file.path == "a/index.html"
    assert '<noscript><meta http-equiv="refresh" content="0; url=/b/"></noscript>' in html
    assert '<link rel="canonical" href="https://x.example/b/">' in html
    assert '<p><a href="/b/">Go to Title of /b/</a></p>' in html
    assert '<a id="x" href="/c/#y">' in html
    assert "/c/#z" not in html


def test_a_moved_file_is_published_at_both_addresses() -> None:
    files = {"new.docx": b"words", "there.docx": b"old"}
    moves = [Move("/old.docx", "/new.docx", 1), Move("/there.docx", "/new.docx", 2), Move("/gone.odt", "/b/", 3)]
    found = {one.path: one.content for one in files_of_moves(moves, files, [plain("/b/")], ORIGIN)}
    assert found["old.docx"] == b"words"
    assert found.keys() == {"old.docx", "gone.odt/index.html"}


def test_a_page_that_still_exists_is_not_written_over() -> None:
    assert list(files_of_moves([Move("/a/", "/b/", 1)], {}, [plain("/a/"), plain("/b/")], ORIGIN)) == []
