"""When files were added and last changed, by the commits on the first-parent line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date

from site_builder.history.commits import CommitLog
from site_builder.model.quick import dataclass

Said = tuple[date, str | None]
"""What a version of a record said in one of its fields, and the day (UTC) of its commit."""

ReadValues = Callable[[Iterable[str], str], Mapping[str, Sequence[Said]]]
"""Reads what the versions of some files say in a field."""


def _nothing(paths: Iterable[str], name: str) -> Mapping[str, Sequence[Said]]:
    return {}


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

    ``reason`` says why it is empty. ``read_values`` returns what every version of some files, oldest first, said in a
    field: it reads each from git, so ask it about few. Versions that cannot be read are left out; where git lacks one
    of them, as in a partial clone, so are all.
    """

    files: Mapping[str, FileChange] = field(default_factory=dict)
    reason: str = ""
    read_values: ReadValues = field(default=_nothing, compare=False, repr=False)

    def of(self, path: str) -> FileChange | None:
        """Return what is known about a file, or None."""
        return self.files.get(path)


def file_history(log: CommitLog, read_values: ReadValues = _nothing) -> FileHistory:
    """Return when each file of a log was added and last changed, with what reads its versions."""
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
    return FileHistory(files, log.reason, read_values)
