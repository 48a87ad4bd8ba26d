"""Mentions: ``[[kind:id]]`` and ``[[kind:id|text]]`` in Markdown, which link a record from anywhere."""

from __future__ import annotations

import re

from site_builder.model.quick import dataclass

MENTION = re.compile(r"\[\[([a-z]+(?:[-_][a-z]+)*):([^\s\[\]|\\]{1,80})(?:\\?\|([^\[\]\n]+))?\]\]")
"""The form of a mention: kind, id, text. An escaped bar is accepted, as tables need it."""

_FENCE = re.compile(r" {0,3}(?:> ?)*+(?:[-*+] ++|\d{1,9}[.)] ++)*+\s*+(`{3,}|~{3,})(.*)")
_CONTAINER = re.compile(r" {0,3}(?:> ?)*+(?:[-*+] |\d{1,9}[.)] |!!!|\?\?\?|===|\[\^|: )")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,})$")
"""A line across the page, which looks like an item of a list."""
_BACKTICKS = re.compile(r"`+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mention:
    """A record named in Markdown. ``text`` is what to show, empty for the record's title; ``offset`` counts characters.

    The kind and the id are as they were written: whether there is such a record is for the caller to find out.
    """

    kind: str
    id: str
    text: str
    offset: int


def find_mentions(markdown: str) -> list[Mention]:
    """Return the mentions of a Markdown text in order, those in code and comments left out."""
    if "[[" not in markdown:
        return []
    prose = without_code(markdown)
    return [Mention(match[1], match[2], (match[3] or "").strip(), match.start()) for match in MENTION.finditer(prose)]


def without_code(markdown: str) -> str:
    """Return the text with fenced and indented code, code spans and comments blanked, offsets unchanged."""
    text = _COMMENT.sub(_blank, markdown) if "<!--" in markdown else markdown
    paragraphs: list[str] = []
    kept: list[str] = []
    fence = ""
    container, after_blank = False, True
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if fence:
            closes = stripped.lstrip("> ")
            if closes.startswith(fence) and not closes.strip(fence[0]):
                fence = ""
            _flush(kept, paragraphs, _blank_text(line))
            continue
        opening = _FENCE.match(line)
        if opening and not (opening[1][0] == "`" and "`" in opening[2]):
            fence = opening[1]
            _flush(kept, paragraphs, _blank_text(line))
            continue
        if not stripped:
            after_blank = True
            _flush(kept, paragraphs, line)
            continue
        indented = line.startswith(("    ", "\t"))
        if indented and after_blank and not container:
            _flush(kept, paragraphs, _blank_text(line))
            continue
        if not indented:
            begins = _CONTAINER.match(line) is not None and _RULE.match(line) is None
            container = begins or (container and line.startswith(" "))
        after_blank = False
        kept.append(line)
    _flush(kept, paragraphs, "")
    return "".join(paragraphs)


def _flush(kept: list[str], paragraphs: list[str], separator: str) -> None:
    """Close the paragraph that ``kept`` holds: code spans never reach beyond one."""
    if kept:
        paragraphs.append(_without_spans("".join(kept)))
        kept.clear()
    paragraphs.append(separator)


def _without_spans(paragraph: str) -> str:
    if "`" not in paragraph:
        return paragraph
    pieces: list[str] = []
    position = 0
    runs = list(_BACKTICKS.finditer(paragraph))
    last = {len(run[0]): index for index, run in enumerate(runs)}
    index = 0
    while index < len(runs):
        opening = runs[index]
        length = len(opening[0])
        if last[length] == index or _is_escaped(paragraph, opening.start()):
            index += 1
            continue
        closing = next(at for at in range(index + 1, len(runs)) if len(runs[at][0]) == length)
        pieces.append(paragraph[position : opening.start()])
        position = runs[closing].end()
        pieces.append(_blank_text(paragraph[opening.start() : position]))
        index = closing + 1
    pieces.append(paragraph[position:])
    return "".join(pieces)


def _is_escaped(text: str, position: int) -> bool:
    start = position
    while start and text[start - 1] == "\\":
        start -= 1
    return (position - start) % 2 == 1


def _blank(match: re.Match[str]) -> str:
    return _blank_text(match[0])


def _blank_text(text: str) -> str:
    """Return as many characters as the text has, its line ends kept."""
    return "".join(character if character in "\r\n" else " " for character in text)
