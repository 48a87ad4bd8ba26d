"""The page of a decision: whether it still holds, what it took the place of, what else was decided on its subject."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.decision import DECISION, Decision
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell, Inline, Title
from site_builder.views.facts import record_link
from site_builder.views.parts import Column, Notice, Row, Subsection, Table
from site_builder.views.record import record_page
from site_builder.views.words import status_badge


def decision_page(context: ViewContext, record: Record[Decision]) -> Page:
    """Return the page of a decision."""
    return record_page(
        context,
        record,
        notices=tuple(_notices(context, record)),
        sections=(*_succession(context, record), *_same_subject(context, record)),
    )


def overdue_decisions(context: ViewContext) -> frozenset[str]:
    """Return the ids of the decisions that were to be looked at again and were not, as the metric counts them."""
    result = context.measures.one("reviews-overdue", kind=DECISION.name)
    names = result.details["records"] if result is not None else ()
    return frozenset(name.partition(":")[2] for name in names)


def successors_of(context: ViewContext, record: Record[Decision]) -> tuple[Record[Decision], ...]:
    """Return the decisions that took the place of this one; a proposal has not yet."""
    found = context.handbook.referring(record, DECISION, "supersedes")
    return tuple(other for other in found if other.fields.status in ("accepted", "superseded"))


def revisit_cell(context: ViewContext, record: Record[Decision]) -> Inline:
    """Return the day to look at a decision again, or to decide a proposal by, marked where it has passed."""
    fields = record.fields
    if fields.revisit_on is None:
        return None
    is_late = record.id in overdue_decisions(context)
    if fields.status == "proposed":
        is_late = fields.revisit_on < context.as_of
    return DayCell(fields.revisit_on, tone="danger", note="past") if is_late else DayCell(fields.revisit_on)


def _notices(context: ViewContext, record: Record[Decision]) -> Iterator[Notice]:
    later = successors_of(context, record)
    if later:
        links = tuple(record_link(context.handbook, other.reference) for other in later)
        yield Notice("attention", "Superseded", "This decision is kept for its history. What holds instead:", links)
    day = record.fields.revisit_on
    if day is None:
        return
    if record.fields.status == "proposed" and day < context.as_of:
        yield Notice("attention", "Not decided yet", f"It was to be decided by {day.isoformat()}.")
    elif record.id in overdue_decisions(context):
        text = f"It was to be looked at again by {day.isoformat()}. Write reviewed_on when that is done."
        yield Notice("attention", "To be looked at again", text)


def _succession(context: ViewContext, record: Record[Decision]) -> Iterator[Subsection]:
    """Yield the whole chain that this decision is part of, the oldest first; nothing where it stands alone."""
    chain = _chain(context, record)
    if len(chain) > 1:
        yield Subsection("How it came about", (_table(context, record, chain, "succession"),), anchor="succession")


def _chain(context: ViewContext, record: Record[Decision]) -> tuple[Record[Decision], ...]:
    """Return all decisions that are tied to this one by succession."""
    handbook = context.handbook
    found = {record.id: record}
    waiting = [record]
    while waiting:
        each = waiting.pop()
        earlier = (handbook.find(DECISION, other.id) for other in each.fields.supersedes)
        for other in (*earlier, *handbook.referring(each, DECISION, "supersedes")):
            if other is not None and other.id not in found:
                found[other.id] = other
                waiting.append(other)
    return tuple(sorted(found.values(), key=_by_day))


def _same_subject(context: ViewContext, record: Record[Decision]) -> Iterator[Subsection]:
    """Yield what else was decided on the same subject."""
    subject = record.fields.subject
    about = context.handbook.get(subject) if subject else None
    if about is None:
        return
    chain = {other.id for other in _chain(context, record)}
    others = [other for other in context.handbook.referring(about, DECISION, "subject") if other.id not in chain]
    if others:
        table = _table(context, record, tuple(sorted(others, key=_by_day)), "same-subject")
        yield Subsection("Also decided on this subject", (table,), anchor="same-subject", count=len(others))


def _by_day(record: Record[Decision]) -> tuple[str, str]:
    decided_on = record.fields.decided_on
    return (decided_on.isoformat() if decided_on else "9999-12-31", record.id)


def _table(
    context: ViewContext, record: Record[Decision], found: tuple[Record[Decision], ...], identifier: str
) -> Table:
    columns = (Column("Decision", "link"), Column("Status", "status"), Column("Decided", "date"))
    rows = tuple(
        Row(
            (
                Title(each.title) if each.id == record.id else context.link(each),
                status_badge(each.fields.status),
                DayCell(each.fields.decided_on) if each.fields.decided_on else None,
            )
        )
        for each in found
    )
    return Table(columns, rows, "By day, the oldest first", f"{identifier}-table")
