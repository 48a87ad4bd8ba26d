"""Committing the example's past into a new repository, day by day; the last commit holds the files as they are."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from site_builder.example.history import ExampleHistory, Step
from site_builder.load.git_command import git_arguments, git_environment, run_git
from site_builder.load.source import SourceError
from site_builder.load.yaml import compose

_FOLDER: Final = "roadmap/initiatives"
_AUTHOR: Final = "Rotawell <handbook@rotawell.example>"
_LATER: Final = frozenset(("released_on", "release", "reason"))
"""Fields that a record has only at its end."""


def commit_example(root: Path, history: ExampleHistory, last_day: date) -> None:
    """Make a repository in ``root`` whose commits lead to the files that are there. Raises SourceError where git fails.

    All that is no initiative is in the first commit; ``last_day`` is the day of the last one. The last commit of each
    quarter is tagged as a version of the handbook.
    """
    run_git(root, "init", "--quiet", "--initial-branch=main")
    done = subprocess.run(
        git_arguments(root, "fast-import", "--quiet", "--date-format=raw"),
        input=b"".join(_stream(root, history, last_day)),
        capture_output=True,
        check=False,
        env=git_environment(),
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SourceError(said[-1] if said else f"git ended with code {done.returncode}")
    run_git(root, "reset", "--quiet", "--mixed", "main")


def as_it_was(text: str, step: Step, *, is_last: bool) -> str:
    """Return an initiative's file as a step left it: the file as it is with another status and target.

    The last step leaves the file as it is.
    """
    if is_last:
        return text
    values = {"status": step.status, "target": step.target}
    lines = text.splitlines(keepends=True)
    kept: list[str] = []
    for name, start, end in _fields(text, len(lines)):
        if name in values:
            kept.extend([f"{name}: {values[name]}\n"] if values[name] else [])
        elif name not in _LATER:
            kept.extend(lines[start:end])
    return "".join(kept)


def _fields(text: str, count: int) -> Iterator[tuple[str, int, int]]:
    """Yield the name of each field with its first line and the line after it, from 0."""
    positions = compose(text, _FOLDER).positions
    starts = sorted((place.key_line - 1, str(path[0])) for path, place in positions.items() if len(path) == 1)
    ends = [*(line for line, _ in starts[1:]), count]
    for (start, name), end in zip(starts, ends, strict=True):
        yield name, start, end


def _stream(root: Path, history: ExampleHistory, last_day: date) -> Iterator[bytes]:
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if _is_ours(path)}
    own = {f"{_FOLDER}/{name}.yml" for name in history.steps}
    yield _commit(history.began, "Begin the handbook", {name: data for name, data in files.items() if name not in own})
    last = {name: steps[-1] for name, steps in history.steps.items()}
    version = _version_of(history.began)
    for step in history.by_day():
        if _version_of(step.day) != version:
            yield _tag(version)
            version = _version_of(step.day)
        path = f"{_FOLDER}/{step.initiative}.yml"
        if path in files:
            text = as_it_was(files[path].decode("utf-8"), step, is_last=step is last[step.initiative])
            yield _commit(step.day, _subject(step), {path: text.encode("utf-8")})
    yield _commit(last_day, "Read everything once more", files)


def _version_of(day: date) -> str:
    """Return the version of the handbook that a day belongs to: ``2026.3``. One ends with each quarter."""
    return f"{day.year}.{(day.month + 2) // 3}"


def _tag(name: str) -> bytes:
    """Name the commit before."""
    return f"reset refs/tags/{name}\nfrom refs/heads/main\n\n".encode("ascii")


def _is_ours(path: Path) -> bool:
    return path.is_file() and ".git" not in path.parts


def _subject(step: Step) -> str:
    name = step.initiative.replace("-", " ").capitalize()
    target = f", target {step.target}" if step.target else ""
    return f"{name}: {step.status.replace('_', ' ')}{target}"


def _commit(day: date, subject: str, files: Mapping[str, bytes]) -> bytes:
    moment = int((datetime.combine(day, time(), UTC) + timedelta(hours=9)).timestamp())
    message = subject.encode("utf-8")
    head = f"commit refs/heads/main\ncommitter {_AUTHOR} {moment} +0000\ndata {len(message)}\n".encode()
    changes = (
        b'M 100644 inline "%s"\ndata %d\n%s\n' % (_quoted(name), len(data), data) for name, data in files.items()
    )
    return b"".join((head, message, b"\n", *changes))


def _quoted(name: str) -> bytes:
    return name.encode("utf-8").replace(b"\\", b"\\\\").replace(b'"', b'\\"')
