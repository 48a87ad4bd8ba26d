"""Records that were to be reviewed by now and were not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from site_builder.kinds.decision import Decision
from site_builder.measure.base import MeasureContext, Metric
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    reviewed = [record for record in context.handbook if _review_days(record)]
    yield _result(context, reviewed, {})
    for kind in context.handbook.kinds:
        group = [record for record in reviewed if record.kind == kind]
        if group:
            yield _result(context, group, {"kind": kind})


def _result(context: MeasureContext, records: Sequence[Record[Any]], dimensions: Mapping[str, str]) -> MetricResult:
    overdue = sorted(str(record.reference) for record in records if _is_overdue(record, context.as_of))
    return METRIC.result(context, len(overdue), len(records), dimensions=dimensions, details={"records": overdue})


def _review_days(record: Record[Any]) -> tuple[date, ...]:
    """Return the days by which a record is to be looked at again."""
    fields = record.fields
    days = () if fields.review_by is None else (fields.review_by,)
    if isinstance(fields, Decision) and fields.status == "accepted" and fields.revisit_on is not None:
        return (*days, fields.revisit_on)
    return days


def _is_overdue(record: Record[Any], as_of: date) -> bool:
    reviewed_on = record.fields.reviewed_on
    return any(day < as_of and (reviewed_on is None or reviewed_on < day) for day in _review_days(record))


METRIC = Metric(
    name="reviews-overdue",
    unit="count",
    definition="Records whose day of review has passed without a review since; of accepted decisions also the day of "
    "looking at them again.",
    method="a full count; n is the number of records that have such a day",
    source="review_by and reviewed_on of the records",
    compute=_compute,
    details={"records": "the records, as kind:id"},
)
