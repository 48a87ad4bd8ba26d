"""Files of records that a copy of this process reads, while this one reads others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from site_builder.load.names import RecordFile
from site_builder.load.sharing import Channel, Copy, can_share
from site_builder.load.source import Source, SourceError
from site_builder.load.text import MAX_BYTES

WORTH_SHARING: Final = 1_000
"""From so many files on, a copy of the process is worth its start."""

Read = Callable[[bytes, RecordFile], Any]
"""Reads a file as plain data; None where something is wrong with it."""


class ReadAhead:
    """What a copy reads. It is waited for when the first of its files is asked for."""

    def __init__(self, copy: Copy, paths: frozenset[str]) -> None:
        """Take what the copy will send of the files at these paths."""
        self._copy = copy
        self._paths = paths
        self._entries: Mapping[str, Any] | None = None

    def entry(self, file: RecordFile) -> Any:
        """Return what the copy has read of a file; None where it did not read it, or something is wrong with it."""
        if file.path not in self._paths:
            return None
        if self._entries is None:
            self._entries = self._copy.receive() or {}
            self._copy.end()
        return self._entries.get(file.path)


def read_ahead(source: Source, files: Sequence[RecordFile], read: Read) -> ReadAhead | None:
    """Let a copy of this process read files; None where this system or process cannot be copied."""
    if not can_share():
        return None

    def converse(channel: Channel) -> None:
        found = ((file.path, _read(source, file, read)) for file in files)
        channel.send({path: entry for path, entry in found if entry is not None})

    return ReadAhead(Copy(converse), frozenset(file.path for file in files))


def _read(source: Source, file: RecordFile, read: Read) -> Any:
    try:
        return read(source.read(file.path, MAX_BYTES), file)
    except (FileNotFoundError, SourceError):
        return None
