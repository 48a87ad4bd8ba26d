"""Prose cut into sentences, and which of them two texts do not share."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n\s*\n")
_MANY = 40_000
"""Pairs of sentences beyond which their order is not looked at: matching them would take too long."""


def changed_sentences(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the sentences that only the old text has, and those that only the new one has, in their order."""
    before, after = sentences(old), sentences(new)
    if len(before) * len(after) > _MANY:
        old_ones, new_ones = frozenset(before), frozenset(after)
        return [each for each in before if each not in new_ones], [each for each in after if each not in old_ones]
    gone: list[str] = []
    come: list[str] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            gone.extend(before[start:end])
            come.extend(after[new_start:new_end])
    return gone, come


def sentences(text: str) -> list[str]:
    """Return the sentences and paragraphs of a text, each on one line."""
    return [" ".join(piece.split()) for piece in _SENTENCE_END.split(text) if piece.strip()]
