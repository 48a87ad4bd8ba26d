"""Times of escalations: from detection to another moment, overall and by group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from site_builder.kinds.escalation import ESCALATION, Escalation
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import choices, grouped, in_order
from site_builder.measure.common.escalations import known_escalations
from site_builder.measure.statistics.order import median_interval
from site_builder.measure.statistics.percentile import median, percentile
from site_builder.model.dates import quarter_of
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass

ENOUGH_FOR_TREND = 30
"""From fewer durations than this no trend is claimed."""

METHOD = (
    "median of the durations in minutes of UTC, with its order-statistic interval; percentiles are linear (type 7); "
    "planned maintenance is left out"
)
SOURCE = "Conover, Practical Nonparametric Statistics, section 3.2; Hyndman and Fan 1996, type 7"
DETAILS: Mapping[str, str] = {
    "p85": "85th percentile, in minutes",
    "min": "shortest, in minutes",
    "max": "longest, in minutes",
    "distribution": "all durations in minutes, ascending",
    "not_yet": "escalations that have not got so far, or do not say when they did",
    "disordered": "escalations left out because the moment lies before the detection",
    "enough_for_trend": f"whether there are {ENOUGH_FOR_TREND} durations or more; from fewer no trend is claimed",
}

Moment = Callable[[Escalation], datetime | None]


@dataclass(frozen=True, slots=True)
class Durations:
    """Durations in minutes, ascending, and how many escalations have none."""

    minutes: tuple[float, ...]
    not_yet: int
    disordered: int


def durations(escalations: Iterable[Escalation], moment: Moment) -> Durations:
    """Return the durations from detection to a moment. Those with the moment before the detection are only counted."""
    minutes: list[float] = []
    not_yet = disordered = 0
    for escalation in escalations:
        until = moment(escalation)
        if until is None:
            not_yet += 1
        elif until < escalation.detected_at:
            disordered += 1
        else:
            minutes.append((until - escalation.detected_at).total_seconds() / 60)
    return Durations(tuple(sorted(minutes)), not_yet, disordered)


def time_results(metric: Metric, context: MeasureContext, moment: Moment) -> Iterator[MetricResult]:
    """Yield a metric of durations over all unplanned escalations, then by severity, source, cause and quarter."""
    for dimensions, escalations in context.once(_groups):
        yield _result(metric, context, durations(escalations, moment), dimensions)


def _groups(context: MeasureContext) -> Sequence[tuple[Mapping[str, str], Sequence[Escalation]]]:
    """Return the unplanned escalations, then those of each group, with what the group has in common."""
    escalations = [record.fields for record in known_escalations(context) if not record.fields.planned]
    start = context.settings.fiscal_year_start
    groupings: tuple[tuple[str, Callable[[Escalation], str]], ...] = (
        ("severity", lambda escalation: escalation.severity),
        ("source", lambda escalation: escalation.source),
        ("cause", lambda escalation: escalation.cause.category if escalation.cause else ""),
        ("quarter", lambda escalation: quarter_of(escalation.detected_at.date(), start)),
    )
    found: list[tuple[Mapping[str, str], Sequence[Escalation]]] = [({}, escalations)]
    for name, value_of in groupings:
        groups = grouped(escalations, value_of)
        known = choices(ESCALATION, name) if name in ("severity", "source") else ()
        found.extend(({name: value}, groups[value]) for value in in_order(groups, known))
    return found


def _result(metric: Metric, context: MeasureContext, found: Durations, dimensions: Mapping[str, str]) -> MetricResult:
    minutes = found.minutes
    details: dict[str, Any] = {"not_yet": found.not_yet, "disordered": found.disordered}
    if not minutes:
        return metric.result(
            context, None, 0, dimensions=dimensions, reason="no escalation has both moments", details=details
        )
    details = {
        "p85": percentile(minutes, 0.85),
        "min": minutes[0],
        "max": minutes[-1],
        "distribution": minutes,
        **details,
        "enough_for_trend": len(minutes) >= ENOUGH_FOR_TREND,
    }
    return metric.result(
        context,
        median(minutes),
        len(minutes),
        interval=median_interval(minutes),
        dimensions=dimensions,
        details=details,
    )
