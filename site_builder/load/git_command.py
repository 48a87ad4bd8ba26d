"""Running git: without prompts, without fetching, with messages for people."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from site_builder.load.source import SourceError

_QUIET = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    # For git before 2.44, which does not know the one above: no way of fetching is allowed.
    "GIT_ALLOW_PROTOCOL": "none",
}
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
        raise SourceError(_reason(done.stderr) or f"git ended with code {done.returncode}")
    return done.stdout


def repository_prefix(root: Path) -> str:
    """Return the path from the top of the repository to ``root``, with a slash at its end; empty where they are one.

    Empty as well where ``root`` is in no repository.
    """
    try:
        return run_git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").removesuffix("\n")
    except SourceError:
        return ""


def _reason(said: bytes) -> str:
    """What git says went wrong; advice that follows is left out."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    fatal = [line.removeprefix("fatal: ") for line in lines if line.startswith("fatal: ")]
    return fatal[0] if fatal else (lines[-1] if lines else "")
