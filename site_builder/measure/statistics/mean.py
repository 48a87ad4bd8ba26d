"""The mean of a sample and its t interval."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum, sqrt

from site_builder.measure.statistics.normal import LEVEL
from site_builder.measure.statistics.student import two_sided_t
from site_builder.model.metric import Interval
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class SampleMean:
    """The mean of n values, and their standard deviation: None for a single value."""

    n: int
    mean: float
    stddev: float | None

    def interval(self, level: float = LEVEL) -> Interval | None:
        """Return Student's interval of the mean (Student 1908), or None where nothing varies or there is one value."""
        if not self.stddev:
            return None
        margin = two_sided_t(self.n - 1, level) * self.stddev / sqrt(self.n)
        return Interval(self.mean - margin, self.mean + margin, level)


def sample_mean(counts: Mapping[float, int]) -> SampleMean:
    """Return the mean of values that were counted. Raises ZeroDivisionError where there is none."""
    n = sum(counts.values())
    mean = fsum(value * count for value, count in counts.items()) / n
    if n < 2:
        return SampleMean(n, mean, None)
    variance = fsum(count * (value - mean) ** 2 for value, count in counts.items()) / (n - 1)
    return SampleMean(n, mean, sqrt(variance))
