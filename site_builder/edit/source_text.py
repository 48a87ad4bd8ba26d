"""The text of a file that is edited: places are those of the loader, bytes are those of the file."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from site_builder.model.quick import dataclass

_BYTE_ORDER_MARK: Final = "\ufeff"
_PAIR: Final = re.compile("\r\n")
_LINE_END: Final = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Splice:
    """A stretch of a text, from ``start`` up to ``end``, and what is to stand in its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class SourceText:
    """A file as it was written. ``raw`` has its line ends; ``text`` is what the loader sees: line feeds only.

    Offsets are those of ``text``. A byte order mark is kept, and is part of neither.
    """

    raw: str
    mark: str = ""

    @classmethod
    def of(cls, data: bytes) -> SourceText:
        """Return the text of a file's bytes, which must be UTF-8."""
        text = data.decode("utf-8")
        if text.startswith(_BYTE_ORDER_MARK):
            return cls(text[1:], _BYTE_ORDER_MARK)
        return cls(text)

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return (self.mark + self.raw).encode("utf-8")

    @cached_property
    def text(self) -> str:
        """The text with line feeds as line ends."""
        return self.raw.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def line_end(self) -> str:
        """The line end that the file uses: that of its first line."""
        found = _LINE_END.search(self.raw)
        return found[0] if found else "\n"

    def spliced(self, splices: Iterable[Splice]) -> SourceText:
        """Return the text with each stretch replaced; all else stays, and new lines end as the file's first one."""
        pieces: list[str] = []
        position = 0
        for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
            start, end = self._raw_offset(splice.start), self._raw_offset(splice.end)
            if start < position:
                raise ValueError("two edits of a file overlap")
            pieces += [self.raw[position:start], splice.text.replace("\n", self.line_end)]
            position = end
        return SourceText("".join((*pieces, self.raw[position:])), self.mark)

    @cached_property
    def _pairs(self) -> list[int]:
        """Offsets in ``text`` of the line ends that are two characters in the file."""
        return [match.start() - number for number, match in enumerate(_PAIR.finditer(self.raw))]

    def _raw_offset(self, offset: int) -> int:
        return offset + bisect_left(self._pairs, offset)
