"""The page of a segment: how content it is and whether it moved, what it asks for, the metrics that are its own."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.measure.common.waves import closing_day
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.views.base import ViewContext
from site_builder.views.cells import NumberCell
from site_builder.views.charts.trend import NPS_SCALE, Scale, TrendPoint, trend_with_band
from site_builder.views.days import shifted
from site_builder.views.figures import figure_card, interval_text, shown_interval, value_cell
from site_builder.views.metric_figures import (
    MetricFigures,
    course_cell,
    previous_cell,
    year_cell,
)
from site_builder.views.parts import (
    Block,
    ChartFigure,
    Column,
    Fact,
    KpiCard,
    KpiGrid,
    Paragraph,
    Row,
    Subsection,
    Table,
)
from site_builder.views.plain import plain_text
from site_builder.views.record import record_page
from site_builder.views.request_tables import requests_table
from site_builder.views.segment_figures import SegmentFigures, SegmentScore, difference_words
from site_builder.views.survey_results import SCORE_NAMES, change_of
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, month_words, number_words, p_words

_WAVE_LENGTH = 90
_REQUESTS = 20
_NOT_SHOWN = ("Segment", "With others", "Released with", "Component", "Source", "Owner")


def segment_page(context: ViewContext, figures: SegmentFigures) -> Page:
    """Return the page of a segment."""
    return record_page(
        context,
        figures.record,
        sections=(
            *_satisfaction(context, figures),
            *_requests(context, figures),
            *_metrics(context, figures),
            *_wider(context, figures),
        ),
        facts=tuple(_facts(figures)),
    )


def _facts(figures: SegmentFigures) -> Iterator[Fact]:
    newest = figures.newest
    if newest is not None and newest.result.value is not None:
        score = plain_text(value_cell(newest.result))
        yield Fact("NPS", f"{score} ({interval_text(newest.result)}, n {newest.result.n:,})")
        against = newest.against
        if against is not None:
            yield Fact("Against all others", f"{difference_words(against)} points, {against['verdict']}")


def _satisfaction(context: ViewContext, figures: SegmentFigures) -> Iterator[Subsection]:
    scores = [score for score in (figures.newest, *figures.others) if score is not None]
    if not scores:
        if figures.record.fields.match:
            text = "No survey has all the dimensions that its match names, so that no response can be said to be its."
        else:
            text = "It has no match: name the dimensions and values that tell its responses apart."
        yield Subsection("Satisfaction", (Paragraph(text),), anchor="satisfaction")
        return
    blocks: list[Block] = [KpiGrid(tuple(_card(context, score) for score in scores))]
    blocks += [Paragraph(text) for text in _compared(figures.newest)]
    chart = _trend(context, figures)
    if chart is not None:
        blocks.append(chart)
    yield Subsection("Satisfaction", tuple(blocks), anchor="satisfaction")


def _card(context: ViewContext, score: SegmentScore) -> KpiCard:
    label = f"{SCORE_NAMES[score.survey.fields.type]}, {score.survey.title}"
    url = context.handbook.url_of(score.survey)
    return figure_card(label, score.result, url=url, change=change_of(context, score.moved))


def _compared(score: SegmentScore | None) -> Iterator[str]:
    against = score.against if score else None
    if against is None:
        return
    difference, margin = against["difference"], against["margin"]
    low, high = (number_words(end, signed=True) for end in (difference - margin, difference + margin))
    verdict = {
        "above": "Its score is higher than that of all other respondents",
        "below": "Its score is lower than that of all other respondents",
    }.get(str(against["verdict"]), "Its score does not differ detectably from that of all other respondents")
    yield (
        f"{verdict}: {number_words(difference, signed=True)} points (95% interval {low} to {high}, n {against['n']:,} "
        f"others; {p_words(against['p_adjusted'])}, Holm-adjusted over the segments)."
    )


def _trend(context: ViewContext, figures: SegmentFigures) -> ChartFigure | None:
    """Return its score wave by wave; None where there are not two. A wave that is too small is a gap."""
    if sum(score.result.value is not None for score in figures.waves) < 2:
        return None
    points: list[TrendPoint] = []
    for score in figures.waves:
        result, interval = score.result, shown_interval(score.result)
        last = closing_day(context.handbook, score.survey, context.as_of) or context.as_of
        first = shifted(points[-1].last_day, 1) if points else shifted(last, -_WAVE_LENGTH)
        low, high = (interval.low, interval.high) if interval else (None, None)
        n = result.n if result.value is not None else None
        points.append(TrendPoint(month_words(last, short=True), min(first, last), last, result.value, low, high, n))
    lowest = min(point.low for point in points if point.low is not None)
    scale = Scale(-100, 100, (0, 100)) if lowest > 0 else NPS_SCALE
    title = f"NPS of {figures.record.title}"
    change = change_of(context, figures.newest.moved) if figures.newest else None
    if change is not None:
        title = f"{title}: {change.words}"
    n = sum(point.n or 0 for point in points)
    subtitle = f"Net Promoter Score by wave with its 95% interval, {len(points)} waves, n {n:,}"
    return trend_with_band("nps-by-wave", title, subtitle, points, scale=scale, digits=0)


def _requests(context: ViewContext, figures: SegmentFigures) -> Iterator[Subsection]:
    if not figures.requests:
        return
    table = requests_table(context, figures.requests, identifier="requests-table", leave_out=_NOT_SHOWN, most=_REQUESTS)
    weight = figures.weight
    blocks: list[Block] = []
    if weight is not None and weight.value is not None:
        customers = count_words(weight.details["customers"], "customer")
        blocks.append(
            Paragraph(f"{count_words(weight.n, 'request')} from {customers}, weight {number_words(weight.value)}.")
        )
    yield Subsection("What it asks for", (*blocks, table), anchor="requests", count=len(figures.requests))


def _metric_columns(first: str) -> tuple[Column, ...]:
    return (
        Column("Metric", "link"),
        Column(first),
        Column("Latest", "number"),
        Column("Since previous", "number"),
        Column("Since a year ago", "number"),
        Column("All customers", "number"),
        Column("Trend", sortable=False),
        Column("n", "number"),
    )


def _metric_row(context: ViewContext, figures: MetricFigures, group: str, result: MetricResult) -> Row:
    name = f"{figures.record.title}, {group}," if group else figures.record.title
    return Row(
        (
            context.link(figures.record),
            group or None,
            figures.number(result.value),
            previous_cell(figures, result),
            year_cell(figures, result),
            figures.number(figures.overall.value),
            course_cell(result, name),
            NumberCell(result.n),
        )
    )


def _metrics(context: ViewContext, figures: SegmentFigures) -> Iterator[Subsection]:
    """Yield the metrics whose dimensions tell the segment apart."""
    if figures.metrics:
        rows = tuple(_metric_row(context, metric, "", result) for metric, result in figures.metrics)
        table = compact(Table(_metric_columns("Group"), rows, "Metrics of the segment", "metrics-table"))
        yield Subsection("Its metrics", (table,), anchor="metrics", count=len(rows))


def _wider(context: ViewContext, figures: SegmentFigures) -> Iterator[Subsection]:
    """Yield the metrics that know only some of its dimensions: the figures of the wider groups it is part of."""
    rows = tuple(_metric_row(context, each.metric, each.group, each.result) for each in figures.wider)
    if rows:
        columns = _metric_columns("Wider group")
        table = Table(columns, rows, "Metrics of wider groups", "wider-table", filters=("Wider group",))
        note = (
            "The observations of these metrics do not have all the dimensions of its match. They are figures of the "
            "wider groups that it is part of, not its own."
        )
        yield Subsection("Metrics of wider groups", (Paragraph(note), compact(table)), anchor="wider", count=len(rows))
