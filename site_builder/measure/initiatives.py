"""How many initiatives there are, by status, team and component."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import choices, in_order
from site_builder.model.metric import MetricResult

_GROUPINGS: tuple[tuple[str, Callable[[Initiative], str]], ...] = (
    ("status", lambda initiative: initiative.status),
    ("team", lambda initiative: initiative.team or ""),
    ("component", lambda initiative: initiative.component or ""),
)


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    initiatives = [record.fields for record in context.handbook.records(INITIATIVE)]
    yield METRIC.result(context, len(initiatives), len(initiatives))
    for name, value_of in _GROUPINGS:
        counts = Counter(map(value_of, initiatives))
        known = choices(INITIATIVE, "status") if name == "status" else ()
        for value in in_order(counts, known):
            yield METRIC.result(context, counts[value], counts[value], dimensions={name: value})


METRIC = Metric(
    name="initiatives",
    unit="count",
    definition="Initiatives of the roadmap, whatever their status.",
    method="a full count",
    source="the records of the roadmap",
    compute=_compute,
)
