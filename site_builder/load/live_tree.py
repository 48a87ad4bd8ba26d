"""A work tree that is read again and again: a file that nobody has touched is read once."""

from __future__ import annotations

from pathlib import Path

from site_builder.load.stamps import Stamp, is_settled, stamp_of
from site_builder.load.work_tree import WorkTree


class LiveTree(WorkTree):
    """A work tree that remembers what files held. Bytes that are remembered are the same object each time."""

    def __init__(self, root: Path, before: LiveTree | None, moment: int) -> None:
        """Read below ``root``; what the tree ``before`` read is not read again where its stamp is the same.

        ``moment`` is the time now as the file system counts it: a stamp that is not older says nothing.
        """
        super().__init__(root)
        self._moment = moment
        self._before = {} if before is None else before._read
        self._read: dict[tuple[str, int | None], tuple[Stamp, bytes]] = {}

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
