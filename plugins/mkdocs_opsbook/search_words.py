"""Words as the sharded search knows them: without case and diacritics. ``assets/search.js`` folds queries the same way.

A word is a run of letters, digits and underscores; everything else keeps words apart. So ``2026.3`` is two words, and
``ein Übel`` is found by ``ubel``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST: Final = 64
"""Characters of a word that count. Longer ones are no words, and would blow up the index."""
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return a text without case and diacritics."""
    text = text.lower()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    kept = "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
    return kept.lower().replace("ς", "σ")


def words_of(text: str) -> list[str]:
    """Return the words of a plain text, folded, in reading order."""
    return [word[:LONGEST] for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=1 << 16)
def known_words(written: str) -> tuple[str, ...]:
    """Return the words of a short text, quickly where it was asked for before."""
    return tuple(words_of(written))
