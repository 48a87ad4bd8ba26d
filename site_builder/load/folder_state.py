"""The state of all files of a folder: another one as soon as a file is added, removed, replaced or written to."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from site_builder.model.quick import dataclass


@dataclass(frozen=True)
class FolderState:
    """What a folder held when it was looked at.

    ``mark`` is ``mark_of`` the folder just before. ``lines`` has the sorted names and stamps of the files of each
    folder below it, by its path, which ends with a slash unless it is the folder itself.
    """

    mark: str
    lines: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, folder: Path) -> FolderState:
        """Look at all files below a folder; links are not followed.

        Raises OSError where the folder or one below it cannot be read.
        """
        mark = mark_of(folder)
        found: dict[str, tuple[str, ...]] = {}
        pending = [""]
        while pending:
            below = pending.pop()
            lines: list[str] = []
            with os.scandir(f"{folder}/{below}") as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(f"{below}{entry.name}/")
                    else:
                        lines.append(_line(entry.name, entry.stat(follow_symlinks=False)))
            lines.sort()
            found[below] = tuple(lines)
        return cls(mark, found)

    @cached_property
    def digest(self) -> str:
        """The state, in letters: of the names and stamps of all files, wherever the folder is."""
        text = "".join([f"{below}\n{''.join(self.lines[below])}" for below in sorted(self.lines)])
        return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def updated(self, folder: Path, paths: Iterable[str]) -> FolderState:
        """Return the state of the folder now, where only files at these relative posix paths may have changed.

        Only they are looked at again: they may have been written, replaced, added, or removed, with the folders in
        which they are. Raises OSError where they cannot be looked at.
        """
        mark = mark_of(folder)
        again = _Again(folder, dict(self.lines))
        for path in paths:
            again.look(path)
        return FolderState(mark, again.lines)


def folder_state(folder: Path) -> str:
    """Return a digest of the names and stamps of all files below a folder, which may move; links are not followed.

    Raises OSError where the folder or one below it cannot be read.
    """
    return FolderState.of(folder).digest


def mark_of(folder: Path) -> str:
    """Return what tells a folder from another one in its place, and from itself after its own stamps have changed.

    Nothing below the folder is looked at. Raises OSError where it cannot be read.
    """
    seen = folder.lstat()
    return f"{seen.st_dev} {seen.st_ino} {seen.st_mtime_ns} {seen.st_ctime_ns}"


@dataclass(frozen=True, slots=True)
class _Again:
    """Looks at single files of a folder again, and corrects the lines of it."""

    folder: Path
    lines: dict[str, tuple[str, ...]]

    def look(self, path: str) -> None:
        """Look at a path, and at the folders above it from the top: what is below something else is not there."""
        below = ""
        for name in path.split("/"):
            seen = self._seen(f"{below}{name}")
            is_folder = seen is not None and stat.S_ISDIR(seen.st_mode)
            kept = [line for line in self.lines[below] if not line.startswith(f"{name}\0")]
            if seen is not None and not is_folder:
                kept.append(_line(name, seen))
            self.lines[below] = tuple(sorted(kept))
            below = f"{below}{name}/"
            if not is_folder:
                self._forget(below)
                return
            self.lines.setdefault(below, ())

    def _seen(self, path: str) -> os.stat_result | None:
        try:
            return os.lstat(f"{self.folder}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _forget(self, folder: str) -> None:
        if folder in self.lines:
            for below in [below for below in self.lines if below.startswith(folder)]:
                del self.lines[below]


if sys.platform == "win32":

    def _line(name: str, seen: os.stat_result) -> str:
        # What lists a folder there does not know the numbers of its files.
        return f"{name}\0{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns}\n"
else:

    def _line(name: str, seen: os.stat_result) -> str:
        return f"{name}\0{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}\n"
