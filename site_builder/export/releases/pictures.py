"""The pictures of changes: copied into the site from wherever they are, without what their files say about people."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from site_builder.kinds.change import CHANGE
from site_builder.kinds.release import RELEASE
from site_builder.link.handbook import Handbook
from site_builder.load.images import read_image, size_of_image
from site_builder.load.source import Source
from site_builder.views.parts import Picture

_FOLDER = f"{RELEASE.url}/images"
_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD pHYs sPLT acTL fcTL fdAT cICP".split())
_WEBP_DROPPED = frozenset({b"EXIF", b"XMP "})
_JPEG_KEPT = frozenset(range(0xC0, 0xE0)) - {0xD8, 0xD9}
"""Tables, frames and scans."""
_JPEG_NAMED = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Segments of programs that stay where they begin so: the form, the colour profile, and how Adobe's colours are meant.
Exif, XMP, further pictures, comments and the notes of cameras and programs are left out."""
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_JPEG_MARKER = re.compile(rb"\xff[\x01-\xfe]")
_JPEG_AFTER_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""A marker behind the data of a scan, in which FF is followed by 00 or a number from D0 to D7."""


def pictures_of_changes(handbook: Handbook, source: Source) -> Mapping[str, Picture]:
    """Return the picture of each change by the change's id, for those that can be shown."""
    return dict(_pictures(handbook, source))


def _pictures(handbook: Handbook, source: Source) -> Iterator[tuple[str, Picture]]:
    for change in handbook.records(CHANGE):
        image = change.fields.image
        content = read_image(source, image.path) if image is not None else None
        if image is not None and content is not None:
            address = f"{_FOLDER}/{change.id}{PurePosixPath(image.path).suffix.lower()}"
            yield change.id, Picture(address, image.alt, *(size_of_image(content) or (0, 0)))


def image_files(handbook: Handbook, source: Source, pictures: Mapping[str, Picture]) -> Iterator[tuple[str, bytes]]:
    """Return the files of these pictures: path in the site, bytes without words about where they come from."""
    for change_id, picture in pictures.items():
        change = handbook.find(CHANGE, change_id)
        if change is not None and change.fields.image is not None:
            content = read_image(source, change.fields.image.path)
            if content is not None:
                yield picture.url, without_metadata(content)


def without_metadata(content: bytes) -> bytes:
    """Return a PNG, JPEG or WebP file with its pixels and colours, and without texts, Exif and XMP.

    A file that ends in the middle is returned as far as it goes, any other file as it is.
    """
    if content.startswith(b"\x89PNG"):
        return b"".join(_png(content))
    if content.startswith(b"\xff\xd8"):
        return b"".join(_jpeg(content))
    return _webp(content) if content.startswith(b"RIFF") and content[8:12] == b"WEBP" else content


def _png(content: bytes) -> Iterator[bytes]:
    """Yield the signature and the chunks that stay (PNG, third edition, 5.3: length, type, data, checksum)."""
    yield content[:8]
    position = 8
    while position + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, position)
        name = content[position + 4 : position + 8]
        if name in _PNG_KEPT:
            yield content[position : position + 12 + length]
        if name == b"IEND":
            return
        position += 12 + length


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Yield the segments that stay, with the data of scans, up to the end of the first picture (ITU T.81, B.1)."""
    yield content[:2]
    position, is_scan = 2, False
    while found := (_JPEG_AFTER_SCAN if is_scan else _JPEG_MARKER).search(content, position):
        start, marker = found.start(), found[0][1]
        if is_scan:
            yield content[position:start]
        if marker == 0xD9:
            yield found[0]
            return
        if marker not in _JPEG_ALONE and start + 4 > len(content):
            return
        length = 2 if marker in _JPEG_ALONE else 2 + struct.unpack_from(">H", content, start + 2)[0]
        position, is_scan = start + length, marker == 0xDA
        if marker in _JPEG_KEPT or (marker in _JPEG_NAMED and content.startswith(_JPEG_NAMED[marker], start + 4)):
            yield content[start:position]
    if is_scan:
        yield content[position:]


def _webp(content: bytes) -> bytes:
    """Return the container with its other chunks, the flags of what was dropped taken out (RFC 9649, 2.7)."""
    chunks = []
    position = 12
    while position + 8 <= len(content):
        (length,) = struct.unpack_from("<I", content, position + 4)
        chunk = content[position : position + 8 + length + length % 2]
        if chunk[:4] == b"VP8X" and len(chunk) > 8:
            chunk = chunk[:8] + bytes([chunk[8] & ~0b1100]) + chunk[9:]
        if chunk[:4] not in _WEBP_DROPPED:
            chunks.append(chunk)
        position += 8 + length + length % 2
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body
