"""Pictures that records name by their path: which of them can be shown, and their bytes."""

from __future__ import annotations

import struct
from pathlib import PurePosixPath

from site_builder.load.source import Source, SourceError

LARGEST = 8 << 20
"""The largest picture that is copied into the site: 8 MiB."""

_SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
}
"""Pictures by suffix, with what their files begin with: forms in which nothing runs, and of which it is known where
they keep words. SVG is none of them."""


def read_image(source: Source, path: str) -> bytes | None:
    """Return the bytes of a picture; None where there is none, it is too large, or it is not what its name says."""
    signatures = _SIGNATURES.get(PurePosixPath(path).suffix.lower())
    if signatures is None:
        return None
    try:
        content = source.read(path, LARGEST)
    except (FileNotFoundError, SourceError):
        return None
    return content if len(content) <= LARGEST and content.startswith(signatures) else None


def problem_of_image(source: Source, path: str) -> str:
    """Return why a picture cannot be shown, empty where it can."""
    if PurePosixPath(path).suffix.lower() not in _SIGNATURES:
        return f"no picture that can be shown; use one of {', '.join(sorted(_SIGNATURES))}"
    if not source.exists(path):
        return "there is no such file"
    if read_image(source, path) is None:
        return f"the file is larger than {LARGEST >> 20} MiB, or no picture of this form"
    return ""


def size_of_image(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, JPEG or WebP file in pixels; None where they cannot be read."""
    try:
        if content.startswith(b"\x89PNG"):
            return struct.unpack_from(">II", content, 16)
        return _size_of_jpeg(content) if content.startswith(b"\xff\xd8") else _size_of_webp(content)
    except (struct.error, IndexError):
        return None


def _size_of_jpeg(content: bytes) -> tuple[int, int] | None:
    """Return what the frame header says (ITU T.81, B.2.2); C4, C8 and CC are no frames."""
    position = 2
    while content[position] == 0xFF:
        marker = content[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", content, position + 5)
            return width, height
        alone = marker == 0x01 or 0xD0 <= marker <= 0xD9
        position += 2 if alone else 2 + struct.unpack_from(">H", content, position + 2)[0]
    return None


def _size_of_webp(content: bytes) -> tuple[int, int] | None:
    """Return what the first chunk says: extended, lossless or lossy (RFC 9649, 2.7, 3.4; RFC 6386, 9.1)."""
    form = content[12:16]
    if form == b"VP8X":
        width, height = (int.from_bytes(content[start : start + 3], "little") + 1 for start in (24, 27))
        return (width, height) if len(content) >= 30 else None
    if form == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None
