"""Files that are made anew, whatever they held: each stands there whole, or as it was."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from site_builder.edit.journal import sync_folder, write_durably


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write files beside their places and rename them there once all are written; each keeps its permissions.

    A link is replaced, never written through. Raises OSError, which names the file, where one cannot be written.
    """
    for target in files:
        # Nothing is renamed over a folder, and the others would be written by then.
        if target.is_dir() and not target.is_symlink():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    with ExitStack() as undo:
        staged: list[tuple[Path, Path]] = []
        for target, data in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.opsbook-edit")
            undo.callback(beside.unlink, missing_ok=True)
            write_durably(beside, data, like=target)
            staged.append((beside, target))
        for beside, target in staged:
            beside.replace(target)
        for folder in {target.parent for _, target in staged}:
            sync_folder(folder)
