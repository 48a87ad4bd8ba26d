"""Headings: slugs and anchors as Python-Markdown makes them, levels in order, the tree of a page's contents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape, unescape

from site_builder.model.page import Heading

_NOT_IN_SLUG = re.compile(r"[^\w\s-]")
_SEPARATORS = re.compile(r"[-\s]+")
_NUMBERED = re.compile(r"^(.*)_([0-9]{1,9})$")
_TAG = re.compile(r"<[^>]*>")
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_HEADING = re.compile(r"<h([1-6])((?: [a-z-]+=\"[^\"]*\")*)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')

TOP_LEVEL = 2
DEEPEST_LEVEL = 6


@lru_cache(maxsize=16384)
def slugify(text: str) -> str:
    """Return the slug of a heading's text, as Python-Markdown's toc extension makes it; empty where nothing is left."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _SEPARATORS.sub("-", _NOT_IN_SLUG.sub("", ascii_text).strip().lower())


class Anchors:
    """The ids that a page has given away, so that none is given twice."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def claim(self, anchor: str) -> str:
        """Return an anchor that the page does not have yet: this one, or with ``_1``, ``_2`` behind it."""
        if anchor and anchor not in self._taken:
            self._taken.add(anchor)
            return anchor
        match = _NUMBERED.match(anchor)
        stem, number = (match[1], int(match[2])) if match else (anchor, 0)
        number = max(number, self._last.get(stem, 0)) + 1
        while f"{stem}_{number}" in self._taken:
            number += 1
        self._last[stem] = number
        self._taken.add(f"{stem}_{number}")
        return f"{stem}_{number}"


def permalink(anchor: str) -> str:
    """Return the link to itself that stands at the end of a heading, as Material shows it."""
    return f'<a class="headerlink" href="#{anchor}" title="Permanent link">&para;</a>'


@lru_cache(maxsize=4096)
def plain_heading(html: str) -> str:
    """Return the text of a heading without markup and without its permanent link."""
    # Remembered, as narratives follow templates: the same few headings stand on most pages.
    return unescape(_TAG.sub("", _PERMALINK.sub("", html))).strip()


def anchor_headings(html: str, anchors: Anchors, top: int = TOP_LEVEL) -> tuple[str, tuple[Heading, ...]]:
    """Return the HTML with levels in order and an anchor and permanent link in each heading, and the headings.

    The topmost level becomes ``top`` (2 unless said, as a page has its own ``<h1>``), and no level is skipped on the
    way down. A heading that has an id keeps it, unless the page has given that one away.
    """
    found = list(_HEADING.finditer(html))
    if not found:
        return html, ()
    pieces: list[str] = []
    headings: list[Heading] = []
    position = 0
    levels = shown_levels([int(match[1]) for match in found], top)
    for match, level in zip(found, levels, strict=True):
        attributes, content = match[2], match[3]
        text = plain_heading(content)
        present = _ID.search(attributes) if attributes else None
        if present is None:
            anchor = anchors.claim(slugify(text))
            attributes += f' id="{anchor}"'
            content += permalink(anchor)
        else:
            anchor = anchors.claim(unescape(present[1]))
            if anchor != unescape(present[1]):
                attributes = attributes.replace(present[0], f' id="{escape(anchor)}"', 1)
                content = content.replace(f'headerlink" href="#{present[1]}"', f'headerlink" href="#{escape(anchor)}"')
        pieces += (html[position : match.start()], f"<h{level}{attributes}>{content}</h{level}>")
        position = match.end()
        headings.append(Heading(level, text, anchor))
    pieces.append(html[position:])
    return "".join(pieces), tuple(headings)


def without_title(html: str, title: str) -> str:
    """Return the HTML without a first heading of level 1 that says this title again."""
    first = _HEADING.match(html.lstrip())
    if first is None or first[1] != "1" or plain_heading(first[3]) != title:
        return html
    return html.lstrip()[first.end() :].lstrip()


def shown_levels(levels: Sequence[int], top: int = TOP_LEVEL) -> list[int]:
    """Return the levels as they are shown: the topmost is ``top``, and each at most one below the heading before it."""
    shift = top - min(levels)
    shown: list[int] = []
    previous = top - 1
    for level in levels:
        previous = min(level + shift, previous + 1, DEEPEST_LEVEL)
        shown.append(previous)
    return shown


@lru_cache(maxsize=1024)
def heading_html(level: int, content: str, anchor: str) -> str:
    """Return a heading with its anchor and permanent link. ``content`` is HTML."""
    identifier = escape(anchor)
    return f'<h{level} id="{identifier}">{content}{permalink(identifier)}</h{level}>'


def contents(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    """Return headings, flat and in document order, as a tree: each holds the deeper ones that follow it."""
    return tuple(_children(list(headings), 0, 0)[0])


def _children(headings: list[Heading], position: int, above: int) -> tuple[list[Heading], int]:
    children: list[Heading] = []
    while position < len(headings) and headings[position].level > above:
        heading = headings[position]
        deeper, position = _children(headings, position + 1, heading.level)
        children.append(Heading(heading.level, heading.text, heading.anchor, tuple(deeper)) if deeper else heading)
    return children, position
