import random
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.power import NormalIndPower

from site_builder.measure.statistics.comparison import Proportion, compare_proportions
from site_builder.measure.statistics.sample import sample_per_arm


def test_a_known_answer() -> None:
    # (1.959964 + 0.841621)² · (0.25 · 0.75 + 0.28 · 0.72) / 0.03² = 3393.4
    assert sample_per_arm(0.03, 0.25 * 0.75, 0.28 * 0.72, alpha=0.05, power=0.8) == 3394


@given(
    st.floats(0.05, 2),
    st.floats(0.5, 3),
    st.floats(0.5, 3),
    st.sampled_from([0.01, 0.05, 0.1]),
    st.sampled_from([0.7, 0.9]),
)
def test_statsmodels_needs_the_same(effect: float, before: float, after: float, alpha: float, power: float) -> None:
    # One-sided at half of alpha: beyond it, the chance of a finding on the wrong side is left out, as it should be.
    expected = NormalIndPower().solve_power(
        effect_size=effect / sqrt((before + after) / 2), alpha=alpha / 2, power=power, alternative="larger"
    )
    assert sample_per_arm(effect, before, after, alpha=alpha, power=power) == pytest.approx(max(2, expected), abs=1.01)


def test_so_many_units_find_the_effect_as_often_as_planned() -> None:
    source = random.Random(3)
    n = sample_per_arm(0.1, 0.3 * 0.7, 0.4 * 0.6, alpha=0.05, power=0.8)
    assert n is not None

    def arm(share: float) -> Proportion:
        return Proportion(n, sum(source.random() < share for _ in range(n)))

    found = sum(compare_proportions(arm(0.3), arm(0.4)).p < 0.05 for _ in range(600))
    assert found / 600 == pytest.approx(0.8, abs=0.05)


@pytest.mark.parametrize("effect", [0, 1e-200, -1e-300])
def test_no_number_is_enough_for_no_effect(effect: float) -> None:
    assert sample_per_arm(effect, 1, 1, alpha=1e-300, power=0.8) is None


def test_an_effect_may_be_negative_and_a_sample_is_never_below_two() -> None:
    assert sample_per_arm(-0.03, 0.1, 0.1, alpha=0.05, power=0.8) == sample_per_arm(
        0.03, 0.1, 0.1, alpha=0.05, power=0.8
    )
    assert sample_per_arm(100, 0.1, 0.1, alpha=0.05, power=0.8) == 2
