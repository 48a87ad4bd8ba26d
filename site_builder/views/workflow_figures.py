"""The figures of a workflow, looked up once: of the whole, of each stage, its items, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from site_builder.kinds.workflow import WORKFLOW, Stage, Workflow
from site_builder.measure.common.cumulative_flow import CumulativeFlow, cumulative_flow
from site_builder.measure.common.flow import flow_of
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, Code, Inline, Meter, NumberCell
from site_builder.views.facts import record_link
from site_builder.views.words import words

_METRICS = (
    "bottleneck",
    "cycle-time",
    "dwell",
    "flow-efficiency",
    "item-age",
    "throughput",
    "work-in-progress",
)


@dataclass(frozen=True, slots=True)
class WorkflowFigures:
    """What is measured of one workflow. ``whole`` is by metric, ``of_stages`` by metric and stage.

    ``reason`` says why nothing is measured; ``whole`` and ``of_stages`` are then not to be asked.
    """

    record: Record[Workflow]
    whole: Mapping[str, MetricResult] = field(default_factory=dict)
    of_stages: Mapping[tuple[str, str], MetricResult] = field(default_factory=dict)
    history: CumulativeFlow | None = None
    reason: str = ""

    @property
    def stages(self) -> Sequence[Stage]:
        """The stages in which an item is not finished."""
        return self.record.fields.stages[:-1]

    @property
    def bottleneck(self) -> str:
        """The stage that holds the work up; empty where nothing waits."""
        return str(self.whole["bottleneck"].details.get("stage", "")) if self.whole else ""

    @property
    def under_way(self) -> int:
        """How many items are in a stage before the last."""
        return round(self.whole["work-in-progress"].value or 0) if self.whole else 0

    @property
    def stages_over(self) -> Sequence[str]:
        """Stages with more items than their limit."""
        return tuple(self.whole["work-in-progress"].details["stages_over"]) if self.whole else ()

    @property
    def usual(self) -> tuple[float, float] | None:
        """The median and the 85th percentile of the cycle time in minutes; None where nothing is finished."""
        result = self.whole.get("cycle-time")
        return None if result is None or result.value is None else (result.value, result.details["p85"])

    @property
    def ages(self) -> Sequence[tuple[str, float]]:
        """The items that were started and are not finished with their ages in minutes, the oldest first."""
        return _ages(self.whole.get("item-age"))

    def ages_in(self, stage: str) -> Sequence[tuple[str, float]]:
        """Return the same of the items in a stage."""
        return _ages(self.of_stages.get(("item-age", stage)))

    def stage_of(self) -> Mapping[str, str]:
        """Return the stage that each unfinished item is in."""
        results = ((stage.name, self.of_stages[("work-in-progress", stage.name)]) for stage in self.stages)
        return {item: stage for stage, result in results for item in result.details["items"]}

    def occupancy(self, stage: str) -> Inline:
        """Return how many items are in a stage, against its limit where it has one."""
        result = self.of_stages[("work-in-progress", stage)]
        count, limit = round(result.value or 0), result.details["limit"]
        if limit is None:
            return NumberCell(count)
        return Meter(count, limit, "danger" if count > limit else "attention" if count == limit else "neutral")


def _ages(result: MetricResult | None) -> Sequence[tuple[str, float]]:
    return tuple(zip(result.details["items"], result.details["ages"], strict=True)) if result else ()


def workflow_figures(context: ViewContext) -> tuple[WorkflowFigures, ...]:
    """Return the figures of every workflow: those whose bottleneck weighs most first, those without figures last."""
    whole: dict[tuple[str, str], MetricResult] = {}
    of_stages: dict[tuple[str, str, str], MetricResult] = {}
    for name in _METRICS:
        for result in context.measures.results(name):
            # Results without a workflow are those of the roadmap.
            match dict(result.dimensions):
                case {"workflow": workflow, "stage": stage}:
                    of_stages[workflow, name, stage] = result
                case {"workflow": workflow}:
                    whole[workflow, name] = result
    found = []
    for record in context.handbook.records(WORKFLOW):
        flow = flow_of(context.measures.context, record)
        if isinstance(flow, str):
            found.append(WorkflowFigures(record, reason=flow))
            continue
        results = {name: result for (workflow, name), result in whole.items() if workflow == record.id}
        stages = {
            (name, stage): result for (workflow, name, stage), result in of_stages.items() if workflow == record.id
        }
        found.append(WorkflowFigures(record, results, stages, cumulative_flow(flow)))
    return tuple(sorted(found, key=_place))


def _place(figures: WorkflowFigures) -> tuple[bool, float, str, str]:
    weight = (figures.whole["bottleneck"].value or 0.0) if figures.whole else 0.0
    return (bool(figures.reason), -weight, figures.record.title.casefold(), figures.record.id)


def stage_title(stage: str) -> str:
    """Return a stage as a title: ``product_review`` → ``Product review``."""
    text = words(stage)
    return text[:1].upper() + text[1:]


def item_cell(context: ViewContext, workflow: Record[Workflow], name: str) -> Inline:
    """Return an item: the record that it is, where the statuses of records are the stages, else its name as code."""
    if workflow.fields.from_ == "git":
        for kind in context.handbook.kinds.values():
            if kind.collection == workflow.fields.collection:
                return record_link(context.handbook, Reference(kind.name, name))
    return Code(name)


def age_badge(minutes: float, usual: tuple[float, float] | None) -> Badge | None:
    """Return whether an item is older than what 85 % or half of the finished ones took; None where it is not."""
    if usual is None or minutes <= usual[0]:
        return None
    if minutes > usual[1]:
        return Badge("longer than 85% took", "danger", order=0)
    return Badge("longer than half took", "attention", order=1)
