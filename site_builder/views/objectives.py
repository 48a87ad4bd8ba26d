"""Objectives: the vision and the goals as a tree by period, their key results, the initiatives that serve them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.kinds.objective import OBJECTIVE, Objective
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import DayCell, Link, NumberCell
from site_builder.views.collection import collection_table, empty_page, section_page
from site_builder.views.facts import owner_cell
from site_builder.views.figures import figure_card
from site_builder.views.health import latest_health
from site_builder.views.objective_figures import (
    ObjectiveFigures,
    elapsed_cell,
    is_all_met,
    met_words,
    objective_figures,
    progress_meter,
)
from site_builder.views.objective_page import objective_page
from site_builder.views.objective_tree import objective_trees, serving_initiatives
from site_builder.views.parts import Block, Column, KpiCard, KpiGrid, Paragraph, Row, Subsection, Table
from site_builder.views.relevance import by_relevance, phase_of
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, share_words
from site_builder.views.words import counted, status_badge

SECTION = OBJECTIVE.url
_UNSERVED = 12


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each objective."""
    records = context.handbook.records(OBJECTIVE)
    if not records:
        yield empty_page(context, OBJECTIVE)
        return
    figures = objective_figures(context)
    blocks: tuple[Block, ...] = (
        *_cards(context),
        *objective_trees(context, figures),
        _all(context, figures, records),
        *_without_objective(context),
    )
    purpose = OBJECTIVE.purpose
    yield section_page(
        context,
        SECTION,
        "Objectives",
        _sentence(context, figures, records),
        blocks,
        description=purpose,
        hides=("toc",),
    )
    healths = context.once(latest_health)
    for record in records:
        yield objective_page(context, figures, healths, record)


def _sentence(context: ViewContext, figures: ObjectiveFigures, records: Sequence[Record[Objective]]) -> str:
    """Return how many objectives are active, and how far their key results are."""
    active = sum(record.fields.status == "active" for record in records)
    first = count_words(active, "active objective") if active else "No objective is active"
    if active < len(records):
        first = f"{first} of {len(records):,}" if active else f"{first}; {counted(OBJECTIVE, len(records))} in all"
    result = context.measures.one("key-results")
    if result is None or result.value is None:
        return f"{first}; no key result has a value yet."
    total, met = result.details["key_results"], result.details["met_count"]
    missing = f", {total - result.n:,} without a value" if total > result.n else ""
    mean = f"key results are {share_words(result.value)} of the way on average, n {result.n:,}{missing}"
    gone = {
        found.details["elapsed"]
        for record in records
        if record.fields.status == "active" and (found := figures.of(record))
    }
    if len(gone) == 1:
        mean += f", with {share_words(gone.pop())} of the period gone"
    return f"{first}; {mean}; {met:,} of {total:,} met."


def _cards(context: ViewContext) -> Iterator[KpiGrid]:
    """Yield the progress over all active objectives, and how many open initiatives serve any."""
    cards = []
    result = context.measures.one("key-results")
    if result is not None and result.value is not None:
        cards.append(figure_card("Progress of key results", result, url="#all"))
        met, n = result.details["met_count"], result.details["key_results"]
        method = "a count; n is the number of key results of active objectives"
        cards.append(KpiCard("Key results met", NumberCell(met), "#all", n=n, method=method))
    still_open = context.once(open_initiatives)
    if still_open:
        serving = sum(bool(record.fields.objectives) for record in still_open)
        method = "a count; n is the number of open initiatives"
        url = "#without" if serving < len(still_open) else "#all"
        label = "Open initiatives with an objective"
        cards.append(KpiCard(label, NumberCell(serving), url, n=len(still_open), method=method))
    if cards:
        yield KpiGrid(tuple(cards))


def open_initiatives(context: ViewContext) -> Sequence[Record[Initiative]]:
    """Return the initiatives that are neither released nor dropped."""
    return [record for record in context.handbook.records(INITIATIVE) if phase_of(INITIATIVE, record) == "open"]


def _all(context: ViewContext, figures: ObjectiveFigures, records: Sequence[Record[Objective]]) -> Subsection:
    columns = (
        Column("Objective", "link"),
        Column("Status", "status"),
        Column("Period", "date"),
        Column("Progress", "number"),
        Column("Period gone", "number"),
        Column("Key results met"),
        Column("Initiatives", "number"),
        Column("Open", "number", unit="initiatives"),
        Column("Owner"),
    )
    ordered = by_relevance(context.handbook, records, context.as_of)
    rows = tuple(_row(context, figures, record) for record in ordered)
    table = Table(columns, rows, "All objectives", "objectives", filters=("Status", "Period"))
    return Subsection("All objectives", (compact(table),), anchor="all", count=len(rows))


def _row(context: ViewContext, figures: ObjectiveFigures, record: Record[Objective]) -> Row:
    fields = record.fields
    result = figures.of(record)
    serving = serving_initiatives(context, record)
    still_open = sum(phase_of(INITIATIVE, initiative) == "open" for initiative in serving)
    return Row(
        (
            context.link(record),
            status_badge(fields.status),
            DayCell(fields.period.last_day, fields.period.text),
            progress_meter(result, is_met=is_all_met(result)) if result else None,
            elapsed_cell(result) if result else None,
            met_words(result) if result else None,
            NumberCell(len(serving)),
            NumberCell(still_open),
            owner_cell(context.handbook, fields.owner),
        )
    )


def _without_objective(context: ViewContext) -> Iterator[Subsection]:
    """Yield the open initiatives that serve no objective: a gap in the plan, or work that nobody asked for."""
    records = [record for record in context.once(open_initiatives) if not record.fields.objectives]
    if not records:
        return
    table = collection_table(
        context,
        INITIATIVE,
        fields=("target", "team"),
        records=by_relevance(context.handbook, records, context.as_of),
        identifier="without-objective",
        caption="Open initiatives that name no objective",
        filters=(),
        most=_UNSERVED,
        more=Link("all initiatives", f"{INITIATIVE.url}/"),
    )
    words = Paragraph("An open initiative that serves no objective is a gap in the objectives, or work to question.")
    yield Subsection("Initiatives without an objective", (words, table), anchor="without", count=len(records))


VIEW = View(SECTION, "Objectives", "Roadmap", 190, pages, ("objective",))
