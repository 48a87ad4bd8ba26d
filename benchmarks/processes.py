"""Running whole commands and measuring them from outside: wall time, processor time, peak memory."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds on the clock, seconds of processors, the most memory in MB, the exit code."""

    wall: float
    processor: float
    memory: float
    exit_code: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians over the runs of a command."""

    wall: float
    processor: float
    memory: float
    runs: int


class CommandFailed(Exception):
    """A command of the benchmark did not exit with 0."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run a command in a folder and return what it took. Memory is that of the largest single process."""
    # Python keeps its bytecode unless it is told not to; that is how people run it.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with (folder / "benchmark.log").open("wb") as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, env={**surroundings, **(environment or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)
