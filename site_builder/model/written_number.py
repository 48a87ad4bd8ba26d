"""Numbers written as people write them for people: with signs between the thousands, or a comma before the decimals."""

from __future__ import annotations

import re
from typing import Final

_GROUPED: Final = re.compile(r"([-+]?\d{1,3}(?:([ ,_'’\u00a0\u202f])\d{3})(?:\2\d{3})*)(\.\d+)?")
_COMMA: Final = re.compile(r"([-+]?\d+),(\d{1,2})")
_NAMES: Final = {",": "commas", "_": "underscores", "'": "apostrophes", "’": "apostrophes"}


def as_digits(value: object, example: str) -> str:
    """Return what to write instead of a value that is no number: the number that is meant, or how to write one.

    A comma with one or two digits after it is read as that before decimals.
    """
    text = value.strip() if isinstance(value, str) else ""
    grouped = _GROUPED.fullmatch(text)
    if grouped is not None:
        digits = grouped[1].replace(grouped[2], "") + (grouped[3] or "")
        return f"write it without {_NAMES.get(grouped[2], 'blanks')}: {digits}"
    comma = _COMMA.fullmatch(text)
    if comma is not None:
        return f"write it with a point: {comma[1]}.{comma[2]}"
    return f"write it in digits, such as {example}"
