"""How long an edit takes to be on its page while the handbook is served, and to reach the browser that shows it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.generate import write_handbook
from benchmarks.peers import OPSBOOK
from benchmarks.processes import CommandFailed
from benchmarks.states import SETTLE, edit
from benchmarks.survey import write_survey
from benchmarks.tables import print_table

LIMIT = 0.6
"""Seconds from an edit to its page, at 10,000 records."""
EDITS = 9
_SCRIPT = re.compile(r'src="/(livereload/script/\d+\.js)"')
_EPOCH = re.compile(r"livereload\((\d+), (\d+)\);")
_POLL = 0.01


@dataclass(frozen=True, slots=True)
class Server:
    """A server under way: its process, its address, when it was started."""

    process: subprocess.Popen[bytes]
    address: str
    started: float

    def fetch(self, path: str = "") -> str:
        """Return what is at a path; an empty text where nothing answers."""
        with suppress(OSError), urllib.request.urlopen(self.address + path, timeout=90) as answer:
            text: str = answer.read().decode()
            return text
        return ""

    def until(self, holds: Callable[[], bool]) -> float:
        """Wait until something holds and return when that was. Raises CommandFailed where the server has ended."""
        while not holds():
            if self.process.poll() is not None:
                raise CommandFailed(f"opsbook serve has ended with exit code {self.process.returncode}")
            time.sleep(_POLL)
        return time.perf_counter()


def measure_serving(counts: list[int], folder: Path | None) -> None:
    """Print for handbooks of these sizes how long it takes from an edit of a record until its page says it.

    *reloaded* is until the request is answered with which a browser waits for something new; it then asks for the page.
    """
    rows = []
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="opsbook-bench-", dir=folder) as scratch:
            root = Path(scratch)
            write_handbook(root, count)
            write_survey(root)
            with _served(root) as server:
                first = server.until(partial(_answers, server)) - server.started
                edits = [_edited(root, server, number) for number in range(EDITS)]
        pages, reloads = ([each[place] for each in edits] for place in (0, 1))
        times = first, median(pages), max(pages), median(reloads), median(pages) / LIMIT
        rows.append((f"{count:,}", f"{EDITS} edits", *(f"{each:.2f}" for each in times)))
    print_table(("records", "", "first page s", "edit to page s", "longest s", "reloaded s", f"page / {LIMIT} s"), rows)


def _answers(server: Server) -> bool:
    return bool(server.fetch())


def _edited(root: Path, server: Server, number: int) -> tuple[float, float]:
    """Edit a record; return the seconds until its page says it, and until a browser is told to load it again."""
    time.sleep(SETTLE)
    page = f"roadmap/initiatives/initiative-{number:05}/"
    script = _SCRIPT.search(server.fetch(page))
    shown = _EPOCH.search(server.fetch(script[1])) if script is not None else None
    if shown is None:
        raise CommandFailed(f"{page} does not wait for changes")
    epoch, request = int(shown[1]), f"livereload/{shown[1]}/{shown[2]}"
    with ThreadPoolExecutor(1) as browser:
        start = time.perf_counter()
        title = edit(root / "roadmap", number)
        told = browser.submit(server.until, lambda: int(server.fetch(request) or 0) > epoch)
        seconds = server.until(lambda: title in server.fetch(page)) - start
        return seconds, told.result() - start


@contextmanager
def _served(root: Path) -> Iterator[Server]:
    """Serve a handbook on a port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    command = (OPSBOOK[0], "serve", "--address", place)
    with (root / "benchmark.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=root, stdout=log, stderr=log, start_new_session=True)
        try:
            yield Server(process, f"http://{place}/", time.perf_counter())
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
