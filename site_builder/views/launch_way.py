"""From concept to delivery: what was asked for, decided, built, tried, launched and released around one launch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from site_builder.kinds.asset import ASSET
from site_builder.kinds.change import CHANGE
from site_builder.kinds.decision import DECISION
from site_builder.kinds.experiment import EXPERIMENT
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.launch import Launch
from site_builder.kinds.objective import OBJECTIVE
from site_builder.kinds.release import RELEASE
from site_builder.kinds.request import REQUEST
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell, Inline
from site_builder.views.days import day_of, telling_date
from site_builder.views.parts import Column, Row, Subsection, Table
from site_builder.views.record import status_of
from site_builder.views.tables import compact
from site_builder.views.wording import count_words
from site_builder.views.words import status_badge

_MOST: Final = 5
"""So many records of a step are shown; the pages of the initiatives have all of them."""


def way_to_delivery(context: ViewContext, launch: Record[Launch]) -> Iterator[Subsection]:
    """Yield the steps in their order, a row a record; nothing where the launch is tied to nothing."""
    handbook = context.handbook
    found = (handbook.find(INITIATIVE, reference.id) for reference in launch.fields.initiatives)
    initiatives = [record for record in found if record is not None]
    releases = _releases(context, launch, initiatives)
    objectives = (
        handbook.find(OBJECTIVE, reference.id) for each in initiatives for reference in each.fields.objectives
    )
    requests: list[Record[Any] | None] = []
    for each in initiatives:
        requests += [handbook.find(REQUEST, reference.id) for reference in each.fields.requests]
        requests += handbook.referring(each, REQUEST, "initiatives")
    decided = [other for each in (*initiatives, launch) for other in handbook.referring(each, DECISION, "subject")]
    tried = [other for each in initiatives for other in handbook.referring(each, EXPERIMENT, "initiative")]
    changes = [other for each in initiatives for other in handbook.referring(each, CHANGE, "initiative")]
    steps: tuple[tuple[str, Iterable[Record[Any] | None]], ...] = (
        ("Aimed at", objectives),
        ("Asked for", requests),
        ("Decided", decided),
        ("Built", initiatives),
        ("Tried", tried),
        ("Launched", (launch,)),
        ("Released", releases),
        ("Changed", changes),
        ("Explained", handbook.referring(launch, ASSET, "launch")),
    )
    rows = [row for step, records in steps for row in _rows(context, step, records, launch)]
    if len(rows) < 2:
        return
    columns = (
        Column("Step", sortable=False),
        Column("Record", "link", sortable=False),
        Column("Status", "status", sortable=False),
        Column("Day", "date", sortable=False),
        Column("Kind", sortable=False),
    )
    table = Table(columns, tuple(rows), "From concept to delivery", "way-table")
    yield Subsection("From concept to delivery", (compact(table),), anchor="way")


def _releases(
    context: ViewContext, launch: Record[Launch], initiatives: Iterable[Record[Any]]
) -> tuple[Record[Any] | None, ...]:
    """Return the launch's own release, or those that brought its initiatives."""
    if launch.fields.release is not None:
        return (context.handbook.find(RELEASE, launch.fields.release.id),)
    return tuple(
        context.handbook.find(RELEASE, each.fields.release.id)
        for each in initiatives
        if each.fields.release is not None
    )


def _rows(
    context: ViewContext, step: str, records: Iterable[Record[Any] | None], launch: Record[Launch]
) -> Iterator[Row]:
    handbook = context.handbook
    found = list(dict.fromkeys(record for record in records if record is not None))
    shown = found if len(found) <= _MOST + 1 else found[:_MOST]
    for record in shown:
        kind = handbook.kinds[record.kind]
        when = None if record.kind == CHANGE.name else telling_date(kind, record)
        day = day_of(when)
        status = status_badge(record.fields.type) if record.kind == CHANGE.name else status_of(handbook, record)
        link: Inline = "this launch" if record is launch else context.link(record)
        yield Row(
            (
                step,
                link,
                status,
                DayCell(day, getattr(when, "text", "")) if day is not None else None,
                kind.label,
            )
        )
    if len(shown) < len(found):
        yield Row((step, f"and {count_words(len(found) - len(shown), 'more', 'more')}", None, None, None))
