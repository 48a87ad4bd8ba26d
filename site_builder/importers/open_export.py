"""Reading what another tool exported: a file, or the files of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from site_builder.importers.base import Export, ExportFile, WrongWish

MOST_FILES: Final = 20_000
MOST_BYTES: Final = 256 * 1024 * 1024
"""More than a person exports by hand; what is larger belongs among the sources of mkdocs.yml."""


def open_export(path: Path) -> Export:
    """Return the export at a path. Hidden files and links in a folder are left out.

    Raises WrongWish where it is too large, OSError where it cannot be read.
    """
    if not path.is_dir():
        data = _read(path, MOST_BYTES)
        return Export(str(path), (ExportFile(path.as_posix(), path.name, data),))
    files: list[ExportFile] = []
    left = MOST_BYTES
    for found in _files(path):
        data = _read(found, left)
        left -= len(data)
        files.append(ExportFile(found.as_posix(), found.relative_to(path).as_posix(), data))
        if len(files) > MOST_FILES:
            raise WrongWish(f"{path} holds more than {MOST_FILES:,} files; name the folder of the export itself")
    return Export(str(path), tuple(sorted(files, key=lambda file: file.inside)), is_folder=True)


def _read(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise WrongWish(f"{path} is larger than {MOST_BYTES // 1024 // 1024} MiB; export a part of it at a time")
    return data


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path
