"""The files of a built site, as they are taken into the published tree."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from site_builder.publish.names import UnfitName


def site_files(site: Path) -> Iterator[tuple[str, Path]]:
    """Return every file of a site: path in it with slashes, and where it is. Symbolic links are refused, not followed.

    Raises UnfitName where something is neither a file nor a folder, OSError where it cannot be read.
    """
    for entry in sorted(os.scandir(site), key=lambda entry: entry.name):
        if entry.is_symlink() or not (entry.is_dir() or entry.is_file()):
            raise UnfitName(f"{entry.path} is neither a file nor a folder (links are not followed)")
        path = Path(entry.path)
        if entry.is_file():
            yield entry.name, path
        else:
            yield from ((f"{entry.name}/{below}", file) for below, file in site_files(path))


def write_files(top: Path, files: Iterable[tuple[str, bytes | Path]]) -> None:
    """Write files into a new folder: bytes as they are, others copied.

    Copied, not linked: what is published stays as it is, even where the site is later written over in place.
    """
    top.mkdir(parents=True)
    ready = {top}
    for name, content in files:
        target = top / name
        if target.parent not in ready:
            target.parent.mkdir(parents=True, exist_ok=True)
            ready.add(target.parent)
        if isinstance(content, Path):
            shutil.copyfile(content, target, follow_symlinks=False)
        else:
            target.write_bytes(content)
