"""Lines of a text by offset."""

from __future__ import annotations


def line_start(text: str, offset: int) -> int:
    """Return where the line begins that the offset is on."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return where that line ends, its line feed left out."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def column(text: str, offset: int) -> int:
    """Return how many characters stand before the offset on its line."""
    return offset - line_start(text, offset)


def is_first(text: str, offset: int) -> bool:
    """Return whether only spaces stand before the offset on its line."""
    return not text[line_start(text, offset) : offset].strip(" ")


def whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch to cut so that the lines from ``start`` to ``end`` are gone.

    In a text whose last line has no end, the line before it has none afterwards.
    """
    first, last = line_start(text, start), line_end(text, end)
    if last < len(text):
        return first, last + 1
    return max(first - 1, 0), last
