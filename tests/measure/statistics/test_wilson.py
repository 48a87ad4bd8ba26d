import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from site_builder.measure.statistics.wilson import wilson


def test_a_known_answer() -> None:
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I: 81 of 263.
    interval = wilson(81, 263)
    assert (round(interval.low, 4), round(interval.high, 4), interval.level) == (0.2553, 0.3662, 0.95)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_statsmodels_finds_the_same(counts: tuple[int, int]) -> None:
    interval = wilson(*counts)
    assert (interval.low, interval.high) == pytest.approx(proportion_confint(*counts, method="wilson"), abs=1e-12)
    assert 0 <= interval.low <= counts[0] / counts[1] <= interval.high <= 1


def test_nobody_was_asked() -> None:
    with pytest.raises(ZeroDivisionError):
        wilson(0, 0)
