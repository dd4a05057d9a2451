"""Asking the pages of others whether they answer, against a real server on this machine."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from forms_backend.pages.links.outside_links import Finding, Manners, asked, findings, outside_links

AGENT = "Companion (+https://x.example)"


class Elsewhere(ThreadingHTTPServer):
    """A site of somebody else. It notes who asked for what, and how many asked at once."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.base = f"http://127.0.0.1:{self.server_port}"
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.closing = threading.Event()
        self.now = self.most = 0
        self.counting = threading.Lock()


class Answering(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        what = self.path.strip("/")
        with self.server.counting:
            self.server.asked[f"{self.command} {what}"] += 1
            self.server.agents.add(self.headers["User-Agent"])
            self.server.now += 1
            self.server.most = max(self.server.most, self.server.now)
        code, there = self.chosen(what)
        with self.server.counting:
            self.server.now -= 1
        if code:
            self.send_response(code)
            self.send_header("Content-Length", "0")
            if there:
                self.send_header("Location", there)
            self.end_headers()

    def chosen(self, what: str) -> tuple[int, str]:
        if what == "hangs":
            self.server.closing.wait(30)
            return 0, ""
        if what == "no-head":
            return (405 if self.command == "HEAD" else 200), ""
        if what == "better-the-second-time":
            return (503 if self.server.asked[f"GET {what}"] < 2 else 200), ""
        if what == "circle":
            return 302, "/circle"
        code, _, there = what.partition("-to-")
        return int(code), f"/{there}" if there else ""

    def log_message(self, *_: object) -> None:
        """Nothing: what a server prints is no test result."""


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    server = Elsewhere()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()


def ask(*links: str) -> list[Finding]:
    return findings(links, Manners(AGENT, patience=0.5, pause=0))


@pytest.mark.parametrize("path", ["200", "no-head", "better-the-second-time", "302-to-200", "301-to-302-to-200"])
def test_a_link_that_answers_is_not_mentioned(elsewhere: Elsewhere, path: str) -> None:
    assert ask(f"{elsewhere.base}/{path}") == []
    assert elsewhere.agents == {AGENT}


@pytest.mark.parametrize(
    ("path", "what", "dead"),
    [
        ("404", "The answer is 404 Not Found", True),
        ("410", "The answer is 410 Gone", True),
        ("500", "The answer is 500 Internal Server Error", True),
        ("302-to-404", "The answer is 404 Not Found", True),
        ("hangs", "No answer in time", True),
        ("403", "The answer is 403 Forbidden", False),
        ("429", "The answer is 429 Too Many Requests", False),
        ("circle", "It leads round in a circle", False),
        ("301-to-200", "It has moved for good to /200", False),
        ("308-to-200", "It has moved for good to /200", False),
    ],
)
def test_a_link_that_does_not_is_named_with_what_is_wrong(
    elsewhere: Elsewhere, path: str, what: str, *, dead: bool
) -> None:
    (found,) = ask(f"{elsewhere.base}/{path}")
    assert found.link == f"{elsewhere.base}/{path}"
    assert found.what.replace(elsewhere.base, "") == what
    assert found.remedy
    assert found.dead is dead


def test_nobody_at_home_and_no_such_host_are_dead() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # and does not listen
        refused, nowhere = ask(f"http://127.0.0.1:{closed.getsockname()[1]}/", "https://no-such-host.invalid/x")
    assert (refused.what, refused.dead) == ("Nobody answers there", True)
    assert (nowhere.what, nowhere.dead) == ("No such host", True)


def test_a_host_is_asked_one_thing_at_a_time_for_the_head_first_and_not_more_than_thrice(elsewhere: Elsewhere) -> None:
    ask(*(f"{elsewhere.base}/{path}" for path in ("200", "404", "500", "no-head", "403")))
    assert elsewhere.most == 1
    asked_for = elsewhere.asked
    assert (asked_for["HEAD 200"], asked_for["GET 200"]) == (1, 0)
    assert (asked_for["HEAD 404"], asked_for["GET 404"]) == (1, 1)
    assert (asked_for["HEAD 500"], asked_for["GET 500"]) == (1, 2)


def test_one_that_hangs_is_asked_again_once(elsewhere: Elsewhere) -> None:
    ask(f"{elsewhere.base}/hangs")
    assert elsewhere.asked == {"HEAD hangs": 1, "GET hangs": 2}


def test_every_link_to_somebody_else_is_found_once_with_its_pages(tmp_path: Path) -> None:
    pages = {
        "index.html": '<a href="/a/">x</a><a class="x" href="https://b.example/?p=1&amp;q=2#part">x</a>',
        "a/index.html": '<a href="https://b.example/?p=1&amp;q=2">x</a><a href="https://x.example/us/">x</a>'
        '<a href="mailto:x@b.example">x</a><link href="https://c.example/"><a href="http://b.example">x</a>',
        ".workspace/shell.html": '<a href="https://d.example/">x</a>',
    }
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert outside_links(tmp_path, "https://x.example") == {
        "https://b.example/?p=1&q=2": ("/a/", "/"),
        "http://b.example": ("/a/",),
    }


def test_the_report_names_the_pages_their_files_and_what_to_do(elsewhere: Elsewhere) -> None:
    gone, here = f"{elsewhere.base}/404", f"{elsewhere.base}/200"
    links = {gone: ("/a/", "/b/", "/c/", "/d/", "/e/"), here: ("/a/",)}
    text, good = asked(links, Manners(AGENT, pause=0), {"a/index.html": "guidance/a.md"})
    assert not good
    assert text == (
        f"{gone}\n"
        "    The answer is 404 Not Found. Look for the page on that site and correct the link, or take it out.\n"
        "    On /a/ (content/guidance/a.md), /b/, /c/ and 2 more.\n1 of 2 outside links is dead."
    )
    assert asked({here: ("/a/",)}, Manners(AGENT, pause=0), {}) == ("0 of 1 outside links are dead.", True)
