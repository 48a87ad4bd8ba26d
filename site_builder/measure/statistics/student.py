"""Student's t distribution, without SciPy: `opsbook check` judges experiments and must start at once."""

from __future__ import annotations

from math import exp, inf, lgamma, log, log1p, pi, sqrt

from site_builder.measure.statistics import normal

_LARGE = 1000
"""From so many degrees of freedom on an expansion is as exact as the fraction, and needs no more steps for more."""

_TINY = 1e-300
_PRECISION = 1e-15
_MOST_STEPS = 500


def two_sided_p(t: float, degrees_of_freedom: float) -> float:
    """Return the probability of a value at least as far from zero as ``t``. The degrees of freedom are positive.

    The regularised incomplete beta function I_x(df/2, 1/2) at x = df/(df + t²): Abramowitz and Stegun 26.7.1. With many
    degrees of freedom the normal distribution at a transformed value: Hill 1970 ("Algorithm 395", CACM 13).
    """
    square = t * t
    if square == inf:
        return 0.0
    if degrees_of_freedom > _LARGE:
        return normal.two_sided_p(_as_normal(square, degrees_of_freedom))
    total = degrees_of_freedom + square
    return _beta(degrees_of_freedom / total, square / total, degrees_of_freedom / 2, 0.5)


def two_sided_t(degrees_of_freedom: float, level: float = normal.LEVEL) -> float:
    """Return t of a two-sided interval: 2.26 for 9 degrees of freedom and the level 0.95.

    By Newton's method from the normal quantile, which is below; the tail is convex, so that it never goes too far.
    """
    t = normal.two_sided_z(level)
    for _ in range(_MOST_STEPS):
        step = (two_sided_p(t, degrees_of_freedom) - (1 - level)) / (2 * _density(t, degrees_of_freedom))
        t += step
        if abs(step) <= 1e-13 * t:
            break
    return t


def _density(t: float, degrees_of_freedom: float) -> float:
    half = degrees_of_freedom / 2
    scale = exp(lgamma(half + 0.5) - lgamma(half)) / sqrt(pi * degrees_of_freedom)
    return scale * exp(-(half + 0.5) * log1p(t * t / degrees_of_freedom))


def _as_normal(square: float, degrees_of_freedom: float) -> float:
    a = degrees_of_freedom - 0.5
    b = 48 * a * a
    y = a * log1p(square / degrees_of_freedom)
    correction = ((((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b) + y + 3) / b
    return (correction + 1) * sqrt(y)


def _beta(x: float, rest: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function at ``x`` = 1 - ``rest``, on the side where its fraction is fast.

    The continued fraction by Lentz's method: Press and others, "Numerical Recipes", third edition, section 6.4.
    """
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(rest, x, b, a)
    if x == 0:
        return 0.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest)) / a
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, _MOST_STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / _away_from_zero(1 + even * d)
        c = _away_from_zero(1 + even / c)
        fraction *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / _away_from_zero(1 + odd * d)
        c = _away_from_zero(1 + odd / c)
        fraction *= d * c
        if abs(d * c - 1) < _PRECISION:
            break
    return front * fraction


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
