"""The site on this machine, for whoever writes it. The product itself is served by `make run`."""

import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import watch

HOST, PORT = "127.0.0.1", 8001
ADDRESS = f"http://{HOST}:{PORT}"


def serve(content: Path, output: Path, build: Callable[[], object]) -> None:
    """Show `output` on this machine and build again whenever something in `content` changes, until interrupted."""
    server = ThreadingHTTPServer((HOST, PORT), partial(SimpleHTTPRequestHandler, directory=str(output)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for _ in watch(content, raise_interrupt=False):
        build()
    server.shutdown()
