"""Paths of fields as people write them on a command line: ``cause.category``, ``actions[0].due``, ``match["a.b"]``."""

from __future__ import annotations

import re
from typing import Final

from site_builder.model.record import FieldPath

_PART: Final = re.compile(
    r"""\[(?:(?P<number>\d{1,6})|(?P<quote>["'])(?P<quoted>.+?)(?P=quote))\]|\.?(?P<key>[^.\[\]\s]+)"""
)


def parse_field_path(text: str) -> FieldPath | None:
    """Return the path that a text writes; None where it writes none."""
    parts: list[str | int] = []
    position = 0
    while position < len(text):
        match = _PART.match(text, position)
        if match is None:
            return None
        parts.append(int(match["number"]) if match["number"] else match["quoted"] or match["key"])
        position = match.end()
    return tuple(parts)
