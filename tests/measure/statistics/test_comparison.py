import random
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from statsmodels.stats.proportion import confint_proportions_2indep, test_proportions_2indep
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW, ttest_ind

from site_builder.measure.statistics.comparison import (
    Mean,
    Proportion,
    compare_means,
    compare_proportions,
    relative_lift,
    satterthwaite,
)

statsmodels_z = test_proportions_2indep
statsmodels_z.__test__ = False  # its name begins as that of a test does

shares = st.integers(1, 4000).flatmap(lambda n: st.builds(Proportion, st.just(n), st.integers(0, n)))
large_shares = st.integers(20, 4000).flatmap(lambda n: st.builds(Proportion, st.just(n), st.integers(5, n - 5)))
values = st.lists(st.floats(-1000, 1000).map(lambda value: round(value, 3)), min_size=2, max_size=40).filter(
    lambda found: max(found) - min(found) > 0.01
)


def mean_of(values: list[float]) -> Mean:
    described = DescrStatsW(values)
    return Mean(len(values), float(described.mean), float(described.std_ddof(1)))


def test_newcombes_own_examples() -> None:
    # Newcombe 1998, table II, method 10: (a) 56/70 and 48/80, (d) 9/10 and 3/10.
    first = compare_proportions(Proportion(80, 48), Proportion(70, 56)).interval
    assert (round(first.low, 4), round(first.high, 4)) == (0.0524, 0.3339)
    second = compare_proportions(Proportion(10, 3), Proportion(10, 9)).interval
    assert (round(second.low, 4), round(second.high, 4)) == (0.1705, 0.8090)


@given(shares, shares)
def test_statsmodels_finds_the_same_interval(control: Proportion, treatment: Proportion) -> None:
    found = compare_proportions(control, treatment)
    expected = confint_proportions_2indep(
        treatment.conversions, treatment.units, control.conversions, control.units, method="newcomb", compare="diff"
    )
    assert (found.interval.low, found.interval.high) == pytest.approx(expected, abs=1e-9)
    assert found.interval.low - 1e-12 <= found.difference <= found.interval.high + 1e-12


@given(large_shares, large_shares)
def test_statsmodels_finds_the_same_p(control: Proportion, treatment: Proportion) -> None:
    found = compare_proportions(control, treatment)
    oracle = statsmodels_z(
        treatment.conversions, treatment.units, control.conversions, control.units, method="wald", compare="diff"
    )
    assert found.test == "unpooled z"
    assert found.statistic == pytest.approx(oracle.statistic, rel=1e-9, abs=1e-12)
    assert found.p == pytest.approx(oracle.pvalue, rel=1e-8, abs=1e-300)


@pytest.mark.parametrize("few", [0, 4, 5])
@pytest.mark.parametrize("complement", [False, True])
def test_a_small_cell_is_tested_exactly(few: int, complement: bool) -> None:
    control, treatment = Proportion(60, 60 - few if complement else few), Proportion(50, 20)
    found = compare_proportions(control, treatment)
    assert found.test == ("Fisher exact" if few < 5 else "unpooled z")
    if few < 5:
        table = np.array([[20, 30], [control.conversions, 60 - control.conversions]])
        assert found.p == pytest.approx(fisher_exact(table)[1])
        assert found.statistic is None


@given(values, values)
def test_statsmodels_finds_the_same_t(before: list[float], after: list[float]) -> None:
    found = compare_means(mean_of(before), mean_of(after))
    assert found is not None
    t, p, degrees_of_freedom = ttest_ind(after, before, usevar="unequal")
    assert found.statistic == pytest.approx(t, rel=1e-6, abs=1e-9)
    assert found.degrees_of_freedom == pytest.approx(degrees_of_freedom, rel=1e-6)
    assert found.p == pytest.approx(p, rel=1e-5, abs=1e-300)
    low, high = CompareMeans(DescrStatsW(after), DescrStatsW(before)).tconfint_diff(usevar="unequal")
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), rel=1e-6, abs=1e-7)


@pytest.mark.parametrize(
    ("control", "treatment"),
    [(Mean(1, 2, 1), Mean(50, 3, 1)), (Mean(50, 2, 1), Mean(1, 3, 0)), (Mean(50, 2, 0), Mean(50, 3, 0))],
)
def test_what_does_not_vary_is_not_tested(control: Mean, treatment: Mean) -> None:
    assert compare_means(control, treatment) is None


def test_one_arm_without_deviation_is_tested_against_the_other() -> None:
    found = compare_means(Mean(50, 2, 0), Mean(50, 3, 1))
    assert found is not None
    assert found.degrees_of_freedom == pytest.approx(49)


@given(large_shares, large_shares)
def test_a_comparison_back_is_its_reverse(control: Proportion, treatment: Proportion) -> None:
    there, back = compare_proportions(control, treatment), compare_proportions(treatment, control)
    assert there.difference == -back.difference
    assert there.p == pytest.approx(back.p)
    assert there.interval.low == pytest.approx(-back.interval.high, abs=1e-12)


# Lift. The expected figures are those that GrowthBook's own tests assert.


def test_the_lift_of_a_mean() -> None:
    lift = relative_lift(Mean(3407, 0.41, 3.9), Mean(3461, 0.70, 6.2))
    assert lift is not None
    assert lift.value == pytest.approx(0.70732, abs=1e-5)
    assert (lift.interval.low, lift.interval.high) == pytest.approx((-0.03526, 1.44989), abs=1e-5)
    assert lift.p == pytest.approx(0.06191, abs=1e-5)


def test_the_lift_of_a_share() -> None:
    lift = relative_lift(Proportion(28, 14), Proportion(30, 16))
    assert lift is not None
    assert (lift.interval.low, lift.interval.high) == pytest.approx((-0.47767, 0.61101), abs=1e-5)
    assert lift.p == pytest.approx(0.80707, abs=1e-5)


def test_the_delta_method_agrees_with_a_simulation() -> None:
    source = random.Random(11)
    control, treatment = Mean(400, 10.0, 3.0), Mean(500, 11.0, 4.0)
    lifts = []
    for _ in range(4000):
        before = source.gauss(control.value, control.stddev / sqrt(control.units))
        after = source.gauss(treatment.value, treatment.stddev / sqrt(treatment.units))
        lifts.append(after / before - 1)
    lifts.sort()
    lift = relative_lift(control, treatment)
    assert lift is not None
    assert (lift.interval.low, lift.interval.high) == pytest.approx((lifts[100], lifts[3900]), abs=0.004)


@pytest.mark.parametrize(
    ("control", "treatment"),
    [
        (Proportion(50, 0), Proportion(50, 3)),
        (Proportion(1, 1), Proportion(50, 3)),
        (Mean(50, -2, 1), Mean(50, -1, 1)),
        (Mean(50, 2, 0), Mean(50, 3, 0)),
        (Mean(50, 1e-300, 1e15), Mean(50, 1e15, 1e15)),
    ],
)
def test_no_lift_over_nothing(control: Mean | Proportion, treatment: Mean | Proportion) -> None:
    assert relative_lift(control, treatment) is None


def test_the_degrees_of_freedom_lie_between_those_of_one_arm_and_of_both() -> None:
    assert satterthwaite(Mean(10, 0, 5), Mean(12, 0, 5)) == pytest.approx(19.29, abs=0.01)
    assert satterthwaite(Mean(10, 0, 1e15), Mean(12, 0, 1e-9)) == pytest.approx(9)
