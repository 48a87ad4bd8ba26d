"""Tables of requests: all of them by weight, what waits longest, what is asked for, whether the loop is closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.survey import SURVEY
from site_builder.model.metric import MetricResult
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell, Inline, Link, NumberCell
from site_builder.views.facts import owner_cell, planned_cell, record_link
from site_builder.views.figures import TOO_FEW, value_cell
from site_builder.views.parts import Block, Column, Paragraph, Row, Subsection, Table
from site_builder.views.request_figures import (
    RequestFigures,
    by_weight,
    initiatives_cell,
    release_cell,
    segment_cell,
    state_badge,
)
from site_builder.views.tables import compact, first_rows, picker
from site_builder.views.wording import count_words, number_words
from site_builder.views.words import slug_words, status_badge, words

SECTION = "feedback/requests"
_LONGEST_WAITING = 10


def requests_table(
    context: ViewContext,
    found: Sequence[RequestFigures],
    *,
    identifier: str,
    caption: str = "Requests by weight",
    leave_out: tuple[str, ...] = (),
    filters: tuple[str, ...] = (),
    most: int | None = None,
    total: int | None = None,
) -> Table:
    """Return requests by weight with what answers them.

    ``leave_out`` names columns that the page says already. At most ``most`` rows are shown, of ``total`` where more
    than these were found.
    """
    columns = (
        Column("Request", "link"),
        Column("Weight", "number"),
        Column("With others", "number"),
        Column("Status", "status"),
        Column("Answer", "status"),
        Column("Initiative"),
        Column("Released with"),
        Column("Segment"),
        Column("Component"),
        Column("Source"),
        Column("Asked", "date"),
        Column("Owner"),
    )
    kept = [number for number, column in enumerate(columns) if column.title not in leave_out]
    ordered = by_weight(found)
    pick = picker(kept)
    rows = [Row(pick(_cells(context, each))) for each in (ordered if most is None else ordered[:most])]
    table = Table(tuple(columns[number] for number in kept), tuple(rows), caption, identifier, filters=filters)
    count = total or len(ordered)
    if len(rows) < count:
        table = replace(table, total=count, more=Link("all requests", f"{SECTION}/"))
    return compact(table)


def _cells(context: ViewContext, each: RequestFigures) -> tuple[Inline, ...]:
    fields = each.record.fields
    return (
        context.link(each.record),
        NumberCell(each.weight),
        NumberCell(each.demand),
        status_badge(fields.status),
        state_badge(each),
        initiatives_cell(context, each),
        release_cell(context, each.first),
        segment_cell(context, each),
        fields.component,
        words(fields.source),
        DayCell(fields.submitted_on),
        owner_cell(context.handbook, fields.owner),
    )


def waiting_longest(context: ViewContext, found: Sequence[RequestFigures]) -> Iterator[Subsection]:
    """Yield the open requests, the oldest first."""
    waiting = sorted(
        (each for each in found if each.is_open), key=lambda each: (each.record.fields.submitted_on, each.record.id)
    )
    if not waiting:
        return
    columns = (
        Column("Request", "link"),
        Column("Asked", "date"),
        Column("Waits", "number", "days"),
        Column("Weight", "number"),
        Column("Answer", "status"),
        Column("Initiative"),
        Column("Target", "date"),
        Column("Owner"),
    )
    rows = (
        Row(
            (
                context.link(each.record),
                DayCell(each.record.fields.submitted_on),
                NumberCell(each.waits(context.as_of)),
                NumberCell(each.weight),
                state_badge(each),
                initiatives_cell(context, each),
                _target(context, each),
                owner_cell(context.handbook, each.record.fields.owner),
            )
        )
        for each in waiting
    )
    table = Table(columns, (), "Open requests, the oldest first", "waiting-table")
    more = Link(f"all {count_words(len(waiting), 'open request')}", "#all")
    shown = first_rows(table, rows, len(waiting), _LONGEST_WAITING, more)
    yield Subsection("Waiting longest", (shown,), anchor="waiting", count=len(waiting))


def _target(context: ViewContext, each: RequestFigures) -> Inline:
    """Return the first day on which one of its initiatives is to be there."""
    found = (context.handbook.find(INITIATIVE, name) for name in each.initiatives)
    targets = [
        record.fields.target
        for record in found
        if record is not None and record.fields.target is not None and record.fields.status != "dropped"
    ]
    return planned_cell(min(targets, key=lambda target: target.last_day)) if targets else None


def asked_for(context: ViewContext) -> Iterator[Subsection]:
    """Yield the initiatives by the weight of the requests that they answer."""
    results = sorted(by_dimension(context, "initiative"), key=lambda each: (-(each.value or 0), -each.n))
    if not results:
        return
    columns = (
        Column("Initiative", "link"),
        Column("Status", "status"),
        Column("Weight", "number"),
        Column("Customers", "number"),
        Column("Requests", "number"),
        Column("Target", "date"),
        Column("Released", "date"),
        Column("Release"),
    )
    rows = tuple(_initiative_row(context, result) for result in results)
    table = compact(Table(columns, rows, "What is asked for, by weight", "initiatives-table", filters=("Status",)))
    method = Paragraph(f"Weight: {results[0].definition} A request with two initiatives counts for both.")
    yield Subsection("What is asked for", (table, method), anchor="asked-for", count=len(rows))


def by_dimension(context: ViewContext, name: str) -> list[MetricResult]:
    """Return the weight of requests by the values of a dimension."""
    return [result for result in context.measures.results("request-weight") if name in result.dimensions]


def _initiative_row(context: ViewContext, result: MetricResult) -> Row:
    record = context.handbook.find(INITIATIVE, result.dimensions["initiative"])
    figures = (NumberCell(result.value), NumberCell(result.details["customers"]), NumberCell(result.n))
    if record is None:
        return Row(("no initiative yet", None, *figures, None, None, None))
    fields = record.fields
    return Row(
        (
            context.link(record),
            status_badge(fields.status),
            *figures,
            planned_cell(fields.target),
            DayCell(fields.released_on) if fields.released_on else None,
            record_link(context.handbook, fields.release) if fields.release else None,
        )
    )


def closed_loop(context: ViewContext) -> Iterator[Subsection]:
    """Yield whether those who asked were answered: by source, and for the comments of each survey's detractors."""
    results = context.measures.results("closed-loop")
    sources = [result for result in results if "source" in result.dimensions]
    surveys = [result for result in results if "survey" in result.dimensions]
    overall = context.measures.one("closed-loop")
    if overall is None or not overall.n:
        return
    blocks: list[Block] = [Paragraph(_loop_words(overall))]
    if surveys:
        rows = tuple(_survey_row(context, result) for result in surveys)
        head = (Column("Survey", "link"), Column("Detractors' comments", "number"))
        table = Table((*head, *_LOOP), rows, "From a detractor's comment to a release", "loop-by-survey")
        blocks.append(compact(table))
    if len(sources) > 1:
        rows = tuple(Row((words(result.dimensions["source"]), *_loop_cells(result))) for result in sources)
        blocks.append(compact(Table((Column("Source"), *_LOOP), rows, "By source", "loop-by-source")))
    blocks.append(Paragraph(overall.definition))
    yield Subsection("The closed loop", tuple(blocks), anchor="loop")


_LOOP = (
    Column("Requests", "number"),
    Column("Answered", "number"),
    Column("Share", "number"),
    Column("Declined", "number"),
    Column("Median", "number", "days"),
)


def _loop_cells(result: MetricResult) -> tuple[Inline, ...]:
    details = result.details
    return (
        NumberCell(result.n),
        NumberCell(details["answered"]),
        value_cell(result),
        NumberCell(details["declined"]),
        NumberCell(details["median_days"]),
    )


def _survey_row(context: ViewContext, result: MetricResult) -> Row:
    survey = context.handbook.find(SURVEY, result.dimensions["survey"])
    name = context.link(survey) if survey else slug_words(result.dimensions["survey"])
    comments = result.details["detractor_comments"]
    return Row((name, NumberCell(comments, note=TOO_FEW if comments is None else ""), *_loop_cells(result)))


def _loop_words(overall: MetricResult) -> str:
    details = overall.details
    text = f"{details['answered']:,} of {count_words(overall.n, 'request')} answered by a release"
    if details["median_days"] is not None:
        text += f", in the median {count_words(round(details['median_days']), 'day')} after it was asked"
        interval = details["median_days_interval"]
        if interval is not None:
            text += f" (95% interval {number_words(interval[0])} to {number_words(interval[1])})"
    return f"{text}; {details['declined']:,} declined with a reason."
