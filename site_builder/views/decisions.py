"""Decisions: what is still open, what is to be looked at again, the log by date and by subject, a page for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from site_builder.kinds.decision import DECISION, Decision
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Badge, DayCell, Inline, ItemList, Link, Phrase
from site_builder.views.collection import empty_page, section_page
from site_builder.views.decision_chart import decisions_chart
from site_builder.views.decision_page import decision_page, overdue_decisions, revisit_cell, successors_of
from site_builder.views.facts import owner_cell, record_link
from site_builder.views.parts import Block, Chips, Column, Row, Subsection, Table
from site_builder.views.tables import compact, cut
from site_builder.views.wording import joined_words
from site_builder.views.words import counted, status_badge

_STATUSES = ("proposed", "accepted", "rejected", "superseded")
_MOST = 25
_REST = Link("all decisions are in the log", "#log")


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the log and one page for each decision."""
    records = context.handbook.records(DECISION)
    if not records:
        yield empty_page(context, DECISION)
        return
    newest = sorted(records, key=_by_day, reverse=True)
    chart = decisions_chart(context, records)
    blocks: tuple[Block, ...] = (
        *((chart,) if chart else ()),
        *_open(context, newest),
        *_revisits(context, newest),
        _log(context, newest),
        *_by_subject(context, newest),
    )
    lead, purpose = _sentence(context, records), DECISION.purpose
    yield section_page(context, DECISION.url, "Decisions", lead, blocks, description=purpose, hides=("toc",))
    for record in records:
        yield decision_page(context, record)


def _by_day(record: Record[Decision]) -> tuple[bool, date, str]:
    """Return what the log is sorted by, newest first: what is not decided yet leads."""
    decided_on = record.fields.decided_on
    return (decided_on is None and record.fields.status == "proposed", decided_on or date.min, record.id)


def _sentence(context: ViewContext, records: Sequence[Record[Decision]]) -> str:
    statuses = [record.fields.status for record in records]
    parts = joined_words([f"{statuses.count(status):,} {status}" for status in _STATUSES if status in statuses])
    text = f"{counted(DECISION, len(records))}: {parts}"
    late = len(overdue_decisions(context))
    if late:
        verb, whom = ("is", "it") if late == 1 else ("are", "them")
        return f"{text}; {late:,} {verb} past the day to look at {whom} again."
    coming = sorted((day, record.title) for record in records if (day := _next_look(context, record)))
    return f"{text}; the next to be looked at again is due on {coming[0][0].isoformat()}." if coming else f"{text}."


def _next_look(context: ViewContext, record: Record[Decision]) -> date | None:
    """Return the day on which a decision that holds is to be looked at again; None where it has none.

    The day of a proposal is that by which it is to be decided.
    """
    fields = record.fields
    day = fields.revisit_on if fields.status == "accepted" else None
    return day if day is not None and day >= context.as_of else None


def _open(context: ViewContext, records: Sequence[Record[Decision]]) -> Iterator[Subsection]:
    found = sorted((record for record in records if record.fields.status == "proposed"), key=_by_revisit)
    if found:
        columns = (
            Column("Decision", "link"),
            Column("Subject", "link"),
            Column("Who decides"),
            Column("By", "date"),
            Column("Owner"),
        )
        rows = tuple(
            Row(
                (
                    context.link(record),
                    _subject(context, record),
                    _people(context, record.fields.deciders),
                    revisit_cell(context, record),
                    owner_cell(context.handbook, record.fields.owner),
                )
            )
            for record in found
        )
        table = compact(Table(columns, rows, "Proposed, and not decided yet", "open-decisions"))
        yield Subsection("Waiting for a decision", (cut(table, _MOST, _REST),), anchor="open", count=len(rows))


def _by_revisit(record: Record[Decision]) -> tuple[date, str]:
    return (record.fields.revisit_on or date.max, record.id)


def _revisits(context: ViewContext, records: Sequence[Record[Decision]]) -> Iterator[Subsection]:
    """Yield the decisions that hold and have a day to be looked at again, the next one first."""
    found = [
        (day, record) for record in records if record.fields.status == "accepted" and (day := record.fields.revisit_on)
    ]
    late = overdue_decisions(context)
    found = [(day, record) for day, record in found if day >= context.as_of or record.id in late]
    if found:
        columns = (
            Column("Decision", "link"),
            Column("Look again on", "date"),
            Column("Decided", "date"),
            Column("Owner"),
        )
        rows = tuple(
            Row(
                (
                    context.link(record),
                    revisit_cell(context, record),
                    DayCell(record.fields.decided_on) if record.fields.decided_on else None,
                    owner_cell(context.handbook, record.fields.owner),
                )
            )
            for _, record in sorted(found, key=lambda item: (item[0], item[1].id))
        )
        table = compact(Table(columns, rows, "Accepted decisions by the day to look at them again", "revisits"))
        yield Subsection("To be looked at again", (cut(table, _MOST, _REST),), anchor="revisit", count=len(rows))


def _log(context: ViewContext, records: Sequence[Record[Decision]]) -> Subsection:
    columns = (
        Column("Decision", "link"),
        Column("Decided", "date"),
        Column("Status", "status"),
        Column("Subject", "link"),
        Column("About"),
        Column("Look again on", "date"),
        Column("Succession"),
    )
    rows = tuple(_row(context, record) for record in records)
    table = Table(columns, rows, "The decision log, newest first", "decisions", filters=("Status", "About"))
    return Subsection("The log", (compact(table),), anchor="log", count=len(rows))


def _row(context: ViewContext, record: Record[Decision]) -> Row:
    handbook, fields = context.handbook, record.fields
    return Row(
        (
            context.link(record),
            DayCell(fields.decided_on) if fields.decided_on else None,
            status_badge(fields.status),
            _subject(context, record),
            handbook.kinds[fields.subject.kind].label
            if fields.subject and fields.subject.kind in handbook.kinds
            else None,
            revisit_cell(context, record),
            _succession(context, record),
        )
    )


def _succession(context: ViewContext, record: Record[Decision]) -> Inline:
    handbook = context.handbook
    lines: list[Inline] = [Phrase(("replaces ", record_link(handbook, other))) for other in record.fields.supersedes]
    later = successors_of(context, record)
    lines.extend(Phrase(("replaced by ", record_link(handbook, other.reference))) for other in later)
    return ItemList(tuple(lines)) if lines else None


def _subject(context: ViewContext, record: Record[Decision]) -> Inline:
    return record_link(context.handbook, record.fields.subject) if record.fields.subject else None


def _people(context: ViewContext, people: Sequence[object]) -> Inline:
    cells = tuple(owner_cell(context.handbook, person) for person in people)  # type: ignore[arg-type]
    shown = tuple(cell for cell in cells if cell is not None)
    return Chips(shown) if shown else None


def _by_subject(context: ViewContext, records: Sequence[Record[Decision]]) -> Iterator[Subsection]:
    """Yield the decisions under what they are about; subjects with the newest decision first."""
    groups: defaultdict[Reference, list[Record[Decision]]] = defaultdict(list)
    for record in records:
        if record.fields.subject is not None and context.handbook.get(record.fields.subject) is not None:
            groups[record.fields.subject].append(record)
    shared = {subject: found for subject, found in groups.items() if len(found) > 1}
    if not shared:
        return
    columns = (Column("Subject", "link"), Column("Decisions", sortable=False))
    rows = tuple(
        Row((record_link(context.handbook, subject), ItemList(tuple(_line(context, record) for record in found))))
        for subject, found in shared.items()
    )
    table = Table(columns, rows, "Subjects with more than one decision", "decisions-by-subject")
    yield Subsection("By subject", (cut(table, _MOST, _REST),), anchor="subjects", count=len(shared))


def _line(context: ViewContext, record: Record[Decision]) -> Inline:
    decided_on = record.fields.decided_on
    day: tuple[Inline, ...] = (" ", DayCell(decided_on)) if decided_on else ()
    badge: Badge = status_badge(record.fields.status)
    return Phrase((context.link(record), " ", badge, *day))


VIEW = View(DECISION.url, "Decisions", "Roadmap", 230, pages, ("decision",))
