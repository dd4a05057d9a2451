"""A host of the public half that can be slow, go away, change its pages, and tell what it was asked for."""

import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from forms_backend.pages.offline.kept_site import worker
from tests.served import ROOT

WAIT = 30  # seconds for which a slow host holds an answer back at most


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *given: Any, host: "Host", **more: Any) -> None:
        self.host = host
        super().__init__(*given, directory=str(host.folder), **more)

    def do_GET(self) -> None:
        self.host.asked.append(self.path)
        if self.path in self.host.slow:
            self.host.hurry.wait(WAIT)
        if self.host.breaks_off and len(self.host.asked) > self.host.breaks_off:
            self.close_connection = True  # without an answer
        else:
            super().do_GET()

    def log_message(self, *said: object) -> None:
        pass


class Host:
    """Serves a folder of its own with the files of a built site."""

    def __init__(self, site: Path, folder: Path) -> None:
        hidden = shutil.ignore_patterns(".*")
        self.folder = Path(shutil.copytree(site, folder, ignore=hidden))
        self.asked: list[str] = []
        self.slow: set[str] = set()
        self.breaks_off = 0  # after so many requests; 0 is never
        self.hurry = threading.Event()
        self.port = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), partial(_Handler, host=self))
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self) -> None:
        self.hurry.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def change(self, path: str, old: str, new: str) -> None:
        """Publish another text of one page, with the worker that a build would make for it."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert old in text
        (self.folder / path).write_text(text.replace(old, new), encoding="utf-8")
        files = (one for one in self.folder.rglob("*") if one.is_file())
        site = {one.relative_to(self.folder).as_posix(): one.read_bytes() for one in files}
        source = (ROOT / "content" / "theme" / "worker.js").read_bytes()
        (self.folder / "sw.js").write_bytes(worker(source, site))
