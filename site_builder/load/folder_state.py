"""The state of all files of a folder: another one as soon as a file is added, removed, replaced or written to."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path


def folder_state(folder: Path) -> str:
    """Return a digest of the names and stamps of all files below a folder, which may move; links are not followed.

    Raises OSError where the folder or one below it cannot be read.
    """
    digest = blake2b(digest_size=16)
    pending = [""]
    while pending:
        below = pending.pop()
        lines: list[str] = []
        inner: list[str] = []
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    inner.append(f"{below}{entry.name}/")
                    continue
                seen = entry.stat(follow_symlinks=False)
                lines.append(f"{entry.name}\0{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}\n")
        digest.update(f"{below}\n{''.join(sorted(lines))}".encode("utf-8", "surrogateescape"))
        pending.extend(sorted(inner))
    return digest.hexdigest()
