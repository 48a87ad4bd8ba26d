"""The interval of a median, from the order of the values alone."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log

from site_builder.measure.statistics.normal import LEVEL
from site_builder.model.metric import Interval


def median_interval(values: Sequence[float], level: float = LEVEL) -> Interval | None:
    """Return the interval of the median of ascending values, or None where they are too few (below 6 for 95 %).

    Free of any assumption on the distribution: the k-th smallest and the k-th largest value, with the largest k for
    which a binomial variable with n trials and probability one half lies below k with at most (1 - level) / 2. The
    true level is therefore at least ``level``. Conover, "Practical Nonparametric Statistics", section 3.2.
    """
    n = len(values)
    tail = (1 - level) / 2
    rank, below = 0, _probability(n, 0)
    while below <= tail:
        rank += 1
        below += _probability(n, rank)
    return Interval(values[rank - 1], values[n - rank], level) if rank else None


def _probability(n: int, successes: int) -> float:
    """Return the chance of so many heads among n throws of a fair coin."""
    return exp(lgamma(n + 1) - lgamma(successes + 1) - lgamma(n - successes + 1) - n * log(2))
