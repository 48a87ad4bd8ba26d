"""The normal distribution, from the standard library."""

from __future__ import annotations

from functools import cache
from math import erfc, sqrt
from statistics import NormalDist

LEVEL = 0.95
"""The level of confidence of every interval that does not say another."""


@cache
def quantile(probability: float) -> float:
    """Return the standard normal quantile. Raises ``statistics.StatisticsError`` outside 0 to 1, both excluded."""
    return NormalDist().inv_cdf(probability)


def two_sided_z(level: float = LEVEL) -> float:
    """Return z of a two-sided interval: 1.96 for the level 0.95."""
    return quantile(0.5 + level / 2)


def two_sided_p(z: float) -> float:
    """Return the probability of a value at least as far from zero as ``z``.

    By the complementary error function, which stays exact far out where ``1 - cdf`` would round to zero.
    """
    return erfc(abs(z) / sqrt(2))
