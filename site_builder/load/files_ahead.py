"""Large text files made ready by a copy of this process, while this one starts the engine that is to read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeAlias

from site_builder.load.large_files import ReadyFile, make_ready
from site_builder.load.large_rows import LargeFile
from site_builder.load.sharing import Channel, Copy, can_share

WORTH_SHARING: Final = 4 * 1024 * 1024
"""To look at so many bytes takes longer than to start a copy of this process that does it."""

Pending: TypeAlias = Sequence[tuple[LargeFile, Path]]
"""Files, and for each where a copy of it is written if there has to be one."""


class FilesAhead:
    """Makes files ready: at once, in a copy of this process, or when asked, where there can or need be none."""

    def __init__(self, files: Pending) -> None:
        """Begin, where they are large enough."""
        self._files = files
        size = sum(file.disk.stat().st_size for file, _ in files)
        self._copy = Copy(self._make) if size >= WORTH_SHARING and can_share() else None

    def take(self) -> list[ReadyFile]:
        """Return the files as an engine can read them, once."""
        copy, self._copy = self._copy, None
        made: list[ReadyFile] | None = None if copy is None else copy.receive()
        if copy is not None:
            copy.end()
        return self._ready() if made is None else made

    def stop(self) -> None:
        """Go no further: nobody is going to ask."""
        if self._copy is not None:
            self._copy.stop()
            self._copy = None

    def _make(self, channel: Channel) -> None:
        channel.send(self._ready())

    def _ready(self) -> list[ReadyFile]:
        return [make_ready(file, copy) for file, copy in self._files]
