"""Handbooks to be edited: a few records of every kind, with generated ones beside them, or the starter's."""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path

from benchmarks.generate import write_handbook
from tests.acceptance.commands import commit, copy_starter

PARTS = ("content", "roadmap", "feedback", "mkdocs.yml")
"""What is edited; everything else at the root is made by commands."""

_EVERY_KIND = Path(__file__).parents[1] / "sites/every_kind"


def small(folder: Path) -> Path:
    """Write a handbook with records of every kind, few of each."""
    return _generated(folder, 12)


def shared(folder: Path) -> Path:
    """Write one so large that a copy of the process takes a part of the work."""
    return _generated(folder, 450)


def large(folder: Path) -> Path:
    """Write one so large that it is searched in shards."""
    return _generated(folder, 2_100)


def starter(folder: Path) -> Path:
    """Write the starter handbook."""
    return _kept_by_git(copy_starter(folder))


def png(grey: int) -> bytes:
    """Return a picture of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    rows = zlib.compress((b"\0" + bytes([grey]) * 8) * 8)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _generated(folder: Path, records: int) -> Path:
    write_handbook(folder, records)
    shutil.copytree(_EVERY_KIND, folder, dirs_exist_ok=True)
    return _kept_by_git(folder)


def _kept_by_git(root: Path) -> Path:
    (root / ".gitignore").write_text(".opsbook/\nsite/\nsite-public/\n", encoding="utf-8")
    commit(root, "Begin", day="2026-01-05")
    return root
