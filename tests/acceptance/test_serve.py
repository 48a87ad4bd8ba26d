"""The live preview: an edit of a record is on its page a moment later."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.acceptance.commands import DAY, command, environment
from tests.support import initiative, write

pytestmark = pytest.mark.slow

PATIENCE = 300.0
"""Seconds. A busy machine must not fail a test."""
RECORD = "roadmap/initiatives/checkout.yml"
CALLS = {
    "mkdocs": ("serve", "-f", "mkdocs.yml", "-a"),
    "properdocs": ("serve", "-f", "mkdocs.yml", "-a"),
    "opsbook": ("serve", "--as-of", DAY, "--address"),
}


@pytest.mark.parametrize("program", CALLS)
def test_an_edit_of_a_record_is_on_its_page(program: str, tmp_path: Path) -> None:
    root = write(tmp_path, {RECORD: initiative("First title")})
    with serving(program, root) as (address, told):
        page = f"{address}roadmap/initiatives/checkout/"
        wait_for(lambda: "First title" in fetch(page), told)
        write(root, {RECORD: initiative("Second title"), "roadmap/initiatives/new.yml": initiative("Another one")})
        wait_for(lambda: "Second title" in fetch(page), told)
        wait_for(lambda: "Another one" in fetch(f"{address}roadmap/initiatives/new/"), told)
        wait_for(lambda: "Second title" in fetch(f"{address}roadmap/initiatives/"), told)


@pytest.mark.parametrize("program", CALLS)
def test_a_browser_shows_an_edit_by_itself(program: str, tmp_path: Path, browser: Browser) -> None:
    root = write(tmp_path, {RECORD: initiative("First title")})
    with serving(program, root) as (address, told), closing(browser.new_page()) as page:
        record = f"{address}roadmap/initiatives/checkout/"
        wait_for(lambda: "First title" in fetch(record), told)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(record)
        expect(page.locator("h1")).to_contain_text("First title")
        write(root, {RECORD: initiative("Second title")})
        expect(page.locator("h1")).to_contain_text("Second title")
        assert complaints == []


def test_an_error_is_told_and_the_preview_goes_on(tmp_path: Path) -> None:
    root = write(tmp_path, {RECORD: initiative("First title")})
    with serving("opsbook", root) as (address, told):
        page = f"{address}roadmap/initiatives/checkout/"
        wait_for(lambda: "First title" in fetch(page), told)
        write(root, {RECORD: initiative("Second title", status="finished")})
        wait_for(lambda: f"{RECORD}:3:9: error[invalid-value]" in told(), told)
        wait_for(lambda: "draft" in fetch(address).lower(), told)
        write(root, {RECORD: initiative("Third title")})
        wait_for(lambda: "Third title" in fetch(page), told)
        assert "Traceback" not in told()


def test_an_ended_preview_leaves_nothing_behind(tmp_path: Path) -> None:
    root = write(tmp_path / "handbook", {RECORD: initiative("First title")})
    built = tmp_path / "built"
    built.mkdir()
    with serving("opsbook", root, signal.SIGTERM, TMPDIR=str(built)) as (address, told):
        wait_for(lambda: "First title" in fetch(f"{address}roadmap/initiatives/checkout/"), told)
        assert list(built.iterdir())
    assert not list(built.iterdir())


@contextmanager
def serving(
    program: str, root: Path, ending: signal.Signals = signal.SIGINT, **variables: str
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Serve a handbook on a free port; give its address and what the program has printed so far."""
    place = f"127.0.0.1:{free_port()}"
    printed = root.parent / f"{root.name}.log"
    with printed.open("w") as log:
        process = subprocess.Popen(
            command(program, *CALLS[program], place),
            cwd=root, env={**environment(), **variables}, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        try:
            yield f"http://{place}/", lambda: printed.read_text(encoding="utf-8")
        finally:
            os.killpg(process.pid, ending)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """Return a port that nobody has, below those that a system gives out by itself: none of its programs takes it."""
    for port in range(20_000 + os.getpid() % 10_000, 32_768):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def fetch(address: str) -> str:
    """Return a page; an empty text while it is not there."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            text: str = answer.read().decode()
            return text
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def wait_for(holds: Callable[[], bool], told: Callable[[], str]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, told()
        time.sleep(0.2)
