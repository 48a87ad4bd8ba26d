"""The page of an update: what was reported before and after it on the same subject."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.update import Update
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell, Inline, Phrase, Title
from site_builder.views.parts import Column, Fact, Notice, Row, Subsection, Table
from site_builder.views.record import record_page
from site_builder.views.update_charts import subject_strip
from site_builder.views.update_subjects import Subject
from site_builder.views.words import status_badge


def update_page(context: ViewContext, record: Record[Update], subject: Subject | None) -> Page:
    """Return the page of an update. ``subject`` has its neighbours; None where its day is still to come."""
    return record_page(
        context,
        record,
        notices=tuple(_notices(context, record, subject)),
        facts=tuple(_before(context, record, subject)),
        sections=tuple(_series(context, record, subject)),
    )


def _notices(context: ViewContext, record: Record[Update], subject: Subject | None) -> Iterator[Notice]:
    if subject is None:
        return
    newest = subject.updates[-1]
    if newest.id != record.id:
        link = context.link(newest)
        pieces: tuple[Inline, ...] = (link, f" of {newest.fields.date.isoformat()} is the newest on this subject.")
        yield Notice("neutral", "There is a newer update", Phrase(pieces))
    elif subject.is_overdue:
        due = "by the cadence of its channel" if subject.due is None else f"on {subject.due.isoformat()}"
        yield Notice("attention", "The next update is overdue", f"It was due {due} and has not come.")


def _before(context: ViewContext, record: Record[Update], subject: Subject | None) -> Iterator[Fact]:
    """Yield the update before this one with its health: whether things turned."""
    known = subject.updates if subject is not None else ()
    place = next((number for number, update in enumerate(known) if update.id == record.id), 0)
    if place:
        before = known[place - 1]
        link = context.link(before)
        yield Fact("Update before", Phrase((link, " ", status_badge(before.fields.health))))


def _series(context: ViewContext, record: Record[Update], subject: Subject | None) -> Iterator[Subsection]:
    if subject is None or len(subject.updates) < 2:
        return
    columns = (Column("Update", "link"), Column("Date", "date"), Column("Health", "status"), Column("Next due", "date"))
    rows = tuple(
        Row(
            (
                Title(update.title) if update.id == record.id else context.link(update),
                DayCell(update.fields.date),
                status_badge(update.fields.health),
                DayCell(update.fields.next_due) if update.fields.next_due else None,
            )
        )
        for update in reversed(subject.updates)
    )
    table = Table(columns, rows, "Updates on this subject, newest first", "series-table")
    title = "All updates on this subject"
    yield Subsection(title, (subject_strip(context, subject), table), anchor="series", count=len(rows))
