"""Comparing two groups: shares by Newcombe's interval and a z test or Fisher's, means by Welch's t; relative lift."""

from __future__ import annotations

from math import hypot, inf, sqrt

from site_builder.measure.statistics import normal, student
from site_builder.measure.statistics.fisher import fisher
from site_builder.measure.statistics.wilson import wilson
from site_builder.model.metric import Interval
from site_builder.model.quick import dataclass

SMALLEST_CELL = 5
"""Where a cell of the table has fewer, Fisher's exact test takes the place of the z test."""

UNPOOLED_Z = "unpooled z"
FISHER = "Fisher exact"
WELCH_T = "Welch t"


@dataclass(frozen=True, slots=True)
class Proportion:
    """How many of so many units converted."""

    units: int
    conversions: int

    @property
    def value(self) -> float:
        """The share of units that converted."""
        return self.conversions / self.units

    @property
    def variance(self) -> float:
        """The variance of one unit."""
        return self.value * (1 - self.value)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of so many units, and the standard deviation of one."""

    units: int
    value: float
    stddev: float

    @property
    def variance(self) -> float:
        """The variance of one unit."""
        return self.stddev**2


Group = Proportion | Mean


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference of two groups with its interval, the two-sided p and the test that it is from.

    ``statistic`` is z or t, None of an exact test; ``degrees_of_freedom`` is None where the test has none.
    """

    difference: float
    interval: Interval
    p: float
    test: str
    statistic: float | None = None
    degrees_of_freedom: float | None = None


@dataclass(frozen=True, slots=True)
class Lift:
    """The difference as a share of the control, its interval and the two-sided p."""

    value: float
    interval: Interval
    p: float


def compare_proportions(control: Proportion, treatment: Proportion, level: float = normal.LEVEL) -> Comparison:
    """Return the difference of two shares. Raises ZeroDivisionError where a group has no unit.

    The interval is the hybrid score interval of Newcombe 1998 ("Interval estimation for the difference between
    independent proportions", method 10). p is of the z test with separate variances (Wald), or of Fisher's test where a
    cell has fewer than 5: there the normal distribution is a poor approximation.
    """
    difference = treatment.value - control.value
    before = wilson(control.conversions, control.units, level)
    after = wilson(treatment.conversions, treatment.units, level)
    low = difference - sqrt((treatment.value - after.low) ** 2 + (before.high - control.value) ** 2)
    high = difference + sqrt((after.high - treatment.value) ** 2 + (control.value - before.low) ** 2)
    interval = Interval(low, high, level)
    cells = (
        treatment.conversions,
        treatment.units - treatment.conversions,
        control.conversions,
        control.units - control.conversions,
    )
    if min(cells) < SMALLEST_CELL:
        return Comparison(difference, interval, fisher(*cells), FISHER)
    z = difference / _standard_error(control, treatment)
    return Comparison(difference, interval, normal.two_sided_p(z), UNPOOLED_Z, z)


def compare_means(control: Mean, treatment: Mean, level: float = normal.LEVEL) -> Comparison | None:
    """Return the difference of two means, or None where it cannot be tested: fewer than two units, or no deviation.

    Welch 1947, with the degrees of freedom of Satterthwaite 1946.
    """
    if min(control.units, treatment.units) < 2:
        return None
    error = _standard_error(control, treatment)
    if error == 0:
        return None
    difference = treatment.value - control.value
    degrees_of_freedom = satterthwaite(control, treatment)
    t = difference / error
    margin = student.two_sided_t(degrees_of_freedom, level) * error
    interval = Interval(difference - margin, difference + margin, level)
    return Comparison(difference, interval, student.two_sided_p(t, degrees_of_freedom), WELCH_T, t, degrees_of_freedom)


def relative_lift(control: Group, treatment: Group, level: float = normal.LEVEL) -> Lift | None:
    """Return the lift over the control, or None where the control is not positive or nothing varies.

    The variance of the quotient is that of the delta method (Deng and others 2018, "Applying the Delta Method in
    Metric Analytics"), against Student's t with Satterthwaite's degrees of freedom, for shares as well: GrowthBook's
    statistics do the same. p may lie on the other side of 0.05 than that of the difference: a quotient is less certain.
    """
    base = control.value
    # Over a negative control a rise is no positive share of it, and close to 0 it is a share of nothing.
    if base <= 0 or min(control.units, treatment.units) < 2:
        return None
    lift = (treatment.value - base) / base
    error = (
        hypot(
            sqrt(treatment.variance / treatment.units),
            sqrt(control.variance / control.units) * treatment.value / base,
        )
        / base
    )
    if not 0 < error < inf:
        return None
    degrees_of_freedom = satterthwaite(control, treatment)
    margin = student.two_sided_t(degrees_of_freedom, level) * error
    p = student.two_sided_p(lift / error, degrees_of_freedom)
    return Lift(lift, Interval(lift - margin, lift + margin, level), p)


def satterthwaite(control: Group, treatment: Group) -> float:
    """Return the degrees of freedom of a difference of two groups with variances of their own.

    Raises ZeroDivisionError where neither varies, or the one that does has a single unit.
    """
    first, second = control.variance / control.units, treatment.variance / treatment.units
    # As shares of their sum, so that large deviations do not overflow.
    first, second = first / (first + second), second / (first + second)
    return 1 / (first**2 / (control.units - 1) + second**2 / (treatment.units - 1))


def _standard_error(control: Group, treatment: Group) -> float:
    return sqrt(control.variance / control.units + treatment.variance / treatment.units)
