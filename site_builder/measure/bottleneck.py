"""The stage that holds a workflow up, with its figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.flow import SOURCE, Flow, flow_results, middle, minutes_between
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class _Queue:
    """A stage, how long items stay in it, and how many are in it."""

    stage: str
    dwell: float | None
    items: int
    is_estimated: bool

    @property
    def weight(self) -> float:
        return (self.dwell or 0.0) * self.items

    def plain(self) -> dict[str, Any]:
        return {
            "stage": self.stage,
            "median_dwell": self.dwell,
            "work_in_progress": self.items,
            "weight": self.weight,
            "estimated": self.is_estimated,
        }


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def results(flow: Flow) -> Iterator[MetricResult]:
        queues = list(_queues(flow))
        worst = max(queues, key=lambda queue: queue.weight)
        details: dict[str, Any] = {"stages": [queue.plain() for queue in queues]}
        if worst.weight:
            details |= {"stage": worst.stage, "median_dwell": worst.dwell, "work_in_progress": worst.items}
        yield METRIC.result(
            context,
            worst.weight or None,
            worst.items if worst.weight else 0,
            dimensions={"workflow": flow.workflow.id},
            reason="" if worst.weight else "no item waits in any stage",
            details=details,
        )

    return flow_results(METRIC, context, results)


def _queues(flow: Flow) -> Iterator[_Queue]:
    for stage in flow.stages:
        within = flow.within(stage.name)
        found = flow.stays.get(stage.name, [])
        is_estimated = not found and bool(within)
        if is_estimated:
            # Nothing has ever left it: what is in it has stayed at least so long.
            found = sorted(minutes_between(item.visits[-1].entered_at, flow.now) for item in within)
        yield _Queue(stage.name, middle(found), len(within), is_estimated)


METRIC = Metric(
    name="bottleneck",
    unit="item-minutes",
    definition=(
        "The stage with the largest product of median dwell and work in progress, which the details name: what waits "
        "there, for as long as it usually takes. n is the number of items in it."
    ),
    method="median dwell × items in the stage, the largest of all stages before the last; the first of equals",
    source=SOURCE,
    compute=_compute,
    details={
        "stage": "the stage",
        "median_dwell": "median minutes that items stay in it",
        "work_in_progress": "items that are in it",
        "stages": "the same of every stage in order, with the product as weight; estimated where no item has left it "
        "yet, from the time its items have been in it",
    },
)
