"""The Wilson interval of a share."""

from __future__ import annotations

from math import sqrt

from site_builder.measure.statistics.normal import LEVEL, two_sided_z
from site_builder.model.metric import Interval


def wilson(successes: int, n: int, level: float = LEVEL) -> Interval:
    """Return the interval of the share ``successes / n``, within 0 to 1.

    Wilson 1927 ("Probable inference, the law of succession, and statistical inference"), without continuity
    correction. Raises ZeroDivisionError where n is 0.
    """
    z = two_sided_z(level)
    share = successes / n
    scale = 1 + z**2 / n
    centre = (share + z**2 / (2 * n)) / scale
    half_width = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / scale
    low = centre - half_width if successes else 0.0
    high = centre + half_width if successes < n else 1.0
    return Interval(low, high, level)
