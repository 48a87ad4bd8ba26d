"""The work tree: files on disk below the root of the handbook."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

from site_builder.load.patterns import fixed_folder, matching
from site_builder.load.source import IS_LINK, LEAVES_ROOT, SourceError, SourceFile, inside
from site_builder.load.stamps import Stamp, stamp_from, stamp_of

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_USUAL_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


class WorkTree:
    """A source that reads files on disk. It follows no symbolic link below its root.

    It remembers which folders are links: make a new one for each build. ``prefix`` is the root with a slash at its end.
    """

    def __init__(self, root: Path) -> None:
        """Read below ``root``, which must exist; it may itself be a link."""
        self._root = root.resolve()
        self.prefix = str(self._root).rstrip(os.sep) + os.sep
        self._problems: dict[str, str] = {"": ""}

    @property
    def root(self) -> Path:
        """The folder of the work tree, for those who read files on disk themselves."""
        return self._root

    def files(self, folder: str) -> Sequence[SourceFile]:
        """Return every file below a folder in the order of paths, links included; see ``Source``."""
        start = inside(folder)
        if start is None:
            return ()
        link = self._link_in(start)
        if link:
            return (SourceFile(link, is_link=True),)
        found: list[SourceFile] = []
        pending = [start]
        while pending:
            self._scan(pending.pop(), found, pending)
        return sorted(found, key=attrgetter("path"))

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's bytes, of a longer file ``limit`` + 1; see ``Source``."""
        return self.read_stamped(path, limit)[0]

    def read_stamped(self, path: str, limit: int | None = None) -> tuple[bytes, Stamp]:
        """Return what ``read`` returns, and the stamp that the file had before it was read."""
        clean = self._clean(path)
        if clean is None:
            raise FileNotFoundError(path)
        try:
            descriptor = os.open(self.prefix + clean, _FLAGS)
        except OSError as fault:
            if isinstance(fault, PermissionError):
                raise SourceError(f"{path} cannot be read: permission denied") from fault
            raise FileNotFoundError(path) from fault
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise FileNotFoundError(path)
            return _read_all(descriptor, status.st_size, limit), stamp_from(status)
        finally:
            os.close(descriptor)

    def size_of(self, path: str) -> int:
        """Return how many bytes a file has; 0 where there is none, or it must not be read."""
        clean = self._clean(path)
        stamp = stamp_of(self.prefix + clean) if clean else None
        return stamp[0] if stamp else 0

    def exists(self, path: str) -> bool:
        """Return whether a file or folder of that path may be read."""
        clean = inside(path)
        return clean is not None and not self.problem_of(clean) and os.path.lexists(self.prefix + clean)

    def match(self, pattern: str) -> list[str]:
        """Return the paths of the files that a pattern names, in order, links left out."""
        clean = inside(pattern)
        if clean is None:
            return []
        return matching(clean, (file.path for file in self.files(fixed_folder(clean)) if not file.is_link))

    def problem_of(self, path: str) -> str:
        """Return why a path must not be read, or an empty text."""
        clean = inside(path)
        if clean is None:
            return LEAVES_ROOT
        return IS_LINK if self._link_in(clean) else ""

    def _scan(self, folder: str, found: list[SourceFile], pending: list[str]) -> None:
        try:
            entries = os.scandir(self.prefix + folder)
        except (FileNotFoundError, NotADirectoryError):
            return
        except PermissionError as fault:
            raise SourceError(f"{folder} cannot be read: permission denied") from fault
        with entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_symlink():
                    found.append(SourceFile(path, is_link=True))
                elif entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith("."):
                        self._problems[path] = ""
                        pending.append(path)
                elif entry.is_file(follow_symlinks=False):
                    found.append(SourceFile(path))

    def _link_in(self, path: str) -> str:
        """The first part of a path that is a link; empty where none is."""
        parts = path.split("/") if path else []
        for length in range(1, len(parts) + 1):
            part = "/".join(parts[:length])
            if Path(self.prefix + part).is_symlink():
                return part
        return ""

    def _clean(self, path: str) -> str | None:
        """The path in its shortest form; None where it leaves the root or passes through a link."""
        folder, _, name = path.rpartition("/")
        # A folder that was listed is known in its shortest form; then only the name can be unusual.
        if folder and self._problems.get(folder) == "" and _USUAL_NAME.fullmatch(name):
            return path
        clean = inside(path)
        return None if clean is None or self._folder_problem(clean.rpartition("/")[0]) else clean

    def _folder_problem(self, folder: str) -> str:
        problem = self._problems.get(folder)
        if problem is None:
            problem = self._problems[folder] = self._link_in(folder)
        return problem


def _read_all(descriptor: int, size: int, limit: int | None) -> bytes:
    """A regular file mostly comes in one piece; the loop is for those that do not."""
    wanted = size if limit is None else min(size, limit + 1)
    pieces = []
    while wanted > 0:
        piece = os.read(descriptor, wanted)
        if not piece:
            break
        pieces.append(piece)
        wanted -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
