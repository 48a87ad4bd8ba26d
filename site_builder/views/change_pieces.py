"""Lines that say what changed: pieces that know what they are, for whatever format shows them.

Nothing here is marked up. A format decides by the role of a piece how to show it, and how to keep it harmless:
``words`` are the program's own, everything else comes from records and is hostile.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from site_builder.model.quick import dataclass

Role = Literal["words", "value", "text", "quote"]
"""``words`` of the program; a ``value`` such as an id, a date or a path; ``text`` such as a title; a ``quote``."""

LONGEST = 200
"""Characters of record text in one piece; what is longer is cut."""

_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, and where its text comes from."""

    text: str
    role: Role = "words"


Line = tuple[Piece, ...]


def words(own: str) -> Piece:
    """Return a piece of the program's own words."""
    return Piece(own)


def value(written: object) -> Piece:
    """Return a piece that shows a value of a record, cut where it is long."""
    return Piece(shortened(plain_words(written)), "value")


def quote(written: object) -> Piece:
    """Return a piece that quotes prose of a record, cut where it is long."""
    return Piece(shortened(str(written)), "quote")


def text(written: str, longest: int = LONGEST) -> Piece:
    """Return a piece that shows text of a record as it is, cut where it is long."""
    return Piece(shortened(written, longest), "text")


def plain_words(written: Any) -> str:
    """Return a plain value of a file as one line of text."""
    if isinstance(written, bool):
        return "true" if written else "false"
    if isinstance(written, dict):
        return ", ".join(f"{key}: {plain_words(item)}" for key, item in written.items())
    if isinstance(written, list | tuple):
        return ", ".join(map(plain_words, written))
    if isinstance(written, float) and written.is_integer() and abs(written) < 1e15:
        return str(int(written))
    return str(written)


def shortened(written: str, longest: int = LONGEST) -> str:
    """Return the text on one line, cut with an ellipsis where it is longer."""
    line = " ".join(written[: 20 * longest].split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def listed(names: Iterable[object]) -> Line:
    """Return names as an enumeration; of many the first few, and how many there are besides."""
    every = list(names)
    shown = every[:_MOST_NAMES]
    pieces: list[Piece] = []
    for number, name in enumerate(shown):
        pieces.extend([words(", "), value(name)] if number else [value(name)])
    if len(every) > len(shown):
        pieces.append(words(f" and {len(every) - len(shown)} more"))
    return tuple(pieces)
