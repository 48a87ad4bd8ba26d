"""How old the work is that has been started and not finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from itertools import chain

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
from site_builder.measure.common.roadmap import DAY, Roadmap, days_between, roadmap_results
from site_builder.measure.common.roadmap import SOURCE as ROADMAP_SOURCE
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

    def of_roadmap(roadmap: Roadmap) -> Iterator[MetricResult]:
        now = datetime.combine(context.as_of, time(), UTC).timestamp()
        begun = [
            (max(0.0, (now - roadmap.begun_commits[record.id].seconds) / DAY), record.id)
            for record in roadmap.initiatives
            if record.fields.status == "in_progress" and record.id in roadmap.begun_commits
        ]
        past = sorted(days_between(*pair) for pair in roadmap.deliveries.values())
        usual = percentile(past, 0.85) if past else None
        yield _of_ages(context, begun, {}, usual, "no initiative in progress is known to the commits")

    roadmap_first = roadmap_results(METRIC, context, of_roadmap, unit="days")
    return chain(roadmap_first, flow_results(METRIC, context, results))


def _result(
    context: MeasureContext,
    flow: Flow,
    items: Sequence[ItemFlow],
    dimensions: Mapping[str, str],
    usual: float | None,
) -> MetricResult:
    begun = [(minutes_between(item.started_at, flow.now), item.name) for item in items if item.started_at is not None]
    return _of_ages(context, begun, dimensions, usual, "no started item is unfinished")


def _of_ages(
    context: MeasureContext,
    begun: Sequence[tuple[float, str]],
    dimensions: Mapping[str, str],
    usual: float | None,
    reason: str,
) -> MetricResult:
    """Return the result of ages and names; ``usual`` is what 85 % of the finished items stayed below."""
    oldest = sorted(begun, key=lambda aged: (-aged[0], aged[1]))
    ages = [age for age, _ in reversed(oldest)]
    return METRIC.result(
        context,
        middle(ages),
        len(ages),
        dimensions=dimensions,
        reason="" if ages else reason,
        details={
            **spread(ages),
            "items": [name for _, name in oldest],
            "ages": [age for age, _ in oldest],
            "beyond_p85": sum(age > usual for age in ages) if usual is not None else None,
        },
    )


METRIC = Metric(
    name="item-age",
    unit="minutes",
    definition=(
        "Age of items that have been started (they entered an active stage; in a workflow without these, any) and are "
        "not finished, in all stages and in each. For the roadmap (no dimensions, in days): of initiatives in "
        "progress, from the first commit that called them so."
    ),
    method="median from the start to the first instant of the as-of date (UTC); percentiles linear (type 7)",
    source=f"{SOURCE}; for the roadmap {ROADMAP_SOURCE}",
    compute=_compute,
    details={
        **SPREAD_DETAILS,
        "items": "the items, the oldest first",
        "ages": "their ages, in the same order",
        "beyond_p85": "items older than 85 % of the finished items ever became; null where none is finished",
    },
)
