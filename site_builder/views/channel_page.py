"""The page of a channel: the days to come, who does what, and what was last reported about it."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.channel import Channel
from site_builder.kinds.update import UPDATE
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell, Inline, Link, Phrase
from site_builder.views.channel_days import days_ahead
from site_builder.views.parts import Column, Fact, Notice, Row, Subsection, Table
from site_builder.views.raci import channel_raci
from site_builder.views.record import record_page
from site_builder.views.words import status_badge

_DAYS = 5
_UPDATES = 10


def channel_page(context: ViewContext, channel: Record[Channel]) -> Page:
    """Return the page of a channel."""
    return record_page(
        context,
        channel,
        notices=tuple(_notices(context, channel)),
        facts=tuple(fact for fact in (Fact("After that", _later(context, channel)),) if fact.value),
        sections=(*_raci(context, channel), *_updates(context, channel)),
        leave_out=frozenset({"raci"}),
    )


def _notices(context: ViewContext, channel: Record[Channel]) -> Iterator[Notice]:
    day = channel.fields.next_on
    if day is not None and day < context.as_of:
        text = f"It was to be on {day.isoformat()}. Write the day of the next one."
        yield Notice("attention", "The next day has passed", text)


def _later(context: ViewContext, channel: Record[Channel]) -> Inline:
    """Return the days that the cadence gives after the one that is written."""
    later = days_ahead(channel.fields, context.as_of)[1 : _DAYS + 1]
    cells: list[Inline] = [DayCell(day) for day in later]
    return Phrase(tuple(piece for cell in cells for piece in (cell, ", "))[:-1]) if cells else None


def _raci(context: ViewContext, channel: Record[Channel]) -> Iterator[Subsection]:
    table = channel_raci(context, channel)
    if table is not None:
        yield Subsection("Who does what", (table,), anchor="raci")


def _updates(context: ViewContext, channel: Record[Channel]) -> Iterator[Subsection]:
    """Yield the newest updates about the channel itself."""
    updates = sorted(
        context.handbook.referring(channel, UPDATE, "subject"),
        key=lambda record: (record.fields.date, record.id),
        reverse=True,
    )
    if not updates:
        return
    columns = (Column("Update", "link"), Column("Date", "date"), Column("Health", "status"))
    rows = tuple(
        Row(
            (
                context.link(update),
                DayCell(update.fields.date),
                status_badge(update.fields.health),
            )
        )
        for update in updates[:_UPDATES]
    )
    is_cut = len(rows) < len(updates)
    more = Link("all of them are among the backlinks", "#backlinks") if is_cut else None
    total = len(updates) if is_cut else None
    table = Table(columns, rows, "Updates, newest first", "updates-table", total=total, more=more)
    yield Subsection("Updates", (table,), anchor="updates", count=len(updates))
