"""The description of a page for search engines and previews: one line of plain words out of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.model.plain_markdown import without_note_marks, without_unseen

LONGEST = 200
"""Characters of a description, the ellipsis included."""

_ENOUGH = 2 * LONGEST
_READ = 40 * LONGEST
_MARK = re.compile(r"^ {0,3}(?:[-*+] +(?:\[[ xX]\] )?|\d{1,9}[.)] +|> ?)")
_HEADING = re.compile(r" {0,3}#{1,6}(?: |$)")
_RULE = re.compile(r"[ |:=*_-]+")
_MARKS = "[]<*_~`|"
_MENTION = re.compile(r"\[\[[a-z-]+:([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|~~)(?=\S)([^*_~]*?\S)\1(?!\w)")


def description_of(markdown: str) -> str:
    """Return the beginning of a text as plain words, cut at a word.

    Headings, code blocks, definitions of links and markup are left out.
    """
    line = _plain(" ".join(_prose(without_unseen(markdown[:_READ]))))
    if len(line) <= LONGEST:
        return line
    cut = line[: LONGEST - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(",;:–—- ") + "…"


def _prose(text: str) -> Iterator[str]:
    """Yield the first lines that are neither headings nor code nor rules, without the marks of lists and quotes."""
    fence, length = "", 0
    for line in text.split("\n"):
        stripped = line.strip()
        if fence:
            fence = "" if stripped.startswith(fence) else fence
        elif stripped.startswith(("```", "~~~")):
            fence = stripped[:3]
        elif stripped and (stripped[0].isalpha() or not (_HEADING.match(line) or _RULE.fullmatch(stripped))):
            # No mark begins with a letter, and most lines do.
            yield line[:_ENOUGH] if stripped[0].isalpha() else _MARK.sub("", line[:_ENOUGH])
            length += len(line)
            if length > _ENOUGH:
                return


def _plain(text: str) -> str:
    """Return a text without markup on one line, or so much of its beginning that it has to be cut."""
    if any(map(text.__contains__, _MARKS)):
        text = _MENTION.sub(lambda match: match[2] or match[1], without_note_marks(text))
        text = _TAG.sub("", _LINK.sub(r"\1", text))
        text = _EMPHASIS.sub(r"\2", text).replace("`", "").replace("|", " ")
    beginning = " ".join(text[:_ENOUGH].split())
    return beginning if len(beginning) > LONGEST else " ".join(text.split())
