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
def test_statsmodels_finds_the_power_reached_and_not_with_one_unit_less(
    effect: float, before: float, after: float, alpha: float, power: float
) -> None:
    n = sample_per_arm(effect, before, after, alpha=alpha, power=power)
    assert n is not None

    # One-sided at half of alpha: beyond it, the chance of a finding on the wrong side is left out, as it should be.
    def reached(units: int) -> float:
        size = effect / sqrt((before + after) / 2)
        return float(NormalIndPower().power(size, units, alpha / 2, alternative="larger"))

    assert reached(n) >= power - 1e-9
    assert n == 2 or reached(n - 1) < power + 1e-9


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
