"""Pictures of changes: copied from anywhere in the repository, without what their files say about people."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from site_builder.export.releases.pictures import without_metadata
from site_builder.load.images import size_of_image
from site_builder.model.diagnostic import Diagnostic
from tests.export.releases.made import FILES, PIXEL, site_of

SECRET = b"made by Ada in Ghent"


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg_segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def webp_chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def riff(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def findings(root: Path, image: str, **files: bytes) -> list[Diagnostic]:
    change = str(FILES["roadmap/changes/swaps.yml"]).replace("pictures/swap.png", image)
    written: dict[str, str | bytes] = {path.replace("__", "/").replace("_", "."): data for path, data in files.items()}
    site = site_of(root, {**FILES, **written, "roadmap/changes/swaps.yml": change})
    return [each for each in site.diagnostics if each.span.path == "roadmap/changes/swaps.yml"]


def test_a_picture_is_copied_from_outside_the_documentation_folder(tmp_path: Path) -> None:
    files = dict(site_of(tmp_path).files())
    assert files["releases/images/swaps.png"] == PIXEL


def test_texts_and_exif_of_a_png_are_left_out() -> None:
    end = PIXEL.rindex(b"IEND") - 4
    secrets = (
        png_chunk(b"tEXt", b"Author\0" + SECRET)
        + png_chunk(b"eXIf", SECRET)
        + png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET)
    )
    assert without_metadata(PIXEL[:end] + secrets + PIXEL[end:] + SECRET) == PIXEL


JPEG_HEAD = b"\xff\xd8" + jpeg_segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
JPEG_REST = (
    jpeg_segment(0xE2, b"ICC_PROFILE\0\1\1") + jpeg_segment(0xDB, bytes(65)) + jpeg_segment(0xDA, b"\1\1\0\0\x3f\0")
)
EXIF = jpeg_segment(0xE1, b"Exif\0\0" + SECRET)


def test_exif_and_comments_of_a_jpeg_are_left_out() -> None:
    scan = b"\x12\xff\x00\x34\xff\xd9"
    secrets = EXIF + jpeg_segment(0xFE, SECRET) + jpeg_segment(0xED, SECRET) + jpeg_segment(0xF0, SECRET)
    assert without_metadata(JPEG_HEAD + secrets + JPEG_REST + scan + SECRET) == JPEG_HEAD + JPEG_REST + scan


def test_a_second_picture_behind_a_jpeg_is_left_out() -> None:
    picture = JPEG_HEAD + JPEG_REST + b"\x12\xff\xd9"
    index = jpeg_segment(0xE2, b"MPF\0" + SECRET)
    second = b"\xff\xd8" + EXIF + JPEG_REST + b"\x34\xff\xd9"
    assert without_metadata(JPEG_HEAD + index + JPEG_REST + b"\x12\xff\xd9" + second) == picture


def test_exif_behind_bytes_that_fill_a_jpeg_is_left_out() -> None:
    picture = JPEG_HEAD + JPEG_REST + b"\x12\xff\xd9"
    assert without_metadata(JPEG_HEAD + b"\xff\xff\xff" + EXIF + SECRET + JPEG_REST + b"\x12\xff\xd9") == picture


def test_exif_between_the_scans_of_a_jpeg_is_left_out() -> None:
    first, last = b"\x12\xff\xd0\x34\xff\x00\x56\xff\xd7", jpeg_segment(0xDA, b"\1\1\0\1\5\0") + b"\x78\xff\xd9"
    written = JPEG_HEAD + JPEG_REST + first + EXIF + jpeg_segment(0xEE, b"Adobe\0d") + last
    assert without_metadata(written) == JPEG_HEAD + JPEG_REST + first + jpeg_segment(0xEE, b"Adobe\0d") + last


def test_a_jpeg_that_ends_in_a_scan_keeps_it() -> None:
    assert without_metadata(JPEG_HEAD + EXIF + JPEG_REST + b"\x12\xff") == JPEG_HEAD + JPEG_REST + b"\x12\xff"


def test_exif_and_xmp_of_a_webp_are_left_out_with_their_flags() -> None:
    image = webp_chunk(b"VP8 ", b"pixel")
    whole = riff(
        webp_chunk(b"VP8X", bytes([0b0010_1100]) + bytes(9)),
        image,
        webp_chunk(b"EXIF", SECRET),
        webp_chunk(b"XMP ", SECRET),
    )
    assert without_metadata(whole) == riff(webp_chunk(b"VP8X", bytes([0b0010_0000]) + bytes(9)), image)


@pytest.mark.parametrize("content", [PIXEL, JPEG_HEAD + EXIF + JPEG_REST + b"\x12\xff\xd9", b"RIFF\x04\0\0\0WEBPVP8 "])
def test_a_file_that_ends_early_is_no_fault(content: bytes) -> None:
    for length in range(4, len(content)):
        without_metadata(content[:length])


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"GIF89a" + SECRET, b"RIFF\x10\0\0\0WAVE" + SECRET])
def test_what_is_no_such_picture_stays_as_it_is(content: bytes) -> None:
    assert without_metadata(content) == content


@pytest.mark.parametrize(
    ("image", "message"),
    [
        ("pictures/none.png", "there is no such file"),
        ("pictures/drawn.svg", "no picture that can be shown"),
        ("pictures/text.png", "no picture of this form"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_a_warning_at_its_path(tmp_path: Path, image: str, message: str) -> None:
    [found] = findings(tmp_path, image, pictures__drawn_svg=b"<svg/>", pictures__text_png=b"words")
    assert (found.code, found.severity.value, found.span.line) == ("dangling-reference", "warning", 8)
    assert message in found.message


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PIXEL, (1, 1)),
        # A canvas of 300 by 7 pixels, as Chromium writes it: extended, lossless; the beginning of a JPEG likewise.
        ("524946466400000057454250565038580a000000100000002b0100060000414c5048", (300, 7)),
        ("524946461a000000574542505650384c0d0000002f2b810110071011118888fe0700", (300, 7)),
        ("5249464600000000574542505650382000000000300100 9d012a 2c01 0700", (300, 7)),
        ("ffd8ffe000104a46494600010100000100010000ffc0001108 0007 012c 03", (300, 7)),
        ("ffd8ffe000104a464946000101000001000100", None),
        ("89504e470d0a1a0a", None),
    ],
)
def test_a_picture_keeps_its_place_while_it_loads(content: bytes | str, size: tuple[int, int] | None) -> None:
    assert size_of_image(bytes.fromhex(content) if isinstance(content, str) else content) == size


def test_without_its_picture_the_change_is_there(tmp_path: Path) -> None:
    files = {path: content for path, content in FILES.items() if not path.startswith("pictures/")}
    outputs = dict(site_of(tmp_path, files).files())
    assert b'"image": null' in outputs["releases/latest.json"]
    assert not any(path.startswith("releases/images/") for path in outputs)
