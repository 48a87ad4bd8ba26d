"""``python -m benchmarks``: builds generated handbooks with opsbook and, as pages, with MkDocs and Material; reads long
histories; counts large surveys on every engine. ``python -m benchmarks engines`` does one of these alone."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.engines import compare_engines
from benchmarks.generate import write_handbook, write_pages
from benchmarks.history import compare_histories
from benchmarks.processes import Figures, measured

_BIN = Path(sys.executable).parent


def main() -> None:
    """Run the benchmark and print a table of times, memory and ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="sites|histories|engines", help="what to measure; all unless said")
    parser.add_argument("--records", type=int, nargs="*", default=[1_000, 10_000], help="sizes of the handbooks")
    parser.add_argument("--runs", type=int, default=1, help="runs of each command; medians are printed")
    parser.add_argument("--folder", type=Path, help="where to build (a folder on tmpfs measures the programs alone)")
    parser.add_argument("--commits", type=int, nargs="*", default=[5_000, 20_000], help="lengths of the histories")
    parser.add_argument("--history", type=Path, help="a repository or bundle whose history is read as well")
    parser.add_argument("--responses", type=int, default=1_000_000, help="rows of the survey that engines count")
    parser.add_argument("--large", type=int, default=10_000_000, help="rows of the Parquet file that DuckDB counts")
    arguments = parser.parse_args()
    parts = arguments.parts or ["sites", "histories", "engines"]
    if unknown := sorted(set(parts) - {"sites", "histories", "engines"}):
        parser.error(f"there is nothing to measure called {', '.join(unknown)}")
    print(
        f"Python {platform.python_version()}, {platform.machine()}; opsbook {version('opsbook')}, "
        f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}; cold builds, {arguments.runs} run(s) each"
    )
    if "sites" in parts:
        _compare_sites(arguments.records, arguments.runs, arguments.folder)
    if "histories" in parts:
        compare_histories(arguments.commits, max(3, arguments.runs), arguments.folder, arguments.history)
    if "engines" in parts:
        compare_engines(arguments.responses, arguments.large, max(5, arguments.runs), arguments.folder)


def _compare_sites(counts: list[int], runs: int, folder: Path | None) -> None:
    head = f"{'records':>8}  {'generator':<18} {'wall s':>8} {'cpu s':>8} {'peak MB':>8} {'pages':>7} {'site MB':>8}"
    print(f"{head}\n{'-' * len(head)}")
    for count in counts:
        _compare(count, runs, folder)


def _compare(count: int, runs: int, folder: Path | None) -> None:
    with tempfile.TemporaryDirectory(prefix="opsbook-bench-", dir=folder) as scratch:
        ours, theirs = Path(scratch, "opsbook"), Path(scratch, "material")
        for place in (ours, theirs):
            place.mkdir()
        write_handbook(ours, count)
        write_pages(theirs, count)
        first = measured([str(_BIN / "opsbook"), "build", "-f", "mkdocs.yml"], ours, runs)
        _print(count, "opsbook", first, ours / "site")
        second = measured([str(_BIN / "mkdocs"), "build", "--quiet"], theirs, runs)
        _print(count, "MkDocs + Material", second, theirs / "site")
        print(
            f"{count:>8}  opsbook / Material: time {first.wall / second.wall:.3f} "
            f"({second.wall / first.wall:.1f} times faster), memory {first.memory / second.memory:.2f}\n"
        )


def _print(count: int, name: str, figures: Figures, site: Path) -> None:
    pages = sum(1 for _ in site.rglob("index.html"))
    size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file()) / 1e6
    print(
        f"{count:>8}  {name:<18} {figures.wall:>8.2f} {figures.processor:>8.2f} {figures.memory:>8.0f} "
        f"{pages:>7} {size:>8.1f}"
    )


if __name__ == "__main__":
    main()
