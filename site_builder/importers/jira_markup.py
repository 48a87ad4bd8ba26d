"""Jira's text markup as Markdown. Source: "Text Formatting Notation Help" of Jira.

What is not known stays as it is. Each line is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_BLOCK: Final = re.compile(r"\{(code|noformat)(?::([^{}]{0,200}))?\}")
_QUOTE: Final = "{quote}"
_HEADING: Final = re.compile(r"h([1-6])\.\s+(.*)")
_ITEM: Final = re.compile(r"([*#-]{1,6})\s+(.*)")
_COLOUR: Final = re.compile(r"\{(?:color|panel)(?::[^{}]{0,200})?\}|\{anchor:[^{}]{0,200}\}")
_INLINE: Final = re.compile(
    r"\{\{(?P<code>[^{}\n]{1,200})\}\}"
    r"|\[~(?P<user>[^\]\n|]{1,100})\]"
    r"|\[(?P<text>[^\[\]\n|]{1,300})\|(?P<link>(?:https?://|mailto:)[^\[\]\s|]{1,500})(?:\|[^\[\]\n]{0,100})?\]"
    r"|\[(?P<bare>https?://[^\[\]\s|]{1,500})\]"
    r"|(?<!\w)\*(?P<strong>[^\s*](?:[^*\n]{0,500}[^\s*])?)\*(?!\w)"
    r"|!(?P<image>[^!\s|]{1,200}\.(?:png|jpe?g|gif|svg))(?:\|[^!\n]{0,200})?!"
)
"""Lengths are bounded, so that what never ends is not looked for again and again."""
_SOMEBODY: Final = "[user]"
_LANGUAGE: Final = re.compile(r"[a-z0-9+#-]{1,20}")


def markdown_of(text: str) -> str:
    """Return a text in Jira's markup as Markdown."""
    return "\n".join(_lines(text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def _lines(text: str) -> Iterator[str]:
    fence = ""
    quoted = was_row = False
    for line in text.split("\n"):
        opening = _BLOCK.search(line) if not fence else None
        if fence:
            before, mark, after = line.partition(fence)
            if not mark:
                yield line
                continue
            yield from filter(None, (before,))
            yield "```"
            fence, line = "", after
            if not line.strip():
                continue
        elif opening is not None:
            closing = "{" + opening[1] + "}"
            inside, mark, after = line[opening.end() :].partition(closing)
            before = line[: opening.start()]
            yield from filter(str.strip, (_shown(before, quoted),))
            yield "```" + _language(opening[2] or "")
            yield from filter(None, (inside,))
            if not mark:
                fence = closing
                continue
            yield "```"
            line = after
            if not line.strip():
                continue
        if line.strip() == _QUOTE:
            # What follows a quotation without a blank line would belong to it.
            yield ""
            quoted = not quoted
            continue
        is_row = line.strip().startswith("|") and line.strip().endswith("|")
        if was_row and not is_row and line.strip():
            yield ""
        was_row = is_row
        yield _shown(line, quoted)
    if fence:
        yield "```"


def _language(parameters: str) -> str:
    first = parameters.partition("|")[0].strip().lower()
    return first if _LANGUAGE.fullmatch(first) else ""


def _shown(line: str, quoted: bool) -> str:
    return f"> {_block(line)}".rstrip() if quoted else _block(line)


def _block(line: str) -> str:
    stripped = line.strip()
    heading, item = _HEADING.fullmatch(stripped), _ITEM.fullmatch(stripped)
    if heading is not None:
        return f"{'#' * int(heading[1])} {_inline(heading[2])}"
    if item is not None:
        marks = item[1]
        margin = "".join("   " if mark == "#" else "  " for mark in marks[:-1])
        return f"{margin}{'1.' if marks[-1] == '#' else '-'} {_inline(item[2])}"
    if stripped.startswith("bq. "):
        return f"> {_inline(stripped[4:])}"
    if stripped.startswith("||") and stripped.endswith("||") and len(stripped) > 4:
        cells = [_inline(cell.strip()) for cell in stripped[2:-2].split("||")]
        return f"| {' | '.join(cells)} |\n|{' --- |' * len(cells)}"
    return _inline(line)


def _inline(text: str) -> str:
    return _INLINE.sub(_written, _COLOUR.sub("", text))


def _written(match: re.Match[str]) -> str:
    if match["code"] is not None:
        return f"`{match['code']}`"
    if match["user"] is not None:
        return _SOMEBODY
    if match["text"] is not None:
        return f"[{match['text']}]({match['link']})"
    if match["bare"] is not None:
        return f"<{match['bare']}>"
    if match["strong"] is not None:
        return f"**{match['strong']}**"
    return f"({match['image']})"
