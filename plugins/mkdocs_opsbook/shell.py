"""Shells: what the theme makes of a record's page, rendered once and filled many times.

The theme renders a specimen page whose title, description, address, edit link, contents and body are marks. Where a
mark comes out again, a value goes in; where it comes out changed, it passed a filter of the template, and so does the
value. Each mark holds characters that every filter changes in its own way, so that a shell tells them apart.
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TypeAlias
from urllib.parse import quote

from markupsafe import Markup, escape

from mkdocs_opsbook.toc import plain
from site_builder.model.page import Heading
from site_builder.model.quick import dataclass

Filter: TypeAlias = Callable[[str], str]

_MARK = "obmark0"
IDENTIFIER = f"{_MARK}identifier"
SOURCE = f"{_MARK}/source.md"
TITLE = f"{_MARK}title &amp; &lt;i&gt; é/"
DESCRIPTION = f"{_MARK}description &amp; &lt;i&gt; é/"
TAG = f"{_MARK}tag"
"""Marks a page's tags, which only themes of the user's own print; then there is no shell."""
CONTENT = f"<h1>{_MARK}content</h1>"
HEAD = f'<meta name="{_MARK}head">'
_EDIT_URLS = {"": "", "edit": f"{_MARK}/edit/page?a&b é", "blob": f"{_MARK}/edit/blob/page?a&b é"}


def _same(value: str) -> str:
    return value


def _without_tags(value: str) -> str:
    return str(Markup(value).striptags())  # noqa: S704  (what the filter of the same name does; nothing is trusted)


def _escaped(value: str) -> str:
    return str(escape(value))


def _json(value: str) -> str:
    text = json.dumps(value)[1:-1]
    for character in "<>&'":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _quoted_without_tags(value: str) -> str:
    return quote(_without_tags(value))


def _replaced(old: str, new: str, value: str) -> str:
    return value.replace(old, new)


_TEXT_FILTERS: tuple[Filter, ...] = (
    _same,
    _without_tags,
    _escaped,
    quote,
    _json,
    html.unescape,
    _quoted_without_tags,
)
_EDIT_FILTERS: tuple[Filter, ...] = (
    _same,
    _escaped,
    quote,
    partial(_replaced, "edit", "raw"),
    partial(_replaced, "blob", "raw"),
    partial(_replaced, "edit", "blob"),
)
_PLAIN_FILTERS: tuple[Filter, ...] = (_same,)


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a page decides which branches a template takes: pages of one shape share a shell.

    ``edit`` is empty without a link to the source, ``blob`` where that link shows the file, else ``edit``. ``outline``
    is the nesting of the headings, such as ``1(2()2(3()))``.
    """

    has_description: bool
    has_tags: bool
    edit: str
    outline: str
    has_head: bool = False


@dataclass(frozen=True, slots=True)
class Filling:
    """What differs between the pages of a section. Texts are escaped for HTML; headings are in reading order."""

    identifier: str
    source: str
    title: str
    description: str
    edit_url: str
    content: str
    headings: tuple[Heading, ...]
    has_tags: bool = False
    head: str = ""

    @property
    def shape(self) -> Shape:
        """Return the shape of the shell that this filling fits into."""
        edit = "blob" if "/blob/" in self.edit_url else "edit" if self.edit_url else ""
        return Shape(bool(self.description), self.has_tags, edit, _outline(self.headings), bool(self.head))

    def values(self) -> list[str]:
        """Return the values in the order of a specimen's marks."""
        values = [self.identifier, self.source, self.title, self.description, self.edit_url, self.content]
        for heading in _flat(self.headings):
            values += (_heading_text(heading.text), heading.anchor)
        values.append(self.head)
        return values


@lru_cache(maxsize=4096)
def _heading_text(text: str) -> str:
    # Most headings are those of parts and templates, the same on most pages.
    return plain(text)


def specimen(filling: Filling) -> Filling:
    """Return the filling of the same shape in which everything is a mark."""
    shape = filling.shape
    description = DESCRIPTION if shape.has_description else ""
    numbers = iter(range(1_000_000))
    headings = tuple(_marked(heading, numbers) for heading in filling.headings)
    edit_url, head = _EDIT_URLS[shape.edit], HEAD if shape.has_head else ""
    return Filling(IDENTIFIER, SOURCE, TITLE, description, edit_url, CONTENT, headings, shape.has_tags, head)


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page, cut where values go in: every second part is empty and waits for one. It can be pickled.

    ``uses`` has the number of a value, the filter that it passes, and the places where it then goes.
    """

    parts: list[bytes]
    uses: tuple[tuple[int, Filter, tuple[int, ...]], ...]

    def fill(self, filling: Filling) -> bytes:
        """Return the page with these values."""
        values = filling.values()
        parts = self.parts.copy()
        for number, apply, places in self.uses:
            shown = _encoded(apply(values[number]))
            for place in places:
                parts[place] = shown
        return b"".join(parts)


def cut(rendered: str, marks: Filling) -> Shell | None:
    """Return the shell of a rendered specimen; None where a mark came out of it in a way that is not understood."""
    meanings: dict[str, tuple[int, Filter]] = {}
    for number, (mark, filters) in enumerate(zip(marks.values(), _filters(marks), strict=True)):
        for apply in filters if mark else ():
            meanings.setdefault(apply(mark), (number, apply))
    longest_first = sorted(meanings, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", rendered)
    if any(_MARK in piece for piece in pieces[::2]):
        return None
    places: defaultdict[tuple[int, Filter], list[int]] = defaultdict(list)
    for place in range(1, len(pieces), 2):
        places[meanings[pieces[place]]].append(place)
    uses = tuple((number, apply, tuple(found)) for (number, apply), found in places.items())
    return Shell([b"" if place % 2 else _encoded(piece) for place, piece in enumerate(pieces)], uses)


def _filters(marks: Filling) -> Iterator[tuple[Filter, ...]]:
    yield from (_PLAIN_FILTERS, _TEXT_FILTERS, _TEXT_FILTERS, _TEXT_FILTERS, _EDIT_FILTERS, _PLAIN_FILTERS)
    for _ in _flat(marks.headings):
        yield from (_TEXT_FILTERS, _PLAIN_FILTERS)
    yield _PLAIN_FILTERS


def _marked(heading: Heading, numbers: Iterator[int]) -> Heading:
    number = next(numbers)
    children = tuple(_marked(child, numbers) for child in heading.children)
    # The closing x keeps the mark of heading 1 from being found in that of heading 10.
    return Heading(heading.level, f"{_MARK}heading{number}x & <i> é/", f"{_MARK}anchor{number}x", children)


def _flat(headings: Sequence[Heading]) -> list[Heading]:
    found: list[Heading] = []
    for heading in headings:
        found.append(heading)
        if heading.children:
            found += _flat(heading.children)
    return found


def _outline(headings: Sequence[Heading]) -> str:
    return "".join(
        [f"{each.level}({_outline(each.children)})" if each.children else f"{each.level}()" for each in headings]
    )


def _encoded(text: str) -> bytes:
    # As MkDocs writes pages.
    return text.encode("utf-8", errors="xmlcharrefreplace")
