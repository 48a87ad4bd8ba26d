"""Reading what git knows: a generated history of any length, read cold and with what was kept, beside git itself."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.processes import run

RECORDS = 500
_FIRST = datetime(2016, 1, 1, tzinfo=UTC)
_STEP = timedelta(hours=4)
_STATUSES = ("idea", "discovery", "planned", "in_progress", "released")
_READ = """
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from site_builder.history.history import read_history
from site_builder.history.states import tracked_fields
from site_builder.history.store import HistoryStore, store_key
from site_builder.kinds import all_kinds
from site_builder.load.names import RecordNames
root, kinds = Path(sys.argv[1]), all_kinds()
folders, tracked = ("roadmap/initiatives",), tracked_fields(kinds.values())
store = HistoryStore(root / ".opsbook/history.json", store_key(folders, tracked))
names = RecordNames({name: kind.folder for name, kind in kinds.items()})
begin = perf_counter()
found = read_history(root, folders, tracked, store).timelines(names.of, {}, date(2100, 1, 1))
print(perf_counter() - begin, sum(len(each.versions) for each in found.timelines.values()))
"""


def compare_histories(counts: list[int], runs: int, folder: Path | None, clone: Path | None) -> None:
    """Print for each number of commits how long reading takes, cold and with what was kept, and what git log takes.

    ``clone`` is a repository or bundle that is read beside the generated ones.
    """
    head = f"{'commits':>8}  {'versions':>8} {'cold s':>8} {'kept s':>8} {'git log s':>9} {'cold µs/commit':>14}"
    print(f"{head}\n{'-' * len(head)}")
    with tempfile.TemporaryDirectory(prefix="opsbook-bench-", dir=folder) as scratch:
        if clone is not None:
            root = Path(scratch, "clone")
            subprocess.run(["git", "clone", "--quiet", clone, root], check=True)
            _print(root, runs)
        for count in counts:
            root = Path(scratch, str(count))
            write_history(root, count)
            _print(root, runs)


def write_history(root: Path, commits: int) -> None:
    """Make a repository in which each commit moves the status or the target of one initiative."""
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", root], check=True)
    subprocess.run(
        ["git", "fast-import", "--quiet"], cwd=root, check=True, input="".join(_stream(commits)).encode()
    )  # fmt: skip


def _stream(commits: int) -> Iterator[str]:
    source = Random(1)
    states = {number: (0, date(2017, 1, 1)) for number in range(RECORDS)}
    for number in range(commits):
        when = int((_FIRST + number * _STEP).timestamp())
        record = number if number < RECORDS else source.randrange(RECORDS)
        stage, target = states[record]
        if source.random() < 0.5:
            stage = min(stage + 1, len(_STATUSES) - 1)
        else:
            target += timedelta(days=source.choice((-7, 14, 30, 91)))
        states[record] = stage, target
        text = (
            f"title: Initiative {record}\nowner: '@team'\nstatus: {_STATUSES[stage]}\ntarget: {target}\n"
            f"summary: Edited {number} times.\nbody: |\n  {'Some words about it. ' * 25}\n"
        )
        yield f"commit refs/heads/main\ncommitter a <a@example.org> {when} +0000\ndata 1\nx\n"
        yield f"M 100644 inline roadmap/initiatives/i-{record}.yml\ndata {len(text)}\n{text}\n"


def _print(root: Path, runs: int) -> None:
    commits = int(subprocess.run(
        ["git", "rev-list", "--count", "HEAD"], cwd=root, check=True, capture_output=True
    ).stdout)  # fmt: skip
    cold, kept, versions = [], [], 0
    for _ in range(runs):
        (root / ".opsbook/history.json").unlink(missing_ok=True)
        seconds, versions = _read(root)
        cold.append(seconds)
        kept.append(_read(root)[0])
    log = [run(["git", "log", "--first-parent", "--raw", "--format=%H", "HEAD"], root).wall for _ in range(runs)]
    per_commit = median(cold) / commits * 1e6
    print(
        f"{commits:>8}  {versions:>8} {median(cold):>8.2f} {median(kept):>8.2f} {median(log):>9.2f} {per_commit:>14.0f}"
    )


def _read(root: Path) -> tuple[float, int]:
    done = subprocess.run([sys.executable, "-c", _READ, root], check=True, capture_output=True, text=True)
    seconds, versions = done.stdout.split()
    return float(seconds), int(versions)
