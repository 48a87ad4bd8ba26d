"""How soon somebody takes an escalation on."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.escalation_times import DETAILS, METHOD, SOURCE, time_results
from site_builder.model.metric import MetricResult


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    return time_results(METRIC, context, lambda escalation: escalation.acknowledged_at)


METRIC = Metric(
    name="time-to-acknowledge",
    unit="minutes",
    definition="Time from the detection of an escalation to the first acknowledgement.",
    method=METHOD,
    source=SOURCE,
    compute=_compute,
    details=DETAILS,
)
