"""How much of the time that items take is work on them, and not waiting."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.flow import SOURCE, Flow, flow_results, middle, minutes_between
from site_builder.model.metric import MetricResult


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def results(flow: Flow) -> Iterator[MetricResult]:
        active = elapsed = 0.0
        shares: list[float] = []
        for item in flow.finished:
            if item.finished_at is None:
                continue
            whole = minutes_between(item.entered_at, item.finished_at)
            if whole > 0:
                active, elapsed = active + item.worked, elapsed + whole
                shares.append(item.worked / whole)
        shares.sort()
        has_active = any(stage.active for stage in flow.stages)
        reason = ""
        if not has_active:
            reason = "no stage of the workflow is active"
        elif not shares:
            reason = "no finished item took any time" if flow.finished else "no item is finished"
        yield METRIC.result(
            context,
            active / elapsed if not reason else None,
            len(shares),
            dimensions={"workflow": flow.workflow.id},
            reason=reason,
            details={"active": active, "elapsed": elapsed, "median": None if reason else middle(shares)},
        )

    return flow_results(METRIC, context, results)


METRIC = Metric(
    name="flow-efficiency",
    unit="share",
    definition=(
        "Time that finished items spent in active stages, as a share of their time from the first stage to the last."
    ),
    method="active ÷ elapsed, both added up over the finished items; items that took no time are left out",
    source=SOURCE,
    compute=_compute,
    details={
        "active": "minutes in active stages, of all finished items",
        "elapsed": "minutes from the first entry to the last stage, of all finished items",
        "median": "median of the items' own shares",
    },
)
