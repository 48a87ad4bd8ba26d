"""What the sharded search keeps of a page: its address, title, tags, and its text by heading.

A page of a record is cut at its headings and tags; that takes a third of the time of a parser. Text stays escaped, and
its words as they are written: entities, case and punctuation are seen to once for each distinct word of the site, not
once for each page. Where tags alone do not tell what is text, the search plugin's own parser reads the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple, TypeAlias

from pydantic_core import to_json

from mkdocs_opsbook.search_text import Unreadable, without_excluded

MOST_TEXT: Final = 8_000
"""Characters of a page's text that are kept to show where words were found. All of its words are found."""

Section: TypeAlias = tuple[str, str, str]
"""The anchor of a heading (empty for the page's own), the heading, the text under it; all of it plain text."""


class FoundPage(NamedTuple):
    """What the search keeps of a page that can be found: ``shown`` is JSON, that of its address, title, tags, sections.

    Title and tags are plain text. It is plain data, for a copy of this process.
    """

    title: str
    tags: tuple[str, ...]
    shown: str
    boost: float = 1.0


_TAG = re.compile(r"</?[a-z](?!cript|tyle)[^>]*>")
"""Any tag but those of scripts and styles, whose content is no text: they are left for a parser."""
_HEADING = re.compile(r"<h[1-6] id=\"")
_PERMALINK: Final = '<a class="headerlink"'
_HEADER: Final = '<ul class="ob-header">'
_HEADER_END: Final = "\n</ul>\n"
_FIELDS: Final = '<dl class="ob-fields">'
_FIELDS_END: Final = "</dl>\n"


def found_page(
    url: str, title: str, tags: tuple[str, ...], sections: Sequence[Section], boost: float = 1.0
) -> FoundPage:
    """Return what is kept of a page."""
    # Of texts alone this writes what Python's own encoder does, in a fifth of its time.
    return FoundPage(title, tags, to_json((url, title, tags, sections)).decode(), boost)


def read_record(body: str) -> tuple[list[Section], list[str]] | None:
    """Return the sections of a record's page and its words as they are written, with every repetition.

    None where the plugin's parser has to read the page.
    """
    try:
        first, *pieces = _HEADING.split(without_excluded(body))
    except Unreadable:
        return None
    if not pieces or first.strip():
        return None
    words: list[str] = []
    texts = _Texts()
    for piece in pieces:
        head, end, text = piece.partition("</h")
        anchor, _, heading = head.partition('"')
        heading = heading.partition(">")[2].partition(_PERMALINK)[0]
        text = text.partition(">")[2]
        # It stands under the title, so in the first section.
        text = _TAG.sub(" ", text if texts.sections else _facts_last(text))
        if not end or "<" in text:
            return None
        in_heading = (_TAG.sub(" ", heading) if "<" in heading else heading).split()
        in_text = text.split()
        words += in_heading
        words += in_text
        texts.add(anchor if texts.sections else "", in_heading, in_text)
    return texts.sections, words


def _facts_last(text: str) -> str:
    """Return what stands under a record's title, what it says first: facts say less of what it is."""
    before, header, behind = text.partition(_HEADER)
    facts, end, rest = behind.partition(_HEADER_END)
    if not end or before.strip():
        return text
    lead, fields, more = rest.partition(_FIELDS)
    listed, ended, body = more.partition(_FIELDS_END)
    if ended:
        rest = f"{lead}{body}{fields}{listed}{ended}"
    return f"{rest}{header}{facts}{end}"


class _Texts:
    """The sections of a page, as far as they are kept."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self._left = MOST_TEXT

    def add(self, anchor: str, heading: list[str], text: list[str]) -> None:
        """Add a section, if there is room."""
        if self._left > 0:
            shown = " ".join(text)[: self._left]
            self._left -= len(shown)
            self.sections.append((_plain(anchor), _plain(" ".join(heading)), _plain(shown)))


def _plain(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def read_entries(entries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[FoundPage, list[str]]]:
    """Return the pages that entries of the search plugin are about, each with its words as they are written.

    The entries of a page stand beside each other.
    """
    for url, group in groupby(entries, lambda entry: str(entry["location"]).partition("#")[0]):
        parts = list(group)
        words: list[str] = []
        texts = _Texts()
        for part in parts:
            heading, text = (_TAG.sub(" ", str(part[name])).split() for name in ("title", "text"))
            words += heading
            words += text
            texts.add(str(part["location"]).partition("#")[2], heading, text)
        first = parts[0]
        title = _plain(_TAG.sub("", str(first["title"])))
        boost = first.get("boost", 1.0)
        factor = float(boost) if isinstance(boost, int | float) else 1.0
        tags = tuple(_plain(str(tag)) for tag in first.get("tags", ()))
        yield found_page(url, title, tags, texts.sections, factor), words
