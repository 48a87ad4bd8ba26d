import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from site_builder.measure.statistics.order import median_interval
from site_builder.model.metric import Interval


@pytest.mark.parametrize(
    ("n", "low", "high"), [(6, 1, 6), (8, 1, 8), (9, 2, 8), (10, 2, 9), (15, 4, 12), (20, 6, 15), (100, 40, 61)]
)
def test_the_ranks_of_the_tables(n: int, low: int, high: int) -> None:
    assert median_interval(range(1, n + 1)) == Interval(low, high, 0.95)


@pytest.mark.parametrize("n", range(6))
def test_too_few_values_have_none(n: int) -> None:
    assert median_interval([1.0] * n) is None


@given(st.integers(6, 3000), st.sampled_from([0.9, 0.95, 0.99]))
def test_the_level_is_held_and_the_next_interval_would_not_hold_it(n: int, level: float) -> None:
    interval = median_interval(range(1, n + 1), level)
    if interval is None:
        assert 2 * binom.cdf(0, n, 0.5) > 1 - level
        return
    rank = int(interval.low)
    assert interval.high == n + 1 - rank
    assert 2 * binom.cdf(rank - 1, n, 0.5) <= 1 - level + 1e-12
    assert 2 * binom.cdf(rank, n, 0.5) > 1 - level - 1e-12
