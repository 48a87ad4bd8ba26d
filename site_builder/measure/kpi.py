"""The figures that the handbook keeps an eye on: where each stands, against its target, the last time and last year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from site_builder.kinds.metric import METRIC as METRIC_KIND
from site_builder.kinds.metric import Metric as MetricFields
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.figures import SeriesOfMetrics
from site_builder.measure.common.series import Point, Series, group_series
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    series = SeriesOfMetrics(context)
    for record in context.handbook.records(METRIC_KIND):
        yield _result(context, record, series.of_record(record), {"metric": record.id})
        observations = context.handbook.observations.get(record.id)
        if observations is not None:
            for name in observations.dimensions:
                key = "column metric" if name == "metric" else name
                for value, group in group_series(record, observations, name, context.as_of).items():
                    yield _result(context, record, group, {"metric": record.id, key: value})


def _result(
    context: MeasureContext, record: Record[MetricFields], series: Series, dimensions: Mapping[str, str]
) -> MetricResult:
    latest = series.latest
    target = record.fields.target
    details: dict[str, Any] = {
        "direction": record.fields.direction,
        "baseline": record.fields.baseline,
        "target": target.value if target else None,
        "target_by": target.by.text if target and target.by else None,
    }
    if latest is not None:
        details |= _movement(record.fields, series, latest)
        details |= _attainment(record.fields, latest.value)
        details |= {
            "day": latest.day.isoformat(),
            "stale": series.is_stale(context.as_of),
            "days_since": (context.as_of - latest.day).days,
            "period_days": series.period,
            "combined": series.combination,
            "points": [[point.day.isoformat(), point.value] for point in series.points],
        }
    result = METRIC.result(
        context,
        latest.value if latest else None,
        series.n,
        interval=latest.interval if latest else None,
        dimensions=dimensions,
        reason=series.reason,
        details=details,
    )
    return replace(result, unit=record.fields.unit or METRIC.unit)


def _movement(metric: MetricFields, series: Series, latest: Point) -> dict[str, Any]:
    previous = series.points[-2] if len(series.points) > 1 else None
    year_ago = series.near(_year_before(latest.day))
    if year_ago is latest:
        year_ago = None
    return {
        "previous": previous.value if previous else None,
        "previous_day": previous.day.isoformat() if previous else None,
        "change": latest.value - previous.value if previous else None,
        "better": _is_better(metric.direction, latest.value - previous.value) if previous else None,
        "year_ago": year_ago.value if year_ago else None,
        "year_ago_day": year_ago.day.isoformat() if year_ago else None,
        "change_on_year": latest.value - year_ago.value if year_ago else None,
    }


def _year_before(day: date) -> date:
    """Return the same day of the year before; of a leap day the last of February."""
    if day.year == 1:
        return day
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _is_better(direction: str, change: float) -> bool | None:
    if direction == "none" or change == 0:
        return None
    return (change > 0) == (direction == "up")


def _attainment(metric: MetricFields, value: float) -> dict[str, Any]:
    """Return how far the target is attained, by the direction; a quotient only of positive numbers."""
    target = metric.target.value if metric.target else None
    if target is None or metric.direction == "none":
        return {"attainment": None, "attained": None, "progress": None}
    up = metric.direction == "up"
    attainment = None
    if value > 0 and target > 0:
        attainment = value / target if up else target / value
    progress = None
    if metric.baseline is not None and metric.baseline != target:
        progress = (value - metric.baseline) / (target - metric.baseline)
    return {"attainment": attainment, "attained": value >= target if up else value <= target, "progress": progress}


METRIC = Metric(
    name="kpi",
    unit="value",
    definition=(
        "The latest value of each metric's record, in its own unit, over all its dimensions and for each value of "
        "them. n is the number of observations."
    ),
    method=(
        "The last observation on or before the as-of date. Where a day has several rows: the row whose dimensions are "
        "all blank; without such rows their sum or their mean, whichever is nearer to the record's baseline (or "
        "target), else the mean of ratios and the sum of anything else. A computed metric: its last wave, else its "
        "last quarter, else its value over everything, with its interval"
    ),
    source="the source of the metric's record",
    compute=_compute,
    details={
        "direction": "which way is better: up, down or none",
        "baseline": "the value before anything was done about it; null where the record has none",
        "target": "the value to reach; null where the record has none",
        "target_by": "when it is to be reached",
        "attainment": "value / target, or target / value where down is better; null where one of them is not positive",
        "attained": "whether the target is reached; null without a target or a direction",
        "progress": "way from the baseline to the target that is done, as a share",
        "day": "day of the latest observation",
        "previous": "the observation before it",
        "previous_day": "its day",
        "change": "change on the observation before",
        "better": "whether this change goes the better way; null where it does not say",
        "year_ago": "the observation closest to a year before the latest, within half a period",
        "year_ago_day": "its day",
        "change_on_year": "change on the observation of a year ago",
        "stale": "whether two periods have passed without an observation",
        "days_since": "days from the latest observation to the as-of date",
        "period_days": "median days between observations, at least 7; 92 where there is only one",
        "combined": "how rows of one day make its value: single, total, sum or mean",
        "points": "all values: day and value, the oldest first",
    },
)
