"""What happened in the last seven days, and what is to come: the two tables of the home page that go by days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from site_builder.kinds.decision import DECISION
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.launch import LAUNCH
from site_builder.kinds.release import RELEASE
from site_builder.kinds.update import UPDATE
from site_builder.measure.common.escalations import known_escalations, resolution_of
from site_builder.model.dates import PlannedDate
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell, Link
from site_builder.views.days import day_of, shifted
from site_builder.views.facts import owner_cell, planned_cell
from site_builder.views.parts import Column, Paragraph, Row, Subsection, Table
from site_builder.views.record import status_of
from site_builder.views.tables import compact

_WEEK = 7
_AHEAD = 92


@dataclass(frozen=True, slots=True)
class _Event:
    day: date
    what: str
    record: Record[Any]


def since_last_week(context: ViewContext, most: int) -> Subsection:
    """Return what happened in the seven days up to today, the newest first; a sentence where nothing did."""
    after = shifted(context.as_of, -_WEEK)
    events = sorted(
        (event for event in _events(context) if after < event.day <= context.as_of),
        key=lambda event: (-event.day.toordinal(), event.record.kind, event.record.id, event.what),
    )
    if not events:
        nothing = Paragraph("Nothing was released, decided, reported or resolved in the last seven days.")
        return Subsection("Since last week", (nothing,), "since-last-week")
    rows = tuple(_event_row(context, event) for event in events[:most])
    columns = (
        Column("Day", "date"),
        Column("What"),
        Column("Record", "link"),
        Column("Status", "status"),
        Column("Owner"),
    )
    total = len(events) if len(rows) < len(events) else None
    table = Table(columns, rows, "What happened in the last seven days", "week-table", total=total)
    return Subsection("Since last week", (compact(table),), "since-last-week", count=len(events))


def _event_row(context: ViewContext, event: _Event) -> Row:
    handbook, record = context.handbook, event.record
    return Row(
        (
            DayCell(event.day),
            event.what,
            context.link(record),
            status_of(handbook, record),
            owner_cell(handbook, record.fields.owner),
        )
    )


def _events(context: ViewContext) -> Iterator[_Event]:
    """Yield what records say of days; what only the commits know comes with the history."""
    handbook = context.handbook
    for initiative in handbook.records(INITIATIVE):
        yield from _on(initiative.fields.released_on, "initiative released", initiative)
    for release in handbook.records(RELEASE):
        if release.fields.status == "released" and release.fields.date.is_exact:
            yield from _on(release.fields.date, "release", release)
    for escalation in known_escalations(context.measures.context):
        yield from _on(escalation.fields.detected_at, "escalation detected", escalation)
        yield from _on(resolution_of(escalation.fields), "escalation resolved", escalation)
    for decision in handbook.records(DECISION):
        yield from _on(decision.fields.decided_on, "decision", decision)
    for update in handbook.records(UPDATE):
        yield from _on(update.fields.date, "update", update)


def _on(value: object, what: str, record: Record[Any]) -> Iterator[_Event]:
    day = day_of(value)
    if day is not None:
        yield _Event(day, what, record)


@dataclass(frozen=True, slots=True)
class _Planned:
    when: PlannedDate
    record: Record[Any]


def coming(context: ViewContext, most: int) -> Iterator[Subsection]:
    """Yield what is planned for the next three months, the next one first; nothing where nothing is."""
    handbook, until = context.handbook, shifted(context.as_of, _AHEAD)
    found = sorted(
        (plan for plan in _plans(context) if context.as_of <= plan.when.last_day <= until),
        key=lambda plan: (plan.when.last_day, plan.record.kind, plan.record.id),
    )
    if not found:
        return
    rows = tuple(
        Row(
            (
                context.link(plan.record),
                handbook.kinds[plan.record.kind].label.lower(),
                status_of(handbook, plan.record),
                planned_cell(plan.when),
                owner_cell(handbook, plan.record.fields.owner),
            )
        )
        for plan in found[:most]
    )
    columns = (
        Column("Record", "link"),
        Column("Kind"),
        Column("Status", "status"),
        Column("Date", "date"),
        Column("Owner"),
    )
    total = len(found) if len(rows) < len(found) else None
    more = Link("the roadmap", "roadmap/")
    table = Table(columns, rows, "Planned for the next three months", "coming-table", total=total, more=more)
    yield Subsection("What is next", (compact(table),), "next", count=len(found))


def _plans(context: ViewContext) -> Iterator[_Planned]:
    handbook = context.handbook
    for initiative in handbook.records(INITIATIVE):
        if initiative.fields.status not in ("released", "dropped") and initiative.fields.target is not None:
            yield _Planned(initiative.fields.target, initiative)
    for release in handbook.records(RELEASE):
        if release.fields.status == "planned":
            yield _Planned(release.fields.date, release)
    for launch in handbook.records(LAUNCH):
        yield _Planned(launch.fields.date, launch)
