"""How many items are in each stage, against its limit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from site_builder.kinds.initiative import INITIATIVE
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.flow import SOURCE, Flow, flow_results
from site_builder.model.metric import MetricResult


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def results(flow: Flow) -> Iterator[MetricResult]:
        n = len(flow.items)
        limits = {stage.name: stage.wip_limit for stage in flow.stages}
        found = {stage: flow.within(stage) for stage in limits}
        over = [stage for stage, limit in limits.items() if limit is not None and len(found[stage]) > limit]
        dimensions = {"workflow": flow.workflow.id}
        yield METRIC.result(context, len(flow.unfinished), n, dimensions=dimensions, details={"stages_over": over})
        for stage, limit in limits.items():
            yield METRIC.result(
                context,
                len(found[stage]),
                n,
                dimensions={**dimensions, "stage": stage},
                details={"limit": limit, "over": stage in over, "items": [item.name for item in found[stage]]},
            )

    return chain(_of_roadmap(context), flow_results(METRIC, context, results))


def _of_roadmap(context: MeasureContext) -> Iterator[MetricResult]:
    """Yield the count of initiatives in progress, which needs no history."""
    initiatives = context.handbook.records(INITIATIVE)
    if initiatives:
        begun = [record.id for record in initiatives if record.fields.status == "in_progress"]
        yield METRIC.result(context, len(begun), len(initiatives), details={"items": begun})


METRIC = Metric(
    name="work-in-progress",
    unit="count",
    definition=(
        "Items that are in each stage before the last, and in all of these together; without dimensions, the roadmap's "
        "initiatives that are in progress."
    ),
    method="a full count on the as-of date; n is the number of all items",
    source=SOURCE,
    compute=_compute,
    details={
        "stages_over": "over all stages: those with more items than their limit",
        "limit": "how many items may be in the stage at once; null where it has no limit",
        "over": "whether there are more",
        "items": "the items in the stage",
    },
)
