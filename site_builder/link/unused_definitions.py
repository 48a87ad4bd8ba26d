"""Definitions of links and footnotes that nothing in a Markdown text uses: no reader sees them, but whoever has its
source. ``[//]: # (…)`` is how some write comments.
"""

from __future__ import annotations

import re

from site_builder.link.marks import MARK, TITLE, marked_html, may_be_asked

_MOST_TIMES = 5

_BEFORE = r"[ \t]*(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))[ \t]*)*+"
"""Quotes and lists that a line is in."""
_START = re.compile(
    rf"^(?P<before>{_BEFORE})\[(?P<footnote>\^)?(?:[^\[\]\\\n]|\\[^\n]){{1,999}}+\]:[ \t]*(?:\n[ \t]*)?<?", re.MULTILINE
)
_WITH_TITLE = re.compile(rf"\S*+[ \t]*(?:\n[ \t]*)?(?:{TITLE})[ \t]*$", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"[^\n]*")
_BEGINS = r" {0,3}(?:\[\^[^\[\]\n]*+\]:|`{3}|~{3}|#{1,6}\s|>|[-*+]\s|\d{1,9}[.)]\s)"
"""What a line starts with that does not go on with the paragraph above it."""
_FOOTNOTE = re.compile(
    rf"[^\n]*+(?:\n(?!{_BEGINS})(?=[^\n]*\S)[^\n]*+|\n(?:[ \t]*\n)*+(?: {{4}}|\t)(?=[^\n]*\S)[^\n]*+)*+"
)
_GOES_ON = re.compile(r"\r?\n[^\n]*\S")
_EMPTY = "[//]: #"
"""What stands for a definition where the next line would mean something else without one."""


def without_unused_definitions(markdown: str) -> str:
    """Return a Markdown text without the definitions that its page has no use for."""
    # What only such a definition uses is of no use itself.
    for _ in range(_MOST_TIMES):
        if "]:" not in markdown or (shorter := _without_unused(markdown)) == markdown:
            break
        markdown = shorter
    return markdown


def _without_unused(markdown: str) -> str:
    starts = list(_START.finditer(markdown))
    used = _used(markdown, starts) if starts else frozenset()
    pieces: list[str] = []
    position = 0
    for number, start in enumerate(starts):
        if number in used or start.end("before") < position:
            continue
        pieces.append(markdown[position : start.end("before")])
        position = _end(markdown, start)
        if not start["footnote"] and _GOES_ON.match(markdown, position):
            pieces.append(_EMPTY)
    return "".join([*pieces, markdown[position:]])


def _used(markdown: str, starts: list[re.Match[str]]) -> frozenset[int]:
    """Return the numbers of what shows: used definitions, and text that only looks like one. None do where it cannot be
    asked.
    """
    if not may_be_asked(markdown):
        return frozenset()
    html = marked_html(markdown, ((start.end(), start.end()) for start in starts))
    return frozenset(int(number) for number in MARK.findall(html))


def _end(markdown: str, start: re.Match[str]) -> int:
    """Return where a definition ends."""
    rest = _FOOTNOTE if start["footnote"] else _WITH_TITLE
    found = rest.match(markdown, start.end()) or _LINE.match(markdown, start.end())
    return found.end() if found else len(markdown)
