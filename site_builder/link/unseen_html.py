"""HTML in a Markdown text that no page keeps, but whoever has its source sees: scripts, styles, attributes of tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from site_builder.link.marks import MARK, marked_html, may_be_asked
from site_builder.model.kept_html import DROPPED_WITH_CONTENT, KEPT_ATTRIBUTES, KEPT_ELEMENTS

_MOST = 100
"""Elements of a text up to which is asked whether each is HTML or code; none of the further ones stays."""

_ATTRIBUTES = r"\s(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+"
_OPENING = re.compile(
    rf"<(?:(?P<name>{'|'.join(sorted(DROPPED_WITH_CONTENT))})(?:(?:{_ATTRIBUTES})?/?>|(?=[\s/]|$))|\?|!\[CDATA\[|![A-Za-z])",
    re.IGNORECASE,
)
_CLOSINGS = {"<?": "?>", "<![": "]]>", "<!": ">"}
_NO_ADDRESS = r"(?:(?<!\]\()(?<!\]:)(?<!\]: )|(?=<[A-Za-z][A-Za-z0-9-]*+\s))"
_TAG = re.compile(rf"{_NO_ADDRESS}</?(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?P<attributes>(?:{_ATTRIBUTES})?)/?>")
_ATTRIBUTE = re.compile(r"([A-Za-z_:][\w.:-]*+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?")
_INDENTED = re.compile(r"\A(\r?\n)(?: {4}|\t)[ \t]*+(?!```|~~~)")


def without_unseen_html(markdown: str) -> str:
    """Return a Markdown text without the elements, tags and attributes of which its page keeps nothing; code stays."""
    return _with_kept_tags(_without_elements(markdown)) if "<" in markdown else markdown


def _without_elements(markdown: str) -> str:
    position = asked = 0
    while (opening := _OPENING.search(markdown, position)) is not None:
        asked += 1
        if asked <= _MOST and not any(_html_among(markdown, [opening])):
            position = opening.end()
            continue
        position, rest = opening.start(), markdown[_end(markdown, opening) :]
        before = markdown[markdown.rfind("\n", 0, position) + 1 : position]
        if not before.strip(" \t>"):
            # What was behind it must not become code by its indentation, nor go on with a paragraph above.
            rest = _INDENTED.sub(r"\1", rest.lstrip(" \t"), count=1)
            rest = rest if before.strip() or rest.startswith(("\r", "\n")) else f"\n{rest}"
        markdown = markdown[:position] + rest
    return markdown


def _end(markdown: str, opening: re.Match[str]) -> int:
    """Return where an element ends that opens so; the end of the text where it is never closed."""
    if opening["name"]:
        closing = re.compile(rf"</{opening['name']}\s*+>", re.IGNORECASE).search(markdown, opening.end())
        return closing.end() if closing else len(markdown)
    end = next(end for start, end in _CLOSINGS.items() if opening[0].startswith(start))
    at = markdown.find(end, opening.end())
    return at + len(end) if at >= 0 else len(markdown)


def _with_kept_tags(markdown: str) -> str:
    changed = [tag for tag in _TAG.finditer(markdown) if _kept(tag) != tag[0]]
    pieces: list[str] = []
    position = 0
    for tag in _html_among(markdown, changed) if changed else ():
        pieces += (markdown[position : tag.start()], _kept(tag))
        position = tag.end()
    return "".join([*pieces, markdown[position:]])


def _kept(tag: re.Match[str]) -> str:
    """Return what a page keeps of a tag; as it is written where that is all of it."""
    name, attributes = tag["name"].lower(), list(_ATTRIBUTE.finditer(tag["attributes"]))
    if name not in KEPT_ELEMENTS:
        return ""
    kept = [attribute[0] for attribute in attributes if attribute[1].lower() in KEPT_ATTRIBUTES.get(name, ())]
    start, end = tag.start("attributes") - tag.start(), tag.end("attributes") - tag.start()
    return tag[0] if len(kept) == len(attributes) else " ".join([tag[0][:start], *kept]) + tag[0][end:]


def _html_among(markdown: str, pieces: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield those pieces of a text that are HTML: not in code, nor what only looks like it.

    All are, where it cannot be asked.
    """
    if not may_be_asked(markdown):
        yield from pieces
        return
    html = marked_html(markdown, ((piece.end(), piece.end()) for piece in pieces), before=" ")
    found: set[int] = set()
    for mark in MARK.finditer(html):
        # Quotes and lists that it is in stand at the start of each of its lines but the first.
        number = int(mark[1])
        written = f"{pieces[number][0].rpartition(chr(10))[2]} "
        if html.startswith(written, max(0, mark.start() - len(written))):
            found.add(number)
    # Footnotes stand at the end of a page.
    for number in sorted(found):
        yield pieces[number]
