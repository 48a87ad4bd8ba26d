"""The limits of a process, from its values and their moving ranges (XmR chart)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from site_builder.model.quick import dataclass

_SCALE = 2.66
"""Three standard deviations in mean moving ranges of two: 3 / 1.128."""

_RANGE_SCALE = 3.267


@dataclass(frozen=True, slots=True)
class Limits:
    """The mean, the natural limits on both sides of it, and the mean moving range.

    ``signals`` are positions of the values outside the limits.
    """

    mean: float
    lower: float
    upper: float
    moving_range: float
    signals: tuple[int, ...]


FEWEST_RANGES = 6
"""So many moving ranges at least are needed before a change is held against them."""


def is_beyond_routine(change: float, values: Sequence[float]) -> bool | None:
    """Return whether a change is larger than values that follow one another usually differ: the limit of their ranges.

    ``values`` are those before the change, in the order of time. None where they have too few ranges. Wheeler and
    Chambers, ch. 3: 3.267 times the mean moving range.
    """
    if len(values) <= FEWEST_RANGES:
        return None
    return abs(change) > _RANGE_SCALE * fmean(abs(later - earlier) for earlier, later in pairwise(values))


def limits(values: Sequence[float], floor: float | None = None) -> Limits | None:
    """Return the natural process limits of values in the order of time, or None where there are fewer than two.

    Wheeler and Chambers, "Understanding Statistical Process Control", ch. 3. The lower limit is never below ``floor``.
    """
    if len(values) < 2:
        return None
    mean = fmean(values)
    moving_range = fmean(abs(later - earlier) for earlier, later in pairwise(values))
    lower, upper = mean - _SCALE * moving_range, mean + _SCALE * moving_range
    if floor is not None:
        lower = max(lower, floor)
    signals = tuple(index for index, value in enumerate(values) if not lower <= value <= upper)
    return Limits(mean, lower, upper, moving_range, signals)
