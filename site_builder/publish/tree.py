"""Writing a tree of files into a new directory, never out of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath


def write_tree(top: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files by their path (relative, with slashes) below a directory that is new; return how many.

    Raises ValueError where a path leads out of it, OSError where it cannot be written.
    """
    count = 0
    for name, content in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise ValueError(f"{name!r} is no file of the tree")
        target = top.joinpath(*path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content)
        count += 1
    return count
