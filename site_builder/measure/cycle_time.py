"""How long work takes from its start to its end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.flow import SOURCE, SPREAD_DETAILS, Flow, flow_results, middle, minutes_between, spread
from site_builder.measure.common.roadmap import SOURCE as ROADMAP_SOURCE
from site_builder.measure.common.roadmap import Roadmap, days_between, middle_of_days, roadmap_results, spread_of_days
from site_builder.measure.statistics.order import median_interval
from site_builder.model.metric import MetricResult


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def results(flow: Flow) -> Iterator[MetricResult]:
        minutes: list[float] = []
        lead: list[float] = []
        for item in flow.finished:
            if item.finished_at is not None:
                lead.append(minutes_between(item.entered_at, item.finished_at))
                if item.started_at is not None:
                    minutes.append(minutes_between(item.started_at, item.finished_at))
        minutes.sort()
        lead.sort()
        yield METRIC.result(
            context,
            middle(minutes),
            len(minutes),
            interval=median_interval(minutes),
            dimensions={"workflow": flow.workflow.id},
            reason="" if minutes else "no item is finished" if not lead else "no finished item was in an active stage",
            details={
                **spread(minutes),
                "distribution": minutes,
                "median_lead_time": middle(lead),
                "without_start": len(lead) - len(minutes),
            },
        )

    def of_roadmap(roadmap: Roadmap) -> Iterator[MetricResult]:
        days = sorted(days_between(begun, done) for begun, done in roadmap.deliveries.values())
        yield METRIC.result(
            context,
            middle_of_days(days),
            len(days),
            interval=median_interval(days),
            reason="" if days else "no initiative went from in progress to released",
            details={
                **spread_of_days(days),
                "distribution": days,
                "out_of_order": list(roadmap.out_of_order),
                "without_start": len(roadmap.released_commits) - len(days) - len(roadmap.out_of_order),
            },
        )

    roadmap_first = roadmap_results(METRIC, context, of_roadmap, unit="days")
    return chain(roadmap_first, flow_results(METRIC, context, results))


METRIC = Metric(
    name="cycle-time",
    unit="minutes",
    definition=(
        "Time from an item's first entry into an active stage to its entry into the last stage, of items that are "
        "finished; in a workflow without active stages from its first entry. An item that was reopened counts until "
        "it was finished for good. For the roadmap (no dimensions, in days): from the first commit that calls an "
        "initiative in progress to the first that calls it released."
    ),
    method="median, with its order-statistic interval; percentiles are linear (type 7)",
    source=f"{SOURCE}; for the roadmap {ROADMAP_SOURCE}",
    compute=_compute,
    details={
        **SPREAD_DETAILS,
        "distribution": "all durations, ascending",
        "out_of_order": "roadmap: ids of initiatives that were called released before they were in progress",
        "median_lead_time": "median minutes from an item's first entry into any stage",
        "without_start": "finished items that were never in an active stage, and so have no cycle time",
    },
)
