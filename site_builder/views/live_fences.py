"""Finding fenced blocks named ``opsbook`` in Markdown; what stands inside other fences is only shown, not run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.model.quick import dataclass

_OPENING = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*?)[ \t]*$")
_NAME = "opsbook"


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: where it begins and ends in the text, and where what it holds begins and ends."""

    start: int
    end: int
    text_start: int
    text_end: int
    is_closed: bool = True


def opsbook_fences(markdown: str) -> Iterator[Fence]:
    """Yield the blocks named ``opsbook`` in order; one that is never closed reaches to the end of the text."""
    mark, start, text_start, is_ours = "", 0, 0, False
    position = 0
    for line in markdown.splitlines(keepends=True):
        if mark:
            if _closes(line, mark):
                if is_ours:
                    yield Fence(start, position + len(line.rstrip("\r\n")), text_start, position)
                mark = ""
        elif opening := _OPENING.match(line):
            mark, start, text_start = opening[1], position, position + len(line)
            is_ours = opening[2] == _NAME
        position += len(line)
    if mark and is_ours:
        yield Fence(start, position, min(text_start, position), position, is_closed=False)


def _closes(line: str, mark: str) -> bool:
    text = line.strip()
    return len(line) - len(line.lstrip(" ")) < 4 and len(text) >= len(mark) and not text.strip(mark[0])
