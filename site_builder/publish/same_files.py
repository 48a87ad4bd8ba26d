"""Files of a part of a site that are what is there already."""

from __future__ import annotations

import os
from pathlib import Path


def remove_same(folder: Path, site: Path) -> tuple[str, ...]:
    """Remove from a folder every file that the site has with the same content, and return the paths of the others.

    They are relative, with slashes. Raises OSError where a file cannot be read or removed.
    """
    others: list[str] = []
    for place, _, names in os.walk(folder):
        below = Path(place).relative_to(folder)
        for name in names:
            made, there = Path(place, name), site / below / name
            if there.is_file() and not there.is_symlink() and _is_same(made, there):
                made.unlink()
            else:
                others.append((below / name).as_posix())
    return tuple(others)


def _is_same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
