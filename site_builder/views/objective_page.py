"""The page of an objective: how far its key results are, which initiatives serve it, and the goals below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from site_builder.kinds.objective import OBJECTIVE, Objective
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DayCell, Inline, NumberCell, Phrase, Sparkline
from site_builder.views.collection import collection_table
from site_builder.views.facts import owner_cell, planned_cell
from site_builder.views.objective_figures import (
    ObjectiveFigures,
    Standing,
    elapsed_cell,
    is_all_met,
    met_words,
    progress_meter,
    standings,
)
from site_builder.views.objective_tree import serving_initiatives
from site_builder.views.parts import Column, Fact, Paragraph, Row, Subsection, Table
from site_builder.views.plain import plain_text
from site_builder.views.record import record_page
from site_builder.views.relevance import by_relevance
from site_builder.views.tables import compact
from site_builder.views.words import status_badge


def objective_page(
    context: ViewContext, figures: ObjectiveFigures, healths: Mapping[Reference, Badge], record: Record[Objective]
) -> Page:
    """Return the page of an objective. ``healths`` are what the newest updates on records say."""
    return record_page(
        context,
        record,
        sections=(
            *_key_results(context, figures, record),
            *_initiatives(context, healths, record),
            *_below(context, record),
        ),
        facts=tuple(_facts(figures, record)),
        leave_out=frozenset({"key_results"}),
    )


def _facts(figures: ObjectiveFigures, record: Record[Objective]) -> Iterator[Fact]:
    result = figures.of(record)
    if result is not None:
        n = "" if result.value is None else f", n {result.n:,}"
        yield Fact("Progress", Phrase((progress_meter(result, is_met=is_all_met(result)), n)))
        yield Fact("Period gone", elapsed_cell(result))
        yield Fact("Key results met", met_words(result))


def _key_results(context: ViewContext, figures: ObjectiveFigures, record: Record[Objective]) -> Iterator[Subsection]:
    found = tuple(standings(context, figures, record))
    if not found:
        return
    columns = (
        Column("Key result", "link"),
        Column("From", "number"),
        Column("Now", "number"),
        Column("To", "number"),
        Column("Progress", "number"),
        Column("n", "number"),
        Column("Trend", sortable=False),
    )
    rows = tuple(_key_result(figures, standing) for standing in found)
    table = Table(columns, rows, "Key results", "key-results-table")
    result = figures.of(record)
    method = (Paragraph(f"{_latest(found)}Progress is {result.method}. n counts observations."),) if result else ()
    yield Subsection("Key results", (compact(table), *method), anchor="key-results", count=len(rows))


def _latest(found: Sequence[Standing]) -> str:
    """Return of which day the latest values are; of which days where they differ."""
    days = sorted({standing.day.isoformat() for standing in found if standing.day})
    if not days:
        return ""
    return f"Values as of {days[0]}. " if len(days) == 1 else f"Values as of {days[0]} to {days[-1]}. "


def _key_result(figures: ObjectiveFigures, standing: Standing) -> Row:
    result = standing.result
    return Row(
        (
            standing.name,
            standing.number(standing.start),
            standing.number(standing.latest),
            NumberCell(standing.key_result.to, standing.digits, standing.unit),
            progress_meter(result, is_met=bool(result and result.details.get("met"))),
            NumberCell(result.n if result else 0),
            _course(figures, standing),
        )
    )


def _course(figures: ObjectiveFigures, standing: Standing) -> Inline:
    """Return the values of the metric in miniature; nothing where there are not two."""
    kpi = figures.metrics.get(standing.key_result.metric.id)
    points: Sequence[Sequence[Any]] = kpi.details.get("points", ()) if kpi else ()
    if len(points) < 2:
        return None
    name = plain_text(standing.name)
    values = tuple(float(point[1]) for point in points)
    return Sparkline(values, f"{name} from {points[0][0]} to {points[-1][0]}")


def _initiatives(
    context: ViewContext, healths: Mapping[Reference, Badge], record: Record[Objective]
) -> Iterator[Subsection]:
    serving = serving_initiatives(context, record)
    if not serving:
        return
    columns = (
        Column("Initiative", "link"),
        Column("Status", "status"),
        Column("Health", "status"),
        Column("Target", "date"),
        Column("Released", "date"),
        Column("Team"),
        Column("Owner"),
    )
    rows = tuple(
        Row(
            (
                context.link(initiative),
                status_badge(initiative.fields.status),
                healths.get(initiative.reference) if initiative.fields.status not in ("released", "dropped") else None,
                planned_cell(initiative.fields.target),
                DayCell(initiative.fields.released_on) if initiative.fields.released_on else None,
                initiative.fields.team,
                owner_cell(context.handbook, initiative.fields.owner),
            )
        )
        for initiative in serving
    )
    table = Table(columns, rows, "Initiatives that serve it", "initiatives-table", filters=("Status",))
    yield Subsection("Initiatives that serve it", (compact(table),), anchor="initiatives", count=len(rows))


def _below(context: ViewContext, record: Record[Objective]) -> Iterator[Subsection]:
    found = context.handbook.referring(record, OBJECTIVE, "parent")
    below = by_relevance(context.handbook, [child for child in found if child.id != record.id], context.as_of)
    if below:
        table = collection_table(
            context,
            OBJECTIVE,
            fields=("period",),
            records=below,
            identifier="below-table",
            caption="Objectives that serve it",
            filters=(),
        )
        yield Subsection("Objectives that serve it", (table,), anchor="below", count=len(below))
