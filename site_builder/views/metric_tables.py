"""Tables of metrics: the scorecard, what has no data, what is stale, and the values of dimensions side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from site_builder.views.base import ViewContext
from site_builder.views.cells import Code, DayCell, Link, NumberCell
from site_builder.views.facts import owner_cell
from site_builder.views.metric_figures import (
    STANDINGS,
    MetricFigures,
    attained_cell,
    by_cell,
    course_cell,
    goal_cell,
    latest_day,
    observed_cell,
    previous_cell,
    target_cell,
    what_to_do,
    year_cell,
)
from site_builder.views.parts import Block, Cell, Column, Paragraph, Row, Subsection, Table
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, sentence_case

_FEWEST_SIDE_BY_SIDE = 2
_MOST_COLUMNS = 8

Found = Sequence[MetricFigures]


def link_to(context: ViewContext, figures: MetricFigures) -> Link:
    """Return the link to a metric's page."""
    return context.link(figures.record)


def scorecard(context: ViewContext, found: Found) -> Iterator[Subsection]:
    """Yield the metrics that have a value, by how they stand against their target, the most urgent first."""
    columns = (
        Column("Metric", "link"),
        Column("Latest", "number"),
        Column("Since previous", "number"),
        Column("Since a year ago", "number"),
        Column("Target", "number"),
        Column("By", "date"),
        Column("Of target", "number"),
        Column("Trend", sortable=False),
        Column("Owner"),
        Column("n", "number"),
        Column("Observed", "date"),
    )
    valued = [figures for figures in found if figures.overall.value is not None]
    # Made as one table first, so that the columns are the same in every group.
    whole = compact(Table(columns, tuple(_row(context, each) for each in valued), "Metrics", "scorecard"))
    rows = {figures.record.id: row for figures, row in zip(valued, whole.rows, strict=True)}
    for standing, (title, _, meaning) in STANDINGS.items():
        members = [figures for figures in valued if figures.standing == standing]
        if members:
            slug = standing.replace(" ", "-")
            table = replace(
                whole,
                rows=tuple(rows[figures.record.id] for figures in members),
                caption=title,
                identifier=f"{slug}-table",
            )
            note = Paragraph(f"{meaning[:1].upper()}{meaning[1:]}.")
            yield Subsection(title, (note, table), anchor=slug, count=len(members), level=3)


def _row(context: ViewContext, figures: MetricFigures) -> Row:
    overall = figures.overall
    return Row(
        (
            link_to(context, figures),
            figures.number(overall.value),
            previous_cell(figures, overall),
            year_cell(figures, overall),
            goal_cell(figures),
            by_cell(figures),
            attained_cell(overall),
            course_cell(overall, figures.record.title),
            owner_cell(context.handbook, figures.record.fields.owner),
            NumberCell(overall.n),
            observed_cell(overall),
        )
    )


def gaps(context: ViewContext, found: Found) -> Iterator[Subsection]:
    """Yield the metrics without a value, and what each of them needs."""
    missing = [figures for figures in found if figures.overall.value is None]
    if not missing:
        return
    columns = (Column("Metric", "link"), Column("Why"), Column("What to do"), Column("Target"), Column("Owner"))
    rows = tuple(
        Row(
            (
                link_to(context, figures),
                figures.overall.reason,
                what_to_do(figures),
                target_cell(figures),
                owner_cell(context.handbook, figures.record.fields.owner),
            )
        )
        for figures in missing
    )
    table = compact(Table(columns, rows, "Metrics without data", "no-data-table"))
    note = Paragraph("A figure that has a definition and no value is a gap: nobody can be held to its target.")
    yield Subsection("No data", (note, table), anchor="no-data", count=len(rows))


def stale(context: ViewContext, found: Found) -> Iterator[Subsection]:
    """Yield the metrics that have not been observed for two periods."""
    late = sorted((figures for figures in found if figures.is_stale), key=lambda each: -each.details["days_since"])
    if not late:
        return
    columns = (
        Column("Metric", "link"),
        Column("Latest observation", "date"),
        Column("Days since", "number"),
        Column("Usual period", "number", "days"),
        Column("Source"),
        Column("Owner"),
    )
    rows = tuple(
        Row(
            (
                link_to(context, figures),
                observed_cell(figures.overall),
                NumberCell(figures.details["days_since"]),
                NumberCell(figures.details["period_days"]),
                Code(str(figures.record.fields.source)),
                owner_cell(context.handbook, figures.record.fields.owner),
            )
        )
        for figures in late
    )
    table = compact(Table(columns, rows, "Stale metrics", "stale-table"))
    note = Paragraph(
        "Two periods have passed without an observation. Ask who stopped the export, or retire the metric."
    )
    yield Subsection("Stale", (note, table), anchor="stale", count=len(rows))


def side_by_side(context: ViewContext, found: Found) -> Iterator[Subsection]:
    """Yield, for each dimension of at least two metrics, the latest values of all of them beside each other."""
    by_dimension: dict[str, list[MetricFigures]] = {}
    for figures in found:
        for name in figures.groups:
            by_dimension.setdefault(name, []).append(figures)
    for number, (name, members) in enumerate(sorted(by_dimension.items(), key=lambda item: (-len(item[1]), item[0]))):
        if len(members) < _FEWEST_SIDE_BY_SIDE:
            continue
        title = f"By {sentence_case(name)[:1].lower()}{sentence_case(name)[1:]}"
        blocks = (_values_table(context, name, members, f"by-dimension-{number + 1}"),)
        yield Subsection(title, blocks, anchor=f"by-{number + 1}", count=len(members))


def _values_table(context: ViewContext, name: str, members: Found, identifier: str) -> Block:
    latest = [{each.dimensions[name]: each for each in figures.groups[name]} for figures in members]
    every = list(dict.fromkeys(value for values in latest for value in values if value))[:_MOST_COLUMNS]
    columns = (
        Column("Metric", "link"),
        Column("Unit"),
        Column("All", "number"),
        *(Column(value, "number") for value in every),
        Column("Observed", "date"),
    )
    rows = []
    for figures, values in zip(members, latest, strict=True):
        cells: list[Cell] = [link_to(context, figures), figures.unit or None]
        cells.append(figures.number(figures.overall.value, with_unit=False))
        for value in every:
            result = values.get(value)
            cells.append(figures.number(result.value if result else None, with_unit=False))
        day = latest_day(figures.overall)
        cells.append(DayCell(day) if day else None)
        rows.append(Row(tuple(cells)))
    caption = f"Latest value of {count_words(len(members), 'metric')} by {name}"
    return Table(columns, tuple(rows), caption, identifier)
