"""Whether what was agreed after escalations is done by the day it is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.escalation import ESCALATION, Action
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import choices, in_order
from site_builder.measure.common.escalations import known_escalations
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class _Agreed:
    """An action, and how bad the escalation was that it came of."""

    action: Action
    severity: str

    @property
    def type(self) -> str:
        return self.action.type or ""


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    agreed = [
        _Agreed(action, record.fields.severity)
        for record in known_escalations(context)
        for action in record.fields.actions
    ]
    yield _result(context, agreed, {})
    for severity in in_order((entry.severity for entry in agreed), choices(ESCALATION, "severity")):
        yield _result(context, [entry for entry in agreed if entry.severity == severity], {"severity": severity})
    for action_type in in_order(entry.type for entry in agreed):
        yield _result(context, [entry for entry in agreed if entry.type == action_type], {"type": action_type})


def _result(context: MeasureContext, agreed: Sequence[_Agreed], dimensions: Mapping[str, str]) -> MetricResult:
    as_of = context.as_of
    on_time = late = overdue = not_due = without_due = 0
    for entry in agreed:
        due, done_on = entry.action.due, entry.action.done_on
        is_done = done_on is not None and done_on <= as_of
        if due is None:
            without_due += 1
        elif due > as_of or (due == as_of and not is_done):
            # The day of an action that is due today is not over.
            not_due += 1
        elif is_done and done_on is not None:
            on_time += done_on <= due
            late += done_on > due
        else:
            overdue += 1
    n = on_time + late + overdue
    return METRIC.result(
        context,
        on_time / n if n else None,
        n,
        dimensions=dimensions,
        reason="" if n else "no action has been due yet",
        details={
            "on_time": on_time,
            "late": late,
            "overdue": overdue,
            "not_due": not_due,
            "without_due": without_due,
        },
    )


METRIC = Metric(
    name="actions-on-time",
    unit="share",
    definition="Actions of escalations that were done by the day they were due, as a share of those due by now.",
    method="done by due / due by the as-of date; a full count, so without an interval",
    source="the actions of the escalations",
    compute=_compute,
    details={
        "on_time": "done on the day they were due, or before",
        "late": "done after that day",
        "overdue": "past that day and not done",
        "not_due": "due after the as-of date, or on it and still open",
        "without_due": "without a day, so neither on time nor late",
    },
)
