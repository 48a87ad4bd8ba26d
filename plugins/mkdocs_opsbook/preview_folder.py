"""The folders that previews are built into: in memory where there is room, and gone when their process is."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

_SHARED_MEMORY: Final = "/dev/shm"  # noqa: S108 - a folder of its own is made in it
_ROOM: Final = 2 << 30
"""Bytes that must be free in memory: a site of ten thousand records takes 0.4 GB, and there are two at times."""
_PREFIX: Final = "opsbook-preview-"


def new_folder() -> Path:
    """Return a new empty folder, which bears the number of this process."""
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_parent()))


def sweep() -> None:
    """Remove what previews left behind that were killed: in memory it would stay until the system is started anew."""
    if os.name != "posix":
        return
    for folder in Path(_parent()).glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not _is_running(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # It is somebody else's.
        return True
    return True


def _parent() -> str:
    """Return where folders are made: on a disk, thousands of files take seconds to write and to remove.

    Where TMPDIR names a folder, or memory has no room, that is where temporary files are usually put.
    """
    if os.environ.get("TMPDIR") or not os.access(_SHARED_MEMORY, os.W_OK):
        return tempfile.gettempdir()
    return _SHARED_MEMORY if shutil.disk_usage(_SHARED_MEMORY).free >= _ROOM else tempfile.gettempdir()
