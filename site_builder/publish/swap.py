"""The build directory beside the site, and the swap that puts it in the site's place.

A kill at any moment leaves the old site or the new one: on Linux both names are exchanged in one system call; elsewhere
two renames do it, and ``recover`` mends what a kill between them left. A build directory is locked as long as its build
runs, so that ``recover`` can tell it from one that a killed build left. Builds that end at once come one after another;
the last one's site stays. See ``patch`` for one that brings single files into the site.
"""

from __future__ import annotations

import ctypes
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from site_builder.publish.beside import build_prefix, changing, former_site, locked
from site_builder.publish.patch import finish

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def build_directory(site: Path) -> Iterator[Path]:
    """Give a new empty directory beside the site's, on the same file system; what is left of it in the end goes away.

    Raises OSError where it cannot be made.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    built = Path(tempfile.mkdtemp(prefix=build_prefix(site), dir=site.parent))
    lock = locked(built)
    try:
        yield built
    finally:
        shutil.rmtree(built, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def recover(site: Path) -> None:
    """Put back a site that a kill between two renames left under its other name, and remove what killed builds left.

    A patch that was decided is finished. Raises OSError where that cannot be done.
    """
    for left in site.parent.glob(f"{glob.escape(build_prefix(site))}*"):
        lock = locked(left)
        if lock is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)
    former = former_site(site)
    with changing(site):
        if former.exists():
            if site.exists():
                shutil.rmtree(former)
            else:
                former.rename(site)
        finish(site)


def swap_in(built: Path, site: Path) -> None:
    """Put the built directory in the site's place and remove what was there."""
    built.chmod(0o755)
    with changing(site):
        # Later it would be brought into the new site.
        finish(site)
        if not site.exists():
            built.rename(site)
            return
        if not exchange(built, site):
            former = former_site(site)
            site.rename(former)
            built.rename(site)
            shutil.rmtree(former, ignore_errors=True)
            return
    shutil.rmtree(built, ignore_errors=True)


def exchange(first: Path, second: Path) -> bool:
    """Exchange two names in one step; false where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    done: int = renameat2(
        _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    return done == 0
