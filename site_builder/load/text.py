"""Bytes become text: strict UTF-8 of a bounded size, with line feeds as line ends."""

from __future__ import annotations

import re
from typing import Final

from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass

MAX_BYTES: Final = 1024 * 1024
"""The largest file that is read as a record or as prose: 1 MiB."""

_CONTROLS: Final = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0D}) + b"\x7f"
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""A character that no editor shows and no text needs; half of one, which JSON may have, is none."""
UNWRITABLE: Final = re.compile(f"{FORBIDDEN.pattern}|\x85")
"""What nobody writes on a command line: such a character, a line end of mainframes, a byte that is not UTF-8."""
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_UTF8: Final = "save the file as UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, without byte order mark and with line feeds only; None where it must not be read."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(data: bytes, path: str) -> Decoded:
    """Return the text of a file's bytes, or why there is none.

    Refused are more than 1 MiB (``file-too-large``), what is not UTF-8 (``not-utf8``, at the first wrong byte) and
    characters that no editor shows (``yaml-forbidden``, at the first of them).
    """
    if len(data) > MAX_BYTES:
        return _refused(too_large(path))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return _refused(undecodable(data, fault, path))
    text = normalise(text)
    if len(data.translate(None, _CONTROLS)) != len(data) or not data.isascii():
        match = FORBIDDEN.search(text)
        if match is not None:
            return _refused(_control_character(data, text, match.start(), path))
    return Decoded(text)


def normalise(text: str) -> str:
    """Return the text without a byte order mark at its start, with line feeds as line ends."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1 and in characters, of the character at ``offset`` of a normalised text."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def too_large(path: str) -> Diagnostic:
    """Return the diagnostic of a file that is larger than 1 MiB."""
    return error("file-too-large", "the file is larger than 1 MiB", Span(path), "split it, or keep its data elsewhere")


def undecodable(data: bytes, fault: UnicodeDecodeError, path: str, encoding: str = "UTF-8") -> Diagnostic:
    """Return the diagnostic of bytes that are not in the encoding: at 1:1 where it is UTF-16, else at the first."""
    if encoding == "UTF-8" and is_wide(data):
        return saved_as_utf16(path)
    before = normalise(data[: fault.start].decode(fault.encoding))
    message = f"the byte 0x{data[fault.start]:02X} is not {encoding}"
    return error("not-utf8", message, Span(path, *place(before, len(before))), _SAVE_AS_UTF8)


def saved_as_utf16(path: str) -> Diagnostic:
    """Return the diagnostic of a file in UTF-16."""
    return error("not-utf8", "the file is not UTF-8: it was saved as UTF-16", Span(path), _SAVE_AS_UTF8)


def is_wide(data: bytes) -> bool:
    """Return whether the bytes look like UTF-16: they begin with its mark, or every second byte is NUL."""
    start = data[:64]
    halves = (start[0::2], start[1::2])
    return data.startswith(_WIDE_MARKS) or (len(start) > 3 and any(half.strip(b"\0") == b"" for half in halves))


def _control_character(data: bytes, text: str, offset: int, path: str) -> Diagnostic:
    if is_wide(data):
        return saved_as_utf16(path)
    span = Span(path, *place(text, offset))
    return error("yaml-forbidden", control_character(text[offset]), span, "remove it; it is invisible")


def control_character(character: str) -> str:
    """Return the words about a character that is not allowed."""
    return f"the control character U+{ord(character):04X} is not allowed"


def _refused(diagnostic: Diagnostic) -> Decoded:
    return Decoded(None, (diagnostic,))
