"""How soon an escalation is mended."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.escalation_times import DETAILS, METHOD, SOURCE, time_results
from site_builder.measure.common.escalations import resolution_of
from site_builder.model.metric import MetricResult


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    return time_results(METRIC, context, resolution_of)


METRIC = Metric(
    name="time-to-resolve",
    unit="minutes",
    definition=(
        "Time from the detection of an escalation to the moment it was mended. One that was opened again is not mended."
    ),
    method=METHOD,
    source=SOURCE,
    compute=_compute,
    details=DETAILS,
)
