"""What a generator takes to build a site: for the first time, again, and after an edit."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from benchmarks.peers import Peer
from benchmarks.processes import CommandFailed, Figures, Run, run

SETTLE = 2.5
"""Seconds after which opsbook knows a file that was written again by its stamp."""
_TITLE = re.compile(r'^title: "?(.+?)"?$', re.MULTILINE)


def cold(peer: Peer) -> Run:
    """Build with no site and nothing kept."""
    for name in (peer.site, ".opsbook", "resources"):
        shutil.rmtree(peer.folder / name, ignore_errors=True)
    return built(peer)


def built(peer: Peer) -> Run:
    """Build beside what is there. Raises CommandFailed where that fails."""
    one = run(peer.command, peer.folder)
    if one.exit_code:
        log = (peer.folder / "benchmark.log").read_text(encoding="utf-8", errors="replace")
        raise CommandFailed(f"{' '.join(peer.command)} exited with {one.exit_code}\n{log[-2000:]}")
    return one


def edit(folder: Path, number: int) -> str:
    """Give one initiative of a handbook, or its page in another generator's sources, another title and a sentence.

    Returns the title.
    """
    path = next(folder.rglob(f"initiative-{number:05}.md"))
    text = path.read_text(encoding="utf-8")
    found = _TITLE.search(text)
    if found is None:
        raise CommandFailed(f"{path} has no title")
    title = f"Edited at {time.monotonic_ns()}"
    path.write_text(f"{text.replace(found[1], title)}\nA sentence more.\n", encoding="utf-8")
    return title


def figures_of(runs: Iterable[Run]) -> Figures:
    """Return the medians of several runs."""
    found = list(runs)
    return Figures(
        median(one.wall for one in found),
        median(one.processor for one in found),
        median(one.memory for one in found),
        len(found),
    )
