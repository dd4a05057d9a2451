"""The product behind nginx, as deploy/nginx.conf has it: the real program, the real site, the real app."""

import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.served import ROOT, Served

REFERENCE = "0" * 26


class Answer(NamedTuple):
    status: int
    headers: Message
    text: str


class Host(NamedTuple):
    address: str
    logs: Path

    def get(self, path: str) -> Answer:
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=20) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read().decode("utf-8", "replace"))

    @property
    def log(self) -> str:
        return "".join(one.read_text(encoding="utf-8") for one in self.logs.glob("*.log"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def configuration(folder: Path, site: Path, app: int, port: int) -> str:
    """Ours, without encryption, on ports of this machine; around it what Debian's nginx.conf says.

    Folders of tests are closed to other users; only a root's nginx would become one.
    """
    ours = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        (r"listen 80;", f"listen 127.0.0.1:{free_port()};"),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        (r"ssl_certificate\S* .*;", ""),
        (r"/srv/dspt-companion/site", str(site)),
        (r"127\.0\.0\.1:8000", f"127.0.0.1:{app}"),
        (r"/var/log/nginx", str(folder)),
    ):
        ours, found = re.subn(old, new, ours)
        assert found, old
    temporary = "".join(
        f"{what}_temp_path {folder}/{what};" for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"user root; daemon off; pid {folder}/pid; error_log {folder}/start.log; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; default_type application/octet-stream; {temporary}\n{ours}}}\n"
    )


@pytest.fixture(scope="module")
def host(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    folder = tmp_path_factory.mktemp("hosted")
    (folder / "site").symlink_to(site)
    (folder / "content").symlink_to(ROOT / "content")
    app = Served(folder)
    app.start()
    port = free_port()
    settings = folder / "nginx.conf"
    settings.write_text(configuration(folder, site, app.port, port), encoding="utf-8")
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    assert program, "no nginx: run `make programs`"
    nginx = subprocess.Popen([program, "-c", str(settings)], stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 20
    while time.monotonic() < until and not (folder / "pid").exists():
        assert nginx.poll() is None, nginx.communicate()[1]
    yield Host(f"http://127.0.0.1:{port}", folder)
    nginx.terminate()
    nginx.communicate(timeout=20)
    app.stop()


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/questions/7.1.1/", "text/html; charset=utf-8"),
        ("/questions/7.1.1?partner=x", "text/html; charset=utf-8"),
        ("/data/", "text/html; charset=utf-8"),
        ("/data/question-sets/2025-26.csv", "text/csv; charset=utf-8"),
        ("/data/question-sets/2025-26.json", "application/json"),
        ("/data/ciso-assistant/2025-26.yaml", "application/yaml"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/feed.xml", "text/xml; charset=utf-8"),
        ("/sw.js", "application/javascript; charset=utf-8"),
        ("/downloads/dspt-guide.pdf", "application/pdf"),
        ("/workspace/", "text/html; charset=utf-8"),
        ("/oembed?url={host}/questions/7.1.1/", "application/json"),
        ("/embed/questions/7.1.1/", "text/html; charset=utf-8"),
    ],
)
def test_every_kind_of_file_is_what_it_is_and_only_a_card_may_be_framed(host: Host, path: str, media_type: str) -> None:
    answer = host.get(path.format(host=host.address.replace(f":{host.address.rpartition(':')[2]}", "")))
    assert (answer.status, answer.headers["Content-Type"]) == (200, media_type)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policies = " ".join(answer.headers.get_all("Content-Security-Policy") or [])
    assert ("frame-ancestors 'none'" in policies) is not path.startswith("/embed/")


@pytest.mark.parametrize("path", ["/.build/record.json", "/.workspace/shell.html", "/data/.x", "/assets/.x"])
def test_what_the_build_leaves_for_the_app_is_not_public(host: Host, path: str) -> None:
    assert host.get(path).status == 404


def test_a_worker_is_asked_for_each_time_and_assets_once_a_day(host: Host) -> None:
    assert host.get("/sw.js").headers["Cache-Control"] == "no-cache"
    assert host.get("/assets/companion.js").headers["Cache-Control"] == "max-age=86400"


def test_what_nothing_answers_to_gets_our_own_page(host: Host) -> None:
    for path in ("/nothing", "/data/nothing.csv", "/embed/nothing"):
        answer = host.get(path)
        assert (answer.status, "We cannot find that page" in answer.text) == (404, True), path


def test_logs_hold_neither_return_links_nor_searches_nor_partners(host: Host) -> None:
    for path in (
        f"/workspace/{REFERENCE}/?partner=a-partner",
        f"/Workspace/{REFERENCE}/",
        "/search/?q=a-worry&partner=a-partner",
        "/nothing-of-the-kind?q=a-worry",
    ):
        host.get(path)
    log = host.log
    assert "/search/" in log
    assert "/nothing-of-the-kind" in log
    assert not [one for one in (REFERENCE, "a-worry", "a-partner") if one in log]
