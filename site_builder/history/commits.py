"""The commits of the first-parent line, and the versions of files that they made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, date, datetime
from typing import Final

from site_builder.model.quick import dataclass

_LAST_SECOND: Final = 253_402_300_799
"""The last second of the year 9999: a commit may claim any time."""


def moment_of(seconds: int) -> datetime:
    """Return the moment, in UTC, of seconds since 1970; the first or last that a calendar has where they leave it."""
    return datetime.fromtimestamp(max(0, min(seconds, _LAST_SECOND)), tz=UTC)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the first-parent line: the committer's time and the author's, in seconds since 1970 (UTC)."""

    id: str
    seconds: int
    authored: int

    @property
    def at(self) -> datetime:
        """The moment of the committer, in UTC, as far as a calendar has it."""
        return moment_of(self.seconds)

    @property
    def day(self) -> date:
        """The day, in UTC."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class FileVersion:
    """What a commit made of a file: the number of the commit in the log, and the name of the file's object.

    ``blob`` is empty where the commit removed the file or made it something that is no file, such as a link.
    """

    commit: int
    blob: str


@dataclass(frozen=True, slots=True)
class CommitLog:
    """Every commit of the first-parent line that touched one of the folders, oldest first, and the versions it made.

    ``files`` holds the versions of each path, from the handbook's root, oldest first. ``tip`` is the commit that was
    read from. ``reason`` says why there is no log, and is empty where there is one.
    """

    commits: tuple[Commit, ...] = ()
    files: Mapping[str, tuple[FileVersion, ...]] = field(default_factory=dict)
    tip: str = ""
    reason: str = ""
