"""Running git: without prompts, without fetching, with messages for people."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from site_builder.load.source import SourceError

_QUIET = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
"""Reading a revision must neither wait for a person nor open a connection."""


def git_environment() -> dict[str, str]:
    """Return the environment in which git is run."""
    return {**os.environ, **_QUIET}


def git_arguments(root: Path, *arguments: str) -> list[str]:
    """Return the command line that runs git in ``root``."""
    return ["git", "-C", str(root), *arguments]


def run_git(root: Path, *arguments: str) -> bytes:
    """Return what git writes. Raises SourceError where git is missing or refuses."""
    try:
        done = subprocess.run(git_arguments(root, *arguments), capture_output=True, check=False, env=git_environment())
    except OSError as fault:
        raise SourceError(f"git cannot be run: {fault.strerror or fault}") from fault
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SourceError(said[-1].removeprefix("fatal: ") if said else f"git ended with code {done.returncode}")
    return done.stdout
