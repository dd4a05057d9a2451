"""The list of every address that was ever published."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from forms_backend.pages.links.ledger import (
    LEDGER,
    Entry,
    Ledger,
    ledger_of,
    ledger_text,
    news,
    read_ledger,
    unrecorded,
)
from forms_backend.questions.problems import Report


def ledger(entries: Mapping[str, str]) -> dict[str, Entry]:
    return {address: Entry(frozenset(anchors.split())) for address, anchors in entries.items()}


def plain(known: Ledger) -> dict[str, str]:
    return {address: " ".join(sorted(entry.anchors)) for address, entry in known.items()}


def read(folder: Path, text: str) -> tuple[Ledger, Report]:
    (folder / LEDGER).write_text(text, encoding="utf-8")
    report = Report(folder)
    return read_ledger(folder, report), report


def test_a_folder_without_a_ledger_has_promised_nothing(tmp_path: Path) -> None:
    report = Report(tmp_path)
    assert read_ledger(tmp_path, report) == {}
    assert report.problems == ()


def test_lines_are_read_in_any_order_and_an_address_may_stand_there_twice(tmp_path: Path) -> None:
    by_notepad = "\ufeff# words\r\n\r\n/b/ #y\r\n/a.pdf\r\n/b/ #x\r\n"
    known, report = read(tmp_path, by_notepad)
    assert plain(known) == {"/b/": "x y", "/a.pdf": ""}
    assert known["/b/"].line == 5
    assert report.problems == ()


@pytest.mark.parametrize("line", ["<" * 7, "=======", "b/ #x", "/b/ x", "https://example.org/"])
def test_a_line_that_is_no_address_is_a_problem_with_its_number(tmp_path: Path, line: str) -> None:
    known, report = read(tmp_path, f"/a/\n{line}\n/c/\n")
    assert plain(known) == {"/a/": "", "/c/": ""}
    assert [str(one).split(": ")[0] for one in report.problems] == [f"{tmp_path.name}/{LEDGER}:2"]


def test_pages_and_files_are_for_linking_and_what_only_serves_them_is_not() -> None:
    html = '<main id="main"><h2 id="z">Z</h2><h2 id="a">A</h2></main>'
    pages = dict.fromkeys(("index.html", "a/index.html", "search/index.html", "404.html"), html)
    files = ["q/1/index.html", "data/x.json", "feed.xml", "assets/x.css", "search/search_index.json", ".workspace/x"]
    assert plain(ledger_of(pages, [*pages, *files])) == {
        "/": "a z",
        "/a/": "a z",
        "/data/x.json": "",
        "/feed.xml": "",
        "/q/1/": "",
        "/search/": "",
    }


def test_recording_adds_what_is_new_keeps_what_is_old_and_sorts(tmp_path: Path) -> None:
    known, now = ledger({"/b/": "x"}), ledger({"/c/": "", "/b/": "w", "/a/": "z y"})
    assert unrecorded(known, now) == ["/c/", "/a/", "/b/#w"]
    again, _ = read(tmp_path, ledger_text(known, now))
    assert plain(again) == {"/a/": "y z", "/b/": "w x", "/c/": ""}
    lines = [line for line in ledger_text(known, now).splitlines() if not line.startswith("#")]
    assert lines == ["/a/ #y #z", "/b/ #w #x", "/c/"]
    assert unrecorded(again, now) == []


@pytest.mark.parametrize(
    ("new", "record", "said"),
    [
        ({}, False, ""),
        ({}, True, ""),
        ({"/b/": ""}, False, "; 1 new address, not recorded yet: `python build.py --record`"),
        ({"/b/": "", "/a/": "x"}, False, "; 2 new addresses and anchors, not recorded yet: `python build.py --record`"),
        ({"/b/": "", "/c/": ""}, True, "; 2 new addresses and anchors recorded"),
    ],
)
def test_a_build_says_how_much_is_new(tmp_path: Path, new: dict[str, str], said: str, *, record: bool) -> None:
    known = ledger({"/a/": ""})
    assert news(tmp_path, known, ledger({"/a/": "", **new}), record=record) == said
    assert (tmp_path / LEDGER).exists() is record


def test_git_merges_what_two_people_recorded(tmp_path: Path) -> None:
    before, ann, bob = ledger({"/a/": "x", "/d/": ""}), ledger({"/b/": "", "/a/": "y"}), ledger({"/c/": "", "/a/": "z"})
    names = ("ann", "before", "bob")
    for name, new in zip(names, (ann, {}, bob), strict=True):
        (tmp_path / name).write_text(ledger_text(before, new), encoding="utf-8")
    merged = subprocess.run(
        ["git", "merge-file", "-p", "--union", *names], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    known, report = read(tmp_path, merged.stdout)
    assert plain(known) == {"/a/": "x y z", "/b/": "", "/c/": "", "/d/": ""}
    assert report.problems == ()
