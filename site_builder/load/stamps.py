"""Stamps of files: what the file system says of a file, by which a change is noticed without reading it."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import Final

from site_builder.load.kept_file import NEW, make_cache_folder

Stamp = tuple[int, int, int, int]
"""Size in bytes, times of the last change of the content and of the entry in nanoseconds, and inode."""

_SETTLED_AFTER: Final = 2_000_000_000
"""Nanoseconds after which a later change gets another time on every file system; FAT counts in steps of two seconds."""


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of a regular file; None where there is none. A link is not followed."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    return stamp_from(found) if stat.S_ISREG(found.st_mode) else None


def stamp_from(status: os.stat_result) -> Stamp:
    """Return the stamp of a file of this status."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def is_settled(stamp: Stamp, moment: int) -> bool:
    """Return whether a file that is changed after ``moment`` gets another stamp, whatever it is changed to.

    A file that was changed in the same moment in which it was read could be changed again with nothing to be seen of
    it. So only a stamp that was already old says that a file is the same, as in the index of git.
    """
    return max(stamp[1], stamp[2]) + _SETTLED_AFTER < moment


def moment_of(folder: Path) -> int | None:
    """Return the moment in nanoseconds as the file system of a folder of the cache counts it, which is made if need be.

    None where nothing can be written there.
    """
    try:
        make_cache_folder(folder)
        with tempfile.TemporaryFile(dir=folder, suffix=NEW) as file:
            return os.fstat(file.fileno()).st_mtime_ns
    except OSError:
        return None
