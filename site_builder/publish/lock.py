"""One publisher at a time: a lock of the operating system, which ends with the process however that ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from site_builder.publish.version_list import TreeFault

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, tree: Path) -> Iterator[None]:
    """Hold the lock of a tree. Raises TreeFault where another process holds it, OSError where there can be none.

    The file stays when the lock is given back: whoever took it away could take it from under a process that has just
    opened it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        try:
            _take(descriptor)
        except (BlockingIOError, PermissionError) as taken:
            raise TreeFault(
                f"another opsbook publish is writing to {tree}; nothing was changed, try again when it is done"
            ) from taken
        yield
    finally:
        os.close(descriptor)
