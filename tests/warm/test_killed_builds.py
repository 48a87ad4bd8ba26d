"""Warm builds killed at any moment: the old site or the new one is in its place, and no later build is misled.

``OPSBOOK_KILLS`` says how many kills there are, half of them here; 6 without it. Every other build kills
itself at one of the changes that it makes to files; the rest are killed from outside, where chance has it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from site_builder.publish.swap import recover
from tests.acceptance.commands import DAY, command, environment
from tests.warm.book import small
from tests.warm.story import Story, digests, told

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork"),
]

KILLS = int(os.environ.get("OPSBOOK_KILLS", "6"))
_AUDIENCES = {"public": "site-public", "internal": "site"}

# Runs opsbook. The n-th change of a file below a folder never happens: the process is killed just before it.
_KILLS_ITSELF = """
import os, signal, sys
from site_builder.cli.main import main

below, left = sys.argv.pop(1), int(sys.argv.pop(1))

def watch(event, arguments):
    global left
    changes = event in ("os.rename", "os.remove", "os.link", "os.mkdir", "shutil.rmtree")
    if changes or event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        if any(str(each).startswith(below) for each in arguments[:2]):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
main()
"""


def kills_itself(call: tuple[str, ...], folder: Path, below: Path, number: int) -> None:
    """Run opsbook, which is killed at its n-th change of a file below a folder, if it makes so many."""
    subprocess.run(
        [sys.executable, "-c", _KILLS_ITSELF, str(below), str(number), *call],
        cwd=folder, env=environment(), capture_output=True, check=False,
    )  # fmt: skip


def killed(call: tuple[str, ...], folder: Path, delay: float) -> None:
    """Run opsbook, and kill it and what it has started after so many seconds."""
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(
        command("opsbook", *call), cwd=folder, env=environment(), stdout=nowhere, stderr=nowhere, start_new_session=True
    ) as process:
        time.sleep(delay)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


class Killer:
    """Kills builds of a handbook, and has what follows compared with first builds."""

    def __init__(self, story: Story, root: Path, seed: int) -> None:
        self._story, self._root, self._random = story, root, Random(seed)
        self._seconds = {audience: self._measured(audience, story.begin) for audience in _AUDIENCES}

    def kill(self, number: int) -> None:
        """Edit the handbook, kill the build that follows, and compare what the next one makes with a first build."""
        audience = ("public", "internal", "public")[number % 3]
        site, call = self._root / _AUDIENCES[audience], ("build", "--as-of", DAY, "--audience", audience)
        before = digests(site)
        told = [self._story.edit()]
        if number % 2:
            seconds = self._random.uniform(0, self._seconds[audience])
            killed(call, self._root, seconds)
            told.append(f"killed after {seconds:.3f} s")
        else:
            below, most = self._random.choice([(self._root, 400), (self._root / ".opsbook", 12)])
            change = self._random.randrange(1, most)
            kills_itself(call, self._root, below, change)
            told.append(f"killed at change {change} below {below.name}")
        # What was decided is done by the next command, before it looks at the site.
        recover(site)
        left = digests(site)
        self._seconds[audience] = self._measured(audience, self._story.compare)
        assert left in (before, digests(site)), "\n".join((*told, "neither the old site nor the new one was there"))

    def _measured(self, audience: str, build: Callable[[str], None]) -> float:
        """Build, and return how many seconds that took."""
        began = time.monotonic()
        build(audience)
        return time.monotonic() - began


def test_no_build_is_misled_by_what_a_killed_one_left(tmp_path: Path) -> None:
    with told(tmp_path, small, 7) as story:
        killer = Killer(story, tmp_path / "book", 7)
        for number in range(max(1, KILLS // 2)):
            killer.kill(number)
