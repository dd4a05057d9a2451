"""What a phone on a slow line waits for: our pages beside stock Material's of the same Markdown, in turns."""

import gzip
import shutil
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession, ViewportSize, sync_playwright

from benchmarks.site import ROOT, stock

PLACES = ("/questions/7.1.1/", "/incidents/", "/")
PHONE = ViewportSize(width=412, height=823)
# "Slow 4G" as Lighthouse simulates it, and a processor a quarter as fast.
LINE = {"offline": False, "latency": 562.5, "downloadThroughput": 1.475e6 / 8, "uploadThroughput": 675e3 / 8}
SLOWER = 4
# The browser reports a paint to the page; the last one counts.
WATCH = """
window.largest = 0;
new PerformanceObserver(list => { for (const one of list.getEntries()) window.largest = one.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
"""


class Load(NamedTuple):
    """One first visit: milliseconds to the largest paint, bytes over the wire, requests, those to other hosts."""

    largest: float
    size: int
    requests: int
    elsewhere: int


def report(rounds: int = 5) -> list[str]:
    """Lines to print: the median of each page, and the ratio of ours to stock."""
    lines = [f"{'':24}{'largest paint':>14}{'compressed':>12}{'requests':>10}"]
    with _sites() as (ours, plain), sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for place in PLACES:
            loads: dict[str, list[Load]] = {ours: [], plain: []}
            for _ in range(rounds):
                for address, found in loads.items():
                    found.append(_load(browser, address, place))
            mine, theirs = (_median(found) for found in loads.values())
            lines += [_line(f"ours  {place}", mine), _line(f"stock {place}", theirs)]
            lines.append(f"  ratio {mine.largest / theirs.largest:.2f} (aim 0.5), {mine.size / 1024:.1f} KB (aim 60)")
        browser.close()
    return lines


def _line(name: str, load: Load) -> str:
    elsewhere = f", {load.elsewhere} to other hosts" if load.elsewhere else ""
    return f"{name:24}{load.largest:11.0f} ms{load.size / 1024:9.1f} KB{load.requests:10}{elsewhere}"


def _median(found: list[Load]) -> Load:
    return sorted(found)[len(found) // 2]._replace(largest=statistics.median(one.largest for one in found))


@contextmanager
def _sites() -> Iterator[tuple[str, str]]:
    """Both sites, built and served the same way: compressed, connections kept open."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "content", folder / "content")
        subprocess.run(stock(folder), check=True, capture_output=True)
        with _served(ROOT / "site") as ours, _served(folder / "stock" / "site") as plain:
            yield ours, plain


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Compressed(SimpleHTTPRequestHandler):
    """A plain server that compresses text, as any host does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, compressed when it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        text = path.suffix in (".html", ".css", ".js", ".json", ".svg", ".xml", ".webmanifest")
        content = gzip.compress(path.read_bytes(), 6) if text else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: lines of a log would stand between the figures."""


def _load(browser: Browser, address: str, place: str) -> Load:
    """One visit with nothing kept from before. Waits until the line has been quiet for half a second."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, service_workers="block")
    page = context.new_page()
    sizes: list[float] = []
    asked: list[str] = []
    session: CDPSession = context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address + place, wait_until="networkidle")
    largest = float(page.evaluate("window.largest"))
    context.close()
    outside = [one for one in asked if not one.startswith((address, "data:"))]
    return Load(largest, int(sum(sizes)), len([one for one in asked if not one.startswith("data:")]), len(outside))
