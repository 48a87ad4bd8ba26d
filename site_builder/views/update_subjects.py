"""Subjects of updates: what was reported on each, how it is now, and whether the next report has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from site_builder.history.updates import updates_until
from site_builder.kinds.update import Update
from site_builder.measure.common.standing import is_finished
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell, Inline

_GRAVITY = ("off_track", "at_risk", "on_track")


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A record with its updates up to today, the oldest first, and what the metric says of them."""

    record: Record[Any]
    updates: tuple[Record[Update], ...]
    result: MetricResult
    is_under_way: bool

    @property
    def latest(self) -> Update:
        """The newest update."""
        return self.updates[-1].fields

    @property
    def is_overdue(self) -> bool:
        """Whether an update is past its day and has not come."""
        return bool(self.result.details["missing"])

    @property
    def due(self) -> date | None:
        """The day that was announced for the next update, while there is one to come."""
        return self.latest.next_due if self.is_under_way else None


def subjects_of_updates(context: ViewContext) -> tuple[Subject, ...]:
    """Return the subjects: those under way first, the gravest first, overdue before others, then the newest."""
    results = _by_subject(context)
    found = []
    for reference, own in updates_until(context.handbook, context.as_of).items():
        record = context.handbook.get(reference)
        if record is not None and str(reference) in results:
            under_way = not is_finished(record, context.as_of)
            found.append(Subject(record, own, results[str(reference)], under_way))
    return tuple(sorted(found, key=_order))


def without_update(context: ViewContext) -> tuple[Record[Any], ...]:
    """Return what people expect updates on and that has none: initiatives in progress and launches ahead."""
    overall = context.measures.one("updates-on-cadence")
    names: Sequence[str] = overall.details["without_update"] if overall is not None else ()
    parted = (name.partition(":") for name in names)
    found = (context.handbook.get(Reference(kind, record_id)) for kind, _, record_id in parted)
    return tuple(record for record in found if record is not None)


def due_update_cell(subject: Subject) -> Inline:
    """Return the day of the next update, marked where it has passed."""
    if subject.due is None:
        return "by its cadence" if subject.is_overdue else None
    return DayCell(subject.due, tone="danger", note="overdue") if subject.is_overdue else DayCell(subject.due)


def _by_subject(context: ViewContext) -> Mapping[str, MetricResult]:
    results = context.measures.results("updates-on-cadence")
    return {result.dimensions["subject"]: result for result in results if "subject" in result.dimensions}


def _order(subject: Subject) -> tuple[bool, int, bool, int, str]:
    latest = subject.latest
    gravity = _GRAVITY.index(latest.health) if subject.is_under_way else 0
    return (
        not subject.is_under_way,
        gravity,
        not subject.is_overdue,
        -latest.date.toordinal(),
        str(subject.record.reference),
    )
