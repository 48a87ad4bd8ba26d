"""``python -m benchmarks``: what opsbook takes, side by side with what others take for the same."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path

from benchmarks.check import compare_checks
from benchmarks.engines import compare_engines
from benchmarks.growth import compare_growth
from benchmarks.history import compare_histories
from benchmarks.search import compare_searches
from benchmarks.serving import measure_serving
from benchmarks.sites import compare_sites

_MEMORY, _DISK = Path("/dev/shm"), Path("/var/tmp")
_ALL = ("sites", "growth", "serve", "history", "engines", "check", "search")


def main() -> None:
    """Run the benchmarks named, or all, and print tables of times, memory and ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("which", nargs="*", metavar="BENCHMARK", help=f"of {', '.join(_ALL)}; by default all")
    parser.add_argument("--records", type=int, nargs="*", default=[1_000, 10_000], help="sizes of the handbooks")
    parser.add_argument("--runs", type=int, default=1, help="runs of each command, in turn; medians are printed")
    parser.add_argument("--folder", type=Path, default=_usable(_MEMORY), help="where to build; by default in memory")
    parser.add_argument("--disk", type=Path, default=_usable(_DISK), help="a folder on a disk; by default /var/tmp")
    parser.add_argument("--growth", type=int, nargs=2, default=[5_000, 50_000], help="a small and a large handbook")
    parser.add_argument("--quick", action="store_true", help="leave out the peers that take minutes")
    parser.add_argument("--commits", type=int, nargs="*", default=[5_000, 20_000], help="lengths of the histories")
    parser.add_argument("--history", type=Path, help="a repository or bundle whose history is read as well")
    parser.add_argument("--responses", type=int, default=1_000_000, help="rows of the survey that engines count")
    parser.add_argument("--large", type=int, default=10_000_000, help="rows of the Parquet file that DuckDB counts")
    arguments = parser.parse_args()
    which = arguments.which or _ALL
    if unknown := set(which) - set(_ALL):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    print(
        f"Python {sys.version}, {platform.machine()}, {os.cpu_count()} processors; "
        f"in {arguments.folder or 'the folder for temporary files'}; medians of {arguments.runs} run(s)\n"
    )
    if "sites" in which:
        compare_sites(
            arguments.records, arguments.runs, arguments.folder, arguments.disk, slow_peers=not arguments.quick
        )
    if "growth" in which:
        small, large = arguments.growth
        compare_growth(small, large, arguments.runs, arguments.folder)
    if "serve" in which:
        measure_serving(arguments.records, arguments.folder)
    if "history" in which:
        compare_histories(arguments.commits, max(3, arguments.runs), arguments.folder, arguments.history)
    if "engines" in which:
        compare_engines(arguments.responses, arguments.large, max(5, arguments.runs), arguments.folder)
    if "check" in which:
        compare_checks(arguments.records, max(3, arguments.runs), arguments.folder)
    if "search" in which:
        compare_searches(arguments.records, arguments.runs, arguments.folder)


def _usable(folder: Path) -> Path | None:
    return folder if os.access(folder, os.W_OK) else None


if __name__ == "__main__":
    main()
