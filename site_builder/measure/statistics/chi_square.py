"""The chi-square distribution, in its closed form, and the test of counts against shares."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, exp, fsum, lgamma, log, sqrt

from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class GoodnessOfFit:
    """How far counts lie from what was expected: chi-square, its degrees of freedom and p."""

    chi_square: float
    degrees_of_freedom: int
    p: float
    expected: tuple[float, ...]


def survival(chi_square: float, degrees_of_freedom: int) -> float:
    """Return the probability of a value at least as large, for one degree of freedom or more.

    With whole degrees of freedom the sum has an end: Abramowitz and Stegun 26.4.4 and 26.4.5.
    """
    if chi_square <= 0:
        return 1.0
    half = chi_square / 2
    offset = degrees_of_freedom % 2 / 2
    terms = (exp((k + offset) * log(half) - half - lgamma(k + offset + 1)) for k in range(degrees_of_freedom // 2))
    return min(1.0, fsum(terms) + (erfc(sqrt(half)) if offset else 0.0))


def goodness_of_fit(counts: Sequence[int], weights: Sequence[float]) -> GoodnessOfFit:
    """Return Pearson's test of counts against weights, which need not sum to 1 and are positive.

    Pearson 1900. Raises ZeroDivisionError where all counts are 0.
    """
    total, weight = sum(counts), fsum(weights)
    expected = tuple(total * share / weight for share in weights)
    chi_square = fsum((count - wanted) ** 2 / wanted for count, wanted in zip(counts, expected, strict=True))
    degrees_of_freedom = len(counts) - 1
    return GoodnessOfFit(chi_square, degrees_of_freedom, survival(chi_square, degrees_of_freedom), expected)
