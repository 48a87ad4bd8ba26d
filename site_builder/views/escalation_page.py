"""The page of an escalation: its moments with how long they took, what happened when, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from site_builder.kinds.escalation import Action, Escalation
from site_builder.measure.common.escalations import resolution_of
from site_builder.model.durations import duration_words
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Chips, DayCell, Inline, MomentCell, Phrase
from site_builder.views.escalation_work import breach_notice, state_badge
from site_builder.views.facts import owner_cell
from site_builder.views.parts import Column, Fact, Row, Subsection, Table
from site_builder.views.record import record_page
from site_builder.views.words import label_of, status_badge

MILESTONES = (
    ("acknowledge", "acknowledged_at"),
    ("mitigate", "mitigated_at"),
    ("resolve", "resolved_at"),
    ("close", "closed_at"),
)
"""What is timed from the detection: the verb that names the metric, and the field of the moment."""

_SHOWN = frozenset({"severity", "timeline", "actions", *(end for _, end in MILESTONES)})


def minutes_to(fields: Escalation, end: str) -> float | None:
    """Return the minutes from the detection to a moment.

    None where there is none, where it lies before the detection, for planned maintenance, and of the end of one that
    was opened again: as metrics count.
    """
    moment: datetime | None = resolution_of(fields) if end == "resolved_at" else getattr(fields, end)
    if moment is None or moment < fields.detected_at or fields.planned:
        return None
    return (moment - fields.detected_at).total_seconds() / 60


def escalation_page(context: ViewContext, record: Record[Escalation]) -> Page:
    """Return the page of an escalation."""
    return record_page(
        context,
        record,
        sections=(*_timeline(record), *_actions(context, record)),
        notices=tuple(breach_notice(context, record)),
        facts=(Fact("Severity", status_badge(record.fields.severity)), *_moments(record.fields)),
        leave_out=_SHOWN,
    )


def _moments(fields: Escalation) -> Iterator[Fact]:
    """Yield each moment with how long it took: ``2026-05-12 09:40 UTC, after 26 min``."""
    for _, end in MILESTONES:
        moment, minutes = getattr(fields, end), minutes_to(fields, end)
        if moment is not None:
            behind = () if minutes is None else (f", after {duration_words(minutes)}",)
            yield Fact(label_of(end.removesuffix("_at")), Phrase((MomentCell(moment), *behind)))


def _timeline(record: Record[Escalation]) -> Iterator[Subsection]:
    if record.fields.timeline:
        rows = tuple(Row((MomentCell(event.at), event.event)) for event in record.fields.timeline)
        columns = (Column("When", "date", sortable=False), Column("What", sortable=False))
        table = Table(columns, rows, "Timeline, in UTC", "timeline-table")
        yield Subsection("Timeline", (table,), anchor="timeline")


def _actions(context: ViewContext, record: Record[Escalation]) -> Iterator[Subsection]:
    if not record.fields.actions:
        return
    rows = tuple(
        Row(
            (
                action.title,
                action.type,
                owner_cell(context.handbook, action.owner) if action.owner else None,
                DayCell(action.due) if action.due else None,
                _state(action, context),
            )
        )
        for action in record.fields.actions
    )
    columns = (
        Column("Action"),
        Column("Type"),
        Column("Owner"),
        Column("Due", "date"),
        Column("State", "status"),
    )
    table = Table(columns, rows, "Corrective and preventive actions", "actions-table")
    yield Subsection("Actions", (table,), anchor="actions", count=len(rows))


def _state(action: Action, context: ViewContext) -> Inline:
    if action.done_on is not None:
        is_late = action.due is not None and action.done_on > action.due
        day = DayCell(action.done_on, tone="attention", note="late") if is_late else DayCell(action.done_on)
        return Chips((status_badge("done"), day))
    return state_badge(action, context.as_of)
