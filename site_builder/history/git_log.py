"""Reading file changes out of git in one pass."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from site_builder.history.changes import FileChange, FileHistory

_LAST_SECOND = 253_402_300_799
"""The last second of the year 9999: a commit may claim any time."""


def read_file_history(root: Path, folders: tuple[str, ...]) -> FileHistory:
    """Return when each file below ``folders`` was added and last changed, from one ``git log`` of the first parents.

    Returns an empty history with a reason where ``root`` is in no repository, has no commit, or is a shallow clone:
    dates of a shallow clone would be wrong.
    """
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        return FileHistory(reason="not available: no git repository")
    if shallow.strip() == b"true":
        return FileHistory(reason="not available: shallow clone")
    log = _git(
        root, "log", "--first-parent", "-m", "--no-renames", "--name-only", "--relative", "-z",
        "--no-show-signature", "--format=%x01%H %ct", "--", *folders,
    )  # fmt: skip
    if log is None:
        return FileHistory(reason="not available: no commits")
    return FileHistory(_parse(log))


def _parse(log: bytes) -> dict[str, FileChange]:
    """Return the changes of the log. Between two zero bytes stands a commit, which begins with ``\\x01``, or a name.

    No name begins with that character, as each is below a folder; the first name after a commit follows a line end.
    """
    files: dict[str, FileChange] = {}
    commit, day, is_first = "", date.min, False
    for part in log.decode("utf-8", "surrogateescape").split("\0"):
        if part.startswith("\x01"):
            commit, _, seconds = part[1:].partition(" ")
            day = datetime.fromtimestamp(min(int(seconds), _LAST_SECOND), tz=UTC).date()
            is_first = True
        elif part:
            name = part.removeprefix("\n") if is_first else part
            files[name] = _earlier(files.get(name), day, commit)
            is_first = False
    return files


def _earlier(known: FileChange | None, day: date, commit: str) -> FileChange:
    """The log runs from the newest commit to the oldest: the first seen is the last change."""
    if known is None:
        return FileChange(day, day, commit)
    return FileChange(day, known.changed_on, known.commit, known.commits + 1)


def _git(root: Path, *arguments: str) -> bytes | None:
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
