"""Whether the units of an experiment fell on its variants as planned."""

from __future__ import annotations

from site_builder.kinds.experiment import Experiment
from site_builder.measure.statistics.chi_square import GoodnessOfFit, goodness_of_fit

MISMATCH = 0.001
"""Below this p the units did not fall on the variants as planned."""


def sample_ratio(experiment: Experiment) -> GoodnessOfFit | str:
    """Return the test of the units against the weights (equal where none are given), or why there is none."""
    variants = experiment.variants
    units = [variant.units for variant in variants if variant.units is not None]
    weights = [variant.weight for variant in variants if variant.weight is not None]
    if len(variants) < 2:
        return "an experiment needs two variants"
    if len(units) < len(variants):
        return "a variant has no count of units"
    if weights and (len(weights) < len(variants) or min(weights) <= 0):
        return "the weights of the variants cannot be used"
    shares = weights or [1.0] * len(variants)
    if sum(units) * min(shares) / sum(shares) < 1:
        return "fewer than one unit is expected in a variant"
    return goodness_of_fit(units, shares)


def is_mismatch(found: GoodnessOfFit | str) -> bool:
    """Return whether the units did not fall on the variants as planned."""
    return isinstance(found, GoodnessOfFit) and found.p < MISMATCH
