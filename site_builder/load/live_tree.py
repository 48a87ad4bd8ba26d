"""A work tree that is read again and again: a file that nobody has touched is read once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from site_builder.load.source import SourceFile
from site_builder.load.stamps import Stamp, is_settled, stamp_from, stamp_of
from site_builder.load.work_tree import WorkTree
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class _Listing:
    """The files below a folder, and the stamps of all folders there before they were listed."""

    folders: dict[str, Stamp]
    files: Sequence[SourceFile]


class LiveTree(WorkTree):
    """A work tree that remembers what folders and files held. What is remembered is the same object each time."""

    def __init__(self, root: Path, before: LiveTree | None, moment: int) -> None:
        """Read below ``root``; what the tree ``before`` read or listed is not looked at where its stamp is the same.

        ``moment`` is the time now as the file system counts it: a stamp that is not older says nothing.
        """
        super().__init__(root)
        self._moment = moment
        self._before = {} if before is None else before._read
        self._read: dict[tuple[str, int | None], tuple[Stamp, bytes]] = {}
        self._before_listed = {} if before is None else before._listed
        self._listed: dict[str, _Listing] = {}
        self._scanned: dict[str, Stamp] = {}

    def files(self, folder: str) -> Sequence[SourceFile]:
        """Return every file below a folder; see ``Source``."""
        known = self._before_listed.get(folder)
        if known is not None and all(self._folder_stamp(path) == stamp for path, stamp in known.folders.items()):
            self._problems.update(dict.fromkeys(known.folders, ""))
            self._listed[folder] = known
            return known.files
        self._scanned = {}
        found = super().files(folder)
        if self._scanned and all(is_settled(stamp, self._moment) for stamp in self._scanned.values()):
            self._listed[folder] = _Listing(self._scanned, found)
        return found

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's bytes; see ``Source``."""
        key = (path, limit)
        known = self._read.get(key)
        if known is not None:
            return known[1]
        known = self._before.get(key)
        if known is not None and self._clean(path) == path and stamp_of(self.prefix + path) == known[0]:
            self._read[key] = known
            return known[1]
        data, stamp = self.read_stamped(path, limit)
        if is_settled(stamp, self._moment):
            self._read[key] = (stamp, data)
        return data

    def _scan(self, folder: str, found: list[SourceFile], pending: list[str]) -> None:
        stamp = self._folder_stamp(folder)
        if stamp is not None:
            self._scanned[folder] = stamp
        super()._scan(folder, found, pending)

    def _folder_stamp(self, folder: str) -> Stamp | None:
        """The stamp of a folder: another one as soon as anything is added there, removed or given another name."""
        try:
            return stamp_from(os.lstat(self.prefix + folder))
        except OSError:
            return None
