"""Escalations that are not mended yet, with their age."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time

from site_builder.kinds.escalation import ESCALATION, Escalation
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import choices
from site_builder.measure.common.escalations import known_escalations
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record

_OPEN = ("open", "mitigated")


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    escalations = known_escalations(context)
    yield _result(context, escalations, {})
    for severity in choices(ESCALATION, "severity"):
        group = [record for record in escalations if record.fields.severity == severity]
        yield _result(context, group, {"severity": severity})


def _result(
    context: MeasureContext, escalations: Sequence[Record[Escalation]], dimensions: Mapping[str, str]
) -> MetricResult:
    still_open = sorted(
        (record for record in escalations if record.fields.status in _OPEN),
        key=lambda record: (record.fields.detected_at, record.id),
    )
    today = datetime.combine(context.as_of, time(), UTC)
    statuses: Counter[str] = Counter(record.fields.status for record in still_open)
    return METRIC.result(
        context,
        len(still_open),
        len(escalations),
        dimensions=dimensions,
        details={
            "ids": [record.id for record in still_open],
            "ages": [_minutes(record.fields.detected_at, today) for record in still_open],
            "by_status": {status: statuses[status] for status in _OPEN},
        },
    )


def _minutes(since: datetime, until: datetime) -> float:
    return max(0.0, (until - since).total_seconds() / 60)


METRIC = Metric(
    name="open-escalations",
    unit="count",
    definition=(
        "Escalations that were open or mitigated on the as-of date, and so neither resolved nor closed; those detected "
        "after it are left out."
    ),
    method="a full count; n is the number of all escalations",
    source="the status of the records",
    compute=_compute,
    details={
        "ids": "ids of the escalations, the oldest first",
        "ages": "their ages in the same order: minutes from detection to the first instant of the as-of date (UTC)",
        "by_status": "how many are open, and how many mitigated",
    },
)
