"""Ids that are claimed one after the other: the first record has the words alone, each further one a number."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from site_builder.importers.ids import id_from

_LONGEST: Final = 64
_DIGITS: Final = 12


class ClaimedIds:
    """Gives each text an id of its own. The same texts in the same order have the same ids, whatever follows them."""

    def __init__(self, prefix: str) -> None:
        """``prefix`` begins the ids of texts in which nothing can be part of one."""
        self._prefix = prefix
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def claim(self, text: str) -> str:
        """Return an id like a text that no earlier one has."""
        words = id_from(text) or f"{self._prefix}-{sha256(text.encode()).hexdigest()[:_DIGITS]}"
        number = self._counts.get(words, 0) + 1
        while (wanted := _numbered(words, number)) in self._taken:
            number += 1
        self._counts[words] = number
        self._taken.add(wanted)
        return wanted


def _numbered(words: str, number: int) -> str:
    if number == 1:
        return words
    suffix = f"-{number}"
    return words[: _LONGEST - len(suffix)].rstrip("-.") + suffix
