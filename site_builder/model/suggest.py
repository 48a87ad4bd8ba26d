"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` for the closest choice, or an empty text where none is close."""
    candidates = sorted(choices)
    folded = {choice.casefold(): choice for choice in candidates}
    if word.casefold() in folded:
        return f"did you mean {folded[word.casefold()]!r}?"
    if len(word) > 80:
        return ""
    close = get_close_matches(word, candidates, n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else ""


def one_of(choices: Iterable[str]) -> str:
    """Return the choices as a readable list: ``a, b or c``."""
    words = list(choices)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
