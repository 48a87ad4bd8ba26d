"""Percentiles by linear interpolation."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` (0 to 1) of the ascending values lie.

    Type 7 of Hyndman and Fan 1996, what NumPy, R and spreadsheets do by default. Raises ValueError where there is no
    value, or the share lies outside 0 to 1.
    """
    if not values:
        raise ValueError("there is no percentile of no values")
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    position = (len(values) - 1) * share
    lower = floor(position)
    fraction = position - lower
    if fraction == 0:
        return values[lower]
    return values[lower] + fraction * (values[lower + 1] - values[lower])


def median(values: Sequence[float]) -> float:
    """Return the middle of the ascending values. Raises ValueError where there is none."""
    return percentile(values, 0.5)
