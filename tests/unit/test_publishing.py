"""What is kept between two builds, and the last look at links."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from forms_backend.pages.links.link_check import broken_links
from forms_backend.pages.publishing import digest_of, made_before, made_each, made_once


def test_what_was_made_is_kept_until_its_sources_change(tmp_path: Path) -> None:
    calls: list[int] = []

    def make() -> Iterator[tuple[str, bytes]]:
        calls.append(1)
        yield f"file {len(calls)}", b"\x00\xff"

    assert made_once(tmp_path, "a", make) == made_once(tmp_path, "a", make) == {"file 1": b"\x00\xff"}
    assert made_once(tmp_path, "b", make) == {"file 2": b"\x00\xff"}
    assert made_once(tmp_path, "a", make) == {"file 3": b"\x00\xff"}


def test_several_sets_are_kept_side_by_side(tmp_path: Path) -> None:
    made_once(tmp_path, "a", lambda: [("x", b"1")], "one")
    made_once(tmp_path, "a", lambda: [("x", b"2")], "other")
    assert made_once(tmp_path, "a", list, "one") == {"x": b"1"}
    assert made_once(tmp_path, "a", list, "other") == {"x": b"2"}


def test_each_of_many_is_kept_until_its_own_source_changes(tmp_path: Path) -> None:
    made: list[str] = []

    def make(name: str) -> bytes:
        made.append(name)
        return f"{name} {len(made)}".encode()

    assert made_each(tmp_path, {"a": "1", "b": "1"}, make, "few") == {"a": b"a 1", "b": b"b 2"}
    assert made_each(tmp_path, {"b": "1", "a": "2", "c": "1"}, make, "few") == {"b": b"b 2", "a": b"a 3", "c": b"c 4"}
    assert made_each(tmp_path, {"c": "1"}, make, "few") == {"c": b"c 4"}
    assert made_each(tmp_path, {"a": "2", "c": "1"}, make, "few") == {"a": b"a 5", "c": b"c 4"}
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-3])
    assert made_each(tmp_path, {"c": "1"}, make, "few") == {"c": b"c 6"}


def test_a_damaged_store_is_made_again(tmp_path: Path) -> None:
    made_once(tmp_path, "a", lambda: [("x", b"1")])
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-3])
    assert made_once(tmp_path, "a", lambda: [("x", b"2")]) == {"x": b"2"}


def test_a_digest_changes_with_names_and_contents_and_with_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / "a").write_text("1")
    first = digest_of(folder)
    (folder / "a").touch()
    assert digest_of(folder) == first
    (folder / "a").write_text("2")
    second = digest_of(folder)
    (folder / "a").rename(folder / "b")
    third = digest_of(folder)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "c").write_text("x")
    assert digest_of(folder) == third
    assert len({first, second, third}) == 3


@pytest.mark.parametrize(
    ("link", "broken"),
    [
        ("/", False),
        ("/a/", False),
        ("/a/#here", False),
        ("#there", False),
        ("/a/?q=1#here", False),
        ("/assets/x.css?v=1", False),
        ("/workspace/?question=1.1.1", False),
        ("https://elsewhere.example/x", False),
        ("mailto:x@example.org", False),
        ("/a/#caf&eacute;", False),
        ("/b/", True),
        ("/a", True),
        ("/a/#nowhere", True),
        ("#nowhere", True),
        ("a/", True),
        ("../a/", True),
        ("page:a", True),
    ],
)
def test_a_link_leads_somewhere_or_is_named(link: str, *, broken: bool) -> None:
    pages = {
        "index.html": f'<p id="there"><a class="x" href="{link}">x</a></p>',
        "a/index.html": '<h2 id="here">x</h2><h2 id="café">x</h2>',
    }
    found = list(broken_links(pages, {*pages, "assets/x.css"}))
    assert bool(found) == broken
    assert all(str(one).startswith("index.html links to ") for one in found)


def test_what_was_made_before_will_do_for_a_quick_look(tmp_path: Path) -> None:
    assert made_before(tmp_path, "a", lambda: [("x", b"1")]) == {"x": b"1"}
    assert made_before(tmp_path, "b", lambda: [("x", b"2")]) == {"x": b"1"}
    assert made_once(tmp_path, "b", lambda: [("x", b"2")]) == {"x": b"2"}
