"""What a save and a question page cost, beside a bare Flask no-op under the same server.

Cost is processor time of the server's processes for each request: a busy neighbour changes seconds, hardly this.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import psutil

from forms_backend.answers.model import Answer, Position, Ticked, Workspace, Written
from forms_backend.questions.model import Kind, QuestionSet
from forms_backend.storage.opening import open_store
from forms_backend.web.access import new_reference, workspace_key

ROOT = Path(__file__).parents[1]
CONNECTIONS = 8
EACH = 800  # requests in a round
NO_OP = """
from flask import Flask
app = Flask(__name__)
@app.post("/")
def no_op():
    return "ok"
"""

Request = tuple[str, str, str]  # method, path, body
Requests = Callable[[int, int], Request]  # for a connection and its turn


def seeded(questions: QuestionSet, folder: Path, many: int) -> list[str]:
    """Make so many workspaces, each with an answer to every question; their references."""
    store = open_store(f"tinydb://{folder}")
    day = date(2026, 11, 1)
    answers = {
        one.identity: Answer(
            position=Position.YES,
            saved_on=day,
            value=Written("Kept in the office, blue folder. " * 5) if one.facts.kind is Kind.TEXT else Ticked(),
            comment="Looked at with the deputy manager.",
        )
        for one in questions
    }
    made = Workspace(year=questions.year, aim="standards-met", created_on=day, changed_on=day, answers=answers)
    references = [new_reference() for _ in range(many)]
    for reference in references:
        store.add(workspace_key(reference), made)
    return references


@contextmanager
def serving(target: str, folder: Path, environment: dict[str, str]) -> Iterator[tuple[int, psutil.Process]]:
    """Run gunicorn as the product does; gives its port and process, and ends it."""
    port = _free_port()
    config = ROOT / "deploy" / "gunicorn.conf.py"
    command = [sys.executable, "-m", "gunicorn", "--config", str(config), "--bind", f"127.0.0.1:{port}", target]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, stdout=log, stderr=log
        )
    try:
        _wait_for(port, server, folder / "server.log")
        yield port, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(30)


def cost(port: int, server: psutil.Process, requests: Requests, many: int, expect: int) -> float:
    """Microseconds of processor time for each request, over `many` requests on a few connections.

    `requests` gives the request for a connection and its turn.
    """
    before = _processor(server)
    turns, faults = many // CONNECTIONS, []

    def client(one: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for turn in range(turns):
            method, path, body = requests(one, turn)
            connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"})
            response = connection.getresponse()
            response.read()
            if response.status != expect:
                faults.append((response.status, path))

    threads = [threading.Thread(target=client, args=(one,)) for one in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"{len(faults)} of {many} requests were not answered with {expect}: {faults[:3]}")
    return (_processor(server) - before) / (turns * CONNECTIONS) * 1e6


class _Running(NamedTuple):
    """A server with so many workspaces, and the requests for it."""

    port: int
    server: psutil.Process
    page: Requests
    save: Requests


def report(questions: QuestionSet, rounds: int = 9, sizes: tuple[int, ...] = (10, 1_000, 20_000)) -> list[str]:
    """Lines to print: the no-op, a question page and a save, with few and many workspaces on disk.

    All servers run at once and are asked in turns; a figure is the median of its rounds, a ratio that of its ratios.
    """
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        (folder / "no_op.py").write_text(NO_OP)
        path = {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
        no_op = stack.enter_context(serving("no_op:app", folder, path))
        apps = {size: _running(stack, questions, folder, size) for size in sizes}
        found: dict[str, list[float]] = {}
        for _ in range(rounds + 1):
            found.setdefault("no-op", []).append(cost(*no_op, lambda *_: ("POST", "/", ""), EACH, 200))
            for size, app in apps.items():
                found.setdefault(f"page {size}", []).append(cost(app.port, app.server, app.page, EACH, 200))
                found.setdefault(f"save {size}", []).append(cost(app.port, app.server, app.save, EACH, 303))
    return list(_lines({name: costs[1:] for name, costs in found.items()}, sizes))  # the first round warms up


def _lines(found: dict[str, list[float]], sizes: tuple[int, ...]) -> Iterator[str]:
    def ratio(name: str, to: str) -> float:
        return statistics.median(one / other for one, other in zip(found[name], found[to], strict=True))

    yield f"bare Flask POST {statistics.median(found['no-op']):26.0f} µs  1.00 x"
    for what, aim in (("page", 3), ("save", 6)):
        for size in sizes:
            name, first = f"{what} {size}", f"{what} {sizes[0]}"
            middle = statistics.median(found[name])
            growth = f"{ratio(name, first):.2f} x that with {sizes[0]} (aim 1.15)"
            yield f"{what}, {size:>6,} workspaces {middle:17.0f} µs  {ratio(name, 'no-op'):.2f} x (aim {aim}), {growth}"


def _running(stack: ExitStack, questions: QuestionSet, folder: Path, size: int) -> _Running:
    data = folder / f"data-{size}"
    references = seeded(questions, data, size)
    number = next(one.number for one in questions if one.facts.kind is Kind.TEXT)
    turns = [count() for _ in range(CONNECTIONS)]
    versions = dict.fromkeys(references, 1)

    def address(one: int) -> str:
        mine = references[one::CONNECTIONS]  # no two connections save to the same workspace
        return f"/workspace/{mine[next(turns[one]) * 7919 % len(mine)]}/questions/{number}"

    def page(one: int, turn: int) -> Request:  # noqa: ARG001 - the shape of Requests
        return "GET", address(one), ""

    def save(one: int, turn: int) -> Request:
        place = address(one)
        reference = place.split("/")[2]
        seen, versions[reference] = versions[reference], versions[reference] + 1
        words = f"In the office, folder {seen}, page {turn}."
        return "POST", place, urlencode({"seen": seen, "position": "yes", "words": words, "comment": "Checked."})

    served = serving("forms_backend.web.serving:app()", folder, {"DATA_DIR": str(data)})
    return _Running(*stack.enter_context(served), page, save)


def _processor(server: psutil.Process) -> float:
    every = [server, *server.children(recursive=True)]
    return sum(one.cpu_times().user + one.cpu_times().system for one in every)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")
