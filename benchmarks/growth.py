"""What a record costs in a large handbook, by what it costs in a small one."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.generate import write_handbook
from benchmarks.peers import OPSBOOK, Peer
from benchmarks.processes import Figures
from benchmarks.states import cold, figures_of
from benchmarks.survey import write_survey
from benchmarks.tables import print_table

LIMIT = 1.3
"""What time and memory of a record may grow by."""


def compare_growth(small: int, large: int, runs: int, folder: Path | None) -> None:
    """Print time and memory of cold builds of two sizes, and by what they grow for each record."""
    rows: list[tuple[str, ...]] = []
    found: list[Figures] = []
    for count in (small, large):
        with tempfile.TemporaryDirectory(prefix="opsbook-bench-", dir=folder) as scratch:
            root = Path(scratch)
            write_handbook(root, count)
            write_survey(root)
            each = figures_of(cold(Peer("opsbook", root, OPSBOOK)) for _ in range(runs))
        found.append(each)
        rows.append((f"{count:,}", "cold build", *_texts(each), *_texts(each, count)))
    first, last = found
    grown = [
        f"{getattr(last, name) / large / (getattr(first, name) / small):.2f}"
        for name in ("wall", "processor", "memory")
    ]
    rows.append(("", f"grows by, limit {LIMIT}", "", "", "", *grown))
    print_table(
        ("records", "", "seconds", "processor s", "most MB", "ms a record", "processor ms", "kB a record"), rows
    )


def _texts(each: Figures, count: int | None = None) -> tuple[str, str, str]:
    """Return time, processor time and memory; for each of so many records in thousandths."""
    by, digits = (1, 2) if count is None else (count / 1e3, 3)
    return f"{each.wall / by:.{digits}f}", f"{each.processor / by:.{digits}f}", f"{each.memory / by:.{digits - 1}f}"
