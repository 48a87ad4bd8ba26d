"""The build directory beside the site, and the swap that puts it in the site's place.

A kill at any moment leaves the old site or the new one: on Linux both names are exchanged in one system call; elsewhere
two renames do it, and ``recover`` mends what a kill between them left.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def new_build_directory(site: Path) -> Path:
    """Return a new empty directory beside the site's, on the same file system."""
    site.parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f".{site.name}.build-", dir=site.parent))


def recover(site: Path) -> None:
    """Put back a site that a kill between two renames left under its other name."""
    former = _former(site)
    if former.exists():
        if site.exists():
            shutil.rmtree(former)
        else:
            former.rename(site)


def swap_in(built: Path, site: Path) -> None:
    """Put the built directory in the site's place and remove what was there."""
    built.chmod(0o755)
    if not site.exists():
        built.rename(site)
        return
    if exchange(built, site):
        shutil.rmtree(built)
        return
    former = _former(site)
    site.rename(former)
    built.rename(site)
    shutil.rmtree(former)


def _former(site: Path) -> Path:
    return site.with_name(f".{site.name}.former")


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
