"""Definitions of links and footnotes that nothing in a Markdown text uses: no reader sees them, but whoever has its
source. ``[//]: # (…)`` is how some write comments.
"""

from __future__ import annotations

import re

_LONGEST = 1 << 20
"""Characters of a text up to which is asked what is used; of a longer one no definition stays."""

_BEFORE = r"[ \t]*(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))[ \t]*)*+"
"""Quotes and lists that a line is in."""
_START = re.compile(
    rf"^(?P<before>{_BEFORE})\[(?P<footnote>\^)?(?:[^\[\]\\\n]|\\[^\n]){{1,999}}+\]:[ \t]*(?:\n[ \t]*)?<?", re.MULTILINE
)
_TITLE = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)"
_WITH_TITLE = re.compile(rf"\S*+[ \t]*(?:\n[ \t]*)?(?:{_TITLE})[ \t]*$", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"[^\n]*")
_BEGINS = r" {0,3}(?:\[\^[^\[\]\n]*+\]:|`{3}|~{3}|#{1,6}\s|>|[-*+]\s|\d{1,9}[.)]\s)"
"""What a line starts with that does not go on with the paragraph above it."""
_FOOTNOTE = re.compile(
    rf"[^\n]*+(?:\n(?!{_BEGINS})(?=[^\n]*\S)[^\n]*+|\n(?:[ \t]*\n)*+(?: {{4}}|\t)(?=[^\n]*\S)[^\n]*+)*+"
)
_GOES_ON = re.compile(r"\r?\n[^\n]*\S")
_EMPTY = "[//]: #"
"""What stands for a definition where the next line would mean something else without one."""
_MARK = re.compile("(?:\ue000|%EE%80%80)([0-9]{1,7})(?:\ue001|%EE%80%81)")
"""The number of a definition between characters that mean nothing to anybody (private use), in a text or an address."""


def without_unused_definitions(markdown: str) -> str:
    """Return a Markdown text without the definitions that its page has no use for."""
    if "]:" not in markdown:
        return markdown
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
    """Return the numbers of what shows: used definitions, and text that only looks like one.

    The parser that makes its pages is asked, by a number in each address and in each footnote's text.
    """
    if "\ue000" in markdown or len(markdown) > _LONGEST:
        return frozenset()
    from site_builder.link.cmark import markdown_to_html

    numbered: list[str] = []
    position = 0
    for number, start in enumerate(starts):
        numbered += (markdown[position : start.end()], f"\ue000{number}\ue001")
        position = start.end()
    html = markdown_to_html("".join([*numbered, markdown[position:]]))
    return frozenset(int(number) for number in _MARK.findall(html))


def _end(markdown: str, start: re.Match[str]) -> int:
    """Return where a definition ends."""
    rest = _FOOTNOTE if start["footnote"] else _WITH_TITLE
    found = rest.match(markdown, start.end()) or _LINE.match(markdown, start.end())
    return found.end() if found else len(markdown)
