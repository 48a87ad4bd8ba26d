"""The comments of a document: what is said beside its values, which an edit has to keep."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from site_builder.edit.document import Document
from site_builder.edit.nodes import BLOCK_STYLES, Node

_COMMENT: Final = re.compile("#[^\n]*")
_AFTER_BLOCK_SIGN: Final = re.compile(" (#[^\n]*)")


def comments_lost(before: Document, after: Document) -> list[str]:
    """Return the comments that a document had and has no more, in the order of its text."""
    kept = Counter(_comments(after))
    lost = []
    for comment in _comments(before):
        if kept[comment]:
            kept[comment] -= 1
        else:
            lost.append(comment)
    return lost


def _comments(document: Document) -> Iterator[str]:
    """What stands between scalars is punctuation, white space and comments."""
    text, position = document.yaml, 0
    for scalar in _scalars(document.top):
        yield from (found[0].rstrip() for found in _COMMENT.finditer(text, position, scalar.start))
        if scalar.style in BLOCK_STYLES:
            first_line = text[scalar.start : scalar.end].partition("\n")[0]
            yield from (found[1].rstrip() for found in _AFTER_BLOCK_SIGN.finditer(first_line))
        position = scalar.end
    yield from (found[0].rstrip() for found in _COMMENT.finditer(text, position))


def _scalars(node: Node) -> Iterator[Node]:
    if node.is_scalar:
        yield node
    for item in node.items or ():
        yield from _scalars(item)
    for key, value in node.entries or ():
        yield from _scalars(key)
        yield from _scalars(value)
