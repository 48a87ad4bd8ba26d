"""Links and images in a Markdown text that lead nowhere: what they name is told to whoever is given the source.

What stays of a link are its words, of an image the words in its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import chain

from site_builder.link.link_targets import unescaped
from site_builder.link.marks import MARK, TITLE, marked_html, may_be_asked
from site_builder.link.mentions import without_code
from site_builder.model.names import folded

_INNER = r"[^\s()\\]|\\."
_BARE = rf"(?:[^\s()<>\\]|\\.|\((?:{_INNER}|\((?:{_INNER})*+\))*+\))++"
_ANGLED = r"(?:[^<>\\\n]|\\.)*+"
_DESTINATION = re.compile(
    rf"\]\(\s*+(?:<(?P<link1>{_ANGLED})>|(?P<link2>{_BARE}))"
    rf"|\]:[ \t]*+(?:\n[ \t]*+)?+(?:<(?P<definition1>{_ANGLED})>|(?P<definition2>{_BARE}))"
    r"|(?<=[\s\"'])(?:href|src)\s*+=\s*+(?:\"(?P<html1>[^\"]*+)\"|'(?P<html2>[^']*+)'|(?P<html3>[^\s\"'=<>`]++))",
    re.IGNORECASE,
)
_REST = re.compile(rf">?+\s*+(?:(?:{TITLE})\s*+)?+\)", re.DOTALL)
"""What stands behind the destination of a link."""
_ANY_WORDS = re.compile(r"\]\([ \t]*+([^()<>\s\"'][^()<>\n\"']*+)(?:[\"'][^()<>\n]*+)?\)")
_BRACKET = re.compile(r"\\.|[\[\]]|\n[ \t]*+(?=\n)", re.DOTALL)
_TAG = re.compile(r"<(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>")
_WORDS = re.compile(r"\salt\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++))", re.IGNORECASE)
_ELEMENT = re.compile(r"<[A-Za-z][^<>]*+>")

Edit = tuple[int, int, str]
"""From where to where a text is replaced, and by what."""
Pairs = Mapping[int, int]
"""Where brackets open, by where they close."""


def without_dead_links(markdown: str, leads: Callable[[str], bool]) -> str:
    """Return a Markdown text with only the words of links and images for whose destination ``leads`` is false.

    Definitions of links are left behind without a use.
    """
    if not any(map(markdown.__contains__, ("](", "]:", "<"))):
        return markdown
    # Where links were written in links, those around show only when those within are gone.
    for is_last in (False, False, True):
        dead = [found for found in _DESTINATION.finditer(markdown) if not leads(_destination(found))]
        if not dead:
            break
        is_told = may_be_asked(markdown)
        shown = list(_shown(markdown, dead)) if is_told else dead
        edits = _edits(markdown, shown) if is_told and not is_last else map(_defused, shown)
        markdown = _edited(markdown, edits)
    return markdown


def without_dead_paths(markdown: str, leads: Callable[[str], bool]) -> str:
    """Return a Markdown text with only the words of dead links whose destination has blanks.

    Python-Markdown takes such for links, GitHub's parser for text.
    """
    if "](" not in markdown:
        return markdown
    written = ((link, unescape(link[1].strip())) for link in _ANY_WORDS.finditer(without_code(markdown)))
    found = [link for link, target in written if len(target.split()) > 1 and not leads(target)]
    pairs = _pairs(markdown) if found else {}
    unwrapped = (
        _unwrapped(markdown, pairs[link.start()], link.start(), link.end()) for link in found if link.start() in pairs
    )
    return _edited(markdown, chain.from_iterable(unwrapped))


def _destination(found: re.Match[str]) -> str:
    written = found[_group(found)]
    return unescape(written if found.lastgroup in ("html1", "html2", "html3") else unescaped(written))


def _group(found: re.Match[str]) -> str:
    """Return the name of the group that a destination is in."""
    return found.lastgroup or ""


def _shown(markdown: str, dead: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the destinations that are some: not in code, nor of definitions without use."""
    # An empty one takes no mark: it would no more be empty.
    asked = [found for found in dead if found[_group(found)]]
    html = marked_html(markdown, (found.span(_group(found)) for found in asked))
    numbers = {int(number) for element in _ELEMENT.findall(html) for number in MARK.findall(element)}
    return (asked[number] for number in sorted(numbers))


def _edits(markdown: str, shown: Iterable[re.Match[str]]) -> Iterator[Edit]:
    """Yield what takes links away; one that cannot be told from its words leads to ``#``."""
    shown = list(shown)
    pairs = _pairs(markdown)
    yield from _in_elements(markdown, [found for found in shown if _group(found).startswith("html")])
    labels = set()
    for found in shown:
        group = _group(found)
        rest = _REST.match(markdown, found.end(group)) if group.startswith("link") else None
        if group.startswith("definition"):
            labels.add(_label(markdown, pairs.get(found.start(), found.start()), found.start()))
        elif rest is not None and found.start() in pairs:
            yield from _unwrapped(markdown, pairs[found.start()], found.start(), rest.end())
        elif group.startswith("link"):
            yield _defused(found)
    if labels:
        yield from _references(markdown, pairs, labels)


def _defused(found: re.Match[str]) -> Edit:
    return (*found.span(_group(found)), "#")


def _pairs(markdown: str) -> Pairs:
    """Return where the brackets of each paragraph open and close, those in code left out."""
    pairs: dict[int, int] = {}
    open_: list[int] = []
    for found in _BRACKET.finditer(without_code(markdown)):
        if found[0] == "[":
            open_.append(found.start())
        elif found[0] == "]":
            if open_:
                pairs[found.start()] = open_.pop()
        elif found[0][0] == "\n":
            open_.clear()
    return pairs


def _unwrapped(markdown: str, start: int, close: int, end: int) -> Iterator[Edit]:
    """Yield what leaves the words between two brackets, and nothing up to ``end``."""
    is_image = markdown[start - 1 : start] == "!" and markdown[start - 2 : start - 1] != "\\"
    yield start - is_image, start + 1, ""
    yield close, end, ""


def _references(markdown: str, pairs: Pairs, labels: Collection[str]) -> Iterator[Edit]:
    """Yield what leaves the words of links defined elsewhere: ``[words][label]``, ``[label][]`` and ``[label]``."""
    closes = {start: close for close, start in pairs.items()}
    is_label: set[int] = set()
    for start, close in sorted(closes.items()):
        if start in is_label:
            continue
        end = closes.get(close + 1)
        written = (start, close) if end is None or end == close + 2 else (close + 1, end)
        if _label(markdown, *written) not in labels or markdown.startswith(":", close + 1):
            continue
        if end is not None:
            is_label.add(close + 1)
        yield from _unwrapped(markdown, start, close, (close if end is None else end) + 1)


def _label(markdown: str, start: int, close: int) -> str:
    return folded(markdown[start + 1 : close])


def _in_elements(markdown: str, shown: Sequence[re.Match[str]]) -> Iterator[Edit]:
    """Yield what leaves of an element the alternative text of an image, or all but the attribute."""
    by_tag: dict[re.Match[str] | None, list[re.Match[str]]] = {}
    tags = list(_TAG.finditer(markdown)) if shown else []
    for found in shown:
        number = bisect_right(tags, found.start(), key=lambda tag: tag.start())
        tag = tags[number - 1] if number and tags[number - 1].end() >= found.end() else None
        by_tag.setdefault(tag, []).append(found)
    for tag, attributes in by_tag.items():
        if tag is None:
            yield from map(_defused, attributes)
        elif tag["name"].lower() == "img":
            words = _WORDS.search(tag[0])
            yield tag.start(), tag.end(), next(filter(None, words.groups()), "") if words else ""
        else:
            yield from ((*found.span(), "") for found in attributes)


def _edited(markdown: str, edits: Iterable[Edit]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end, text in sorted(edits):
        if start >= position:
            pieces += (markdown[position:start], text)
            position = end
    return "".join([*pieces, markdown[position:]])
