"""The page of an initiative: whether its promise was kept, what it waits for, and what it brought."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.change import CHANGE
from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.kinds.release import RELEASE
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cards import card_of
from site_builder.views.cells import Badge, DayCell, Inline, NumberCell
from site_builder.views.facts import planned_cell, record_link
from site_builder.views.initiative_promises import first_promise, promise_section
from site_builder.views.parts import Column, Fact, Row, Subsection, Table
from site_builder.views.promises import promise_words
from site_builder.views.record import record_page
from site_builder.views.words import status_badge

_DEPENDENCIES = (
    Column("This initiative"),
    Column("Initiative", "link"),
    Column("Status", "status"),
    Column("Target", "date"),
)
_SHIPPED = (Column("Change", "link"), Column("Type", "status"), Column("Release"))
_DONE = ("released", "dropped")
_SHOWN = frozenset({"horizon", "depends_on"})


def initiative_page(context: ViewContext, record: Record[Initiative], health: Badge | None) -> Page:
    """Return the page of an initiative. ``health`` is what its newest update says; of what is over, no page says it."""
    fields = record.fields
    facts = (
        Fact("Health", health if fields.status not in _DONE else None),
        Fact("Horizon", fields.horizon_on(context.as_of)),
        Fact(
            "Promise",
            promise_words(fields, context.as_of, first_promise(context, record)),
        ),
        Fact("RICE score", NumberCell(fields.rice.score, 0) if fields.rice else None),
    )
    return record_page(
        context,
        record,
        sections=(*_dependencies(context, record), *_shipped(context, record), *promise_section(context, record)),
        facts=tuple(fact for fact in facts if fact.value),
        leave_out=_SHOWN,
    )


def _dependencies(context: ViewContext, record: Record[Initiative]) -> Iterator[Subsection]:
    """Yield what it waits for and what waits for it, with dates: where a promise is in danger one sees it here."""
    handbook = context.handbook
    before = [found for other in record.fields.depends_on if (found := handbook.find(INITIATIVE, other.id))]
    after = handbook.referring(record, INITIATIVE, "depends_on")
    rows = [
        *(_dependency(context, "waits for", other, _is_too_late(other, record)) for other in before),
        *(_dependency(context, "is awaited by", other, _is_too_late(record, other)) for other in after),
    ]
    if rows:
        table = Table(_DEPENDENCIES, tuple(rows), "Dependencies", "dependencies-table")
        yield Subsection("Dependencies", (table,), anchor="dependencies", count=len(rows))


def _dependency(context: ViewContext, label: str, other: Record[Initiative], is_endangered: bool) -> Row:
    target: Inline = planned_cell(other.fields.target)
    if is_endangered and isinstance(target, DayCell):
        note = "later than this one" if label == "waits for" else "earlier than this one"
        target = DayCell(target.day, target.text, "attention", note)
    card = card_of(context.handbook, other)
    return Row((label, card.link, card.status, target))


def _is_too_late(awaited: Record[Initiative], waiting: Record[Initiative]) -> bool:
    """Return whether what is awaited has a later target than what waits, both being open."""
    first, second = awaited.fields, waiting.fields
    if first.status in _DONE or second.status in _DONE or first.target is None or second.target is None:
        return False
    return first.target.last_day > second.target.last_day


def _shipped(context: ViewContext, record: Record[Initiative]) -> Iterator[Subsection]:
    changes = context.handbook.referring(record, CHANGE, "initiative")
    if not changes:
        return
    rows = []
    for change in changes:
        release = context.handbook.find(RELEASE, change.fields.release.id) if change.fields.release else None
        where = record_link(context.handbook, release.reference) if release else "unreleased"
        rows.append(Row((context.link(change), status_badge(change.fields.type), where)))
    table = Table(_SHIPPED, tuple(rows), "Changes it brought", "shipped-changes")
    yield Subsection("What shipped", (table,), anchor="shipped", count=len(rows))
