"""Writing into the site's directory, and never through a symbolic link out of it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class SiteDirectory:
    """The directory that a site is built into."""

    def __init__(self, top: Path) -> None:
        top.mkdir(parents=True, exist_ok=True)
        self._top = str(top)
        self._ready: set[str] = {""}

    def write(self, uri: str, content: bytes) -> None:
        """Write a file at an address of the site (relative, with ``/``). Raises ValueError where it leads out of it."""
        folder, _, name = uri.rpartition("/")
        if folder not in self._ready:
            self._make(folder)
        if name in ("", ".", "..") or uri.startswith("/"):
            raise ValueError(f"{uri!r} is no file of the site")
        path = f"{self._top}/{uri}"
        try:
            target = os.open(path, _NEW_FILE, 0o666)
        except OSError as problem:
            if problem.errno not in (errno.ELOOP, errno.EMLINK):
                raise
            Path(path).unlink()
            target = os.open(path, _NEW_FILE, 0o666)
        try:
            written = os.write(target, content)
            while written < len(content):
                written += os.write(target, content[written:])
        finally:
            os.close(target)

    def _make(self, folder: str) -> None:
        """Make a folder and those above it; a symbolic link in the way gives place to a folder."""
        above, _, name = folder.rpartition("/")
        if name in ("", ".", ".."):
            raise ValueError(f"{folder!r} is no folder of the site")
        if above not in self._ready:
            self._make(above)
        path = f"{self._top}/{folder}"
        try:
            os.mkdir(path)  # noqa: PTH102  (once for each page: a Path would cost more than the call)
        except FileExistsError:
            if Path(path).is_symlink():
                Path(path).unlink()
                Path(path).mkdir()
        self._ready.add(folder)
