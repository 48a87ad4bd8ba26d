"""The commands as a person calls them, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from site_builder.cli.init import STARTER_PARTS

ROOT = Path(__file__).parents[2]
DAY = "2026-10-31"
_BIN = Path(sys.executable).parent
_CALM = {"NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


_OF_OTHERS = frozenset({"SOURCE_DATE_EPOCH", "OPSBOOK_NO_CACHE"})


def environment(**more: str) -> dict[str, str]:
    """Return this process's environment without what chooses a date or forbids a cache, and with these variables.

    A test that calls ``--no-cache`` in this process forbids the cache for the rest of it.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_OTHERS}
    return {**inherited, **_CALM, **more}


def command(program: str, *arguments: str | Path) -> list[str]:
    """Return the call of a program that is installed beside the interpreter."""
    return [str(_BIN / program), *map(str, arguments)]


def run(
    program: str, *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder and return what it printed and its exit code."""
    return subprocess.run(
        command(program, *arguments), cwd=cwd, env=env or environment(), capture_output=True, text=True, check=False
    )


def opsbook(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run opsbook in a handbook."""
    return run("opsbook", *arguments, cwd=cwd)


def git(root: Path, *arguments: str, day: str = "2026-10-01") -> str:
    """Run git as a person who is the same on every machine; return what it printed."""
    variables = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for who in ("AUTHOR", "COMMITTER"):
        variables |= {f"GIT_{who}_NAME": "Team", f"GIT_{who}_EMAIL": "team@example.org"}
        variables[f"GIT_{who}_DATE"] = f"{day}T09:00:00+00:00"
    call = ["git", "-C", str(root), *arguments]
    done = subprocess.run(call, env=environment(**variables), capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(root: Path, message: str, *, day: str) -> str:
    """Commit everything below a root, made a repository where it is none; return the commit's id."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message, day=day)
    return git(root, "rev-parse", "HEAD")


def copy_starter(target: Path, *, backwards: bool = False) -> Path:
    """Copy the starter handbook to a folder, its files in the order of their names or the other way round."""
    files = sorted(path for part in STARTER_PARTS for path in _files(ROOT / part))
    for path in reversed(files) if backwards else files:
        copied = target / path.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)
    return target


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder by its path in it, without what runs keep to be quicker."""
    found = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".opsbook/")}


def wrong(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a call printed, for the message of a test that failed."""
    return f"exit {done.returncode}: {' '.join(done.args)}\n{done.stdout}\n{done.stderr}"


def _files(path: Path) -> Sequence[Path]:
    return [path] if path.is_file() else [below for below in path.rglob("*") if below.is_file()]
