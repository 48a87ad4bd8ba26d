"""One file of what is kept in ``.opsbook/``: JSON behind its digest, replaced whole, never trusted, never fatal."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from site_builder.load.git_command import run_git
from site_builder.load.source import SourceError

NEW: Final = ".new"
"""What the name of a file ends with while it is written."""

_LARGEST: Final = 256 * 1024 * 1024
"""A larger file is neither written nor read: 256 MiB."""
_LEFT_BEHIND: Final = 3600
"""Seconds after which a file that is still being written belongs to a run that was killed."""


FOLDER: Final = ".opsbook"
"""The folder of what is kept, beside ``mkdocs.yml``."""


def cache_folder(root: Path, environment: Mapping[str, str]) -> Path | None:
    """Return the folder in which what was read is kept.

    None where OPSBOOK_NO_CACHE is set, and where the folder came with the repository: nobody who writes records may say
    what their files are read as.
    """
    folder = root / FOLDER
    if environment.get("OPSBOOK_NO_CACHE", "") not in ("", "0") or folder.is_symlink():
        return None
    return None if folder.exists() and _is_tracked(root, folder.name) else folder


def read_kept(path: Path) -> Any:
    """Return the content of a file; None where there is none, or where it is damaged or of somebody else's making."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        digest, _, content = path.read_bytes().partition(b"\n")
        return json.loads(content) if digest == _digest(content) else None
    except (OSError, ValueError, RecursionError):
        return None


def write_kept(path: Path, content: object) -> None:
    """Put a content in place of what was kept: all of it, or nothing. Where the folder cannot be written, nothing."""
    data = _encoded(content)
    if len(data) > _LARGEST:
        return
    try:
        make_cache_folder(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".", suffix=NEW)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_digest(data) + b"\n")
                file.write(data)
            _sweep(path.parent, Path(name).stat().st_mtime)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
    except OSError:
        return


def _encoded(content: object) -> bytes:
    """Return plain data as JSON, as Python's own encoder understands it, in a fraction of its time."""
    from pydantic_core import to_json

    try:
        return to_json(content, inf_nan_mode="constants")
    except ValueError:
        # Names of files may have what is no UTF-8.
        return json.dumps(content, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def make_cache_folder(folder: Path) -> None:
    """Make a folder of the cache, which git leaves out of account. Raises OSError where that cannot be done."""
    if folder.is_symlink():
        raise OSError(errno.ELOOP, "the folder is a symbolic link", str(folder))
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    with suppress(FileNotFoundError):
        # A full disk, or a kill, may have left an empty one.
        if ignored.lstat().st_size:
            return
    try:
        ignored.write_text("*\n", encoding="ascii")
    except OSError:
        ignored.unlink(missing_ok=True)
        raise


def _is_tracked(root: Path, name: str) -> bool:
    """Return whether git has files of a folder; without git or a repository it has none."""
    try:
        return bool(run_git(root, "ls-files", "-z", "--cached", "--", name))
    except SourceError:
        return False


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).hexdigest().encode("ascii")


def _sweep(folder: Path, moment: float) -> None:
    """Remove what runs left behind that were killed while they wrote."""
    for file in folder.glob(f"*{NEW}"):
        if moment - file.stat().st_mtime > _LEFT_BEHIND:
            file.unlink(missing_ok=True)
