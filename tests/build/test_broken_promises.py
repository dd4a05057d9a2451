"""Links that never break: what stops the build, what it says to do, and that doing so mends it."""

import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from forms_backend.building import all_answer
from forms_backend.pages.links.ledger import LEDGER, ledger_of, read_ledger, unrecorded
from forms_backend.questions.problems import Report
from tests.build.conftest import ORIGIN, ROOT, contents, public, run_build

COMMAND = "python build.py --record"
HERE = "## What you can do here"


@pytest.fixture(scope="module")
def recorded(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the content in which all of today's addresses are recorded, and the site made of it."""
    folder = tmp_path_factory.mktemp("recorded")
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(site, folder / "site")
    done = run_build("--content", folder / "content", "--output", folder / "site", "--record")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(recorded: Path, tmp_path: Path) -> Path:
    """A copy of all that, to be spoilt."""
    return Path(shutil.copytree(recorded, tmp_path / "own"))


def build(folder: Path) -> tuple[bool, str]:
    """Whether the site was built, and all that was said."""
    done = run_build("--content", folder / "content", "--output", folder / "site")
    assert (done.returncode == 0) is not bool(done.stderr)
    return done.returncode == 0, done.stderr + done.stdout


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "content" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def move(folder: Path, *lines: str) -> int:
    """Adds lines to moved.yaml; the number of the first one."""
    path = folder / "content" / "moved.yaml"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return before.count("\n") + 1


def add_the_moved_lines(folder: Path, said: str) -> None:
    lines = re.findall(r"^      (/\S+: /\S*)$", said, re.MULTILINE)
    assert lines
    move(folder, *lines)


def keep_the_old_name(folder: Path, said: str) -> None:
    file, heading = re.findall(r"Keep the old name in the heading \(content/(\S+)\): `(.+?)`", said)[0]
    change(folder, file, heading.partition(" {:")[0], heading)


def correct_the_links(folder: Path, said: str) -> None:
    found = re.findall(r"content/(\S+): \S+ links to (\S*?)(#\S+)?, .*\n.*Did you mean (\S+)\?", said)
    assert found
    for file, page, anchor, meant in found:
        change(folder, file, anchor or page, meant)


def remove_a_page(folder: Path) -> None:
    (folder / "content" / "guidance" / "accessibility.md").unlink()


def rename_a_heading(folder: Path) -> None:
    change(folder, "guidance/about.md", "## What we are not", "## Who we are not")


def rename_a_heading_of_a_template(folder: Path) -> None:
    change(folder, "documents/byod-policy.md", "## What you may do", "## What is allowed")


def break_links(folder: Path) -> None:
    change(folder, "guidance/about.md", HERE, f"[a](/privcy/) [b](page:privacy#how-to-erase-it)\n\n{HERE}")


def test_a_loss_stops_the_build_and_following_the_advice_mends_it(folder: Path) -> None:
    before = contents(folder / "site")
    rename_a_heading(folder)
    good, words = build(folder)
    assert not good
    assert "/about/#what-we-are-not was published and is gone" in words
    assert contents(folder / "site") == before
    keep_the_old_name(folder, words)
    good, words = build(folder)
    assert good, words


def test_everything_that_is_lost_is_said_at_once(folder: Path) -> None:
    for spoil in (remove_a_page, rename_a_heading, break_links, rename_a_heading_of_a_template):
        spoil(folder)
    _, words = build(folder)
    assert "2 links lead nowhere:" in words
    gone = re.findall(r"content/addresses\.txt:\d+: (\S+) was published and is gone", words)
    assert {"/accessibility/", "/about/#what-we-are-not", "/templates/byod-policy/#what-you-may-do"} <= set(gone)
    add_the_moved_lines(folder, words)
    correct_the_links(folder, words)
    good, words = build(folder)
    assert good, words


def test_a_page_that_moved_sends_on_and_a_part_that_moved_leaves_a_word(folder: Path) -> None:
    guidance = folder / "content" / "guidance"
    (guidance / "accessibility.md").rename(guidance / "for-everyone.md")
    change(folder, "guidance/about.md", "## If you find a mistake", "## Tell us")
    move(folder, "/accessibility/: /for-everyone/", "/about/#if-you-find-a-mistake: /privacy/#how-to-delete-it")
    good, words = build(folder)
    assert good, words
    redirect = (folder / "site" / "accessibility" / "index.html").read_text(encoding="utf-8")
    assert 'content="0; url=/for-everyone/"' in redirect
    about = (folder / "site" / "about" / "index.html").read_text(encoding="utf-8")
    assert 'id="if-you-find-a-mistake">That part is now at <a href="/privacy/#how-to-delete-it">' in about


def test_a_slip_in_the_list_of_moves_is_named_with_its_line(folder: Path) -> None:
    at = move(folder, "/old/: /abuot/", "/about/: /privacy/")
    _, words = build(folder)
    assert f"content/moved.yaml:{at}: /abuot/ does not exist\n    Did you mean `/about/`?" in words
    assert f"content/moved.yaml:{at + 1}: /about/ is said to have moved, and still exists" in words
    at = move(folder, "/older/: /old/")
    _, words = build(folder)
    assert f"content/moved.yaml:{at}: `/older/` leads to /old/, which has moved too" in words
    assert "    Write `/older/: /abuot/`." in words


def test_recording_adds_and_never_removes(folder: Path) -> None:
    ledger = folder / "content" / LEDGER
    before = ledger.read_text(encoding="utf-8")
    text = (folder / "content" / "guidance" / "about.md").read_text(encoding="utf-8")
    (folder / "content" / "guidance" / "about-you.md").write_text(text, encoding="utf-8")
    remove_a_page(folder)
    move(folder, "/accessibility/: /about-you/")
    good, words = build(folder)
    assert good, words
    assert f"1 new address, not recorded yet: `{COMMAND}`" in words
    assert ledger.read_text(encoding="utf-8") == before
    done = run_build("--content", folder / "content", "--output", folder / "site", "--record")
    assert "1 new address recorded" in done.stdout, done.stderr
    lines = ledger.read_text(encoding="utf-8").splitlines()
    assert set(before.splitlines()) < set(lines)
    assert lines[2:] == sorted(lines[2:])
    _, words = build(folder)
    assert "new address" not in words


def test_every_address_of_the_site_is_recorded(site: Path) -> None:
    paths = {path.relative_to(site).as_posix(): path for path in public(site)}
    pages = {name: path.read_text(encoding="utf-8") for name, path in paths.items() if name.endswith("index.html")}
    report = Report(ROOT / "content")
    drawn = {name: text for name, text in pages.items() if 'http-equiv="refresh"' not in text}
    missing = unrecorded(read_ledger(ROOT / "content", report), ledger_of(drawn, paths))
    assert report.problems == ()
    assert missing == [], f"new addresses: run `{COMMAND}` and commit content/{LEDGER}"


class Elsewhere(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.send_response(404 if self.path == "/404" else 200)
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_dead_outside_links_are_printed_and_make_the_command_fail(
    tmp_path: Path, elsewhere: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").write_text(f'<a href="{elsewhere}/200">x</a>', encoding="utf-8")
    assert all_answer(tmp_path, ORIGIN, "Companion", {}, print)
    (tmp_path / "index.html").write_text(f'<a href="{elsewhere}/404">x</a>', encoding="utf-8")
    assert not all_answer(tmp_path, ORIGIN, "Companion", {"index.html": "site.yaml"}, print)
    printed = capsys.readouterr().out
    assert "0 of 1 outside links are dead." in printed
    assert f"{elsewhere}/404\n    The answer is 404 Not Found." in printed
    assert "On / (content/site.yaml)." in printed
