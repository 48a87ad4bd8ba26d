"""Markdown for the public: without comments, which readers do not see but whoever is given the source does, and without
the names of records that are hidden."""

from __future__ import annotations

import re
from collections.abc import Collection

from site_builder.link.mentions import MENTION
from site_builder.model.reference import Reference

_PIECE = re.compile(
    r"(?P<kept>^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)|`[^`\n]{0,300}`)"
    r"|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.MULTILINE,
)


def public_markdown(markdown: str, shown: Collection[Reference]) -> str:
    """Return a Markdown text as the public may have it. ``shown`` are the records that it sees."""
    return without_hidden_mentions(without_comments(markdown), shown)


def without_comments(markdown: str) -> str:
    """Return a Markdown text without its HTML comments. In fenced code and short code spans they are content."""
    if "<!--" not in markdown:
        return markdown
    return _PIECE.sub(lambda piece: piece["kept"] or "", markdown)


def without_hidden_mentions(markdown: str, shown: Collection[Reference]) -> str:
    """Return a Markdown text with only the words of each mention of a record that is hidden, or ``…`` without any."""
    if "[[" not in markdown:
        return markdown

    def told(mention: re.Match[str]) -> str:
        words = (mention[3] or "").strip()
        return mention[0] if Reference(mention[1], mention[2]) in shown else words or "…"

    return MENTION.sub(told, markdown)
