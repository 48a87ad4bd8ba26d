"""Places in a Markdown text found again in its HTML: the parser that makes pages is asked what each of them is.

Each is marked by its number between characters that mean nothing to anybody (private use).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Final

_LONGEST: Final = 1 << 20
_PRIVATE: Final = "\ue000"

MARK: Final = re.compile("(?:\ue000|%EE%80%80)([0-9]{1,7})(?:\ue001|%EE%80%81)")
"""A mark in HTML, in a text or in an address, with its number."""
TITLE: Final = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)"
"""What may stand behind the address of a link: its title."""


def may_be_asked(markdown: str) -> bool:
    """Return whether the parser is asked about a text: not of a long one, nor where a mark could be the text's own."""
    if len(markdown) > _LONGEST or "%ee%80%80" in markdown.lower():
        return False
    return _PRIVATE not in (unescape(markdown) if "&#" in markdown else markdown)


def marked_html(markdown: str, spans: Iterable[tuple[int, int]], *, before: str = "", has_places: bool = False) -> str:
    """Return the HTML of a text with a mark in place of each span, in their order; an empty span is only marked.

    ``before`` stands before each mark; ``has_places`` is as for the parser. The HTML is not sanitised.
    """
    from site_builder.link.cmark import markdown_to_html

    pieces: list[str] = []
    position = 0
    for number, (start, end) in enumerate(spans):
        pieces += (markdown[position:start], f"{before}{_PRIVATE}{number}\ue001")
        position = end
    return markdown_to_html("".join([*pieces, markdown[position:]]), has_places=has_places)
