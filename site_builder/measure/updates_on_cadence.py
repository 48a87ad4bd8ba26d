"""Whether updates come when they were announced, and how the health of their subjects moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from site_builder.history.updates import updates_until
from site_builder.kinds.channel import CHANNEL
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.launch import LAUNCH
from site_builder.kinds.update import Update
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.standing import is_finished, is_open
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference

_DAYS: Final[Mapping[str, int]] = {"daily": 1, "weekly": 7, "biweekly": 14, "monthly": 31, "quarterly": 92}
_HEALTH: Final[Mapping[str, int]] = {"on_track": 0, "at_risk": 1, "off_track": 2}


@dataclass(frozen=True, slots=True)
class _Kept:
    """What became of the updates that were due on a subject, and of its health."""

    on_time: int
    late: int
    missing: int
    improved: int
    worsened: int
    updates: int

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.missing


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    by_subject = {
        subject: [record.fields for record in records]
        for subject, records in sorted(updates_until(context.handbook, context.as_of).items())
    }
    kept = {subject: _of_subject(context, subject, updates) for subject, updates in by_subject.items()}
    without = [str(record.reference) for record in _under_way(context) if record.reference not in kept]
    yield _result(context, list(kept.values()), {}, {"without_update": without})
    for subject, found in kept.items():
        yield _result(context, [found], {"subject": str(subject)}, {"health": by_subject[subject][-1].health})


def _under_way(context: MeasureContext) -> Iterator[Record[Any]]:
    """Yield what people expect updates on: initiatives in progress and launches ahead."""
    for initiative in context.handbook.records(INITIATIVE):
        if initiative.fields.status == "in_progress":
            yield initiative
    for launch in context.handbook.records(LAUNCH):
        if is_open(launch, context.as_of):
            yield launch


def _of_subject(context: MeasureContext, subject: Reference, updates: Sequence[Update]) -> _Kept:
    record = context.handbook.get(subject)
    on_time = late = missing = improved = worsened = 0
    for earlier, later in pairwise(updates):
        due = _next_due(earlier, record)
        if due is not None:
            on_time += later.date <= due
            late += later.date > due
        improved += _HEALTH[later.health] < _HEALTH[earlier.health]
        worsened += _HEALTH[later.health] > _HEALTH[earlier.health]
    due = _next_due(updates[-1], record)
    if due is not None and due < context.as_of and record is not None and not is_finished(record, context.as_of):
        missing += 1
    return _Kept(on_time, late, missing, improved, worsened, len(updates))


def _next_due(update: Update, subject: Record[Any] | None) -> date | None:
    """Return when the next update was announced; on a channel without a day, by its cadence."""
    if update.next_due is not None:
        return update.next_due
    days = _DAYS.get(subject.fields.cadence) if subject is not None and subject.kind == CHANNEL.name else None
    return None if days is None or (date.max - update.date).days < days else update.date + timedelta(days=days)


def _result(
    context: MeasureContext, found: Sequence[_Kept], dimensions: Mapping[str, str], further: Mapping[str, Any]
) -> MetricResult:
    due, on_time = sum(kept.due for kept in found), sum(kept.on_time for kept in found)
    improved, worsened = sum(kept.improved for kept in found), sum(kept.worsened for kept in found)
    return METRIC.result(
        context,
        on_time / due if due else None,
        due,
        dimensions=dimensions,
        reason="" if due else "no update has been due yet" if found else "there is no update",
        details={
            "on_time": on_time,
            "late": sum(kept.late for kept in found),
            "missing": sum(kept.missing for kept in found),
            "updates": sum(kept.updates for kept in found),
            "health_changes": improved + worsened,
            "improved": improved,
            "worsened": worsened,
            **further,
        },
    )


METRIC = Metric(
    name="updates-on-cadence",
    unit="share",
    definition=(
        "Updates that came by the day which the update before announced (next_due; on a channel without it, its "
        "cadence), as a share of those due. An update that has not come is missing once its day has passed, unless its "
        "subject is finished."
    ),
    method="on time / (on time + late + missing); a full count, so without an interval",
    source="date, next_due and health of the updates",
    compute=_compute,
    details={
        "on_time": "updates that came by their day",
        "late": "updates that came after it",
        "missing": "updates past their day that have not come",
        "updates": "all updates up to the as-of date",
        "health_changes": "updates whose health is not that of the one before",
        "improved": "of these, changes for the better",
        "worsened": "of these, changes for the worse",
        "without_update": "over everything: initiatives in progress and launches ahead that have none",
        "health": "of a subject: the health that its latest update reports",
    },
)
