"""Records: raw as they were read, typed as they were validated."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any, Generic, NamedTuple, TypeVar

from site_builder.model.common import RecordFields
from site_builder.model.diagnostic import Span
from site_builder.model.quick import dataclass
from site_builder.model.reference import Reference

_LINE_END = re.compile("\n")

FieldPath = tuple[str | int, ...]
"""Where a value is in a record: names of keys and positions in lists."""


class Position(NamedTuple):
    """Line and column, from 1, of a key and of its value. Items of a list have only a value: both are the same."""

    key_line: int
    key_column: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record as it was read: plain values, and where each of them is.

    ``text`` is the whole file, for finding a piece of text again; ``body_line`` is the line on which the narrative of a
    Markdown file begins, 0 where the narrative is a field.
    """

    kind: str
    id: str
    path: str
    values: Mapping[str, Any]
    positions: Mapping[FieldPath, Position]
    text: str
    body_line: int = 0


F = TypeVar("F", bound=RecordFields, covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Record(Generic[F]):
    """A validated record. ``fields`` is the kind's model."""

    kind: str
    id: str
    path: str
    fields: F
    positions: Mapping[FieldPath, Position] = field(repr=False)
    text: str = field(repr=False, default="")
    body_line: int = 0
    reference: Reference = field(init=False, repr=False)
    """The record's name: kind and id."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "reference", Reference(self.kind, self.id))

    @property
    def title(self) -> str:
        """The record's title."""
        return self.fields.title

    def span(self, *path: str | int) -> Span:
        """Return where the value at ``path`` is; the nearest enclosing value, or line 1, where it has no place."""
        while path:
            position = self.positions.get(path)
            if position is not None:
                return Span(self.path, position.line, position.column)
            path = path[:-1]
        return Span(self.path)

    def key_span(self, *path: str | int) -> Span:
        """Return where the key at ``path`` is; line 1 where the record does not have it."""
        position = self.positions.get(path)
        return Span(self.path, position.key_line, position.key_column) if position else Span(self.path)

    def span_of_text(self, needle: str, *path: str | int, nth: int = 0) -> Span:
        """Return where ``needle`` stands inside the value at ``path`` (the ``nth`` time, from 0)."""
        *_, span = self.spans_of_texts([needle] * (nth + 1), *path)
        return span

    def spans_of_texts(self, needles: Iterable[str], *path: str | int) -> Iterator[Span]:
        """Return where texts that follow one another stand inside the value at ``path``, in one pass.

        A text that cannot be found again, because YAML folded or escaped it, gets the place of the value.
        """
        return spans_of_texts(needles, self.text, self.span(*path))


def spans_of_texts(needles: Iterable[str], text: str, start: Span) -> Iterator[Span]:
    """Return where texts that follow one another stand in the text of a file, in one pass; from ``start`` on.

    What cannot be found gets that place.
    """
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    offset = starts[start.line - 1] + start.column - 1 if start.line <= len(starts) else len(text)
    for needle in needles:
        found = text.find(needle, offset)
        if found < 0:
            yield start
            continue
        offset = found + len(needle)
        line = bisect_right(starts, found)
        yield Span(start.path, line, found - starts[line - 1] + 1)
