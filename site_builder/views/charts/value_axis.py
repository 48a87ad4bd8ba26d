"""An axis of values that need not begin at zero: its ends, and round numbers on it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

_AIR = 0.08
_NEAR_ZERO = 0.35
"""Where the lowest value is so small a part of the highest, the axis begins at zero: it costs little room."""


def value_domain(shown: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis that shows these values with a little air; zero where it is near."""
    low, high = min(shown), max(shown)
    air = (high - low) * _AIR or abs(high) * _AIR or 1.0
    begins_at_zero = 0 <= low <= high * _NEAR_ZERO
    ends_at_zero = low * _NEAR_ZERO <= high <= 0
    return (0.0 if begins_at_zero else low - air, 0.0 if ends_at_zero and not begins_at_zero else high + air)


def value_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return round numbers from one end of an axis to the other, at most so many."""
    power = 10.0**-9
    while True:
        for step in (power, 2 * power, 2.5 * power, 5 * power):
            first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
            if last - first + 1 <= most:
                return [round(number * step, 9) for number in range(first, last + 1)]
        power *= 10
