"""What the sharded search keeps of a page: its address, title, tags, and its text by heading.

A page of a record is cut at its headings and tags; that takes a third of the time of a parser. Text stays escaped, and
its words as they are written: entities, case and punctuation are seen to once for each distinct word of the site, not
once for each page. Where tags alone do not tell what is text, the search plugin's own parser reads the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final, NamedTuple, TypeAlias

from mkdocs_opsbook.search_text import Unreadable, without_excluded

MOST_TEXT: Final = 8_000
"""Characters of a page's text that are kept to show where words were found. All of its words are found."""

Section: TypeAlias = tuple[str, str, str]
"""The anchor of a heading (empty for the page's own), the heading, the text under it; escaped for HTML, no tags."""


class FoundPage(NamedTuple):
    """What is shown of a page that was found. Title and tags are plain text; plain data, for a copy of this process."""

    url: str
    title: str
    tags: tuple[str, ...]
    sections: tuple[Section, ...]
    boost: float = 1.0


_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(
    r"<h[1-6] id=\"([^\"]*)\"[^>]*>(.*?)(?:<a class=\"headerlink\"[^>]*>[^<]*</a>)?</h[1-6]>", re.DOTALL
)
_UNREAD = re.compile(r"<(?:[!?]|s(?:cript|tyle))")
_EXCLUDES: Final = "data-search-exclude"


def read_record(body: str) -> tuple[tuple[Section, ...], list[str]] | None:
    """Return the sections of a record's page and its words as they are written, with every repetition.

    None where the plugin's parser has to read the page.
    """
    if _UNREAD.search(body):
        return None
    if _EXCLUDES in body:
        try:
            body = without_excluded(body)
        except Unreadable:
            return None
    pieces = _HEADING.split(body)
    if len(pieces) < 4 or pieces[0].strip():
        return None
    words: list[str] = []
    sections: list[Section] = []
    left = MOST_TEXT
    for number in range(1, len(pieces), 3):
        heading = _TAG.sub(" ", pieces[number + 1]).split()
        text = _TAG.sub(" ", pieces[number + 2]).split()
        words += heading
        words += text
        if left > 0:
            shown = " ".join(text)[:left]
            left -= len(shown)
            sections.append(("" if number == 1 else pieces[number], " ".join(heading), shown))
    return tuple(sections), words


def read_entries(entries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[FoundPage, list[str]]]:
    """Return the pages that entries of the search plugin are about, each with its words as they are written.

    The entries of a page stand beside each other.
    """
    for url, group in groupby(entries, lambda entry: str(entry["location"]).partition("#")[0]):
        parts = list(group)
        words: list[str] = []
        sections: list[Section] = []
        left = MOST_TEXT
        for part in parts:
            heading, text = (_TAG.sub(" ", str(part[name])).split() for name in ("title", "text"))
            words += heading
            words += text
            if left > 0:
                shown = " ".join(text)[:left]
                left -= len(shown)
                sections.append((str(part["location"]).partition("#")[2], " ".join(heading), shown))
        first = parts[0]
        title = html.unescape(_TAG.sub("", str(first["title"])))
        boost = first.get("boost", 1.0)
        yield (
            FoundPage(
                url,
                title,
                tuple(first.get("tags", ())),
                tuple(sections),
                boost if isinstance(boost, int | float) else 1.0,
            ),
            words,
        )
