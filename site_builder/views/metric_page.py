"""The page of a metric: where it stands, its course, its groups side by side, what feeds it and what it decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.metric import Metric
from site_builder.kinds.segment import SEGMENT
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Code, DayCell, Inline, Link, Markup, NumberCell, Phrase
from site_builder.views.experiment_results import ExperimentFigures
from site_builder.views.metric_cards import metric_cards
from site_builder.views.metric_charts import course_chart, events_of, group_name, groups_chart
from site_builder.views.metric_figures import (
    MetricFigures,
    attainment_meter,
    course_cell,
    latest_day,
    observed_cell,
    previous_cell,
    standing_badge,
    target_cell,
    what_to_do,
    year_cell,
)
from site_builder.views.metric_tree import branch_of
from site_builder.views.metric_uses import experiments_on, key_results
from site_builder.views.objective_figures import ObjectiveFigures
from site_builder.views.parts import Block, Column, Fact, Notice, Paragraph, Row, Subsection, Table
from site_builder.views.record import record_page
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, day_words, sentence_case

_SHOWN = frozenset({"definition", "annotations", "direction", "unit", "target", "baseline", "source", "parent"})
_DIRECTIONS = {"up": "more is better", "down": "less is better", "none": "neither is better"}
_COMBINED = {
    "total": "the row of the day that names no dimension",
    "sum": "the sum of the rows of a day",
    "mean": "the plain mean of the rows of a day",
}


@dataclass(frozen=True, slots=True)
class MetricSite:
    """What pages of metrics look up, made once."""

    metrics: Mapping[str, MetricFigures]
    objectives: ObjectiveFigures
    experiments: Mapping[str, ExperimentFigures]


def metric_page(context: ViewContext, site: MetricSite, figures: MetricFigures) -> Page:
    """Return the page of a metric."""
    record = figures.record
    sections = (
        Subsection("Definition", (Markup(record.fields.definition, record.path),), anchor="definition"),
        *_standing(figures),
        *_course(context, figures),
        *_groups(context, figures),
        *_segments(context, figures),
        *_tree(context, site, record),
        *key_results(context, site.objectives, record),
        *experiments_on(context, site.experiments, record),
    )
    return record_page(
        context,
        record,
        sections=sections,
        notices=tuple(_notices(figures)),
        facts=tuple(fact for fact in _facts(figures) if fact.value is not None),
        leave_out=_SHOWN,
    )


def _notices(figures: MetricFigures) -> Iterator[Notice]:
    overall = figures.overall
    if overall.value is None:
        text = Phrase((f"{sentence_case(overall.reason)}. To mend it: ", what_to_do(figures), "."))
        yield Notice("attention", "A gap: there is no value", text)
    elif figures.is_stale:
        day = latest_day(overall)
        text_words = (
            f"The latest observation is of {day_words(day)}, {count_words(figures.details['days_since'], 'day')} ago; "
            f"one every {count_words(figures.details['period_days'], 'day')} is usual."
            if day
            else ""
        )
        yield Notice("attention", "Stale: two periods without an observation", text_words)


def _facts(figures: MetricFigures) -> Iterator[Fact]:
    fields = figures.record.fields
    yield Fact("Standing", standing_badge(figures.standing))
    yield Fact("Unit", fields.unit)
    yield Fact("Direction", f"{fields.direction}: {_DIRECTIONS[fields.direction]}")
    yield Fact("Target", target_cell(figures))
    if fields.target is not None and fields.target.note:
        yield Fact("Why this target", fields.target.note)
    yield Fact("Baseline", None if fields.baseline is None else figures.number(fields.baseline))
    yield Fact("Observed", observed_cell(figures.overall))
    yield Fact("Source", _source(figures))
    yield Fact("Made of", _COMBINED.get(str(figures.details.get("combined"))))


def _source(figures: MetricFigures) -> Inline:
    source = figures.record.fields.source
    if source is None:
        return "none yet"
    if source.computed:
        name = source.computed
        return Phrase(("computed: ", Link(name, f"reference/metrics/#{name}"), " of this handbook"))
    return Code(str(source))


def _standing(figures: MetricFigures) -> Iterator[Subsection]:
    cards = metric_cards(figures)
    if cards is not None:
        yield Subsection("Where it stands", (cards,), anchor="standing")


def _course(context: ViewContext, figures: MetricFigures) -> Iterator[Subsection]:
    events = events_of(context, figures)
    chart = course_chart(figures, tuple(mark for mark, _ in events))
    blocks: list[Block] = [] if chart is None else [chart]
    if events:
        columns = (Column("Day", "date"), Column("Sign", sortable=False), Column("What happened"))
        rows = tuple(Row((DayCell(mark.day), mark.sign, what)) for mark, what in events)
        caption = "What happened meanwhile"
        blocks.append(compact(Table(columns, rows, caption, "events-table")))
    if blocks:
        yield Subsection("Over time", tuple(blocks), anchor="over-time")


def _groups(context: ViewContext, figures: MetricFigures) -> Iterator[Subsection]:
    for number, (dimension, results) in enumerate(figures.groups.items(), start=1):
        slug = f"by-{re.sub(r'[^a-z0-9]+', '-', dimension.lower()).strip('-') or number}"
        chart = groups_chart(context, figures, dimension, results, f"{slug}-course")
        table = _group_table(context, figures, dimension, results, f"{slug}-table")
        blocks: tuple[Block, ...] = (table,) if chart is None else (chart, table)
        words = sentence_case(dimension)
        title = f"By {words[:1].lower()}{words[1:]}"
        yield Subsection(title, blocks, anchor=slug, count=len(results))


def _group_table(
    context: ViewContext, figures: MetricFigures, dimension: str, results: Sequence[MetricResult], identifier: str
) -> Table:
    ordered = sorted(results, key=lambda result: -(result.value or 0.0))
    rows = [_group_row(figures, group_name(context, dimension, result), result) for result in ordered]
    rows.append(_group_row(figures, "all", figures.overall))
    caption = f"{figures.record.title} by {dimension}"
    return compact(Table(_columns(figures, sentence_case(dimension)), tuple(rows), caption, identifier))


def _columns(figures: MetricFigures, first: str) -> tuple[Column, ...]:
    return (
        Column(first),
        Column("Latest", "number", figures.unit),
        Column("Since previous", "number"),
        Column("Since a year ago", "number"),
        Column("Of the target", "number"),
        Column("Trend", sortable=False),
        Column("n", "number"),
        Column("Observed", "date"),
    )


def _group_row(figures: MetricFigures, name: Inline, result: MetricResult) -> Row:
    label = name.text if isinstance(name, Link) else str(name)
    return Row(
        (
            name,
            figures.number(result.value, with_unit=False, note=result.reason),
            previous_cell(figures, result),
            year_cell(figures, result),
            None if figures.adds_up else attainment_meter(result),
            course_cell(result, f"{figures.record.title}, {label},"),
            NumberCell(result.n),
            observed_cell(result),
        )
    )


def _segments(context: ViewContext, figures: MetricFigures) -> Iterator[Subsection]:
    if not figures.segments:
        return
    rows = []
    for name, result in figures.segments.items():
        segment = context.handbook.find(SEGMENT, name)
        if segment is not None:
            link = context.link(segment)
            rows.append(_group_row(figures, link, result))
    columns = _columns(figures, "Segment")
    head = (Column("Segment", "link"), *columns[1:])
    table = compact(Table(head, tuple(rows), f"{figures.record.title} by segment", "by-segment-records"))
    note = Paragraph("Segments that the dimensions of the observations tell apart; they may overlap.")
    yield Subsection("By segment", (note, table), anchor="segments", count=len(rows))


def _tree(context: ViewContext, site: MetricSite, record: Record[Metric]) -> Iterator[Subsection]:
    tree = branch_of(context, site.metrics, record)
    if tree is not None:
        yield Subsection("In the tree of metrics", (tree,), anchor="tree")
