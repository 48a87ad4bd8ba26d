"""Updates: the health of what is under way, whose report is overdue or was never written, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.update import UPDATE, Update
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import DayCell, Link, Meter
from site_builder.views.collection import empty_page, section_page
from site_builder.views.facts import owner_cell, record_link
from site_builder.views.figures import figure_card, value_cell
from site_builder.views.parts import Block, Column, KpiCard, KpiGrid, NumberCell, Row, Subsection, Table
from site_builder.views.plain import plain_text
from site_builder.views.tables import compact, first_rows
from site_builder.views.update_charts import health_strip
from site_builder.views.update_page import update_page
from site_builder.views.update_subjects import Subject, due_update_cell, subjects_of_updates, without_update
from site_builder.views.wording import count_words, joined_words
from site_builder.views.words import status_badge, words

_MOST = 25
_HEALTHS = ("off_track", "at_risk", "on_track")


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each update."""
    records = context.handbook.records(UPDATE)
    if not records:
        yield empty_page(context, UPDATE)
        return
    subjects = subjects_of_updates(context)
    under_way = [subject for subject in subjects if subject.is_under_way]
    strip = health_strip(context, subjects)
    blocks: tuple[Block, ...] = (
        *_cards(context),
        *((strip,) if strip else ()),
        *_waiting(context, under_way),
        *_now(context, under_way),
        _all(context, records),
    )
    lead, purpose = _sentence(context, under_way), UPDATE.purpose
    yield section_page(context, UPDATE.url, "Updates", lead, blocks, description=purpose, hides=("toc",))
    by_subject: Mapping[Reference, Subject] = {subject.record.reference: subject for subject in subjects}
    for record in records:
        yield update_page(context, record, by_subject.get(record.fields.subject))


def _sentence(context: ViewContext, under_way: Sequence[Subject]) -> str:
    healths = [subject.latest.health for subject in under_way]
    parts = joined_words([f"{healths.count(health):,} {words(health)}" for health in _HEALTHS if health in healths])
    text = (
        f"{count_words(len(healths), 'subject')} under way: {parts}"
        if parts
        else "Nothing that is reported on is under way"
    )
    overdue, without = sum(subject.is_overdue for subject in under_way), len(without_update(context))
    late = [f"{count_words(overdue, 'update')} overdue"] if overdue else []
    late += [f"{without:,} without an update"] if without else []
    text += f"; {joined_words(late)}." if late else "."
    kept = context.measures.one("updates-on-cadence")
    if kept is None or kept.value is None:
        return text
    return f"{text} {plain_text(value_cell(kept))} of the updates came on their day, n {kept.n:,}."


def _cards(context: ViewContext) -> Iterator[KpiGrid]:
    kept = context.measures.one("updates-on-cadence")
    if kept is None or not kept.n:
        return
    details = kept.details

    def part(label: str, name: str, meaning: str) -> KpiCard:
        return KpiCard(label, NumberCell(details[name]), n=kept.n, method=kept.method, definition=meaning)

    yield KpiGrid(
        (
            figure_card("On time", kept),
            part("Came late", "late", "Updates that came after the day that was announced."),
            part("Missing", "missing", "Updates past their day, on subjects that are not finished."),
            KpiCard(
                "Turned worse",
                NumberCell(details["worsened"]),
                n=details["updates"],
                interval=f"{details['improved']:,} turned better",
                method="a count over all updates up to today",
                definition="Updates whose health is worse than that of the update before on the same subject.",
            ),
        )
    )


def _waiting(context: ViewContext, under_way: Sequence[Subject]) -> Iterator[Subsection]:
    """Yield whose update has not come, and what has none although people expect one."""
    handbook = context.handbook
    overdue = [subject for subject in under_way if subject.is_overdue]
    missing = without_update(context)
    if not overdue and not missing:
        return
    told = (
        Row(
            (
                record_link(handbook, subject.record.reference),
                status_badge("overdue"),
                DayCell(subject.due) if subject.due else None,
                DayCell(subject.latest.date),
                owner_cell(handbook, subject.record.fields.owner),
            )
        )
        for subject in overdue
    )
    untold = (
        Row(
            (
                record_link(handbook, record.reference),
                status_badge("no update yet"),
                None,
                None,
                owner_cell(handbook, record.fields.owner),
            )
        )
        for record in missing
    )
    columns = (
        Column("Subject", "link"),
        Column("Why", "status"),
        Column("Was due", "date"),
        Column("Last update", "date"),
        Column("Owner"),
    )
    table = Table(columns, (), "Overdue, or without an update", "waiting-table")
    count, more = len(overdue) + len(missing), Link("all initiatives", INITIATIVE.url + "/")
    shown = first_rows(table, chain(told, untold), count, _MOST, more)
    yield Subsection("Waiting for an update", (shown,), anchor="waiting", count=count)


def _now(context: ViewContext, under_way: Sequence[Subject]) -> Iterator[Subsection]:
    """Yield how each subject under way is, the gravest first."""
    if not under_way:
        return
    columns = (
        Column("Subject", "link"),
        Column("Kind"),
        Column("Health", "status"),
        Column("Latest update", "link"),
        Column("Day", "date"),
        Column("Next due", "date"),
        Column("On their day"),
        Column("Owner"),
    )
    rows = tuple(_subject_row(context, subject) for subject in under_way)
    table = Table(columns, rows, "Subjects under way, the gravest first", "subjects", filters=("Health", "Kind"))
    yield Subsection("How it is going", (compact(table),), anchor="now", count=len(rows))


def _subject_row(context: ViewContext, subject: Subject) -> Row:
    handbook, record, result = context.handbook, subject.record, subject.result
    newest = subject.updates[-1]
    return Row(
        (
            context.link(record),
            handbook.kinds[record.kind].label,
            status_badge(subject.latest.health),
            context.link(newest),
            DayCell(subject.latest.date),
            due_update_cell(subject),
            Meter(result.details["on_time"], result.n) if result.n else None,
            owner_cell(handbook, record.fields.owner),
        )
    )


def _all(context: ViewContext, records: Sequence[Record[Update]]) -> Subsection:
    columns = (
        Column("Update", "link"),
        Column("Date", "date"),
        Column("Health", "status"),
        Column("Subject", "link"),
        Column("Owner"),
    )
    newest = sorted(records, key=lambda record: (record.fields.date, record.id), reverse=True)
    rows = tuple(_row(context, record) for record in newest)
    table = Table(columns, rows, "All updates, newest first", "updates", filters=("Health",))
    return Subsection("All updates", (compact(table),), anchor="all", count=len(rows))


def _row(context: ViewContext, record: Record[Update]) -> Row:
    handbook, fields = context.handbook, record.fields
    return Row(
        (
            context.link(record),
            DayCell(fields.date),
            status_badge(fields.health),
            record_link(handbook, fields.subject),
            owner_cell(handbook, fields.owner),
        )
    )


VIEW = View(UPDATE.url, "Updates", "Roadmap", 260, pages, ("update",))
