"""How soon the follow-up of an escalation is written down."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.escalation_times import DETAILS, METHOD, SOURCE, time_results
from site_builder.model.metric import MetricResult


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    return time_results(METRIC, context, lambda escalation: escalation.closed_at)


METRIC = Metric(
    name="time-to-close",
    unit="minutes",
    definition="Time from the detection of an escalation to the moment its follow-up was agreed and written down.",
    method=METHOD,
    source=SOURCE,
    compute=_compute,
    details=DETAILS,
)
