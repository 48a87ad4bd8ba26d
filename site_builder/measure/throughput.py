"""How much gets finished in a week, and whether that is more than the usual up and down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from statistics import fmean
from typing import Any

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.flow import SOURCE, Flow, flow_results
from site_builder.measure.common.roadmap import SOURCE as ROADMAP_SOURCE
from site_builder.measure.common.roadmap import Roadmap, roadmap_results
from site_builder.measure.common.weeks import full_weeks, weekly_counts
from site_builder.measure.statistics.xmr import limits
from site_builder.model.metric import MetricResult

MOST_WEEKS = 104


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def of_roadmap(roadmap: Roadmap) -> Iterator[MetricResult]:
        began, done = roadmap.history.began, [commit.day for commit in roadmap.released_commits.values()]
        yield _result(context, began.day if began else context.as_of, done, {})

    def of_workflow(flow: Flow) -> Iterator[MetricResult]:
        first = min(item.entered_at for item in flow.items).date()
        done = [item.finished_at.date() for item in flow.finished if item.finished_at]
        yield _result(context, first, done, {"workflow": flow.workflow.id})

    return chain(roadmap_results(METRIC, context, of_roadmap), flow_results(METRIC, context, of_workflow))


def _result(context: MeasureContext, first: date, done: Sequence[date], dimensions: Mapping[str, str]) -> MetricResult:
    weeks = full_weeks(first, context.as_of, MOST_WEEKS)
    counts = weekly_counts(done, weeks)
    return METRIC.result(
        context,
        fmean(counts) if counts else None,
        sum(counts),
        dimensions=dimensions,
        reason="" if counts else "no full week has passed since the first item",
        details={
            "finished": len(done),
            "weeks": [week.isoformat() for week in weeks],
            "counts": counts,
            **_limits(counts, weeks),
        },
    )


def _limits(counts: Sequence[int], weeks: Sequence[date]) -> dict[str, Any]:
    found = limits(counts, floor=0)
    if found is None:
        return {"lower": None, "upper": None, "moving_range": None, "signals": []}
    return {
        "lower": found.lower,
        "upper": found.upper,
        "moving_range": found.moving_range,
        "signals": [weeks[index].isoformat() for index in found.signals],
    }


METRIC = Metric(
    name="throughput",
    unit="items a week",
    definition=(
        "Items finished in a week (Monday to Sunday, UTC), on average over the full weeks since the first item "
        f"entered, at most the last {MOST_WEEKS}; for each workflow, and without dimensions for the roadmap, where an "
        "initiative is finished with the first commit that calls it released."
    ),
    method="mean of the weekly counts; natural process limits from the mean moving range (XmR), never below 0",
    source=(
        f"{SOURCE}; for the roadmap {ROADMAP_SOURCE}; Wheeler and Chambers, Understanding Statistical Process Control, "
        "chapter 3"
    ),
    compute=_compute,
    details={
        "finished": "all finished items, whenever that was",
        "weeks": "Mondays of the weeks",
        "counts": "items finished in each",
        "lower": "lower natural process limit; null with fewer than two weeks",
        "upper": "upper natural process limit",
        "moving_range": "mean difference of consecutive weeks",
        "signals": "Mondays of the weeks outside the limits: something else than the usual up and down",
    },
)
