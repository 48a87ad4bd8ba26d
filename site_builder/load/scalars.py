"""Scalars of YAML 1.2's core schema: what an unquoted text stands for.

Unlike YAML 1.1, ``no``, ``yes``, ``on`` and dates are text, and ``010`` is ten. Source: YAML 1.2.2, section 10.3.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

MAX_DIGITS: Final = 300
"""More characters than a number may have; what is longer does not fit into a float and is slow to convert."""

STARTS: Final = frozenset("0123456789+-.~nNtTfF")
"""What an unquoted scalar that is more than a text begins with."""

_CONSTANTS: Final[dict[str, object]] = {
    **dict.fromkeys(("~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((f"{sign}{word}" for sign in ("", "+") for word in (".inf", ".Inf", ".INF")), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_LETTERS: Final = frozenset("nNtTfF")
_NUMBER: Final = re.compile(
    r"(?P<integer>[-+]?[0-9]+)|(?P<octal>0o[0-7]+)|(?P<hexadecimal>0x[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
)
_CONVERSIONS: Final[dict[str, Callable[[str], object]]] = {
    "integer": int,
    "octal": lambda text: int(text[2:], 8),
    "hexadecimal": lambda text: int(text[2:], 16),
    "float": float,
}


class NumberTooLongError(ValueError):
    """A number of more than ``MAX_DIGITS`` characters."""


def resolve(text: str) -> object:
    """Return what an unquoted scalar stands for: None, a truth value, an int, a float, or the text itself.

    Raises NumberTooLongError for a number of more than ``MAX_DIGITS`` characters.
    """
    if not text:
        return None
    first = text[0]
    if first not in STARTS:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    match = None if first in _LETTERS else _NUMBER.fullmatch(text)
    if match is None:
        return text
    if len(text) > MAX_DIGITS:
        raise NumberTooLongError
    return _CONVERSIONS[match.lastgroup or ""](text)
