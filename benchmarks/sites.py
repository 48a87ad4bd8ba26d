"""Whole builds side by side: the same handbook with opsbook and, exported as pages, with other generators."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.generate import write_handbook
from benchmarks.peers import OPSBOOK, Peer, export, hugo, material
from benchmarks.processes import Figures, Run
from benchmarks.states import SETTLE, built, cold, edit, figures_of
from benchmarks.survey import GROWS_BY, grow_survey, write_survey
from benchmarks.tables import print_table

_COLD, _AGAIN, _EDITED, _GROWN = "cold", "nothing changed", "one record edited", f"{GROWS_BY:,} responses more"
_HEAD = ("records", "build", "seconds", "processor s", "most MB", "pages", "kB a page", "site MB")
_OPSBOOK, _HUGO, _MATERIAL = "opsbook", "Hugo", "MkDocs + Material"
Found = dict[tuple[str, str], list[Run]]
"""Runs by generator and state."""


def compare_sites(counts: list[int], runs: int, folder: Path | None, disk: Path | None, *, slow_peers: bool) -> None:
    """Print what builds of handbooks of these sizes take, and the ratios; generators take turns.

    Without ``slow_peers`` MkDocs and Material are left out. ``disk`` is a folder on a real disk, where cold builds are
    compared with a copy of the finished site.
    """
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="opsbook-bench-", dir=folder) as scratch:
            _compare(count, runs, Path(scratch), slow_peers=slow_peers)
        if disk is not None:
            with tempfile.TemporaryDirectory(prefix="opsbook-bench-", dir=disk) as scratch:
                _on_disk(count, runs, Path(scratch))


def _compare(count: int, runs: int, scratch: Path, *, slow_peers: bool) -> None:
    handbook = _handbook(scratch, count)
    ours = Peer(_OPSBOOK, handbook, OPSBOOK)
    peers = [ours, *_peers(handbook, scratch, slow_peers=slow_peers)]
    found: Found = {}
    for number in range(runs):
        time.sleep(SETTLE)
        for peer in peers:
            found.setdefault((peer.name, _COLD), []).append(cold(peer))
        # MkDocs builds everything each time, so it is not asked again.
        quick = [peer for peer in peers if not peer.name.startswith(_MATERIAL)]
        for peer in quick:
            found.setdefault((peer.name, _AGAIN), []).append(built(peer))
        for peer in quick:
            edit(peer.folder, number)
            found.setdefault((peer.name, _EDITED), []).append(built(peer))
        grow_survey(handbook, number)
        found.setdefault((ours.name, _GROWN), []).append(built(ours))
    figures = {name: figures_of(all_) for name, all_ in found.items()}
    sites = {peer.name: _size(peer.folder / peer.site) for peer in peers}
    print_table(_HEAD, [_row(count, name, each, sites) for name, each in figures.items()])
    _print_ratios(count, figures)


def _handbook(scratch: Path, count: int) -> Path:
    handbook = scratch / _OPSBOOK
    handbook.mkdir()
    write_handbook(handbook, count)
    write_survey(handbook)
    return handbook


def _peers(handbook: Path, scratch: Path, *, slow_peers: bool) -> list[Peer]:
    pages = scratch / "pages"
    export(handbook, pages)
    mkdocs = material(pages, scratch / "material", version("mkdocs-material"))
    built(Peer(_OPSBOOK, handbook, OPSBOOK))
    other = hugo(pages, scratch / "hugo", next((handbook / "site/changes").glob("*/index.html")))
    return [*([mkdocs] if slow_peers else []), *([other] if other is not None else [])]


def _size(site: Path) -> tuple[int, float, float]:
    """Return the number of pages of a site, the kB of one, and the MB of all files."""
    pages = [file.stat().st_size for file in site.rglob("index.html")]
    size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
    return len(pages), sum(pages) / len(pages) / 1e3, size / 1e6


def _row(
    count: int, name: tuple[str, str], each: Figures, sites: Mapping[str, tuple[int, float, float]]
) -> tuple[str, ...]:
    pages, weight, size = sites[name[0]]
    return (
        f"{count:,}", f"{name[0]}, {name[1]}", f"{each.wall:.2f}", f"{each.processor:.2f}", f"{each.memory:.0f}",
        f"{pages:,}", f"{weight:.1f}", f"{size:.1f}",
    )  # fmt: skip


def _print_ratios(count: int, figures: Mapping[tuple[str, str], Figures]) -> None:
    """Print the time of each state of opsbook by that of the same of others; a survey that grew by one page edited."""
    rows = []
    for (name, state), ours in figures.items():
        for (other, same), theirs in figures.items():
            if name == _OPSBOOK and other != _OPSBOOK and same == {_GROWN: _EDITED}.get(state, state):
                ratio, memory = ours.wall / theirs.wall, ours.memory / theirs.memory
                limit = _limit(count, other, state)
                rows.append((f"{count:,}", f"{state} / {other}, {same}", f"{ratio:.3f}", limit, f"{memory:.2f}"))
    if rows:
        print_table(("records", "opsbook / other", "time", "limit", "memory"), rows)


def _limit(count: int, other: str, state: str) -> str:
    """Return what a ratio is to stay below; empty where nothing is said of it."""
    if other.startswith(_MATERIAL):
        return "0.05" if count >= 10_000 else ""
    if state == _COLD:
        return "0.5" if count >= 10_000 else "2"
    return {_AGAIN: "0.1", _EDITED: "0.2", _GROWN: "0.3"}[state] if count >= 10_000 else ""


def _on_disk(count: int, runs: int, scratch: Path) -> None:
    """Print what a cold build on a disk takes by what ``cp -r`` of its site into a new folder takes."""
    peer = Peer(_OPSBOOK, _handbook(scratch, count), OPSBOOK)
    builds: list[Run] = []
    copies: list[float] = []
    for number in range(runs):
        builds.append(cold(peer))
        copy = replace(peer, command=("cp", "-r", peer.site, f"../copy-{number}"))
        copies.append(built(copy).wall)
        shutil.rmtree(scratch / f"copy-{number}")
    build = figures_of(builds).wall
    copied = median(copies)
    print_table(
        ("records", "on disk", "cold build s", "cp -r s", "ratio"),
        [(f"{count:,}", str(scratch.parent), f"{build:.2f}", f"{copied:.2f}", f"{build / copied:.2f}")],
    )
