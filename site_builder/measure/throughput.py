"""How much gets finished in a week, and whether that is more than the usual up and down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import Any

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.flow import SOURCE, Flow, flow_results
from site_builder.measure.statistics.xmr import limits
from site_builder.model.metric import MetricResult

MOST_WEEKS = 104

_WEEK = timedelta(weeks=1)


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def results(flow: Flow) -> Iterator[MetricResult]:
        weeks = _weeks(flow)
        finished = Counter(_monday(item.finished_at.date()) for item in flow.finished if item.finished_at)
        counts = [finished[week] for week in weeks]
        yield METRIC.result(
            context,
            fmean(counts) if counts else None,
            sum(counts),
            dimensions={"workflow": flow.workflow.id},
            reason="" if counts else "no full week has passed since the first item",
            details={
                "finished": len(flow.finished),
                "weeks": [week.isoformat() for week in weeks],
                "counts": counts,
                **_limits(counts, weeks),
            },
        )

    return flow_results(METRIC, context, results)


def _monday(day: date) -> date:
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


def _weeks(flow: Flow) -> Sequence[date]:
    """Return the Mondays of the last full weeks, from the week after the first item entered."""
    first = _monday(min(item.entered_at for item in flow.items).date())
    end = _monday(flow.as_of)
    full = min(MOST_WEEKS, (end - first).days // 7 - 1)
    return [end - number * _WEEK for number in range(full, 0, -1)]


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
        f"entered, at most the last {MOST_WEEKS}."
    ),
    method="mean of the weekly counts; natural process limits from the mean moving range (XmR), never below 0",
    source=f"{SOURCE}; Wheeler and Chambers, Understanding Statistical Process Control, chapter 3",
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
