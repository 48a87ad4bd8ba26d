"""The state of a folder, found out by a copy of this process while this one is busy with other things."""

from __future__ import annotations

from pathlib import Path

from site_builder.load.folder_state import FolderState
from site_builder.load.sharing import Channel, Copy, can_share


class FolderAhead:
    """Looks at all files of a folder: at once, in a copy of this process, or when asked, where there can be none."""

    def __init__(self, folder: Path, *, has_many: bool = True) -> None:
        """``has_many`` files are worth a copy."""
        self._folder = folder
        self._copy = Copy(self._look) if has_many and can_share() else None

    def state(self) -> FolderState:
        """Return the state, once. Raises OSError where the folder or one below it cannot be read."""
        copy, self._copy = self._copy, None
        found: FolderState | None = None if copy is None else copy.receive()
        if copy is not None:
            copy.end()
        return found or FolderState.of(self._folder)

    def stop(self) -> None:
        """Look no further: nobody is going to ask."""
        if self._copy is not None:
            self._copy.stop()
            self._copy = None

    def _look(self, channel: Channel) -> None:
        channel.send(FolderState.of(self._folder))
