"""How old the work is that has been started and not finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.flow import (
    SOURCE,
    SPREAD_DETAILS,
    Flow,
    ItemFlow,
    flow_results,
    middle,
    minutes_between,
    spread,
)
from site_builder.measure.statistics.percentile import percentile
from site_builder.model.metric import MetricResult


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def results(flow: Flow) -> Iterator[MetricResult]:
        cycle_times = sorted(
            minutes_between(item.started_at, item.finished_at)
            for item in flow.finished
            if item.started_at is not None and item.finished_at is not None
        )
        usual = percentile(cycle_times, 0.85) if cycle_times else None
        yield _result(context, flow, flow.unfinished, {"workflow": flow.workflow.id}, usual)
        for stage in flow.stages:
            dimensions = {"workflow": flow.workflow.id, "stage": stage.name}
            yield _result(context, flow, flow.within(stage.name), dimensions, usual)

    return flow_results(METRIC, context, results)


def _result(
    context: MeasureContext,
    flow: Flow,
    items: Sequence[ItemFlow],
    dimensions: Mapping[str, str],
    usual: float | None,
) -> MetricResult:
    ages = sorted(
        ((minutes_between(item.started_at, flow.now), item.name) for item in items if item.started_at is not None),
        key=lambda aged: (-aged[0], aged[1]),
    )
    minutes = [age for age, _ in reversed(ages)]
    return METRIC.result(
        context,
        middle(minutes),
        len(minutes),
        dimensions=dimensions,
        reason="" if minutes else "no started item is unfinished",
        details={
            **spread(minutes),
            "items": [name for _, name in ages],
            "ages": [age for age, _ in ages],
            "beyond_p85": sum(age > usual for age in minutes) if usual is not None else None,
        },
    )


METRIC = Metric(
    name="item-age",
    unit="minutes",
    definition=(
        "Age of items that have been started (they entered an active stage; in a workflow without these, any) and are "
        "not finished, in all stages and in each."
    ),
    method="median in minutes from the start to the first instant of the as-of date (UTC); percentiles linear (type 7)",
    source=SOURCE,
    compute=_compute,
    details={
        **SPREAD_DETAILS,
        "items": "the items, the oldest first",
        "ages": "their ages in minutes, in the same order",
        "beyond_p85": "items older than 85 % of the finished items ever became; null where none is finished",
    },
)
