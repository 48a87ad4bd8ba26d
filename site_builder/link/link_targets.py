"""Where the links of a Markdown text lead, as they are written, and which of them name a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from site_builder.link.mentions import without_code
from site_builder.model.names import folded
from site_builder.model.quick import dataclass

_LINK = re.compile(
    r"(?<!\\)\]\([ \t]*+(?:<(?P<angled>[^<>\n]++)>|(?P<bare>(?:[^\s()<>]|\([^\s()<>]*+\))++))"
    r"|^(?: {0,3}> ?)*+ {0,3}\[(?!\^)(?P<label>[^\[\]\n]++)\]:[ \t]*+"
    r"(?:<(?P<angled_below>[^<>\n]++)>|(?P<bare_below>[^\s<>]++))(?=[ \t]*+(?:[\"'(].*)?$)",
    re.MULTILINE,
)
"""The destination of a link or an image behind its words, and of one that is defined on a line of its own."""
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:|//|#|\?")
_FILE = re.compile(r"[^/]\.[A-Za-z0-9]{1,8}\Z")
"""How the path of a file ends; without it a path may be the address of a page, or a folder."""
_GROUPS: Final = ("angled", "bare", "angled_below", "bare_below")
_LABEL = re.compile(r"\[([^\[\]\n]++)\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link leads, as it is written behind its ``bracket``. ``offset`` counts the characters before it."""

    text: str
    offset: int
    bracket: str


def has_links(text: str) -> bool:
    """Return whether there may be a link in a text."""
    return "](" in text or "]:" in text


def link_targets(markdown: str) -> Iterator[LinkTarget]:
    """Yield where the links and images of a text lead, in order.

    Those in code and comments are left out, and definitions that nothing uses.
    """
    if has_links(markdown):
        text = without_code(markdown)
        used = Counter(folded(label) for label in _LABEL.findall(text)) if "]:" in text else Counter()
        for found in _LINK.finditer(text):
            label = found["label"]
            # The definition itself names it once.
            if label is not None and used[folded(label)] < 2:
                continue
            group = next(name for name in _GROUPS if found[name] is not None)
            yield LinkTarget(found[group], found.start(group), "]:" if group.endswith("below") else "](")


def file_named(target: str) -> str | None:
    """Return the path of the file that a link names; None where it leads to another site, an anchor or a folder."""
    if _ABSOLUTE.match(target):
        return None
    target = unescaped(target)
    if "&" in target:
        # An import that is of use to few handbooks.
        from html import unescape

        target = unescape(target)
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    return path if _FILE.search(path) else None


def unescaped(target: str) -> str:
    """Return a destination without the backslashes that Markdown takes away."""
    return _ESCAPED.sub(r"\1", target)
