"""A survey of any size counted on each engine, beside a plain pandas script over the same file."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.processes import CommandFailed, Run, run

_COLUMNS = ("id", "responded_at", "score", "region", "plan")
_SCORES = (2, 1, 1, 2, 2, 4, 5, 10, 20, 28, 25)
_REGIONS = ("DACH", "Nordics", "UK", "Iberia", "France")
_PLANS = ("free", "team", "business", "enterprise")
_DAYS = 730
_ENGINES = {"pandas": "pandas", "Polars": "polars", "DuckDB": "duckdb", "PySpark": "pyspark"}
_PLAIN = """
import sys
import pandas as pd
frame = pd.read_csv(sys.argv[1], parse_dates=["responded_at"])
frame["quarter"] = frame.responded_at.dt.year * 10 + frame.responded_at.dt.quarter
frame["nps"] = (frame.score >= 9).astype(int) - (frame.score <= 6).astype(int)
for keys in ([], ["quarter"], ["region"], ["region", "quarter"], ["plan"], ["plan", "quarter"]):
    groups = frame.groupby(keys) if keys else frame
    print(groups.nps.agg(["mean", "size"]))
"""
_OPSBOOK = (sys.executable, "-c", "from site_builder.cli import run; run()", "metrics")
_COUNTED = (*_OPSBOOK, "nps", "--format", "csv", "--as-of", "2026-10-31", "--no-cache")
"""All NPS tables of the handbook, as a user asks for them."""
_STARTED = (*_OPSBOOK, "initiatives", "--format", "csv", "--as-of", "2026-10-31", "--no-cache")
"""The same command where there is nothing to count."""


def compare_engines(
    rows: int, large: int, runs: int, folder: Path | None, engines: Sequence[str] = tuple(_ENGINES)
) -> None:
    """Print how long each engine takes for all NPS tables of a survey, in turn with the plain script; then memory.

    ``rows`` is the size of the CSV file, ``large`` that of the Parquet file that DuckDB counts (0 for none).
    """
    with tempfile.TemporaryDirectory(prefix="opsbook-bench-", dir=folder) as scratch:
        root = Path(scratch)
        data = root / "exports/nps.csv"
        write_responses(data, rows)
        commands: dict[str, Sequence[str]] = {"plain pandas script": [sys.executable, "-c", _PLAIN, str(data)]}
        for name in engines:
            if find_spec(_ENGINES[name]) is None:
                print(f"{name} is not installed and left out: run `make engines`")
                continue
            commands[name] = _COUNTED
            _handbook(root / name, _ENGINES[name], data)
        commands["start of opsbook"] = _STARTED
        (root / "start of opsbook").mkdir()
        (root / "start of opsbook/mkdocs.yml").write_text("site_name: Nothing\nplugins: [opsbook]\n")
        found = _in_turn(commands, root, runs)
        _print_times(rows, found, runs)
        if large and find_spec("duckdb") is not None:
            _print_large(root, data, rows, large)


def write_responses(path: Path, rows: int) -> None:
    """Write a CSV file of responses: id, day, score, region, plan."""
    source = Random(1)
    path.parent.mkdir(parents=True, exist_ok=True)
    days = [f"{2024 + (300 + day) // 365}-{(300 + day) % 365 // 31 + 1:02}-{day % 28 + 1:02}" for day in range(_DAYS)]
    scores = source.choices(range(11), _SCORES, k=rows)
    with path.open("w", encoding="utf-8") as out:
        out.write(",".join(_COLUMNS) + "\n")
        for number, score in enumerate(scores):
            out.write(
                f"r{number:08},{days[source.randrange(_DAYS)]},{score},"
                f"{_REGIONS[source.randrange(5)]},{_PLANS[source.randrange(4)]}\n"
            )


def _handbook(root: Path, engine: str, data: Path, suffix: str = "csv") -> None:
    exports, surveys = root / "exports", root / "feedback/surveys"
    exports.mkdir(parents=True)
    surveys.mkdir(parents=True)
    (exports / f"nps.{suffix}").hardlink_to(data)
    (root / "mkdocs.yml").write_text(
        "site_name: Engines\nplugins:\n  - opsbook:\n"
        f"      sources: {{responses: {{engine: {engine}, path: exports/nps.{suffix}}}}}\n"
    )
    (surveys / "nps.yml").write_text(
        "title: NPS\nowner: '@team'\ntype: nps\nresponses: responses\ndimensions: [region, plan]\n"
    )


def _in_turn(commands: Mapping[str, Sequence[str]], root: Path, runs: int) -> dict[str, list[Run]]:
    """Run all commands one after the other, so many times (PySpark once), and check that engines print the same."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    printed: dict[str, str] = {}
    for number in range(runs):
        for name, command in commands.items():
            if number and name == "PySpark":
                continue
            folder = root / name if (root / name).is_dir() else root
            found[name].append(_run(command, folder))
            if name in _ENGINES:
                printed[name] = _numbers(folder)
    if len(set(printed.values())) > 1:
        raise CommandFailed(f"the engines do not print the same: {sorted(printed)}")
    return found


def _run(command: Sequence[str], folder: Path) -> Run:
    one = run(command, folder)
    if one.exit_code:
        raise CommandFailed((folder / "benchmark.log").read_text(encoding="utf-8", errors="replace")[-2000:])
    return one


def _numbers(folder: Path) -> str:
    """What was printed, without what Spark says of itself."""
    text = (folder / "benchmark.log").read_text(encoding="utf-8", errors="replace")
    return "\n".join(line for line in text.splitlines() if line.startswith("nps,"))


def _print_times(rows: int, found: Mapping[str, Sequence[Run]], runs: int) -> None:
    start = median(one.wall for one in found["start of opsbook"])
    plain = median(one.wall for one in found["plain pandas script"])
    ours = median(one.wall for one in found["pandas"]) if "pandas" in found else plain
    head = (
        f"{'responses':>10}  {'counted by':<20} {'wall s':>7} {'cpu s':>7} {'peak MB':>8}"
        f" {'/ plain':>8} {'started':>8} {'/ pandas':>9} {'started':>8}"
    )
    print(
        f"CSV, all NPS tables, whole processes, median of {runs} run(s) in turn; started: without the start of opsbook"
    )
    print(f"{head}\n{'-' * len(head)}")
    for name, all_ in found.items():
        wall = median(one.wall for one in all_)
        processor, memory = median(one.processor for one in all_), median(one.memory for one in all_)
        ratios = ""
        if name != "start of opsbook":
            ratios = f" {wall / plain:>8.2f}"
            if name in _ENGINES:
                ratios += f" {(wall - start) / plain:>8.2f} {wall / ours:>9.2f} {(wall - start) / (ours - start):>8.2f}"
        print(f"{rows:>10}  {name:<20} {wall:>7.2f} {processor:>7.2f} {memory:>8.0f}{ratios}")
    print()


def _print_large(root: Path, data: Path, rows: int, large: int) -> None:
    parquet = root / "exports/nps.parquet"
    copies = max(1, large // rows)
    query = f"COPY (SELECT t.* FROM read_csv('{data}') AS t, range({copies})) TO '{parquet}' (FORMAT parquet)"
    script = f"import duckdb\nduckdb.execute('SET enable_progress_bar = false')\nduckdb.execute({query!r})"
    subprocess.run([sys.executable, "-c", script], check=True)
    _handbook(root / "large", "duckdb", parquet, "parquet")
    one = _run(_COUNTED, root / "large")
    print(f"{copies * rows} responses in Parquet by DuckDB: {one.wall:.2f} s, peak {one.memory:.0f} MB\n")
