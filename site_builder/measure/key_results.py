"""How far objectives are on their way: the progress of their key results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import fmean
from typing import Any

from site_builder.kinds.metric import METRIC as METRIC_KIND
from site_builder.kinds.objective import OBJECTIVE, KeyResult, Objective
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.figures import SeriesOfMetrics
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    series = SeriesOfMetrics(context)
    objectives = context.handbook.records(OBJECTIVE)
    of_objective = {objective.id: list(_key_results(context, series, objective)) for objective in objectives}
    active = [
        result
        for objective in objectives
        if objective.fields.status == "active"
        for result in of_objective[objective.id]
    ]
    yield _mean(context, active, {}, "no active objective has a key result")
    for objective in objectives:
        results = of_objective[objective.id]
        elapsed = {"elapsed": _elapsed(objective.fields, context.as_of), "status": objective.fields.status}
        yield _mean(context, results, {"objective": objective.id}, "the objective has no key result", elapsed)
        yield from results


def _key_results(
    context: MeasureContext, series: SeriesOfMetrics, objective: Record[Objective]
) -> Iterator[MetricResult]:
    times: Counter[str] = Counter()
    for key_result in objective.fields.key_results:
        metric = key_result.metric.id
        times[metric] += 1
        dimensions = {"objective": objective.id, "metric": metric}
        if times[metric] > 1:
            dimensions["key-result"] = str(times[metric])
        yield _of_key_result(context, series, key_result, dimensions)


def _of_key_result(
    context: MeasureContext, series: SeriesOfMetrics, key_result: KeyResult, dimensions: dict[str, str]
) -> MetricResult:
    found = series.of(key_result.metric)
    record = context.handbook.find(METRIC_KIND, key_result.metric.id)
    start = key_result.from_ if key_result.from_ is not None else record.fields.baseline if record else None
    goal, latest = key_result.to, found.latest
    details: dict[str, Any] = {"from": start, "to": goal}
    if latest is None or start is None:
        reason = found.reason if latest is None else "neither the key result nor its metric says where it began"
        return METRIC.result(context, None, found.n, dimensions=dimensions, reason=reason, details=details)
    is_met = _is_met(key_result, record.fields.direction if record else "none", start, latest.value)
    way = goal - start
    progress = (latest.value - start) / way + 0.0 if way else float(is_met)
    details |= {"latest": latest.value, "day": latest.day.isoformat(), "met": is_met}
    return METRIC.result(context, progress, found.n, dimensions=dimensions, details=details)


def _is_met(key_result: KeyResult, direction: str, start: float, latest: float) -> bool:
    """Return whether the goal is reached: from below, unless it lies below the start or down is better."""
    falls = key_result.to < start if key_result.to != start else direction == "down"
    return latest <= key_result.to if falls else latest >= key_result.to


def _mean(
    context: MeasureContext,
    results: Sequence[MetricResult],
    dimensions: dict[str, str],
    without: str,
    further: dict[str, Any] | None = None,
) -> MetricResult:
    """Return the mean progress of key results, each within 0 and 1, so that one cannot make up for another."""
    known = [result.value for result in results if result.value is not None]
    return METRIC.result(
        context,
        fmean(min(1.0, max(0.0, value)) for value in known) if known else None,
        len(known),
        dimensions=dimensions,
        reason="" if known else "no key result has a value" if results else without,
        details={
            "key_results": len(results),
            "met_count": sum(bool(result.details.get("met")) for result in results),
            **(further or {}),
        },
    )


def _elapsed(objective: Objective, as_of: date) -> float:
    """Return the share of an objective's period that has passed."""
    first, last = objective.period.first_day, objective.period.last_day
    return min(1.0, max(0.0, (as_of - first).days / ((last - first).days + 1)))


METRIC = Metric(
    name="key-results",
    unit="share",
    definition=(
        "Progress of each key result from its first value to the one to reach, by the latest value of its metric: "
        "below 0 where it went the other way, above 1 where it went further. An objective's progress is the mean of "
        "its key results, each within 0 and 1; over everything, of the key results of active objectives."
    ),
    method="(latest − from) / (to − from); from is the metric's baseline where the key result does not say it",
    source="the key results of the objectives and the observations of their metrics",
    compute=_compute,
    details={
        "from": "value at the start",
        "to": "value to reach",
        "latest": "latest value of the metric",
        "day": "its day",
        "met": "whether the value is reached",
        "key_results": "of an objective: how many key results there are, n being those with a value",
        "met_count": "of an objective: how many are reached",
        "elapsed": "of an objective: share of its period that has passed",
        "status": "of an objective: its status",
    },
)
