from __future__ import annotations

import pytest

from site_builder.load.text import MAX_BYTES, decode


def _only(data: bytes) -> tuple[str, int, int]:
    decoded = decode(data, "a.yml")
    assert decoded.text is None
    (diagnostic,) = decoded.diagnostics
    return diagnostic.code, diagnostic.span.line, diagnostic.span.column


def test_a_byte_order_mark_and_other_line_ends_are_read_as_if_they_were_not_there() -> None:
    assert decode(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n", "a.yml").text == "a: 1\nb: 2\nc: 3\n"


def test_wrong_bytes_are_found_in_characters_not_bytes() -> None:
    assert _only("a: 1\r\nß: ".encode() + b"\xe9x") == ("not-utf8", 2, 4)


@pytest.mark.parametrize(
    "data",
    [
        "title: x\n".encode("utf-16"),
        "title: x\n".encode("utf-16-le"),
        "title: x\n".encode("utf-16-be"),
        "title: ä\n".encode("utf-16-le"),
    ],
)
def test_utf_16_is_named(data: bytes) -> None:
    assert _only(data) == ("not-utf8", 1, 1)
    assert "UTF-16" in decode(data, "a.yml").diagnostics[0].message


def test_a_file_of_one_mebibyte_is_read_and_a_larger_one_is_not() -> None:
    assert decode(b"a" * MAX_BYTES, "a.yml").text is not None
    assert _only(b"a" * (MAX_BYTES + 1)) == ("file-too-large", 1, 1)


@pytest.mark.parametrize(
    "character", ["\0", "\x01", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x9f", "\ufffe", "\uffff"]
)
def test_control_characters_are_refused_where_they_stand(character: str) -> None:
    assert _only(f"a: ä\nb: x{character}\n".encode()) == ("yaml-forbidden", 2, 5)


@pytest.mark.parametrize("text", ["tab\there", "next\x85line", "\U0001f600 – “é”", ""])
def test_other_text_is_left_alone(text: str) -> None:
    assert decode(text.encode(), "a.yml").text == text
