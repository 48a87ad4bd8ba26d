"""How many units each arm of an experiment needs."""

from __future__ import annotations

from math import ceil, inf, sqrt

from site_builder.measure.statistics.normal import quantile


def sample_per_arm(
    effect: float, variance_control: float, variance_treatment: float, *, alpha: float, power: float
) -> int | None:
    """Return how many units each of two arms needs to find an effect, rounded up; None where no number is enough.

    n = (z_α/2 + z_β)² · (V₁ + V₂) / d², with the variances of one unit: Chow, Shao and Wang, "Sample Size Calculations
    in Clinical Research", sections 3.2 and 4.2; the two-sided test with separate variances.
    """
    z = quantile(power) - quantile(alpha / 2)
    deviations = z * sqrt(variance_control + variance_treatment) / abs(effect) if effect else inf
    return max(2, ceil(deviations * deviations)) if deviations * deviations < inf else None
