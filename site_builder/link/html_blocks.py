"""Blocks of HTML in Markdown: what stands in them is no Markdown, unless they ask for it."""

from __future__ import annotations

import re

_BLOCK = re.compile(
    r"^<(?P<tag>address|article|aside|blockquote|center|details|dialog|dl|div|fieldset|figure|footer|form|header|iframe"
    r"|main|menu|nav|noscript|ol|p|pre|script|section|style|summary|table|textarea|ul|video)\b(?P<rest>[^>]*+)>",
    re.IGNORECASE | re.MULTILINE,
)
"""Where a block begins: at the start of a line."""
_NOT_A_LINE_END = re.compile(r"[^\r\n]")


def without_html(markdown: str) -> str:
    """Return a text with its blocks of HTML blanked, offsets unchanged; those with ``markdown`` in their tag stay.

    A block ends with the first end tag of its name; one without an end stays as well.
    """
    if "<" not in markdown:
        return markdown
    lowered = markdown.lower()
    pieces: list[str] = []
    position = 0
    without_end: set[str] = set()
    for found in _BLOCK.finditer(markdown):
        tag = found["tag"].lower()
        if found.start() < position or tag in without_end or "markdown" in found["rest"]:
            continue
        end = lowered.find(f"</{tag}", found.end())
        if end < 0:
            without_end.add(tag)
            continue
        pieces += (markdown[position : found.start()], _NOT_A_LINE_END.sub(" ", markdown[found.start() : end]))
        position = end
    return "".join([*pieces, markdown[position:]])
