"""What a save and a question page cost, beside a bare Flask no-op under the same server.

Cost is processor time of the server's processes for each request: a busy neighbour changes seconds, hardly this.
"""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import psutil

from forms_backend.answers.model import Answer, Position, Ticked, Workspace, Written
from forms_backend.questions.model import Kind, QuestionSet
from forms_backend.storage.opening import open_store
from forms_backend.web.access import new_reference, workspace_key

ROOT = Path(__file__).parents[1]
CONNECTIONS = 8
NO_OP = """
from flask import Flask
app = Flask(__name__)
@app.post("/")
def no_op():
    return "ok"
"""

Request = tuple[str, str, str]  # method, path, body


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


def cost(port: int, server: psutil.Process, requests: Callable[[int, int], Request], many: int, expect: int) -> float:
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


def report(questions: QuestionSet, many: int = 3000, sizes: tuple[int, ...] = (10, 1_000, 20_000)) -> list[str]:
    """Lines to print: the no-op, a question page and a save, with few and many workspaces on disk."""
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "no_op.py").write_text(NO_OP)
        with serving("no_op:app", folder, {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}) as (port, server):
            cost(port, server, lambda *_: ("POST", "/", ""), 300, 200)
            nothing = cost(port, server, lambda *_: ("POST", "/", ""), many, 200)
        lines.append(f"bare Flask POST                         {nothing:7.0f} µs  1.00 x")
        first = 0.0
        for size in sizes:
            page, save = _app_costs(questions, folder, size, many)
            first = first or save
            growth = f"{save / first:.2f} x the save with {sizes[0]} workspaces (aim 1.15)"
            lines.append(
                f"question page, {size:>6,} workspaces {page:15.0f} µs  {page / nothing:.2f} x the no-op (aim 3)"
            )
            lines.append(f"save, {size:>15,} workspaces {save:15.0f} µs  {save / nothing:.2f} x the no-op (aim 6)")
            lines.append(f"{'':46}{growth}")
    return lines


def _app_costs(questions: QuestionSet, folder: Path, size: int, many: int) -> tuple[float, float]:
    data = folder / f"data-{size}"
    references = seeded(questions, data, size)
    identity = next(one for one in questions if one.facts.kind is Kind.TEXT)
    path = f"/questions/{identity.number}"
    versions = dict.fromkeys(references, 1)

    def workspace(one: int, turn: int) -> str:
        mine = references[one::CONNECTIONS]  # no two connections save to the same workspace
        return mine[turn * 7919 % len(mine)]

    def page(one: int, turn: int) -> Request:
        return "GET", f"/workspace/{workspace(one, turn)}{path}", ""

    def save(one: int, turn: int) -> Request:
        reference = workspace(one, turn)
        seen, versions[reference] = versions[reference], versions[reference] + 1
        body = {"seen": seen, "position": "yes", "words": f"In the office, folder {turn}.", "comment": "Checked."}
        return "POST", f"/workspace/{reference}{path}", urlencode(body)

    environment = {"DATA_DIR": str(data)}
    with serving("forms_backend.web.serving:app()", folder, environment) as (port, server):
        cost(port, server, page, 300, 200)
        measured = cost(port, server, page, many, 200), cost(port, server, save, many, 303)
    shutil.rmtree(data)
    return measured


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
