"""Experiments: what was won, lost or not clear, what runs against its planned sample, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from site_builder.kinds.experiment import EXPERIMENT, Experiment
from site_builder.measure.common.experiments import has_stopped
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Badge, Chips, DayCell, Inline, NumberCell
from site_builder.views.collection import empty_page, section_page
from site_builder.views.experiment_charts import portfolio_chart
from site_builder.views.experiment_page import experiment_page
from site_builder.views.experiment_results import ExperimentFigures, experiment_figures, shortfalls
from site_builder.views.experiment_tables import sample_cell
from site_builder.views.experiment_words import scale_of
from site_builder.views.facts import owner_cell, record_link
from site_builder.views.figures import figure_card
from site_builder.views.parts import Block, Column, KpiCard, KpiGrid, Row, Subsection, Table
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, joined_words
from site_builder.views.words import counted, status_badge

SECTION = EXPERIMENT.url
_VERDICTS = ("won", "lost", "inconclusive")

Figures = Mapping[str, ExperimentFigures]
Records = Sequence[Record[Experiment]]


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each experiment."""
    records = sorted(context.handbook.records(EXPERIMENT), key=_newest, reverse=True)
    overall = context.measures.one("experiment-portfolio")
    if not records or overall is None:
        yield empty_page(context, EXPERIMENT)
        return
    figures = experiment_figures(context)
    stopped = [record for record in records if has_stopped(record.fields, context.as_of)]
    chart, why = portfolio_chart(context, stopped, figures), shortfalls(figures.values())
    blocks: tuple[Block, ...] = (
        *_cards(context, overall, why),
        *(() if chart is None else (Subsection("What they showed", (chart,), anchor="results"),)),
        *_under_way(context, records, figures),
        *_clean_up(context, records),
        _all(context, records, figures),
    )
    purpose, sentence = EXPERIMENT.purpose, _sentence(context, records, overall, why)
    yield section_page(context, SECTION, "Experiments", sentence, blocks, description=purpose, hides=("toc",))
    for record in context.handbook.records(EXPERIMENT):
        yield experiment_page(context, record, figures[record.id])


def _newest(record: Record[Experiment]) -> tuple[date, str]:
    return (record.fields.ended_on or record.fields.started_on or date.min, record.id)


def _sentence(context: ViewContext, records: Records, overall: MetricResult, why: str) -> str:
    """Return what came of the stopped ones, how many are under way, and how many must be cleaned up."""
    details, statuses = overall.details, overall.details["by_status"]
    parts = [
        f"{statuses[status]:,} {word}"
        for status, word in (("running", "running"), ("draft", "in draft"))
        if statuses.get(status)
    ]
    if overall.n:
        counts = [f"{details[verdict]:,} {verdict}" for verdict in _VERDICTS if details[verdict]]
        told = f"{joined_words(counts)} ({why})" if why else joined_words(counts)
        text = f"Of {count_words(overall.n, 'experiment')} with a result: {told}"
    else:
        text = f"{counted(EXPERIMENT, len(records))}, none with a result yet"
    late = len(details["cleanup_overdue"])
    if late:
        parts.append(f"{late:,} past the day of {'its' if late == 1 else 'their'} clean-up")
    return f"{text}; {joined_words(parts)}." if parts else f"{text}."


def _cards(context: ViewContext, overall: MetricResult, why: str) -> Iterator[KpiGrid]:
    if not overall.n:
        return
    results = (context.measures.one("experiment-portfolio", verdict=verdict) for verdict in _VERDICTS)
    cards = [figure_card(verdict.capitalize(), result) for verdict, result in zip(_VERDICTS, results, strict=True)]
    cards[-1] = replace(cards[-1], reason=why)
    yield KpiGrid((*cards, *_duration(context, overall)))


def _duration(context: ViewContext, overall: MetricResult) -> Iterator[KpiCard]:
    days = overall.details["median_days"]
    if days is not None:
        fields = [record.fields for record in context.handbook.records(EXPERIMENT)]
        ran = [each for each in fields if has_stopped(each, context.as_of) and each.started_on and each.ended_on]
        n = sum(each.started_on <= each.ended_on for each in ran if each.started_on and each.ended_on)
        method = "Median days from the first to the last, both included, of stopped experiments that name the two."
        yield KpiCard("Median time they ran", NumberCell(days, 0, "days"), n=n, method=method)


def _under_way(context: ViewContext, records: Records, figures: Figures) -> Iterator[Subsection]:
    """Yield the running experiments and the drafts with their sample against the plan."""
    found = [record for status in ("running", "draft") for record in records if record.fields.status == status]
    if not found:
        return
    columns = (
        Column("Experiment", "link"),
        Column("Status", "status"),
        Column("Metric"),
        Column("Started", "date"),
        Column("Days running", "number"),
        Column("Smallest variant, of the planned sample"),
        Column("Owner"),
    )
    rows = tuple(_under_way_row(context, record, figures[record.id]) for record in found)
    table = Table(columns, rows, "Running experiments and drafts", "under-way-table")
    yield Subsection("Running and in draft", (compact(table),), anchor="under-way", count=len(rows))


def _under_way_row(context: ViewContext, record: Record[Experiment], found: ExperimentFigures) -> Row:
    fields, sample = record.fields, found.sample
    started = fields.started_on
    state: Inline = sample_cell(sample, sample.smallest)
    if fields.status == "running" and sample.is_reached:
        state = Chips((state, Badge("stop and decide", "attention", "it has its planned sample")))
    days = (context.as_of - started).days + 1 if started and fields.status == "running" else None
    return Row(
        (
            context.link(record),
            status_badge(fields.status),
            record_link(context.handbook, fields.metric),
            DayCell(started) if started else None,
            NumberCell(days if days is not None and days > 0 else None),
            state,
            owner_cell(context.handbook, fields.owner),
        )
    )


def _clean_up(context: ViewContext, records: Records) -> Iterator[Subsection]:
    """Yield the experiments whose switch should be out of the product, the longest overdue first."""
    late = sorted(
        (day, record.id, record)
        for record in records
        if (day := record.fields.cleanup_by) is not None and day < context.as_of
    )
    if not late:
        return
    columns = (
        Column("Experiment", "link"),
        Column("Clean-up by", "date"),
        Column("Decision", "status"),
        Column("Owner"),
    )
    rows = tuple(
        Row(
            (
                context.link(record),
                DayCell(day, tone="danger", note="past"),
                status_badge(record.fields.decision) if record.fields.decision else None,
                owner_cell(context.handbook, record.fields.owner),
            )
        )
        for day, _, record in late
    )
    table = Table(columns, rows, "Experiments past the day of their clean-up", "clean-up")
    yield Subsection("To be cleaned up", (compact(table),), anchor="to-clean-up", count=len(rows))


def _all(context: ViewContext, records: Records, figures: Figures) -> Subsection:
    columns = (
        Column("Experiment", "link"),
        Column("State", "status"),
        Column("Metric"),
        Column("Difference"),
        Column("Units", "number"),
        Column("Ended", "date"),
        Column("Decision", "status"),
        Column("Owner"),
    )
    rows = tuple(_row(context, record, figures[record.id]) for record in records)
    filters = ("State", "Decision")
    table = Table(columns, rows, "All experiments, newest first", "experiments", filters=filters)
    return Subsection("All experiments", (compact(table),), anchor="all", count=len(rows))


def _row(context: ViewContext, record: Record[Experiment], found: ExperimentFigures) -> Row:
    fields = record.fields
    units = sum(variant.units or 0 for variant in fields.variants)
    decided = fields.decision is not None and fields.decision != "none"
    return Row(
        (
            context.link(record),
            found.outcome or status_badge(fields.status),
            record_link(context.handbook, fields.metric),
            _difference(found) if found.outcome else None,
            NumberCell(units or None),
            DayCell(fields.ended_on) if fields.ended_on else None,
            status_badge(str(fields.decision)) if decided else None,
            owner_cell(context.handbook, fields.owner),
        )
    )


def _difference(found: ExperimentFigures) -> str | None:
    """Return the difference of each variant on the metric that decides."""
    tested = [(effect, effect.value) for effect in found.deciding if effect.value is not None]
    return joined_words([scale_of(effect).difference_text(value) for effect, value in tested]) or None


VIEW = View(SECTION, "Experiments", "Roadmap", 250, pages, ("experiment",))
