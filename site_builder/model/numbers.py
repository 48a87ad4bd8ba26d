"""How numbers are rounded for people, and their sign."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"


def rounded(value: float, digits: int = 0) -> float:
    """Return a number rounded as people do: a half goes away from zero, never to the even digit. Zero has no sign."""
    nearest = round(value, digits)
    if nearest != value and math.isfinite(value):
        # What is written is the exact value of the number, of which halves are rare.
        nearest = float(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    return nearest + 0.0
