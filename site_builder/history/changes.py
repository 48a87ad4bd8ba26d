"""When files were added and last changed, by the commits on the first-parent line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from site_builder.history.commits import CommitLog
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class FileChange:
    """The days (UTC, committer dates) on which a file was first added and last changed, the commit of the latter, and
    how many commits touched it.
    """

    added_on: date
    changed_on: date
    commit: str
    commits: int = 1


@dataclass(frozen=True, slots=True)
class FileHistory:
    """What commits say about files, by path from the handbook's root. Empty without git, or where history is shallow.

    ``reason`` says why it is empty.
    """

    files: Mapping[str, FileChange] = field(default_factory=dict)
    reason: str = ""

    def of(self, path: str) -> FileChange | None:
        """Return what is known about a file, or None."""
        return self.files.get(path)


def file_history(log: CommitLog) -> FileHistory:
    """Return when each file of a log was added and last changed."""
    commits = log.commits
    files = {
        path: FileChange(
            commits[versions[0].commit].day,
            commits[versions[-1].commit].day,
            commits[versions[-1].commit].id,
            len(versions),
        )
        for path, versions in log.files.items()
    }
    return FileHistory(files, log.reason)
