"""What a page says, by heading, just as the search plugin of Material reads it, at a fraction of the time.

The plugin's rules, which are followed here to the letter:

- a heading with an anchor opens an entry; when an element that holds the heading ends, the entry before it that lies
  outside of that element goes on;
- of the markup stay paragraphs, lists, code, sub- and superscripts, without attributes, unless they are empty;
- line breaks become spaces, and text of nothing but space becomes one, unless another such text stands before it;
- text is escaped again, quotation marks excepted; permanent links of headings are left out.

The plugin reads a page with an HTML parser. Here it is cut at its tags, which suffices for what templates, nh3 and
Python-Markdown write. Where it does not (comments, scripts, headings without anchors, elements left open) there is no
answer, and the plugin's own parser has to read the page.
"""

from __future__ import annotations

import html
import re
from dataclasses import field
from typing import Final

from site_builder.model.quick import dataclass

_UNREAD: Final = ("<!", "<?", "<script", "<style", "<object", "<textarea", 'class="linenodiv"')
_EXCLUDES: Final = "data-search-exclude"
_NAME = re.compile("[a-z][a-z0-9]*")
_ANY_HEADING = re.compile("<h[1-6]")
_OTHERWISE_ESCAPED = re.compile(r"&(?!(?:amp|lt|gt);)|>")
_ID = re.compile(r'\sid="([^"]*)"')
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_OTHER, _VOID, _KEPT, _BLOCK, _HEADING, _LINK = range(6)
_SORTS: Final = {
    **dict.fromkeys("area base br col embed hr img input link meta param source track wbr".split(), _VOID),
    **dict.fromkeys("p code li ol ul sub sup".split(), _KEPT),
    "pre": _BLOCK,
    "a": _LINK,
    **dict.fromkeys(_HEADINGS, _HEADING),
}
_STAYS, _OPENS, _CLOSES = range(3)
_OVER: Final = 1_000_000
_SHORT, _MANY = 80, 20_000
_KNOWN: dict[str, tuple[int, int, str, str]] = {}
_KNOWN_TAGS: dict[str, tuple[int, int, str]] = {}
"""Tags, with the text behind them and without, that were met before: labels, badges, owners are on many pages."""


class Unreadable(Exception):
    """The page needs a parser."""


@dataclass(slots=True)
class Section:
    """A heading's anchor (empty for the page's own), its title and the text under it, in pieces.

    ``depth`` is the number of elements that are open at the heading, itself included.
    """

    anchor: str
    depth: int
    titles: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading's text, without its permanent link."""
        return "".join(self.titles).strip()

    @property
    def text(self) -> str:
        """The text under the heading, with the markup that stays."""
        return "".join(self.texts).strip()


def read(body: str) -> list[Section] | None:
    """Return the sections of a page's body, which begins with its ``<h1>``; None where the parser has to read it."""
    if any(unread in body for unread in _UNREAD):
        return None
    try:
        return _Reader().read(without_excluded(body))
    except (Unreadable, ValueError, IndexError):
        return None


class _Reader:
    """Reads one page."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.current = Section("", _OVER)
        self.title: list[str] | None = None
        """The title of the heading that is open."""
        self.blocks = 0
        """How many elements with preformatted text are open."""
        self.permalink = False

    def read(self, body: str) -> list[Section]:
        """Return the sections. Raises Unreadable, or ValueError where a kept element ends that never began."""
        first, *parts = body.split("<")
        if first.strip():
            raise Unreadable
        depth = 0
        for part in parts:
            effect, sort, tag, text = _KNOWN.get(part) or _understood(part)
            if effect == _CLOSES:
                if self.current.depth > depth:
                    self.leave(depth)
                if sort and (sort != _LINK or self.permalink):
                    self.close(tag, sort)
                depth -= 1
            elif effect:
                depth += 1
                if sort and (sort != _LINK or self.title is not None):
                    self.open(tag, sort, depth)
            if text:
                if self.title is not None or self.blocks:
                    self.add(text, part)
                elif text != " " or not self.current.texts or not self.current.texts[-1].isspace():
                    self.current.texts.append(text)
        if depth or not self.sections:
            raise Unreadable
        return self.sections

    def open(self, tag: str, sort: int, depth: int) -> None:
        """Begin an element that matters."""
        if sort == _LINK:
            self.permalink = self.permalink or 'class="headerlink"' in tag
        elif sort == _HEADING:
            self.open_heading(tag, depth)
        else:
            self.blocks += sort == _BLOCK
            (self.current.texts if self.title is None else self.title).append(f"<{tag.split(None, 1)[0]}>")

    def open_heading(self, tag: str, depth: int) -> None:
        """Begin a section."""
        anchor = _ID.search(tag)
        is_first = not self.sections
        if anchor is None or self.title is not None or (is_first and tag[:2] != "h1"):
            raise Unreadable
        self.current = Section("" if is_first else html.unescape(anchor[1]), depth)
        self.sections.append(self.current)
        self.title = self.current.titles

    def leave(self, depth: int) -> None:
        """Go on with the section that lies outside of an element that ends at this depth."""
        outside = next((section for section in reversed(self.sections) if section.depth <= depth), None)
        if outside is not None:
            self.current.depth = _OVER
            self.current = outside

    def close(self, name: str, sort: int) -> None:
        """End an element that matters; one that stays goes where it is the first of its kind and holds nothing."""
        if sort == _HEADING:
            self.title = None
            return
        if sort == _LINK:
            self.permalink = False
            return
        self.blocks -= sort == _BLOCK
        pieces = self.current.texts if self.title is None else self.title
        last = pieces[-1]
        if last[0] == "<" or last.isspace():
            first = pieces.index(f"<{name}>")
            if all(piece.isspace() for piece in pieces[first + 1 :]):
                del pieces[first:]
                return
        pieces.append(f"</{name}>")

    def add(self, text: str, part: str) -> None:
        """Add text of a title, or preformatted text."""
        if self.title is None:
            self.current.texts.append(_escaped(_cut(part)[1]))
        elif not self.permalink:
            self.title.append(text)


def _understood(part: str) -> tuple[int, int, str, str]:
    """Return what a tag and the text behind it do: open or close an element, its sort, the tag, the text."""
    tag, _, text = part.partition(">")
    if '"' in text and tag.count('"') % 2:
        tag, text = _cut(part)
    if text:
        text = _escaped(text).replace("\n", " ")
        if text.isspace():
            text = " "
    effect, sort, name = _KNOWN_TAGS.get(tag) or _understood_tag(tag)
    understood = (effect, sort, name, text)
    if len(part) < _SHORT and len(_KNOWN) < _MANY:
        _KNOWN[part] = understood
    return understood


def _understood_tag(tag: str) -> tuple[int, int, str]:
    if tag[0] == "/":
        name = tag[1:].rstrip()
        understood = (_CLOSES, _SORTS.get(name, _OTHER), name)
    else:
        sort = _SORTS.get(tag.split(None, 1)[0], _OTHER)
        understood = (_STAYS if sort == _VOID or tag[-1] == "/" else _OPENS, sort, tag)
    if len(_KNOWN_TAGS) < _MANY:
        _KNOWN_TAGS[tag] = understood
    return understood


def _escaped(text: str) -> str:
    # What is escaped as the plugin does it stays as it is.
    return html.escape(html.unescape(text), quote=False) if _OTHERWISE_ESCAPED.search(text) else text


def _cut(part: str) -> tuple[str, str]:
    """Return the tag and the text behind it. A value of an attribute may hold ``>``."""
    tag, end, text = part.partition(">")
    while tag.count('"') % 2:
        more, end, text = text.partition(">")
        if not end:
            raise Unreadable
        tag = f"{tag}>{more}"
    return tag, text


def without_excluded(body: str) -> str:
    """Return the body without the elements that say so. Raises Unreadable where that takes a parser."""
    pieces: list[str] = []
    position = 0
    while (mark := body.find(_EXCLUDES, position)) >= 0:
        start = body.rfind("<", position, mark)
        name = _NAME.match(body, start + 1) if start >= 0 else None
        if name is None or body.find(">", start, mark) >= 0:
            raise Unreadable
        end = body.find(f"</{name[0]}>", mark)
        if end < 0 or body.find(f"<{name[0]}", mark, end) >= 0 or _ANY_HEADING.search(body, start, end):
            raise Unreadable
        # Something has to keep the text before apart from the text behind.
        pieces += (body[position:start], "<wbr>")
        position = end + len(name[0]) + 3
    pieces.append(body[position:])
    return "".join(pieces)
