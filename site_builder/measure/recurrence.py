"""Which causes come back: a Pareto of escalations by the category of their cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.escalations import known_escalations
from site_builder.model.metric import MetricResult


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    categories = Counter(
        record.fields.cause.category if record.fields.cause else ""
        for record in known_escalations(context)
        if not record.fields.planned
    )
    total = categories.total()
    ranked = sorted(categories.items(), key=lambda entry: (not entry[0], -entry[1], entry[0]))
    repeats = sum(count - 1 for category, count in ranked if category)
    details = {"causes": sum(map(bool, categories)), "repeats": repeats, "without_cause": categories[""]}
    yield METRIC.result(context, total, total, details=details)
    for rank, ((category, count), sum_so_far) in enumerate(
        zip(ranked, accumulate(count for _, count in ranked), strict=True), start=1
    ):
        yield METRIC.result(
            context,
            count,
            count,
            dimensions={"cause": category},
            details={
                "rank": rank,
                "share": count / total,
                "cumulative_share": sum_so_far / total,
                "repeats": count - 1 if category else 0,
            },
        )


METRIC = Metric(
    name="recurrence",
    unit="count",
    definition="Escalations by the category of their cause, the most frequent first; planned maintenance is left out.",
    method="a full count; shares are of all escalations, and those without a cause come last",
    source="Juran, Quality Control Handbook (the Pareto principle)",
    compute=_compute,
    details={
        "causes": "over everything: how many categories there are",
        "without_cause": "over everything: escalations that name no cause",
        "repeats": "escalations beyond the first of their cause",
        "rank": "place in the order, from 1",
        "share": "share of all escalations",
        "cumulative_share": "share of this cause and of all before it",
    },
)
