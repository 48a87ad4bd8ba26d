"""How long a check takes and how much memory: cold, with what was kept, and after one edit."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.generate import write_handbook
from benchmarks.peers import OPSBOOK
from benchmarks.processes import CommandFailed, Figures, run

COLD_SECONDS, WARM_SECONDS, MEGABYTES, HELP_SECONDS, GROWTH = 2.0, 0.4, 250.0, 0.15, 1.3
"""What the first five rows must stay below at 10,000 records; and what time and memory per record may grow by."""

_GROWTH_FROM_TO = (5_000, 50_000)
_CHECK = (*OPSBOOK[:1], "check", "--as-of", "2026-10-31")
_SETTLE = 2.5
"""Seconds after which a file that was written is known again by its stamp."""


def compare_checks(counts: Sequence[int], runs: int, folder: Path | None) -> None:
    """Print what checks of handbooks of these sizes take beside the limits, and what that grows by with the size."""
    with tempfile.TemporaryDirectory(prefix="opsbook-bench-", dir=folder) as scratch:
        for count in counts:
            _against_limits(_handbook(Path(scratch), count), count, runs)
        _growth(Path(scratch), runs)


def _against_limits(root: Path, records: int, runs: int) -> None:
    cold = _measured(root, runs, _clear)
    _warm_up(root)
    warm = _measured(root, runs)
    edited = _measured(root, runs, _edit)
    bare = _measured(root, runs, options=("--no-cache",))
    shown = _measured(root, runs, command=(*OPSBOOK[:1], "--help"))
    head = f"{records:>7,} records       {'wall s':>8} {'limit':>6} {'ratio':>6} {'cpu s':>8} {'peak MB':>8}"
    print(f"{head}\n{'-' * len(head)}")
    for name, figures, limit in (
        ("check, cold", cold, COLD_SECONDS),
        ("check, nothing changed", warm, WARM_SECONDS),
        ("check, one edited", edited, 0.0),
        ("check --no-cache", bare, COLD_SECONDS),
        ("opsbook --help", shown, HELP_SECONDS),
    ):
        ratio = f"{limit:>6.2f} {figures.wall / limit:>6.2f}" if limit else f"{'':>13}"
        print(f"{name:<23} {figures.wall:>8.2f} {ratio} {figures.processor:>8.2f} {figures.memory:>8.0f}")
    most = max(figures.memory for figures in (cold, warm, edited, bare))
    print(f"{'most memory':<23} {'':>8} {MEGABYTES:>6.0f} {most / MEGABYTES:>6.2f} {'':>8} {most:>8.0f}")
    kept = sum(file.stat().st_size for file in (root / ".opsbook").rglob("*") if file.is_file())
    print(f"kept in .opsbook: {kept / 1e6:.1f} MB\n")


def _growth(scratch: Path, runs: int) -> None:
    small, large = _GROWTH_FROM_TO
    found = [_measured(_handbook(scratch, size), max(1, runs // 2), _clear) for size in _GROWTH_FROM_TO]
    time_each, memory_each = (
        [getattr(figures, name) / size for figures, size in zip(found, _GROWTH_FROM_TO, strict=True)]
        for name in ("processor", "memory")
    )
    print(
        f"cold, per record, {large:,} against {small:,}: processor time × {time_each[1] / time_each[0]:.2f}, "
        f"memory × {memory_each[1] / memory_each[0]:.2f} (limit {GROWTH})"
    )


def _handbook(scratch: Path, records: int) -> Path:
    root = scratch / str(records)
    if root.exists():
        return root
    root.mkdir()
    write_handbook(root, records)
    return root


def _clear(root: Path) -> None:
    shutil.rmtree(root / ".opsbook", ignore_errors=True)


def _edit(root: Path) -> None:
    with next((root / "roadmap/initiatives").iterdir()).open("a", encoding="utf-8") as file:
        file.write("One line more.\n")


def _warm_up(root: Path) -> None:
    time.sleep(_SETTLE)
    _clear(root)
    for _ in range(2):
        run(_CHECK, root)


def _measured(
    root: Path,
    runs: int,
    before: Callable[[Path], None] = lambda _: None,
    command: Sequence[str] = _CHECK,
    options: Sequence[str] = (),
) -> Figures:
    """Return the medians of several runs, ``before`` done before each. Raises CommandFailed where one fails."""
    found = []
    for _ in range(runs):
        before(root)
        found.append(run((*command, *options), root))
        if found[-1].exit_code:
            raise CommandFailed(f"{' '.join(command)} exited with {found[-1].exit_code}")
    return Figures(
        median(one.wall for one in found),
        median(one.processor for one in found),
        median(one.memory for one in found),
        runs,
    )
