"""The shell of a workflow's steps, run as a runner runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from tests.acceptance.commands import environment


def script_of(file: Path, name: str) -> str:
    """Return the shell of the step whose name begins so, of a workflow or an action."""
    document = yaml.safe_load(file.read_text("utf-8"))
    jobs = document.get("jobs", {"": document.get("runs")}).values()
    [script] = [step["run"] for job in jobs for step in job["steps"] if step.get("name", "").startswith(name)]
    return str(script)


def run_step(script: str, folder: Path, variables: Mapping[str, str]) -> tuple[int, dict[str, str], str]:
    """Run a step in a folder; return its exit code, its outputs, and what it printed."""
    temporary = folder.parent / "runner"
    temporary.mkdir(exist_ok=True)
    output = temporary / "output"
    output.write_text("")
    names = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "RUNNER_TEMP": str(temporary),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(temporary / "summary.md"),
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment(**names, **variables),
        capture_output=True,
        text=True,
        check=False,
    )
    outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
    return done.returncode, outputs, done.stdout + done.stderr
