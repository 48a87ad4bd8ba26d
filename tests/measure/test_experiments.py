"""Experiments: was the traffic split as planned, what is the effect, what comes of trying."""

from __future__ import annotations

import random
from typing import Any

import pytest
from statsmodels.stats.multitest import multipletests

from site_builder.measure.base import Measures
from site_builder.measure.common.experiments import Effect
from site_builder.measure.statistics.comparison import Comparison
from site_builder.model.metric import Interval, MetricResult
from tests.measure.conftest import Measured

UP = "content/metrics/retention.yml"
METRICS = {
    UP: "definition: Who comes back.\ndirection: up\n",
    "content/metrics/crashes.yml": "definition: Crashes.\ndirection: down\nunit: per 1000 sessions\n",
    "content/metrics/sessions.yml": "definition: Sessions.\ndirection: none\n",
}


def experiment(variants: list[str], fields: str = "", status: str = "stopped", metric: str = "retention") -> str:
    listed = "".join(f"  - {{{variant}}}\n" for variant in variants)
    return f"hypothesis: It helps.\nstatus: {status}\nmetric: {metric}\nvariants:\n{listed}{fields}\n"


def tried(measured: Measured, *args: Any, **kwargs: Any) -> Measures:
    return measured({**METRICS, "roadmap/experiments/e.yml": experiment(*args, **kwargs)})


def only(results: tuple[MetricResult, ...], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


def effect(measures: Measures, variant: str = "b", metric: str = "retention") -> MetricResult:
    return only(measures.results("experiment-effect"), experiment="e", metric=metric, variant=variant)


BETTER = ["key: a, control: true, units: 1000, conversions: 500", "key: b, units: 1000, conversions: 560"]
WORSE = ["key: a, control: true, units: 1000, conversions: 560", "key: b, units: 1000, conversions: 500"]
ALIKE = ["key: a, control: true, units: 1000, conversions: 500", "key: b, units: 1000, conversions: 504"]
UNEVEN = ["key: a, control: true, units: 1300, conversions: 650", "key: b, units: 1000, conversions: 560"]
UNEVEN_WORSE = ["key: a, control: true, units: 1300, conversions: 728", "key: b, units: 1000, conversions: 500"]


# The split


def test_the_split_against_weights(measured: Measured) -> None:
    variants = [
        "key: a, control: true, weight: 0.5, units: 5000",
        "key: b, weight: 0.3, units: 3100",
        "key: c, weight: 0.2, units: 1900",
    ]
    result = only(tried(measured, variants).results("sample-ratio"), experiment="e")
    # 0 + 100²/3000 + 100²/2000
    assert result.details["chi2"] == pytest.approx(8 + 1 / 3)
    assert result.value == result.details["p"] == pytest.approx(0.0155, abs=1e-4)
    assert (result.n, result.details["mismatch"], result.details["degrees_of_freedom"]) == (10_000, False, 2)
    assert result.details["units"] == {"a": 5000, "b": 3100, "c": 1900}
    assert result.details["expected"] == pytest.approx({"a": 5000, "b": 3000, "c": 2000})


def test_a_split_that_chance_does_not_explain(measured: Measured) -> None:
    result = only(tried(measured, UNEVEN).results("sample-ratio"), experiment="e")
    assert result.details["mismatch"]
    assert result.value is not None
    assert result.value < 0.001


@pytest.mark.parametrize(
    ("variants", "reason"),
    [
        (["key: a, control: true, units: 5"], "an experiment needs two variants"),
        (["key: a, control: true, units: 5", "key: b"], "a variant has no count of units"),
        (
            ["key: a, control: true, units: 5, weight: 1", "key: b, units: 5"],
            "the weights of the variants cannot be used",
        ),
        (
            ["key: a, control: true, units: 5, weight: 1", "key: b, units: 5, weight: 0"],
            "the weights of the variants cannot be used",
        ),
        (["key: a, control: true, units: 0", "key: b, units: 0"], "fewer than one unit is expected in a variant"),
        (
            ["key: a, control: true, units: 5, weight: 0.999999", "key: b, units: 5, weight: 1.0e-300"],
            "fewer than one unit is expected in a variant",
        ),
    ],
)
def test_no_split_to_test(measured: Measured, variants: list[str], reason: str) -> None:
    result = only(tried(measured, variants).results("sample-ratio"), experiment="e")
    assert (result.value, result.reason) == (None, reason)
    assert set(result.details) == {"units"}


# The effect


@pytest.mark.parametrize(
    ("variants", "metric", "verdict"),
    [
        (BETTER, "retention", "won"),
        (WORSE, "retention", "lost"),
        (ALIKE, "retention", "inconclusive"),
        (BETTER, "crashes", "lost"),
        (WORSE, "crashes", "won"),
        (BETTER, "sessions", "inconclusive"),
        (UNEVEN, "retention", "inconclusive"),
        (UNEVEN_WORSE, "retention", "lost"),
    ],
)
def test_verdicts(measured: Measured, variants: list[str], metric: str, verdict: str) -> None:
    found = effect(tried(measured, variants, metric=metric), metric=metric)
    assert found.details["verdict"] == verdict
    assert found.details["mismatch"] == (variants in (UNEVEN, UNEVEN_WORSE))


@pytest.mark.parametrize("status", ["draft", "running"])
def test_no_verdict_before_the_end(measured: Measured, status: str) -> None:
    found = effect(tried(measured, BETTER, status=status))
    assert (found.details["verdict"], found.details["significant"]) == (None, True)


def test_a_share(measured: Measured) -> None:
    found = effect(tried(measured, BETTER))
    assert found.value == pytest.approx(0.06)
    assert (found.unit, found.n) == ("share", 2000)
    assert found.details["test"] == "unpooled z"
    assert found.details["statistic"] == pytest.approx(0.06 / ((0.25 + 0.56 * 0.44) / 1000) ** 0.5)
    assert (found.details["control"], found.details["variant"]) == (0.5, 0.56)
    assert found.details["lift"] == pytest.approx(0.12)
    assert found.details["lift_interval"]["low"] < 0.12 < found.details["lift_interval"]["high"]
    assert (found.details["p_holm"], found.details["alpha"], found.details["direction"]) == (None, 0.05, "up")
    assert (found.details["decides"], found.details["guardrail"]) == (True, False)
    assert found.interval is not None
    assert found.interval.low < 0.06 < found.interval.high


def test_a_mean_has_the_unit_of_its_metric(measured: Measured) -> None:
    variants = [
        "key: a, control: true, units: 100, mean: 2.7, stddev: 1.1",
        "key: b, units: 120, mean: 2.5, stddev: 1.0",
    ]
    found = effect(tried(measured, variants, metric="crashes"), metric="crashes")
    assert found.value == pytest.approx(-0.2)
    assert found.unit == "per 1000 sessions"
    assert (found.details["test"], found.details["degrees_of_freedom"]) == (
        "Welch t",
        pytest.approx(202.4388, abs=1e-4),
    )
    assert effect(tried(measured, variants)).unit == "difference"


def test_several_comparisons_are_adjusted_together(measured: Measured) -> None:
    variants = [
        "key: a, control: true, units: 1000, conversions: 500",
        "key: b, units: 1000, conversions: 546",
        "key: c, units: 1000, conversions: 520",
    ]
    further = """guardrails: [crashes]
results:
  crashes:
    a: {units: 1000, mean: 3.0, stddev: 2}
    b: {units: 1000, mean: 3.3, stddev: 2}
    c: {units: 1000}
  metric:sessions:
    a: {units: 1000, conversions: 1}
    b: {units: 1000, conversions: 3}
    c: {units: 1000, conversions: 2}
"""
    measures = tried(measured, variants, further.replace("metric:", ""))
    results = measures.results("experiment-effect")
    assert [(result.dimensions["metric"], result.dimensions["variant"]) for result in results] == [
        ("retention", "b"),
        ("retention", "c"),
        ("crashes", "b"),
        ("crashes", "c"),
        ("sessions", "b"),
        ("sessions", "c"),
    ]
    tested = [result for result in results if result.value is not None]
    expected = multipletests([result.details["p"] for result in tested], method="holm")[1]
    assert [result.details["p_holm"] for result in tested] == pytest.approx(expected)
    # On its own 546 against 500 would be significant.
    assert (tested[0].details["p"] < 0.05, tested[0].details["significant"]) == (True, False)
    crashes = effect(measures, "b", "crashes")
    assert (crashes.details["guardrail"], crashes.details["decides"], crashes.details["verdict"]) == (
        True,
        False,
        "lost",
    )
    assert crashes.details["sample_per_arm"] is None
    assert effect(measures, "b", "sessions").details["test"] == "Fisher exact"
    missing = effect(measures, "c", "crashes")
    assert (missing.value, missing.reason) == (None, "c: neither conversions nor a mean")


def test_the_metric_that_decides_may_be_among_the_results(measured: Measured) -> None:
    fields = "results: {retention: {a: {units: 900, conversions: 400}, b: {units: 900, conversions: 410}}}"
    assert effect(tried(measured, ["key: a, control: true", "key: b"], fields)).value == pytest.approx(10 / 900)
    assert effect(tried(measured, BETTER, fields)).value == pytest.approx(0.06)


@pytest.mark.parametrize(
    ("variants", "reason"),
    [
        (["key: a", "key: b, units: 10, conversions: 1"], "there is not exactly one control"),
        (["key: a, control: true", "key: b, units: 10, conversions: 1"], "a: no units"),
        (
            ["key: a, control: true, units: 0, conversions: 0", "key: b, units: 10, conversions: 1"],
            "a: no unit took part",
        ),
        (
            ["key: a, control: true, units: 9, conversions: 1", "key: b, units: 1, conversions: 2"],
            "b: more conversions than units",
        ),
        (
            ["key: a, control: true, units: 9, conversions: 1", "key: b, units: 9, mean: 2"],
            "b: a mean without its standard deviation",
        ),
        (
            ["key: a, control: true, units: 9, conversions: 1", "key: b, units: 9, mean: 2, stddev: 1"],
            "one arm has conversions and the other a mean",
        ),
        (
            ["key: a, control: true, units: 9, mean: 1, stddev: 0", "key: b, units: 9, mean: 2, stddev: 0"],
            "fewer than two units, or none differs from another",
        ),
    ],
)
def test_nothing_to_test(measured: Measured, variants: list[str], reason: str) -> None:
    found = effect(tried(measured, variants))
    assert (found.value, found.interval, found.reason) == (None, None, reason)
    assert set(found.details) == {"decides", "guardrail", "direction"}


@pytest.mark.parametrize(
    ("plan", "sample", "underpowered"),
    [
        ("{baseline: 0.5, mde: 0.06}", 1083, True),
        ("{baseline: 0.5, mde: 0.07}", 794, False),
        ("{baseline: 0.5, mde: 0.06, alpha: 0.2, power: 0.5}", 227, False),
        ("{baseline: 0.5, mde: 0.6}", None, False),
        ("{baseline: 0.5, mde: 0}", None, False),
    ],
)
def test_the_planned_sample(measured: Measured, plan: str, sample: int | None, underpowered: bool) -> None:
    found = effect(tried(measured, ALIKE, f"plan: {plan}"))
    assert (found.details["sample_per_arm"], found.details["underpowered"]) == (sample, underpowered)
    running = effect(tried(measured, ALIKE, f"plan: {plan}", "running"))
    assert (running.details["sample_per_arm"], running.details["underpowered"]) == (sample, False)


@pytest.mark.parametrize(
    ("metric", "sample"),
    [
        # (1.959964 + 0.841621)² · (0.3 · 0.7 + 0.35 · 0.65) / 0.05² = 1373.6
        ("retention", 1374),
        ("sessions", 1374),
        # (1.959964 + 0.841621)² · (0.3 · 0.7 + 0.25 · 0.75) / 0.05² = 1248.0
        ("crashes", 1248),
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_the_planned_effect_is_taken_off_where_down_is_better(
    measured: Measured, metric: str, sample: int, sign: int
) -> None:
    if sign < 0 and metric != "crashes":
        sample = 1248
    plan = f"plan: {{baseline: 0.3, mde: {0.05 * sign}}}"
    found = effect(tried(measured, ALIKE, plan, metric=metric), metric=metric)
    assert found.details["sample_per_arm"] == sample


def test_the_planned_sample_of_a_mean_takes_the_deviation_of_the_control(measured: Measured) -> None:
    variants = [
        "key: a, control: true, units: 100, mean: 54, stddev: 21.4",
        "key: b, units: 900, mean: 52, stddev: 99",
    ]
    found = effect(tried(measured, variants, "plan: {baseline: 54, mde: -3}"))
    # (1.959964 + 0.841621)² · 2 · 21.4² / 3² = 798.8
    assert (found.details["sample_per_arm"], found.details["underpowered"]) == (799, True)


def test_a_sample_that_is_just_reached_is_enough(measured: Measured) -> None:
    variants = ["key: a, control: true, units: 794, conversions: 400", "key: b, units: 794, conversions: 400"]
    found = effect(tried(measured, variants, "plan: {baseline: 0.5, mde: 0.07}"))
    assert (found.details["sample_per_arm"], found.details["underpowered"]) == (794, False)
    fewer = effect(
        tried(measured, [variants[0], variants[1].replace("794", "793")], "plan: {baseline: 0.5, mde: 0.07}")
    )
    assert fewer.details["underpowered"] is True


@pytest.mark.parametrize(("p", "is_significant"), [(0.0499, True), (0.05, False)])
def test_p_must_be_below_alpha(p: float, is_significant: bool) -> None:
    found = Effect("m", "b", decides=True, comparison=Comparison(0.1, Interval(0, 0.2), p, "z"), alpha=0.05)
    assert found.is_significant is is_significant


def test_few_units_are_enough_to_test_the_split(measured: Measured) -> None:
    few = ["key: a, control: true, units: 3", "key: b, units: 3"]
    found = only(tried(measured, few).results("sample-ratio"), experiment="e")
    assert (found.value, found.details["expected"]) == (1, {"a": 3, "b": 3})


def test_the_alpha_of_the_plan_decides(measured: Measured) -> None:
    strict = effect(tried(measured, BETTER, "plan: {baseline: 0.5, mde: 0.05, alpha: 0.001}"))
    assert (strict.details["significant"], strict.details["alpha"], strict.details["verdict"]) == (
        False,
        0.001,
        "inconclusive",
    )


def test_of_experiments_without_an_effect_few_are_won(measured: Measured) -> None:
    """The simulation that a p value promises: at 5 %, about 5 % of comparisons of the same with the same."""
    source = random.Random(23)
    files = dict(METRICS)
    for number in range(400):
        first, second = (sum(source.random() < 0.4 for _ in range(300)) for _ in range(2))
        variants = [
            f"key: a, control: true, units: 300, conversions: {first}",
            f"key: b, units: 300, conversions: {second}",
        ]
        files[f"roadmap/experiments/e{number}.yml"] = experiment(variants)
    portfolio = measured(files).results("experiment-portfolio")
    overall = only(portfolio)
    assert overall.n == 400
    assert overall.details["won"] + overall.details["lost"] == pytest.approx(20, abs=12)


# The portfolio


def test_the_portfolio(measured: Measured) -> None:
    dates = "started_on: 2026-01-05\nended_on: 2026-01-{}"
    mixed = [*BETTER, "key: c, units: 1000, conversions: 440"]
    half = [*WORSE, "key: c, units: 1000, conversions: 560"]
    crashes = "{a: {units: 900, mean: 1, stddev: 1}, b: {units: 900, mean: 2, stddev: 1}}"
    guarded = f"guardrails: [crashes]\nresults: {{crashes: {crashes}}}"
    files = {
        **METRICS,
        "roadmap/experiments/won.yml": experiment(BETTER, dates.format(11) + "\ncleanup_by: 2026-09-30"),
        "roadmap/experiments/mixed.yml": experiment(mixed, dates.format(18) + "\ncleanup_by: 2026-10-01"),
        "roadmap/experiments/lost.yml": experiment(WORSE, dates.format(25)),
        "roadmap/experiments/half.yml": experiment(half, dates.format("04")),
        "roadmap/experiments/uneven.yml": experiment(UNEVEN, "plan: {baseline: 0.5, mde: 0.01}"),
        "roadmap/experiments/guarded.yml": experiment(BETTER, guarded),
        "roadmap/experiments/untested.yml": experiment(["key: a, control: true, units: 9", "key: b, units: 9"]),
        "roadmap/experiments/running.yml": experiment(BETTER, "started_on: 2026-09-01", "running"),
    }
    results = measured(files).results("experiment-portfolio")
    overall = only(results)
    assert (overall.value, overall.n) == (0.5, 6)
    assert overall.details == {
        "won": 3,
        "lost": 1,
        "inconclusive": 2,
        "by_status": {"running": 1, "stopped": 7},
        "not_testable": ["untested"],
        "median_days": 14,
        "underpowered": ["uneven"],
        "mismatched": ["uneven"],
        "guardrails_broken": ["guarded"],
        "cleanup_overdue": ["won"],
    }
    rates = {result.dimensions["verdict"]: result for result in results if result.dimensions}
    assert {verdict: result.value for verdict, result in rates.items()} == {
        "won": 0.5,
        "lost": pytest.approx(1 / 6),
        "inconclusive": pytest.approx(1 / 3),
    }
    assert rates["inconclusive"].details["experiments"] == ["half", "uneven"]


def test_what_ends_after_the_day_is_not_judged_on_it(measured: Measured) -> None:
    files = {
        **METRICS,
        "roadmap/experiments/today.yml": experiment(WORSE, "ended_on: 2026-10-01"),
        "roadmap/experiments/tomorrow.yml": experiment(BETTER, "ended_on: 2026-10-02"),
    }
    overall = only(measured(files).results("experiment-portfolio"))
    assert (overall.value, overall.n, overall.details["not_testable"]) == (0, 1, [])


def test_no_experiment(measured: Measured) -> None:
    results = measured({}).results("experiment-portfolio")
    assert {result.reason for result in results} == {"no stopped experiment has a result that can be tested"}
    assert results[0].details["median_days"] is None
