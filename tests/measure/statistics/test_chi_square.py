from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import chdtrc
from scipy.stats import chisquare

from site_builder.measure.statistics.chi_square import goodness_of_fit, survival


def test_closed_forms_and_the_printed_tables() -> None:
    assert survival(199.780222, 2) == pytest.approx(exp(-199.780222 / 2))
    assert [round(survival(x, n), 4) for x, n in ((3.841, 1), (5.991, 2), (7.815, 3), (18.307, 10))] == [0.05] * 4
    assert survival(0, 1) == survival(-1, 4) == 1


@given(st.floats(1e-6, 900), st.integers(1, 60))
def test_scipy_finds_the_same(chi_square: float, degrees_of_freedom: int) -> None:
    assert survival(chi_square, degrees_of_freedom) == pytest.approx(chdtrc(degrees_of_freedom, chi_square), rel=1e-9)


def test_a_large_number_of_groups_does_not_overflow() -> None:
    assert survival(5000, 4999) == pytest.approx(0.4934, abs=1e-3)


@given(st.lists(st.tuples(st.integers(0, 5000), st.floats(0.05, 1)), min_size=2, max_size=8))
def test_counts_against_weights(groups: list[tuple[int, float]]) -> None:
    counts, weights = [count + 1 for count, _ in groups], [weight for _, weight in groups]
    found = goodness_of_fit(counts, weights)
    expected = [sum(counts) * weight / sum(weights) for weight in weights]
    oracle = chisquare(counts, expected)
    assert found.expected == pytest.approx(expected)
    assert found.chi_square == pytest.approx(oracle.statistic, rel=1e-6, abs=1e-9)
    assert found.p == pytest.approx(oracle.pvalue, rel=1e-6, abs=1e-300)
    assert found.degrees_of_freedom == len(groups) - 1


def test_a_classic() -> None:
    # Mendel's peas: 315, 108, 101 and 32 where 9:3:3:1 is expected.
    found = goodness_of_fit([315, 108, 101, 32], [9, 3, 3, 1])
    assert found.chi_square == pytest.approx(0.470024, abs=1e-6)
    assert found.p == pytest.approx(0.925426, abs=1e-6)


def test_no_count_at_all() -> None:
    with pytest.raises(ZeroDivisionError):
        goodness_of_fit([0, 0], [1, 1])
