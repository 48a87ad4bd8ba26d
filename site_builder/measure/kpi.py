"""The figures that the handbook keeps an eye on: where each stands, against its target, the last time and last year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from math import hypot
from typing import Any

from site_builder.kinds.metric import METRIC as METRIC_KIND
from site_builder.kinds.metric import Metric as MetricFields
from site_builder.kinds.segment import Segment
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.figures import SeriesOfMetrics
from site_builder.measure.common.segments import DIMENSION as SEGMENT
from site_builder.measure.common.segments import belongs, matching_segments
from site_builder.measure.common.series import Point, Series, group_series, matching_series
from site_builder.measure.common.targets import attainment_of
from site_builder.measure.statistics.change import SIGNIFICANCE
from site_builder.measure.statistics.normal import two_sided_p, two_sided_z
from site_builder.measure.statistics.xmr import is_beyond_routine
from site_builder.model.metric import MetricResult
from site_builder.model.observations import Observations
from site_builder.model.record import Record


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    series = SeriesOfMetrics(context)
    for record in context.handbook.records(METRIC_KIND):
        whole = series.of_record(record)
        yield _result(context, record, whole, {"metric": record.id})
        observations = context.handbook.observations.get(record.id)
        if observations is not None:
            for name in observations.dimensions:
                key = "column metric" if name == "metric" else name
                for value, group in group_series(record, observations, name, context.as_of).items():
                    yield _result(context, record, _part_of(whole, group), {"metric": record.id, key: value})
            yield from _by_segment(context, record, observations, whole)


def _by_segment(
    context: MeasureContext, record: Record[MetricFields], observations: Observations, whole: Series
) -> Iterator[MetricResult]:
    """Yield the figure of each segment that the dimensions tell apart, where it has an observation."""
    for segment in matching_segments(context.handbook, tuple(observations.dimensions)):
        fields: Segment = segment.fields
        series = matching_series(record, observations, fields.match, partial(belongs, fields), context.as_of)
        if series.n:
            yield _result(context, record, _part_of(whole, series), {"metric": record.id, SEGMENT: segment.id})


def _part_of(whole: Series, part: Series) -> Series:
    """Return the series of a group, which is observed as often as the whole if it alone does not tell how often."""
    return replace(part, usual_period=whole.period)


def _result(
    context: MeasureContext, record: Record[MetricFields], series: Series, dimensions: Mapping[str, str]
) -> MetricResult:
    latest, year_ago = series.latest, _year_ago(series)
    target = record.fields.target
    details: dict[str, Any] = {
        "direction": record.fields.direction,
        "baseline": record.fields.baseline,
        "target": target.value if target else None,
        "target_by": target.by.text if target and target.by else None,
        **attainment_of(record.fields, latest, year_ago, context.as_of).details(),
    }
    if latest is not None:
        details |= _movement(record.fields, series, latest, year_ago)
        details |= {
            "day": latest.day.isoformat(),
            "stale": series.is_stale(context.as_of),
            "days_since": (context.as_of - latest.day).days,
            "period_days": series.period,
            "combined": series.combination,
            "points": [[point.day.isoformat(), point.value] for point in series.points],
            "bands": [_band(point) for point in series.points] if any(each.interval for each in series.points) else [],
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


def _band(point: Point) -> list[float] | None:
    return [point.interval.low, point.interval.high] if point.interval else None


def _year_ago(series: Series) -> Point | None:
    latest = series.latest
    found = series.near(_year_before(latest.day)) if latest else None
    return None if found is latest else found


def _movement(metric: MetricFields, series: Series, latest: Point, year_ago: Point | None) -> dict[str, Any]:
    previous = series.points[-2] if len(series.points) > 1 else None
    return {
        "previous": previous.value if previous else None,
        "previous_day": previous.day.isoformat() if previous else None,
        "change": latest.value - previous.value if previous else None,
        "better": _is_better(metric.direction, latest.value - previous.value) if previous else None,
        "detectable": _is_detectable(series, previous, latest),
        "year_ago": year_ago.value if year_ago else None,
        "year_ago_day": year_ago.day.isoformat() if year_ago else None,
        "change_on_year": latest.value - year_ago.value if year_ago else None,
        "better_on_year": _is_better(metric.direction, latest.value - year_ago.value) if year_ago else None,
        "detectable_on_year": _is_detectable(series, year_ago, latest),
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


def _is_detectable(series: Series, before: Point | None, after: Point) -> bool | None:
    """Return whether a change is more than chance or routine.

    Values with an interval: a z test with the standard errors that their intervals have. Others: whether it is beyond
    the limit of the moving ranges before it. None where neither can be said.
    """
    if before is None:
        return None
    change = after.value - before.value
    if before.interval is None or after.interval is None:
        return is_beyond_routine(change, [point.value for point in series.points[:-1]])
    errors = [(each.high - each.low) / 2 / two_sided_z(each.level) for each in (before.interval, after.interval)]
    spread = hypot(*errors)
    return spread > 0 and two_sided_p(change / spread) < SIGNIFICANCE


METRIC = Metric(
    name="kpi",
    unit="value",
    definition=(
        "The latest value of each metric's record, in its own unit, over all its dimensions, for each value of "
        "them, and for each segment that they tell apart. n is the number of observations."
    ),
    method=(
        "The last observation on or before the as-of date. Where a day has several rows: the row whose dimensions are "
        "all blank; without such rows their sum or their mean, whichever is nearer to the record's baseline (or "
        "target), else the mean of ratios and the sum of anything else. A computed metric: its last wave, else its "
        "last quarter, else its value over everything, with its interval"
    ),
    source="the source of the metric's record; Wheeler and Chambers, Understanding Statistical Process Control, ch. 3",
    compute=_compute,
    details={
        "direction": "which way is better: up, down or none",
        "baseline": "the value before anything was done about it; null where the record has none",
        "target": "the value to reach; null where the record has none",
        "target_by": "when it is to be reached",
        "attainment": "value / target, or target / value where down is better; null where one of them is not positive",
        "attained": "whether the target is reached; null without a target or a direction",
        "progress": "way from the baseline to the target that is done, as a share",
        "expected": "value on the day of the target if the change of the last year goes on; null where it is not known",
        "standing": "reached, on pace or behind (whether the expected value attains the target), missed (its day is "
        "past), under way (no day, or no value of a year ago), no target, no data",
        "day": "day of the latest observation",
        "previous": "the observation before it",
        "previous_day": "its day",
        "change": "change on the observation before",
        "better": "whether this change goes the better way; null where it does not say",
        "detectable": "whether this change is more than chance (values with an interval: z test, p < 0.05) or more "
        "than routine (others: beyond 3.267 mean moving ranges of 7 or more values before it); null where neither is "
        "known",
        "year_ago": "the observation closest to a year before the latest, within half a period",
        "year_ago_day": "its day",
        "change_on_year": "change on the observation of a year ago",
        "better_on_year": "whether that change goes the better way; null where it does not say",
        "detectable_on_year": "whether that change is more than chance or routine, likewise",
        "stale": "whether two periods have passed without an observation",
        "days_since": "days from the latest observation to the as-of date",
        "period_days": "median days between observations, at least 7; 92 where there is only one",
        "combined": "how rows of one day make its value: single, total, sum or mean",
        "points": "all values: day and value, the oldest first",
        "bands": "the interval of each of them, low and high, or null; empty where none has one",
    },
)
