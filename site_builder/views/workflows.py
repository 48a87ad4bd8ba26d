"""Workflows: which stage holds work up, how each flows, which items are oldest, who carries how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.workflow import WORKFLOW
from site_builder.model.page import Page
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import DurationCell, Inline, Link, NumberCell, Phrase
from site_builder.views.collection import empty_state, section_page
from site_builder.views.facts import owner_cell
from site_builder.views.figures import value_cell
from site_builder.views.history_notice import is_about_history, not_available
from site_builder.views.parts import Block, ChartGrid, Column, Notice, Paragraph, Row, Subsection, Table
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, joined_words
from site_builder.views.words import counted, words
from site_builder.views.workflow_charts import flow_diagram
from site_builder.views.workflow_figures import WorkflowFigures, workflow_figures
from site_builder.views.workflow_page import NEEDS, oldest_table, workflow_page
from site_builder.views.workflow_words import bottleneck_words, limits_words
from site_builder.views.workload import workload_section

SECTION = WORKFLOW.url
_DRAWN = 6


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each workflow."""
    blocks: tuple[Block, ...]
    if not context.handbook.records(WORKFLOW):
        blocks = (empty_state(context, WORKFLOW), *workload_section(context))
        yield section_page(context, SECTION, "Workflows", None, blocks, description=WORKFLOW.purpose, hides=("toc",))
        return
    every = workflow_figures(context)
    measured = tuple(figures for figures in every if not figures.reason)
    blocks = (
        *_diagrams(measured),
        Subsection("All workflows", (_table(context, every), *_gaps(every)), anchor="all", count=len(every)),
        *_oldest(context, measured),
        *workload_section(context),
    )
    yield section_page(
        context, SECTION, "Workflows", _sentence(context, every), blocks, description=WORKFLOW.purpose, hides=("toc",)
    )
    for figures in every:
        yield workflow_page(context, figures)


def _sentence(context: ViewContext, every: Sequence[WorkflowFigures]) -> Inline:
    """Return the stage that weighs most with its figures, then what is under way and against which limits."""
    worst = every[0]
    measured = [figures for figures in every if not figures.reason]
    if not measured:
        return (
            f"{counted(WORKFLOW, len(every))}, none with figures yet: {worst.reason.removeprefix('not available: ')}."
        )
    pieces: list[Inline] = []
    if worst.bottleneck:
        link = context.link(worst.record)
        pieces += [
            f"The bottleneck is “{words(worst.bottleneck)}” of ",
            link,
            f": {bottleneck_words(worst)}. ",
        ]
    under_way = sum(figures.under_way for figures in measured)
    where = count_words(len(measured), "workflow")
    pieces.append(f"{count_words(under_way, 'item')} under way in {where}")
    over = [f"{limits_words(figures)} of {figures.record.title}" for figures in measured if figures.stages_over]
    if over:
        pieces.append(f"; over its limit: {joined_words(over)}")
    elif any(stage.wip_limit for figures in measured for stage in figures.stages):
        pieces.append(", no stage over its limit")
    missing = len(every) - len(measured)
    if missing:
        pieces.append(f"; {missing:,} without figures")
    return Phrase((*pieces, "."))


def _diagrams(measured: Sequence[WorkflowFigures]) -> Iterator[ChartGrid]:
    shown = enumerate(measured[:_DRAWN], start=1)
    drawn = (flow_diagram(figures, name=f"flow-{number}", with_title=True) for number, figures in shown)
    charts = tuple(chart for chart in drawn if chart is not None)
    if charts:
        yield ChartGrid(charts)


def _table(context: ViewContext, every: Sequence[WorkflowFigures]) -> Table:
    columns = (
        Column("Workflow", "link"),
        Column("Bottleneck"),
        Column("Under way", "number"),
        Column("A week", "number"),
        Column("Cycle time", "number", "median"),
        Column("85% within", "number"),
        Column("n", "number"),
        Column("Efficiency", "number"),
        Column("Owner"),
    )
    rows = tuple(_row(context, figures) for figures in every)
    return compact(
        Table(
            columns,
            rows,
            "Items under way, finished in a week, and how long the n finished ones took; the heaviest bottleneck first",
            "workflows",
        )
    )


def _row(context: ViewContext, figures: WorkflowFigures) -> Row:
    link = context.link(figures.record)
    owner = owner_cell(context.handbook, figures.record.fields.owner)
    if figures.reason:
        nothing = NumberCell(None, note=figures.reason)
        return Row((link, "no figures", *(nothing for _ in range(6)), owner))
    whole, usual = figures.whole, figures.usual
    return Row(
        (
            link,
            words(figures.bottleneck) if figures.bottleneck else "nothing waits",
            value_cell(whole["work-in-progress"]),
            NumberCell(whole["throughput"].value, 1, note=whole["throughput"].reason),
            value_cell(whole["cycle-time"]),
            DurationCell(usual[1] if usual else None, whole["cycle-time"].reason),
            NumberCell(whole["cycle-time"].n),
            value_cell(whole["flow-efficiency"]),
            owner,
        )
    )


def _gaps(every: Sequence[WorkflowFigures]) -> Iterator[Paragraph | Notice]:
    """Yield why workflows have no figures, those with the same reason together."""
    reasons: dict[str, list[str]] = {}
    for figures in every:
        if figures.reason:
            reasons.setdefault(figures.reason, []).append(figures.record.title)
    for reason, titles in reasons.items():
        why = reason.removeprefix("not available: ")
        if is_about_history(reason):
            yield not_available(reason, f"No figures of {joined_words(titles)}. {NEEDS}")
        else:
            yield Paragraph(f"No figures of {joined_words(titles)}: {why}.")


def _oldest(context: ViewContext, measured: tuple[WorkflowFigures, ...]) -> Iterator[Subsection]:
    """Yield the items that were started longest ago: age is what one can still change."""
    count = sum(len(figures.ages) for figures in measured)
    if count:
        table = oldest_table(context, measured, Link("all items of a workflow are on its page", "#all"))
        yield Subsection("Oldest under way", (table,), anchor="oldest", count=count)


VIEW = View(SECTION, "Workflows", "Practice", 660, pages, ("workflow",))
