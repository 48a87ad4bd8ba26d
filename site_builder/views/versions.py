"""Ordering versions: SemVer, CalVer and whatever else people call a release."""

from __future__ import annotations

import re
from functools import lru_cache

from packaging.version import InvalidVersion, Version

Pieces = tuple[tuple[int, int, str], ...]
"""A name cut into texts and numbers, which are compared as such: ``build-9`` comes before ``build-12``."""

_PIECE = re.compile(r"\d+|\D+")


@lru_cache(maxsize=4096)
def version_key(version: str) -> tuple[int, Version | None, Pieces]:
    """Return a key that sorts versions by their numbers, and below them whatever is no version by its text."""
    try:
        return (1, Version(version), ())
    except InvalidVersion:
        return (0, None, tuple(map(_piece, _PIECE.findall(version))))


def _piece(text: str) -> tuple[int, int, str]:
    return (0, int(text), "") if text.isdecimal() else (1, 0, text)
