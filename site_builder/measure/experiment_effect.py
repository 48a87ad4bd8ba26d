"""What experiments showed, for each metric and each variant against the control."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from site_builder.kinds.experiment import EXPERIMENT, Experiment
from site_builder.kinds.metric import METRIC as METRIC_KIND
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.experiments import Effect, effects
from site_builder.measure.statistics.comparison import Proportion
from site_builder.model.metric import Interval, MetricResult
from site_builder.model.record import Record


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    for experiment in context.handbook.records(EXPERIMENT):
        for effect in effects(context.handbook, experiment, context.as_of):
            yield _result(context, experiment, effect)


def _result(context: MeasureContext, experiment: Record[Experiment], effect: Effect) -> MetricResult:
    dimensions = {"experiment": experiment.id, "metric": effect.metric, "variant": effect.variant}
    role = {
        "decides": effect.decides,
        "guardrail": any(metric.id == effect.metric for metric in experiment.fields.guardrails),
        "direction": effect.direction,
    }
    comparison = effect.comparison
    if comparison is None:
        return METRIC.result(context, None, effect.units, dimensions=dimensions, reason=effect.reason, details=role)
    result = METRIC.result(
        context,
        comparison.difference,
        effect.units,
        interval=comparison.interval,
        dimensions=dimensions,
        details={**role, **_details(effect)},
    )
    return replace(result, unit=_unit(context, effect))


def _unit(context: MeasureContext, effect: Effect) -> str:
    """Return ``share`` where units convert, else the unit of the metric's record."""
    if isinstance(effect.control, Proportion):
        return "share"
    record = context.handbook.find(METRIC_KIND, effect.metric)
    return (record.fields.unit if record else None) or METRIC.unit


def _details(effect: Effect) -> dict[str, Any]:
    comparison, lift = effect.comparison, effect.lift
    return {
        "p": comparison.p if comparison else None,
        "p_holm": effect.p_holm,
        "test": comparison.test if comparison else None,
        "statistic": comparison.statistic if comparison else None,
        "degrees_of_freedom": comparison.degrees_of_freedom if comparison else None,
        "control": effect.control.value if effect.control else None,
        "variant": effect.treatment.value if effect.treatment else None,
        "units_control": effect.control.units if effect.control else None,
        "units_variant": effect.treatment.units if effect.treatment else None,
        "lift": lift.value if lift else None,
        "lift_interval": _plain(lift.interval) if lift else None,
        "lift_p": lift.p if lift else None,
        "alpha": effect.alpha,
        "significant": effect.is_significant,
        "sample_per_arm": effect.sample_needed,
        "underpowered": effect.is_underpowered,
        "mismatch": effect.is_mismatched,
        "verdict": effect.verdict,
    }


def _plain(interval: Interval) -> dict[str, float]:
    return {"low": interval.low, "high": interval.high, "level": interval.level}


METRIC = Metric(
    name="experiment-effect",
    unit="difference",
    definition=(
        "Difference of a variant to the control: of shares where units convert, of means otherwise. The unit is that "
        "of the metric. A verdict is given on stopped experiments only, and nothing is won where the units did not "
        "fall on the variants as planned."
    ),
    method=(
        "shares: Newcombe's hybrid score interval, p of the unpooled z test, or of Fisher's exact test where a cell "
        "has fewer than 5; means: Welch's t with Satterthwaite's degrees of freedom; two-sided. Holm-adjusted over all "
        "metrics and variants of an experiment that makes more than one comparison"
    ),
    source=(
        "Newcombe 1998, method 10; Fisher 1934; Welch 1947; Satterthwaite 1946; Holm 1979; lift: the delta method, "
        "Deng and others 2018; sample: Chow, Shao and Wang, sections 3.2 and 4.2"
    ),
    compute=_compute,
    details={
        "p": "two-sided probability of a difference at least as large by chance",
        "p_holm": "the same, Holm-adjusted; null where the experiment makes one comparison",
        "test": "unpooled z, Fisher exact or Welch t",
        "statistic": "z or t; null for an exact test",
        "degrees_of_freedom": "degrees of freedom of t; null for the other tests",
        "control": "share or mean of the control",
        "variant": "share or mean of the variant",
        "units_control": "units in the control",
        "units_variant": "units in the variant",
        "lift": "difference as a share of the control; null where the control is not positive",
        "lift_interval": "its interval by the delta method: low, high, level",
        "lift_p": "its two-sided p, by Student's t",
        "alpha": "risk that the plan accepts, 0.05 unless it says another",
        "significant": "whether p (adjusted where it is) is below alpha",
        "sample_per_arm": "units that the plan asks of each arm; null without a plan, or for a further metric",
        "underpowered": "whether the experiment stopped before both arms had so many",
        "mismatch": "whether the units did not fall on the variants as planned",
        "verdict": "won, lost or inconclusive; null before the experiment has stopped",
        "direction": "which way the metric is better: up, down or none",
        "decides": "whether it is the metric that decides",
        "guardrail": "whether it is a metric that must not get worse",
    },
)
