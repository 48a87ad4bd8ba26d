"""What a metric decides: key results of objectives, and experiments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.kinds.experiment import EXPERIMENT
from site_builder.kinds.metric import Metric
from site_builder.kinds.objective import OBJECTIVE
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell
from site_builder.views.experiment_results import ExperimentFigures
from site_builder.views.facts import owner_cell
from site_builder.views.objective_figures import ObjectiveFigures, progress_meter, standings, way_words
from site_builder.views.parts import Column, Row, Subsection, Table
from site_builder.views.record import status_of
from site_builder.views.tables import compact
from site_builder.views.words import status_badge


def key_results(context: ViewContext, objectives: ObjectiveFigures, record: Record[Metric]) -> Iterator[Subsection]:
    """Yield the key results that this metric decides."""
    columns = (
        Column("Objective", "link"),
        Column("Status", "status"),
        Column("Period"),
        Column("Way"),
        Column("Progress", "number"),
        Column("Owner"),
    )
    rows = []
    for objective in context.handbook.referring(record, OBJECTIVE):
        for standing in standings(context, objectives, objective):
            if standing.key_result.metric.id == record.id:
                is_met = bool(standing.result and standing.result.details.get("met"))
                cells = (
                    context.link(objective),
                    status_badge(objective.fields.status),
                    objective.fields.period.text,
                    way_words(standing),
                    progress_meter(standing.result, is_met=is_met),
                    owner_cell(context.handbook, objective.fields.owner),
                )
                rows.append(Row(cells))
    if rows:
        table = compact(Table(columns, tuple(rows), "Key results that it decides", "key-results-table"))
        yield Subsection("Key results that it decides", (table,), anchor="key-results", count=len(rows))


def experiments_on(
    context: ViewContext, experiments: Mapping[str, ExperimentFigures], record: Record[Metric]
) -> Iterator[Subsection]:
    """Yield the experiments that were to move it, or that must not harm it."""
    columns = (Column("Experiment", "link"), Column("State", "status"), Column("As"), Column("Ended", "date"))
    rows = []
    for experiment in context.handbook.referring(record, EXPERIMENT):
        outcome = experiments[experiment.id].outcome
        decides = experiment.fields.metric.id == record.id
        ended = experiment.fields.ended_on
        rows.append(
            Row(
                (
                    context.link(experiment),
                    outcome if outcome and decides else status_of(context.handbook, experiment),
                    "the metric that decides" if decides else "a guardrail or a further metric",
                    DayCell(ended) if ended else None,
                )
            )
        )
    if rows:
        table = compact(Table(columns, tuple(rows), "Experiments on it", "experiments-table"))
        yield Subsection("Experiments on it", (table,), anchor="experiments", count=len(rows))
