"""The home page: what needs attention, what changed since last week, the numbers, what is next and what shipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_builder.kinds.change import CHANGE
from site_builder.kinds.escalation import ESCALATION
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.release import RELEASE
from site_builder.model.page import Page
from site_builder.views.attention import (
    Attention,
    all_findings,
    finding_badge,
    finding_words,
    most_urgent,
    needs_attention,
)
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import DayCell, Link, NumberCell, Phrase
from site_builder.views.collection import section_page
from site_builder.views.dashboard_events import coming, since_last_week
from site_builder.views.dashboard_metrics import leading_metrics
from site_builder.views.facts import owner_cell, planned_cell
from site_builder.views.figures import figure_card, value_cell
from site_builder.views.launches import upcoming_launches
from site_builder.views.nps_charts import newest_card, trend_chart
from site_builder.views.open_escalations import open_escalations
from site_builder.views.parts import Block, Column, EmptyState, KpiCard, KpiGrid, Paragraph, Row, Subsection, Table
from site_builder.views.release_index import figures_by_release
from site_builder.views.released import newest_first
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, day_words
from site_builder.views.words import counted

_MOST = 10
_RELEASES = 5


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the home page."""
    if not len(context.handbook):
        yield section_page(context, "", context.site_name, None, _nothing(), hides=("navigation", "toc"))
        return
    blocks: tuple[Block, ...] = (
        _attention(context),
        since_last_week(context, 2 * _MOST),
        *_numbers(context),
        *leading_metrics(context),
        *open_escalations(context, _MOST),
        *upcoming_launches(context, _MOST),
        *coming(context, _MOST),
        *_shipped(context),
    )
    yield section_page(context, "", context.site_name, _sentence(context), blocks, hides=("navigation", "toc"))


def _nothing() -> tuple[Block, ...]:
    what = "This handbook has no records yet."
    why = "Records are small YAML or Markdown files; pages, links and figures are made of them."
    return (EmptyState(what, why, "opsbook new initiative my-first-initiative"),)


def _sentence(context: ViewContext) -> str:
    running = _count(context, "initiatives", status="in_progress")
    open_now = _count(context, "open-escalations")
    parts = [f"{count_words(running, 'initiative')} in progress"] if context.handbook.records(INITIATIVE) else []
    if context.handbook.records(ESCALATION):
        parts.append(f"{count_words(open_now, 'escalation')} open" if open_now else "no escalation open")
    if not parts:
        return f"{count_words(len(context.handbook), 'record')}, as of {day_words(context.as_of)}."
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}, as of {day_words(context.as_of)}."


def _count(context: ViewContext, name: str, **dimensions: str) -> int:
    result = context.measures.one(name, **dimensions)
    return round(result.value) if result is not None and result.value is not None else 0


def _attention(context: ViewContext) -> Subsection:
    found = context.once(needs_attention)
    if not found:
        nothing = Paragraph("Nothing is overdue, and no rule has a finding to work on.")
        return Subsection("Needs attention", (nothing,), "attention")
    rows = tuple(_attention_row(context, item) for item in most_urgent(found, _MOST))
    columns = (
        Column("Record", "link"),
        Column("What"),
        Column("Since", "date"),
        Column("Finding", "status"),
        Column("Owner"),
    )
    table = Table(columns, rows, "What needs attention, most urgent first", "attention-table")
    if len(rows) < len(found):
        table = replace(table, total=len(found), more=all_findings())
    return Subsection("Needs attention", (compact(table),), "attention", count=len(found))


def _attention_row(context: ViewContext, item: Attention) -> Row:
    handbook, finding = context.handbook, item.finding
    return Row(
        (
            context.link(item.record),
            finding_words(handbook, finding),
            DayCell(item.since) if item.since else None,
            finding_badge(finding),
            owner_cell(handbook, item.record.fields.owner),
        )
    )


def _numbers(context: ViewContext) -> Iterator[Subsection]:
    """Yield the figures that have something to be counted, and the trend of the score."""
    measures = context.measures
    figures = (
        ("Open escalations", measures.one("open-escalations"), "escalations/"),
        ("Median time to resolve", measures.one("time-to-resolve"), "escalations/#times"),
        ("Actions done on time", measures.one("actions-on-time"), "escalations/"),
        ("Initiatives in progress", measures.one("work-in-progress"), "roadmap/"),
        ("Reviews overdue", measures.one("reviews-overdue"), "health/"),
    )
    cards: list[KpiCard] = [
        figure_card(label, result, url=url) for label, result, url in figures if result is not None and result.n
    ]
    score, chart = newest_card(context), trend_chart(context)
    if score is not None:
        cards.insert(0, score)
    if cards:
        blocks = (KpiGrid(tuple(cards)), *((chart,) if chart is not None else ()))
        yield Subsection("The numbers", blocks, anchor="numbers")


def _shipped(context: ViewContext) -> Iterator[Subsection]:
    handbook, figures = context.handbook, context.once(figures_by_release)
    released = [item for item in newest_first(handbook.records(RELEASE)) if item.fields.status == "released"]
    if not released:
        return
    rows = tuple(
        Row(
            (
                context.link(release),
                planned_cell(release.fields.date),
                value_cell(figures[release.id]),
                NumberCell(figures[release.id].details["breaking"]),
            )
        )
        for release in released[:_RELEASES]
    )
    columns = (
        Column("Release", "link"),
        Column("Date", "date"),
        Column("Changes", "number"),
        Column("Breaking", "number"),
    )
    more = Link("all release notes", f"{RELEASE.url}/")
    table = Table(columns, rows, "The newest releases", "shipped-releases", more=more)
    waiting = figures.get("")
    note = (_unreleased(waiting.n),) if waiting else ()
    yield Subsection("What shipped", (table, *note), "shipped")


def _unreleased(count: int) -> Paragraph:
    link = Link(counted(CHANGE, count), f"{RELEASE.url}/#unreleased")
    return Paragraph(Phrase((link, f" {'waits' if count == 1 else 'wait'} for a release.")))


VIEW = View("", "Home", "", 0, pages, internal=True)
