"""Plain data as JSON on one line: the bytes that Python's own encoder writes, in a fraction of its time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from pydantic_core import to_json

_exactly: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
"""One encoder for all: making one for each record would cost as much as its work."""


def json_bytes(value: Any) -> bytes:
    """Return plain data as JSON (RFC 8259, UTF-8, no spaces). Raises ValueError for a number that is none."""
    # The quicker encoder writes small fractions in another way, and names for what JSON has no number for.
    return _exactly(value).encode() if _has_fraction((value,)) else to_json(value)


def _has_fraction(values: Iterable[Any]) -> bool:
    for value in values:
        if isinstance(value, str):
            continue
        if isinstance(value, float):
            return True
        if isinstance(value, dict) and _has_fraction(value.values()):
            return True
        if isinstance(value, list | tuple) and _has_fraction(value):
            return True
    return False
