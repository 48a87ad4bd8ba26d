"""How long items stay in each stage."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.flow import SOURCE, SPREAD_DETAILS, Flow, flow_results, middle, spread
from site_builder.measure.statistics.order import median_interval
from site_builder.model.metric import MetricResult


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def results(flow: Flow) -> Iterator[MetricResult]:
        for stage in flow.stages:
            found = flow.stays.get(stage.name, [])
            yield METRIC.result(
                context,
                middle(found),
                len(found),
                interval=median_interval(found),
                dimensions={"workflow": flow.workflow.id, "stage": stage.name},
                reason="" if found else "no item has left the stage",
                details={
                    **spread(found),
                    "active": stage.active,
                    "total": sum(found),
                    "within": len(flow.within(stage.name)),
                },
            )

    return flow_results(METRIC, context, results)


METRIC = Metric(
    name="dwell",
    unit="minutes",
    definition="Time that items stay in a stage before they leave it; one that comes back stays a second time.",
    method=(
        "median in minutes, with its order-statistic interval; percentiles are linear (type 7); stays that are not "
        "over are left out"
    ),
    source=SOURCE,
    compute=_compute,
    details={
        **SPREAD_DETAILS,
        "active": "whether someone works on items in the stage",
        "total": "minutes of all stays together",
        "within": "items that are in the stage now, whose stays are not counted",
    },
)
