from math import sqrt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower

from site_builder.measure.statistics.change import change_between, holm, sample_needed
from site_builder.measure.statistics.score import ScoreCounts

numbers = st.integers(0, 400)
probabilities = st.floats(0, 1)


def counts(promoters: int, passives: int, detractors: int) -> ScoreCounts:
    return ScoreCounts.of({9: promoters, 7: passives, 0: detractors})


groups = st.builds(counts, numbers, numbers, numbers).filter(lambda group: group.n > 0)


def test_a_change_worked_by_hand() -> None:
    # p = 200.75/503 and d = 100.75/503: V = .599404 - .198807² = .559880; then 250.75, 50.75: .599404 - .397614².
    change = change_between(counts(200, 200, 100), counts(250, 200, 50))
    assert change.difference == pytest.approx(20)
    assert change.z == pytest.approx(0.2 / sqrt((0.559880 + 0.441307) / 503), rel=1e-6)
    assert change.p == pytest.approx(7.36e-06, rel=1e-2)
    assert change.verdict() == "up"
    assert change_between(counts(250, 200, 50), counts(200, 200, 100)).verdict() == "down"


def test_a_small_difference_is_called_what_it_is() -> None:
    change = change_between(counts(20, 10, 10), counts(22, 9, 9))
    assert change.difference == pytest.approx(7.5)
    assert change.verdict() == "no detectable change"
    assert change.sample_needed is not None
    assert change.sample_needed > 40


def test_an_adjusted_p_decides_where_there_is_one() -> None:
    change = change_between(counts(200, 200, 100), counts(250, 200, 50))
    assert change.verdict(0.2) == "no detectable change"
    assert change.verdict(0.01) == "up"


def test_no_difference_needs_no_sample() -> None:
    change = change_between(counts(5, 5, 5), counts(10, 10, 10))
    assert (change.difference, change.z, change.p, change.sample_needed) == (0, 0, 1, None)


@given(groups, groups)
def test_a_change_back_is_its_reverse(before: ScoreCounts, after: ScoreCounts) -> None:
    there, back = change_between(before, after), change_between(after, before)
    assert there.difference == -back.difference
    assert there.z == -back.z
    assert there.p == back.p
    assert there.sample_needed == back.sample_needed


@given(groups, groups)
def test_scipy_finds_the_same_p_and_the_interval_agrees_with_it(before: ScoreCounts, after: ScoreCounts) -> None:
    change = change_between(before, after)
    assert change.p == pytest.approx(2 * norm.sf(abs(change.z)))
    assume(abs(change.p - 0.05) > 1e-9)
    assert (change.p < 0.05) == (change.margin < abs(change.difference))


@settings(deadline=None, max_examples=30)
@given(st.floats(0.05, 0.5), st.floats(0.1, 1), st.floats(0.1, 1), st.sampled_from([0.7, 0.8, 0.9]))
def test_statsmodels_finds_the_power_reached(difference: float, before: float, after: float, power: float) -> None:
    needed = sample_needed(difference, before, after, power=power)
    assert needed is not None

    def reached(n: int) -> float:
        # The adjusted Wald variance counts three more responses than there are.
        effect = difference / sqrt((before + after) / 2)
        return float(NormalIndPower().power(effect, n + 3, 0.025, alternative="larger"))

    assert reached(needed) >= power - 1e-9
    assert needed == 1 or reached(needed - 1) < power + 1e-9


def test_the_sample_that_is_needed_detects() -> None:
    before, after = counts(40, 40, 20), counts(50, 35, 15)
    needed = change_between(before, after).sample_needed
    assert needed is not None
    scale = needed / 100
    larger = change_between(
        counts(round(40 * scale), round(40 * scale), round(20 * scale)),
        counts(round(50 * scale), round(35 * scale), round(15 * scale)),
    )
    # A sample of the size for 80 % power shows a difference of that size at z = 1.96 + 0.84.
    assert larger.z == pytest.approx(2.8, abs=0.05)


def test_holm_worked_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([]) == ()
    assert holm([0.4]) == (0.4,)
    assert holm([0.9, 0.8]) == (1, 1)


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(st.lists(probabilities, min_size=1, max_size=30))
def test_statsmodels_adjusts_likewise(p_values: list[float]) -> None:
    assert holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1])


@given(st.lists(probabilities, min_size=1, max_size=10))
def test_adjusting_never_makes_smaller_and_keeps_the_order(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    assert all(p <= q <= 1 for p, q in zip(p_values, adjusted, strict=True))
    assert [q for _, q in sorted(zip(p_values, adjusted, strict=True))] == sorted(adjusted)
