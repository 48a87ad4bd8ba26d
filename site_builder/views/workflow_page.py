"""The page of a workflow: what holds it up, how it flows, what is in it now, and what its stages ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_builder.kinds.workflow import Stage
from site_builder.model.page import Page
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, Chips, Code, DurationCell, Inline, Label, Link, NumberCell, Phrase
from site_builder.views.facts import record_link
from site_builder.views.figures import figure_card
from site_builder.views.history_notice import is_about_history, not_available
from site_builder.views.parts import (
    Block,
    Column,
    Fact,
    KpiGrid,
    Notice,
    Paragraph,
    Row,
    Subsection,
    Table,
)
from site_builder.views.record import record_page
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, number_words, sentence_case
from site_builder.views.words import words
from site_builder.views.workflow_charts import age_chart, cycle_chart, dwell_chart, flow_diagram, throughput_chart
from site_builder.views.workflow_figures import WorkflowFigures, age_badge, item_cell, stage_title
from site_builder.views.workflow_words import bottleneck_words, limits_words

NEEDS = "How long items stay in a stage is read from the commits that changed their status."
"""What a workflow of the statuses of records is made from."""

_OLDEST = 10
_DAY = 1440
_CARDS = (
    ("Under way", "work-in-progress", "#stages"),
    ("Finished in a week", "throughput", "#throughput"),
    ("Cycle time, median", "cycle-time", "#cycle-time"),
    ("Age of what is started, median", "item-age", "#ages"),
    ("Flow efficiency", "flow-efficiency", ""),
)


def workflow_page(context: ViewContext, figures: WorkflowFigures) -> Page:
    """Return the page of a workflow."""
    return record_page(
        context,
        figures.record,
        sections=(*_figures(context, figures), _criteria(figures)),
        notices=tuple(_notices(figures)),
        facts=tuple(_facts(figures)),
        leave_out=frozenset({"stages", "items", "from_", "collection"}),
    )


def _facts(figures: WorkflowFigures) -> Iterator[Fact]:
    fields = figures.record.fields
    if fields.from_ == "git":
        yield Fact("Items", f"{words(fields.collection)}, by the commits that changed their status")
    elif fields.items is not None:
        yield Fact("Items", Code(str(fields.items)))


def _notices(figures: WorkflowFigures) -> Iterator[Notice]:
    """Yield why there are no figures; else the stage that holds the work up, and the stages over their limit."""
    if figures.reason:
        if is_about_history(figures.reason):
            yield not_available(figures.reason, NEEDS)
            return
        text = f"{sentence_case(figures.reason)}. The stages and what they ask for stand below."
        yield Notice("neutral", "No figures yet", text)
        return
    if figures.bottleneck:
        result = figures.of_stages["work-in-progress", figures.bottleneck]
        limit = result.details["limit"]
        against = f" Its limit is {limit:,}." if limit is not None else " It has no limit."
        text = f"“{stage_title(figures.bottleneck)}” holds {bottleneck_words(figures)}.{against}"
        yield Notice("info", f"Bottleneck: {words(figures.bottleneck)}", text)
    if figures.stages_over:
        text = f"{sentence_case(limits_words(figures))}. Finish something before starting more."
        yield Notice("danger", "More under way than the limit allows", text)


def _figures(context: ViewContext, figures: WorkflowFigures) -> Iterator[Subsection]:
    if figures.reason:
        return
    yield Subsection("How it flows", tuple(_flow(figures)), anchor="flow")
    yield Subsection("Where it waits", tuple(_waits(figures)), anchor="stages")
    yield _under_way(context, figures)
    throughput, cycle = throughput_chart(figures), cycle_chart(figures)
    reasons = {name: figures.whole[name].reason for name in ("throughput", "cycle-time")}
    blocks: Block = throughput or Paragraph(f"Not to be told yet: {reasons['throughput']}.")
    yield Subsection("How much gets finished", (blocks,), anchor="throughput")
    blocks = cycle or Paragraph(f"Not to be told yet: {reasons['cycle-time']}.")
    yield Subsection("How long it takes", (blocks,), anchor="cycle-time")


def _flow(figures: WorkflowFigures) -> Iterator[Block]:
    cards = [figure_card(label, figures.whole[name], url=url) for label, name, url in _CARDS]
    throughput = figures.whole["throughput"]
    cards[1] = replace(cards[1], value=NumberCell(throughput.value, 1, "items", note=throughput.reason))
    yield KpiGrid(tuple(cards))
    diagram = flow_diagram(figures)
    if diagram is not None:
        yield diagram


def _waits(figures: WorkflowFigures) -> Iterator[Block]:
    chart = dwell_chart(figures)
    if chart is not None:
        yield chart
    columns = (
        Column("Stage"),
        Column("In it now"),
        Column("Median stay", "number", "d"),
        Column("95% interval", "number", "d"),
        Column("85% within", "number", "d"),
        Column("n", "number"),
    )
    rows = tuple(_stage_row(figures, stage) for stage in figures.stages)
    caption = "Items in each stage, against its limit where it has one, and the days of the n stays that are over"
    yield compact(Table(columns, rows, caption, "stages-table"))


def _stage_row(figures: WorkflowFigures, stage: Stage) -> Row:
    dwell = figures.of_stages["dwell", stage.name]
    interval, p85 = dwell.interval, dwell.details["p85"]
    return Row(
        (
            Phrase((stage_title(stage.name), " ", Label("work" if stage.active else "wait"))),
            _occupancy(figures, stage),
            _days(dwell.value, dwell.reason),
            f"{_days_words(interval.low)} to {_days_words(interval.high)}" if interval else None,
            _days(p85, dwell.reason),
            NumberCell(dwell.n),
        )
    )


def _days(minutes: float | None, reason: str) -> NumberCell:
    return NumberCell(None if minutes is None else minutes / _DAY, 1, note=reason)


def _days_words(minutes: float) -> str:
    return number_words(minutes / _DAY, 1)


def _occupancy(figures: WorkflowFigures, stage: Stage) -> Inline:
    """Return the items in a stage against its limit, and whether it is the bottleneck."""
    found = figures.occupancy(stage.name)
    if stage.name != figures.bottleneck:
        return found
    return Chips((found, Badge("bottleneck", "attention", "the largest product of median stay and items in it")))


def _under_way(context: ViewContext, figures: WorkflowFigures) -> Subsection:
    """Return the ages of what is started, and the oldest items by name."""
    chart = age_chart(context, figures)
    waiting = figures.under_way - len(figures.ages)
    note = (Paragraph(f"{count_words(waiting, 'item')} not started yet, without an age."),) if waiting else ()
    if chart is None:
        blocks: tuple[Block, ...] = note or (Paragraph("Nothing is under way."),)
        return Subsection("What is under way", blocks, anchor="ages", count=figures.under_way)
    oldest = oldest_table(context, (figures,), Link("all items are in the data of the chart", "#ages"))
    return Subsection("What is under way", (chart, oldest, *note), anchor="ages", count=figures.under_way)


def oldest_table(context: ViewContext, every: tuple[WorkflowFigures, ...], more: Link) -> Table:
    """Return the started items that are oldest, of all these workflows, and how they stand against finished ones.

    ``more`` is where the others are.
    """
    found = sorted(
        ((-age, figures.record.id, name, figures) for figures in every for name, age in figures.ages),
        key=lambda each: each[:3],
    )
    stages = {figures.record.id: figures.stage_of() for figures in every}
    several = len(every) > 1
    columns = (
        Column("Item"),
        Column("Workflow", "link"),
        Column("Stage"),
        Column("Age", "number"),
        Column("Usual, 85% within", "number"),
        Column("Standing", "status"),
    )
    rows = tuple(
        Row(
            (
                item_cell(context, figures.record, name),
                record_link(context.handbook, figures.record.reference) if several else None,
                stage_title(stages[workflow].get(name, "")),
                DurationCell(-age),
                DurationCell(figures.usual[1]) if figures.usual else DurationCell(None, "no item is finished"),
                age_badge(-age, figures.usual),
            )
        )
        for age, workflow, name, figures in found[:_OLDEST]
    )
    table = Table(columns, rows, "Started and not finished, the oldest first", "oldest-items")
    return compact(replace(table, total=len(found), more=more) if len(rows) < len(found) else table)


def _criteria(figures: WorkflowFigures) -> Subsection:
    """Return the stages in their order with what must be true to enter and to leave each."""
    columns = (
        Column("Stage"),
        Column("Work or wait"),
        Column("To enter it"),
        Column("To leave it"),
        Column("Limit", "number", "items"),
    )
    stages = figures.record.fields.stages
    rows = tuple(
        Row(
            (
                stage_title(stage.name),
                "work" if stage.active else "end" if number == len(stages) else "wait",
                stage.entry,
                stage.exit,
                NumberCell(stage.wip_limit, note="no limit"),
            )
        )
        for number, stage in enumerate(stages, start=1)
    )
    table = Table(columns, rows, "Stages in their order, and what must be true to enter and to leave", "criteria-table")
    return Subsection("Stages and their criteria", (compact(table),), anchor="criteria", count=len(rows))
