"""How the items of a workflow went through its stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cached_property
from itertools import pairwise
from typing import Any

from site_builder.kinds.workflow import WORKFLOW, Stage, Workflow
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import grouped
from site_builder.measure.common.git_items import git_items
from site_builder.measure.statistics.percentile import median, percentile
from site_builder.model.items import Item, Visit
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record

SOURCE = "the items of the workflow: item, stage and the moment it was entered"


@dataclass(frozen=True)
class ItemFlow:
    """An item's stays up to a moment. The last stage of the workflow is where items are finished."""

    name: str
    visits: tuple[Visit, ...]
    active: frozenset[str]
    last_stage: str

    @property
    def stage(self) -> str:
        """The stage that it is in."""
        return self.visits[-1].stage

    @property
    def entered_at(self) -> datetime:
        """When it entered the first of its stages."""
        return self.visits[0].entered_at

    @property
    def finished_at(self) -> datetime | None:
        """When it was finished: it is in the last stage, and did not leave it again."""
        return self.visits[-1].entered_at if self.stage == self.last_stage else None

    @cached_property
    def started_at(self) -> datetime | None:
        """When work on it began: it entered a stage that is active, or its first one in a workflow without these."""
        if not self.active:
            return self.entered_at
        return next((visit.entered_at for visit in self.visits if visit.stage in self.active), None)

    @property
    def worked(self) -> float:
        """How many minutes it was in active stages that it has left."""
        return sum(
            minutes_between(visit.entered_at, after.entered_at)
            for visit, after in pairwise(self.visits)
            if visit.stage in self.active
        )


@dataclass(frozen=True)
class Flow:
    """A workflow and its items up to a day, in the order of their names."""

    workflow: Record[Workflow]
    items: tuple[ItemFlow, ...]
    as_of: date

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in which an item is not finished."""
        return self.workflow.fields.stages[:-1]

    @property
    def now(self) -> datetime:
        """The first instant of the day, in UTC."""
        return datetime.combine(self.as_of, time(), UTC)

    @cached_property
    def finished(self) -> tuple[ItemFlow, ...]:
        """Items that are finished."""
        return tuple(item for item in self.items if item.finished_at is not None)

    @cached_property
    def unfinished(self) -> tuple[ItemFlow, ...]:
        """Items that are not."""
        return tuple(item for item in self.items if item.finished_at is None)

    @cached_property
    def stays(self) -> Mapping[str, list[float]]:
        """The minutes of each stay that is over, by stage, in ascending order."""
        stays: defaultdict[str, list[float]] = defaultdict(list)
        for item in self.items:
            for visit, after in pairwise(item.visits):
                stays[visit.stage].append(minutes_between(visit.entered_at, after.entered_at))
        return {stage: sorted(minutes) for stage, minutes in stays.items()}

    def within(self, stage: str) -> Sequence[ItemFlow]:
        """Return the items that are in a stage."""
        return self._by_stage.get(stage, ())

    @cached_property
    def _by_stage(self) -> Mapping[str, Sequence[ItemFlow]]:
        return grouped(self.items, lambda item: item.stage)


def minutes_between(start: datetime, end: datetime) -> float:
    """Return the minutes from one moment to another, none where it is before."""
    return max(0.0, (end - start).total_seconds() / 60)


def flow_results(
    metric: Metric, context: MeasureContext, results: Callable[[Flow], Iterator[MetricResult]]
) -> Iterator[MetricResult]:
    """Yield the results of a metric for every workflow; a result without a value where it has no items."""
    for workflow in context.handbook.records(WORKFLOW):
        flow = flow_of(context, workflow)
        if isinstance(flow, str):
            yield metric.result(context, None, 0, dimensions={"workflow": workflow.id}, reason=flow)
        else:
            yield from results(flow)


def flow_of(context: MeasureContext, workflow: Record[Workflow]) -> Flow | str:
    """Return the flow of a workflow's items up to the as-of date, or why there is none."""
    fields, as_of = workflow.fields, context.as_of
    if len(fields.stages) < 2:
        return "a workflow needs two stages"
    found = _items_of(context, workflow)
    if isinstance(found, str):
        return found
    active = frozenset(stage.name for stage in fields.stages[:-1] if stage.active)
    last_stage = fields.stages[-1].name
    items = tuple(flow for item in found if (flow := _item(item, active, last_stage, as_of)) is not None)
    return Flow(workflow, items, as_of) if items else "no item has entered a stage"


def _items_of(context: MeasureContext, workflow: Record[Workflow]) -> Sequence[Item] | str:
    if workflow.fields.items is not None:
        found = context.handbook.items.get(workflow.id)
        return found.items if found else ()
    return git_items(context, workflow.fields) if workflow.fields.from_ == "git" else "the workflow names no items"


def _item(item: Item, active: frozenset[str], last_stage: str, as_of: date) -> ItemFlow | None:
    visits = tuple(visit for visit in item.visits if visit.entered_at.date() <= as_of)
    return ItemFlow(item.name, visits, active, last_stage) if visits else None


def spread(minutes: Sequence[float]) -> dict[str, Any]:
    """Return the details of durations in ascending order: p85, shortest, longest; null where there is none."""
    if not minutes:
        return {"p85": None, "min": None, "max": None}
    return {"p85": percentile(minutes, 0.85), "min": minutes[0], "max": minutes[-1]}


SPREAD_DETAILS = {
    "p85": "85th percentile, in the unit of the value",
    "min": "shortest",
    "max": "longest",
}


def middle(minutes: Sequence[float]) -> float | None:
    """Return the median of durations in ascending order, or None where there is none."""
    return median(minutes) if minutes else None
