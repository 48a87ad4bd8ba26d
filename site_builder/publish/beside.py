"""What stands beside a site while it is built or changed: the names of it, and the locks that say who is at it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def build_prefix(site: Path) -> str:
    """Return how the names of folders begin in which a build makes what it will bring into the site."""
    return f".{site.name}.build-"


def patch_prefix(site: Path) -> str:
    """Return how the names of folders begin whose files are decided to be part of the site."""
    return f".{site.name}.patch-"


def former_site(site: Path) -> Path:
    """Return where the old site stands between two renames, on systems that cannot exchange names."""
    return site.with_name(f".{site.name}.former")


def locked(folder: Path) -> int | None:
    """Lock a folder, and return what holds the lock; None where another process does, or the system has no locks."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


@contextmanager
def changing(site: Path) -> Iterator[None]:
    """Have the site for oneself while its name or its files are changed; waits for another process that has it.

    That takes milliseconds. The lock is a file beside the site, which goes away in the end. Where none can be made, or
    the system has no such locks (Windows), processes are not kept apart.
    """
    file = site.with_name(f".{site.name}.lock")
    lock = _waited_for(file)
    try:
        yield
    finally:
        if lock is not None:
            with suppress(OSError):
                file.unlink()
            os.close(lock)


def _waited_for(file: Path) -> int | None:
    if sys.platform == "win32":
        return None
    import fcntl

    while True:
        try:
            descriptor = os.open(file, os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o644)
        except OSError:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:
            os.close(descriptor)
            return None
        # Who had the lock took the file away in the end: a lock of that one keeps nobody out any more.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), file.lstat()):
                return descriptor
        os.close(descriptor)
