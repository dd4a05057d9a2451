"""The product as a person meets it: built, served by gunicorn, opened in Chromium."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.served import ROOT, Served
from tests.templates_kept import seed

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
WIDE = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    content = shutil.copytree(ROOT / "content", folder / "content")
    # The real sets ask for no date today; one is added the way the README says, so that all five kinds are answered.
    shutil.copy(Path(__file__).with_name("date-question.md"), content / "questions" / "practice-without-computers.md")
    for year in (content / "question-sets").glob("*.yaml"):
        text = year.read_text(encoding="utf-8")
        year.write_text(text.replace("order:\n", "order:\n  - practice-without-computers\n"), encoding="utf-8")
    command = [sys.executable, "build.py", "--content", str(content), "--output", str(seed(folder / "site"))]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    server = Served(folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "no Chromium: run `make programs`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """Opens a page of the product, wide or on a phone, with JavaScript or without; fails on errors in its console."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(path: str = "/", *, phone: bool = False, script: bool = True) -> Page:
        size = PHONE if phone else WIDE
        context = chromium.new_context(
            viewport=size, java_script_enabled=script, accept_downloads=True, base_url=served.address
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("requestfailed", lambda request: faults.append(f"{request.failure}: {request.url}"))
        page.on(
            "request", lambda request: None if request.url.startswith(served.address) else faults.append(request.url)
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not [fault for fault in faults if "net::ERR_ABORTED" not in fault], faults
