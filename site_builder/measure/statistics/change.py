"""Whether one Net Promoter Score differs from another: z test, the sample it takes, and Holm's adjustment."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from site_builder.measure.statistics.normal import LEVEL, quantile, two_sided_p, two_sided_z
from site_builder.measure.statistics.score import ADDED_TO_ALL, ScoreCounts
from site_builder.model.quick import dataclass

SIGNIFICANCE = 1 - LEVEL
POWER = 0.8

UP = "up"
DOWN = "down"
NO_CHANGE = "no detectable change"


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of two scores in points, its margin at 95 %, z and the two-sided p.

    ``sample_needed`` is how many responses each of the two would need for a difference of this size to be detected;
    None where there is no difference.
    """

    difference: float
    margin: float
    z: float
    p: float
    sample_needed: int | None

    def verdict(self, p: float | None = None) -> str:
        """Return ``up``, ``down`` or ``no detectable change``, by the change's own p or an adjusted one."""
        if (self.p if p is None else p) >= SIGNIFICANCE:
            return NO_CHANGE
        return UP if self.difference > 0 else DOWN


def change_between(before: ScoreCounts, after: ScoreCounts) -> Change:
    """Return the change from one group to another. Raises ZeroDivisionError where one has no response.

    z is the difference of the plain scores over the root of the sum of both adjusted variances (Rocks 2016; Sauro and
    Lewis, "Quantifying the User Experience", second edition, chapter 5).
    """
    difference = (after.score - before.score) / 100
    spread = sqrt(before.variance_of_mean + after.variance_of_mean)
    z = difference / spread
    return Change(
        difference=100 * difference,
        margin=100 * two_sided_z() * spread,
        z=z,
        p=two_sided_p(z),
        sample_needed=sample_needed(difference, before.variance, after.variance) if difference else None,
    )


def sample_needed(
    difference: float,
    variance_before: float,
    variance_after: float,
    *,
    significance: float = SIGNIFICANCE,
    power: float = POWER,
) -> int:
    """Return how many responses each period needs to detect a difference (in the scale from -1 to 1), rounded up.

    n = (z_α/2 + z_β)² · (V₁ + V₂) / d² - 3, the sample size of a two-sided z test with the three responses that the
    adjustment adds taken off again. Raises ZeroDivisionError where the difference is 0.
    """
    z = two_sided_z(1 - significance) + quantile(power)
    return max(1, ceil(z**2 * (variance_before + variance_after) / difference**2 - ADDED_TO_ALL))


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return the p values adjusted for being looked at together, in the order in which they were given.

    Holm 1979 ("A simple sequentially rejective multiple test procedure"): the smallest is multiplied by their number,
    the next by one less, and so on; none becomes smaller than the one before it, or larger than 1.
    """
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=lambda position: p_values[position])):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = highest
    return tuple(adjusted)
