"""Sources: where bytes come from. All paths are relative to the root of the handbook, with slashes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import Protocol

from site_builder.model.quick import dataclass


class SourceError(Exception):
    """A source cannot be read: no such revision, no git, no permission. The message is for people."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file below a folder. ``is_link`` marks what is never followed: symbolic links and other repositories."""

    path: str
    is_link: bool = False


class Source(Protocol):
    """Where bytes come from: a work tree or a git revision.

    A path that leaves the root or passes through a link is never read, whatever it points to.
    """

    def files(self, folder: str) -> Sequence[SourceFile]:
        """Return every file below a folder, in the order of paths; none where there is no such folder.

        Links are named, not followed. Folders whose name begins with a dot are left out.
        """
        ...

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's bytes, of a longer file ``limit`` + 1.

        Raises FileNotFoundError where there is no such file or it must not be read, SourceError where the environment
        does not allow it.
        """
        ...

    def exists(self, path: str) -> bool:
        """Return whether a file or folder of that path may be read."""
        ...

    def match(self, pattern: str) -> list[str]:
        """Return the paths of the files that a pattern with ``*``, ``?``, ``[…]`` and ``**`` names, in order."""
        ...

    def problem_of(self, path: str) -> str:
        """Return why a path must not be read (it leaves the root, it is a link), or an empty text."""
        ...


LEAVES_ROOT = "leads out of the repository"
IS_LINK = "is a symbolic link"
IS_REPOSITORY = "belongs to another repository"
NOT_FOLLOWED = "and such are never followed"
"""What is said of both after a comma: whatever they lead to is not read."""


def inside(path: str) -> str | None:
    """Return the path in its shortest form, empty for the root itself; None where it leaves the root."""
    if path.startswith("/") or "\\" in path or "\0" in path or re.match(r"[A-Za-z]:", path):
        return None
    shortest = posixpath.normpath(path)
    if shortest == ".." or shortest.startswith("../"):
        return None
    return "" if shortest == "." else shortest


def printable(path: str) -> str:
    """Return a path as it can be printed: bytes of a name that are not UTF-8 are written as escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
