"""Markdown as its readers see it, with the place in the source of each character that they see."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from html import unescape

from site_builder.model.quick import dataclass

_ENTITY = r"&(?:\#[0-9]{1,8}|\#[xX][0-9a-fA-F]{1,8}|[A-Za-z][0-9A-Za-z]{1,31});"
_ENTITIES = re.compile(_ENTITY)
_UNSEEN_CHARACTERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Where a word may be parted, and what has no width."""
_BETWEEN = re.compile(rf"[<&{_UNSEEN_CHARACTERS}]|\][(\[]|\[[\[^]|(?<=\w)[*`~\[\]]+\w")
"""What puts something between words that are read as following one another, or parts one that is read as one."""
_UNSEEN = re.compile(
    rf"""<!--.*?(?:-->|\Z)                         # a comment
    | </?[A-Za-z][^<>]*+>                          # a tag
    | {_ENTITY}
    | \[\[[a-z_-]++:[^\s\[\]|\\]++(?:\\?\||(?=\]\]))   # the name in a mention; its words follow
    | \[\^[^\[\]\n]++\]                            # a footnote's number
    | \]\((?:[^()]|\([^()]*+\))*+\)                # where a link leads to
    | \]\[[^\[\]]*+\]
    | [\[\]*`~{_UNSEEN_CHARACTERS}]+""",
    re.DOTALL | re.VERBOSE,
)
_WITHIN_WORDS = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)(?![\w-])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is read. ``places`` are its offsets at which a piece of the ``source`` begins, and where there."""

    text: str
    source: str
    places: tuple[tuple[int, int], ...] = ((0, 0),)

    def at(self, offset: int) -> int:
        """Return where the character at an offset stands in the source; the source's end for the end."""
        if offset >= len(self.text):
            return len(self.source)
        here, there = self.places[bisect_right(self.places, (offset, len(self.source))) - 1]
        return there + offset - here


def readings(markdown: str) -> tuple[Reading, ...]:
    """Return a text as it is written and, where marks part its words, without them.

    Nothing that only looks like a mark is lost: it is in the first. Linear in the text.
    """
    written = Reading(markdown, markdown)
    return (written, _replaced(_UNSEEN, markdown, _seen)) if _BETWEEN.search(markdown) else (written,)


def without_entities(markdown: str) -> Reading:
    """Return a text with the characters that its entities stand for."""
    if "&" not in markdown:
        return Reading(markdown, markdown)
    return _replaced(_ENTITIES, markdown, unescape)


def _seen(written: str) -> str:
    """Return what readers see of a mark: a tag that is not within words parts them."""
    if written.startswith("&"):
        return unescape(written).strip(_UNSEEN_CHARACTERS)
    return " " if written.startswith("<") and written[1] != "!" and not _WITHIN_WORDS.match(written) else ""


def _replaced(pattern: re.Pattern[str], source: str, replace: Callable[[str], str]) -> Reading:
    pieces: list[str] = []
    places = [(0, 0)]
    length = end = 0
    for match in pattern.finditer(source):
        pieces += (source[end : match.start()], replace(match[0]))
        length += match.start() - end
        places.append((length, match.start()))
        end = match.end()
        length += len(pieces[-1])
        places.append((length, end))
    return Reading("".join((*pieces, source[end:])), source, tuple(places))
