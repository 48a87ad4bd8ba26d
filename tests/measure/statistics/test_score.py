from math import comb, sqrt

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.measure.statistics.normal import quantile, two_sided_p, two_sided_z
from site_builder.measure.statistics.score import ScoreCounts

histograms = st.tuples(*[st.integers(0, 500)] * 11).filter(any).map(ScoreCounts)


def counts(promoters: int, passives: int, detractors: int) -> ScoreCounts:
    return ScoreCounts.of({10: promoters, 8: passives, 3: detractors})


def test_the_published_example() -> None:
    group = counts(200, 200, 100)
    assert group.n == 500
    assert group.score == 20
    assert round(group.centre, 2) == 19.88
    assert round(group.margin(), 2) == 6.54


def test_which_scores_promote() -> None:
    group = ScoreCounts.of(dict.fromkeys(range(11), 1))
    assert (group.promoters, group.passives, group.detractors, group.n) == (2, 2, 7, 11)
    assert group.histogram == (1,) * 11
    assert group.score == pytest.approx(100 * (2 - 7) / 11)


@pytest.mark.parametrize(("group", "score"), [(counts(3, 0, 0), 100), (counts(0, 0, 2), -100), (counts(0, 9, 0), 0)])
def test_the_ends_of_the_scale(group: ScoreCounts, score: float) -> None:
    assert group.score == score


def test_nobody_answered() -> None:
    with pytest.raises(ZeroDivisionError):
        _ = ScoreCounts.of({}).score


def test_groups_add_up() -> None:
    assert ScoreCounts.total([counts(1, 2, 3), counts(4, 5, 6)]) == counts(5, 7, 9)
    assert ScoreCounts.total([]) == ScoreCounts.of({})


@given(histograms)
def test_the_score_lies_within_its_scale_and_the_centre_nearer_to_zero(group: ScoreCounts) -> None:
    assert -100 <= group.score <= 100
    assert abs(group.centre) <= abs(group.score)
    assert group.margin() > 0
    assert group.margin(0.99) > group.margin(0.95) > group.margin(0.9)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_promoters_and_detractors_mirror_each_other(promoters: int, passives: int, detractors: int) -> None:
    group, mirrored = counts(promoters, passives, detractors), counts(detractors, passives, promoters)
    assert group.centre == -mirrored.centre
    assert group.margin() == pytest.approx(mirrored.margin())


@given(histograms)
def test_numpy_finds_the_same_variance(group: ScoreCounts) -> None:
    weights = [group.promoters + 0.75, group.passives + 1.5, group.detractors + 0.75]
    values = numpy.array([1, 0, -1])
    mean = numpy.average(values, weights=weights)
    variance = numpy.average((values - mean) ** 2, weights=weights)
    assert group.centre == pytest.approx(100 * mean)
    assert group.variance == pytest.approx(variance)
    assert group.margin() == pytest.approx(100 * 1.959963984540054 * sqrt(variance / sum(weights)))


@pytest.mark.parametrize(("promoters", "detractors", "n"), [(0.5, 0.2, 30), (0.7, 0.05, 60), (0.35, 0.35, 15)])
def test_nineteen_of_twenty_intervals_hold_the_truth(promoters: float, detractors: float, n: int) -> None:
    """Every outcome of a survey of n, weighted with its probability: what the interval covers, without chance."""
    truth = 100 * (promoters - detractors)
    passives = 1 - promoters - detractors
    covered = 0.0
    for happy in range(n + 1):
        for unhappy in range(n - happy + 1):
            group = counts(happy, n - happy - unhappy, unhappy)
            if abs(group.centre - truth) <= group.margin():
                ways = comb(n, happy) * comb(n - happy, unhappy)
                covered += ways * promoters**happy * detractors**unhappy * passives ** (n - happy - unhappy)
    assert 0.93 < covered < 0.98


def test_the_normal_distribution() -> None:
    assert two_sided_z() == pytest.approx(1.959963984540054)
    assert quantile(0.5) == 0
    assert two_sided_p(0) == 1
    assert two_sided_p(-1.959963984540054) == pytest.approx(0.05)
    # 1 - cdf would be 0 here.
    assert two_sided_p(10) == pytest.approx(1.523970604832094e-23)
