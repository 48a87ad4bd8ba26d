"""What the readable formats of a diff are made of: sections of entries, each a line of pieces that know what they are.

Nothing here is marked up. A format decides by the role of a piece how to show it, and how to keep it harmless:
``words`` are the program's own, everything else comes from records and is hostile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.report.diff import Diff

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


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A sentence that goes (``-``) or comes (``+``), and the field that it stands in."""

    sign: Literal["-", "+"]
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to know: a line, further lines below it, and sentences old and new."""

    line: Line
    notes: tuple[Line, ...] = ()
    texts: tuple[ChangedText, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of one sort, the most important first. A format shows sections in the order in which they come.

    ``count`` is how many things they tell: an entry may tell of several.
    """

    heading: str
    entries: tuple[Entry, ...]
    count: int


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


def named(diff: Diff, reference: Reference, *, standing: bool = True) -> Line:
    """Return a record's kind, id and title, with its ``standing``: that it is public where it is."""
    record = record_of(diff, reference)
    public = "public " if standing and record is not None and record.fields.is_public else ""
    head = (words(f"{public}{reference.kind} "), value(reference.id))
    return (*head, words(" ("), text(record.title, 120), words(")")) if record else head


def record_of(diff: Diff, reference: Reference) -> Record[Any] | None:
    """Return a record as it is after, else as it was before."""
    return diff.after.get(reference) or diff.before.get(reference)


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
