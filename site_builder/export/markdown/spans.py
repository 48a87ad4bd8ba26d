"""Code spans and comments in text: what is inside of them is not read as text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from site_builder.export.markdown.escape import code, is_risky

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Characters that mean nothing to anybody (private use): between them stands the number of a span that is held."""

_HELD = re.compile(f"{_OPEN}(\\d{{1,9}}){_CLOSE}")
_BACKTICKS = re.compile(r"`+")
_BETWEEN_PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")


def normalised(markdown: str) -> str:
    """Return a text with one kind of line end and without the characters that hold places here."""
    text = markdown.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def held_out(lines: str, *, in_cell: bool) -> tuple[str, Sequence[str]]:
    """Return text with a mark in place of each code span, and the spans as they may be written.

    No span reaches beyond its paragraph. In the cell of a table a bar in a span would end the cell.
    """
    held: list[str] = []
    paragraphs = _BETWEEN_PARAGRAPHS.split(lines)
    for number in range(0, len(paragraphs), 2):
        paragraphs[number] = _without_spans(paragraphs[number], held, in_cell=in_cell)
    return "".join(paragraphs), held


def put_back(lines: str, held: Sequence[str]) -> str:
    """Return text with the spans in their places."""
    return _HELD.sub(lambda match: held[int(match[1])] if int(match[1]) < len(held) else "", lines)


def _without_spans(paragraph: str, held: list[str], *, in_cell: bool) -> str:
    """Return a paragraph with a mark in place of each code span, and put the spans into ``held``."""
    if "`" not in paragraph:
        return paragraph
    runs = list(_BACKTICKS.finditer(paragraph))
    places: defaultdict[int, list[int]] = defaultdict(list)
    for index, run in enumerate(runs):
        places[len(run[0])].append(index)
    pieces: list[str] = []
    position = index = 0
    while index < len(runs):
        opening = runs[index]
        same = places[len(opening[0])]
        after = bisect_right(same, index)
        if after == len(same) or _is_escaped(paragraph, opening.start()):
            index += 1
            continue
        index = same[after]
        closing = runs[index]
        pieces += [paragraph[position : opening.start()], f"{_OPEN}{len(held)}{_CLOSE}"]
        position = closing.end()
        content = paragraph[opening.end() : closing.start()]
        rewritten = is_risky(content) or (in_cell and "|" in content)
        held.append(code(content.strip()) if rewritten else paragraph[opening.start() : position])
        index += 1
    return "".join([*pieces, paragraph[position:]])


def _is_escaped(lines: str, position: int) -> bool:
    start = position
    while start and lines[start - 1] == "\\":
        start -= 1
    return (position - start) % 2 == 1


def without_comments(lines: str) -> str:
    """Return text without its comments; one that is never closed is text."""
    pieces: list[str] = []
    position = 0
    while (start := lines.find("<!--", position)) >= 0 and (end := lines.find("-->", start + 4)) >= 0:
        pieces.append(lines[position:start])
        position = end + 3
    return "".join([*pieces, lines[position:]])
