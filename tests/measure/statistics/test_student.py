from math import atan, inf, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtr, stdtrit

from site_builder.measure.statistics.student import two_sided_p, two_sided_t


@pytest.mark.parametrize(
    ("degrees_of_freedom", "level", "t"),
    [(1, 0.95, 12.7062), (9, 0.95, 2.26216), (30, 0.99, 2.75000), (1e9, 0.95, 1.95996)],
)
def test_the_printed_tables(degrees_of_freedom: float, level: float, t: float) -> None:
    assert two_sided_t(degrees_of_freedom, level) == pytest.approx(t, abs=5e-5)
    assert two_sided_p(t, degrees_of_freedom) == pytest.approx(1 - level, abs=5e-6)


def test_closed_forms() -> None:
    for t in (1e-6, 0.5, 3.0, 400.0):
        assert two_sided_p(t, 1) == pytest.approx(1 - 2 / pi * atan(t), rel=1e-9)
        assert two_sided_p(t, 2) == pytest.approx(1 - t / sqrt(2 + t * t), rel=1e-9)
    assert two_sided_p(0, 7) == two_sided_p(0, 1e6) == 1
    assert two_sided_p(inf, 7) == two_sided_p(1e200, 1e6) == 0


@given(st.floats(1, 1e6), st.floats(0.001, 30))
def test_scipy_finds_the_same_p(degrees_of_freedom: float, t: float) -> None:
    assert two_sided_p(t, degrees_of_freedom) == pytest.approx(2 * stdtr(degrees_of_freedom, -t), rel=1e-7)
    assert two_sided_p(-t, degrees_of_freedom) == two_sided_p(t, degrees_of_freedom)


@given(st.floats(1, 1e6), st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999]))
def test_scipy_finds_the_same_t(degrees_of_freedom: float, level: float) -> None:
    assert two_sided_t(degrees_of_freedom, level) == pytest.approx(stdtrit(degrees_of_freedom, 0.5 + level / 2))


def test_both_ways_of_computing_meet() -> None:
    for t in (0.1, 1, 2, 4, 8):
        assert two_sided_p(t, 1000) == pytest.approx(two_sided_p(t, 1000.0001), rel=1e-5)
