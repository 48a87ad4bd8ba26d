"""Titles: text in which only code spans are marked up."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)

LONGEST = 2000
"""Titles beyond this many characters are shown as they are written."""


@lru_cache(maxsize=16384)
def title_html(text: str) -> str:
    """Return a title as HTML: everything is text but code spans."""
    if "`" not in text or len(text) > LONGEST:
        return escape(text)
    pieces: list[str] = []
    position = 0
    for match in _SPAN.finditer(text):
        pieces.append(escape(text[position : match.start()]))
        pieces.append(f"<code>{escape(_code(match[2]))}</code>")
        position = match.end()
    pieces.append(escape(text[position:]))
    return "".join(pieces)


def title_text(text: str) -> str:
    """Return a title without the marks of its code spans."""
    return _SPAN.sub(lambda match: _code(match[2]), text) if "`" in text and len(text) <= LONGEST else text


def _code(content: str) -> str:
    """Return what a code span shows: one space inside each mark is not part of it."""
    if len(content) > 2 and content[0] == content[-1] == " " and content.strip():
        return content[1:-1]
    return content
