"""Markdown for the public: without what readers do not see but whoever is given the source does, comments above all,
and without the names of records that are hidden."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from site_builder.link.dead_links import without_dead_links
from site_builder.link.fence_info import without_fence_info
from site_builder.link.marks import MARK, marked_html, may_be_asked
from site_builder.link.mentions import MENTION
from site_builder.link.unseen_html import without_unseen_html
from site_builder.link.unused_definitions import without_unused_definitions
from site_builder.model.reference import Reference

_OPENING = "<!--"
_IN_CODE = re.compile(f"&lt;!--{MARK.pattern}")
_CODE = re.compile(r'(<pre data-sourcepos="([0-9]{1,9}):([0-9]{1,9})-[^>]*>)?<code>([^<]*)</code>')
_LINE_END = re.compile(r"\r\n?|\n")


def _anything(_: str) -> bool:
    return True


def public_markdown(markdown: str, shown: Collection[Reference], leads: Callable[[str], bool] = _anything) -> str:
    """Return the Markdown text of a record as the public may have it.

    ``shown`` are the records that it sees; ``leads`` says of the destination of a link whether it leads to anything.
    """
    linked = without_dead_links(without_comments(markdown), leads)
    seen = without_fence_info(without_unseen_html(without_unused_definitions(linked)))
    return without_hidden_mentions(seen, shown)


def public_page(markdown: str, shown: Collection[Reference]) -> str:
    """Return the Markdown of a hand-written page as the public may have it: nobody is given more of it than its HTML,
    which MkDocs makes, and where comments and mentions might stay.
    """
    return without_hidden_mentions(without_comments(markdown), shown)


def without_comments(markdown: str) -> str:
    """Return a Markdown text without its HTML comments. In fenced code and code spans they are content."""
    if _OPENING not in markdown:
        return markdown
    content = frozenset(_in_code(markdown))
    pieces: list[str] = []
    position = 0
    while (start := markdown.find(_OPENING, position)) >= 0:
        if start in content:
            end = start + len(_OPENING)
            pieces.append(markdown[position:end])
        else:
            pieces.append(markdown[position:start])
            closing = markdown.find("-->", start + len(_OPENING))
            end = closing + len("-->") if closing >= 0 else len(markdown)
        position = end
    return "".join([*pieces, markdown[position:]])


def _in_code(markdown: str) -> Iterator[int]:
    """Yield where in a text ``<!--`` stands in code; nowhere, if it cannot be asked."""
    if ("`" not in markdown and "~~~" not in markdown) or not may_be_asked(markdown):
        return
    openings = list(re.finditer(_OPENING, markdown))
    html = marked_html(markdown, ((opening.end(), opening.end()) for opening in openings), has_places=True)
    lines = _LINE_END.split(markdown)
    for block, line, column, content in _CODE.findall(html):
        if not block or _is_fence(lines, int(line), int(column)):
            yield from (openings[int(number)].start() for number in _IN_CODE.findall(content))


def _is_fence(lines: list[str], line: int, column: int) -> bool:
    """Return whether a fence is at a line and a column in bytes, both from 1: indented code has none."""
    return any(
        text.encode("utf-8", "replace")[column - 1 :].startswith((b"```", b"~~~")) for text in lines[line - 1 : line]
    )


def without_hidden_mentions(markdown: str, shown: Collection[Reference]) -> str:
    """Return a Markdown text with only the words of each mention of a record that is hidden, or ``…`` without any."""
    if "[[" not in markdown:
        return markdown

    def told(mention: re.Match[str]) -> str:
        words = (mention[3] or "").strip()
        return mention[0] if Reference(mention[1], mention[2]) in shown else words or "…"

    return MENTION.sub(told, markdown)
