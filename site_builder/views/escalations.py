"""Escalations: how many are open, how long they take, why they happen, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from site_builder.kinds.escalation import ESCALATION, Escalation
from site_builder.measure.common.escalations import known_escalations
from site_builder.model.durations import duration_words
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.attention import past_policy
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import DayCell, DurationCell, NumberCell
from site_builder.views.collection import empty_page, section_page
from site_builder.views.escalation_charts import causes_chart, times_chart
from site_builder.views.escalation_page import MILESTONES, escalation_page, minutes_to
from site_builder.views.escalation_work import open_actions, policy_section
from site_builder.views.facts import owner_cell
from site_builder.views.figures import figure_card, value_cell
from site_builder.views.later import later
from site_builder.views.open_escalations import open_escalations
from site_builder.views.parts import Block, Column, KpiGrid, Row, Subsection, Table
from site_builder.views.tables import compact
from site_builder.views.wording import count_words
from site_builder.views.words import status_badge, words

SECTION = ESCALATION.url
_GROUPS = (("source", "Source"), ("cause", "Cause"), ("quarter", "Quarter"))


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each escalation."""
    records = known_escalations(context.measures.context)
    if not records:
        yield empty_page(context, ESCALATION)
        yield from record_pages(context)
        return
    newest = sorted(records, key=lambda record: (record.fields.detected_at, record.id), reverse=True)
    open_now, times = tuple(open_escalations(context)), tuple(_times(context))
    actions = tuple(open_actions(context))
    blocks: tuple[Block, ...] = (
        _cards(context, has_open=bool(open_now), has_times=bool(times), has_actions=bool(actions)),
        *open_now,
        *actions,
        *times,
        *policy_section(context),
        *_causes(context),
        _all(context, newest),
    )
    purpose = ESCALATION.purpose
    yield section_page(context, SECTION, "Escalations", _sentence(context), blocks, description=purpose, hides=("toc",))
    yield from record_pages(context)


def record_pages(context: ViewContext) -> Iterator[Page]:
    """Return the page of each escalation."""
    for record in context.handbook.records(ESCALATION):
        yield later(context, record, partial(escalation_page, context, record))


def _sentence(context: ViewContext) -> str:
    count = context.measures.one("open-escalations")
    resolve = context.measures.one("time-to-resolve")
    open_now = round(count.value) if count and count.value is not None else 0
    first = count_words(open_now, "open escalation") if open_now else "No escalation is open"
    late = len(context.once(past_policy))
    if late:
        first = f"{first}, {late:,} past policy"
    if resolve is None or resolve.value is None:
        return f"{first}; none says yet how long it took to resolve."
    return f"{first}; median {duration_words(resolve.value)} to resolve, n {resolve.n:,}."


def _cards(context: ViewContext, *, has_open: bool, has_times: bool, has_actions: bool) -> KpiGrid:
    measures = context.measures
    cards = [figure_card("Open escalations", measures.one("open-escalations"), url="#open-now" if has_open else "")]
    for verb, _ in MILESTONES:
        result = measures.one(f"time-to-{verb}")
        if result is not None and result.n:
            cards.append(figure_card(f"Median time to {verb}", result, url="#times" if has_times else ""))
    actions = measures.one("actions-on-time")
    if actions is not None and actions.n:
        cards.append(figure_card("Actions done on time", actions, url="#actions" if has_actions else ""))
    breaches = measures.one("policy-breaches")
    if breaches is not None and breaches.n:
        cards.append(figure_card("Promises broken", breaches, url="#policy"))
    return KpiGrid(tuple(cards))


def _times(context: ViewContext) -> Iterator[Subsection]:
    chart = times_chart(context)
    if chart is None:
        return
    columns = (
        Column("Group"),
        Column("Value"),
        Column("n", "number"),
        Column("Median", "number"),
        Column("85th percentile", "number"),
    )
    rows = tuple(row for group, label in _GROUPS for row in _times_of(context, group, label))
    caption = "Time to resolve by group"
    table = Table(columns, rows, caption, "times-by-group", filters=("Group",), folded=True)
    yield Subsection("How long they take", (chart, table), anchor="times")


def _times_of(context: ViewContext, group: str, label: str) -> Iterator[Row]:
    """Yield the times of each value of a grouping that has any; of quarters the newest first."""
    found = [result for result in context.measures.results("time-to-resolve") if set(result.dimensions) == {group}]
    for result in reversed(found) if group == "quarter" else found:
        if result.n:
            value = words(result.dimensions[group]) or "not given"
            p85 = DurationCell(result.details.get("p85"))
            yield Row((label, value, NumberCell(result.n), value_cell(result), p85))


def _causes(context: ViewContext) -> Iterator[Subsection]:
    chart = causes_chart(context)
    if chart is not None:
        yield Subsection("Why they happen", (chart,), anchor="why")


def _all(context: ViewContext, records: Sequence[Record[Escalation]]) -> Subsection:
    columns = (
        Column("Escalation", "link"),
        Column("Severity", "status"),
        Column("Status", "status"),
        Column("Detected", "date"),
        Column("To resolve", "number"),
        Column("Cause"),
        Column("Source"),
        Column("Owner"),
    )
    rows = tuple(_row(context, record) for record in records)
    filters = ("Severity", "Status", "Cause", "Source")
    table = Table(columns, rows, "All escalations, newest first", "escalations", filters=filters)
    return Subsection("All escalations", (compact(table),), anchor="all", count=len(rows))


def _row(context: ViewContext, record: Record[Escalation]) -> Row:
    fields = record.fields
    note = "planned maintenance" if fields.planned else ""
    return Row(
        (
            context.link(record),
            status_badge(fields.severity),
            status_badge(fields.status),
            DayCell(fields.detected_at.date()),
            DurationCell(minutes_to(fields, "resolved_at"), note),
            words(fields.cause.category) if fields.cause else None,
            fields.source,
            owner_cell(context.handbook, fields.owner),
        )
    )


VIEW = View(SECTION, "Escalations", "", 500, pages, ("escalation",), records=record_pages)
