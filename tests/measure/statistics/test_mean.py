from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

from site_builder.measure.statistics.mean import sample_mean


def test_worked_by_hand() -> None:
    # Student's sleep data, second group: mean 2.33, standard deviation 2.0022, t(9) = 2.2622.
    hours = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = sample_mean(Counter(hours))
    interval = found.interval()
    assert (found.n, round(found.mean, 4)) == (10, 2.33)
    assert found.stddev == pytest.approx(2.002249, abs=1e-6)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((0.897677, 3.762323), abs=1e-5)


@given(st.lists(st.integers(1, 7), min_size=2, max_size=60).filter(lambda scores: len(set(scores)) > 1))
def test_statsmodels_finds_the_same(scores: list[int]) -> None:
    interval = sample_mean(Counter(map(float, scores))).interval()
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx(DescrStatsW(scores).tconfint_mean())


def test_one_value_or_no_difference_has_no_interval() -> None:
    assert sample_mean({4.0: 1}).stddev is None
    assert sample_mean({4.0: 1}).interval() is None
    assert sample_mean({4.0: 9}).interval() is None
    with pytest.raises(ZeroDivisionError):
        sample_mean({})
