"""Titles: text in which only code spans are marked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)

LONGEST = 2000
"""Titles beyond this many characters are shown as they are written."""


@lru_cache(maxsize=16384)
def title_html(text: str) -> str:
    """Return a title as HTML: everything is text but code spans."""
    if "`" not in text:
        return escape(text)
    return "".join(f"<code>{escape(piece)}</code>" if is_code else escape(piece) for piece, is_code in pieces_of(text))


def pieces_of(text: str) -> Iterator[tuple[str, bool]]:
    """Return the pieces of a title, code spans without their marks, and whether each is such a span."""
    position = 0
    for match in _SPAN.finditer(text) if "`" in text and len(text) <= LONGEST else ():
        yield text[position : match.start()], False
        yield _code(match[2]), True
        position = match.end()
    yield text[position:], False


def title_text(text: str) -> str:
    """Return a title without the marks of its code spans."""
    return _SPAN.sub(lambda match: _code(match[2]), text) if "`" in text and len(text) <= LONGEST else text


def _code(content: str) -> str:
    """Return what a code span shows: one space inside each mark is not part of it."""
    if len(content) > 2 and content[0] == content[-1] == " " and content.strip():
        return content[1:-1]
    return content
