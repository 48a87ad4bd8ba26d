"""Items of a workflow whose stages are the statuses of records: the commits say when each was entered."""

from __future__ import annotations

from datetime import UTC, datetime

from site_builder.history.timelines import Timeline
from site_builder.kinds.workflow import Workflow
from site_builder.measure.base import MeasureContext
from site_builder.model.items import Item, Visit


def git_items(context: MeasureContext, workflow: Workflow) -> tuple[Item, ...] | str:
    """Return the items of a collection as the commits tell them, or why they are not known.

    An item is a record that is there and whose present status is one of the stages: what was dropped has left the flow.
    A status that is no stage is passed over.
    """
    kinds = context.handbook.kinds.values()
    kind = next((kind for kind in kinds if kind.collection == workflow.collection), None)
    if kind is None:
        return f"there is no collection {workflow.collection!r}"
    if not kind.status_field:
        return f"the records of {kind.collection} have no status"
    history = context.history.timelines
    if history.reason:
        return history.reason
    stages = frozenset(stage.name for stage in workflow.stages)
    items = []
    for timeline in history.of_kind(kind.name):
        state = timeline.last.state
        if state is not None and state.get(kind.status_field) in stages and context.handbook.get(timeline.reference):
            items.append(Item(timeline.reference.id, _visits(timeline, kind.status_field, stages)))
    return tuple(items)


def _visits(timeline: Timeline, field: str, stages: frozenset[str]) -> tuple[Visit, ...]:
    """Return the stays in the order of the commits; a moment is never before the one that came first."""
    visits: list[Visit] = []
    moment = datetime.min.replace(tzinfo=UTC)
    for version in timeline.versions:
        stage = (version.state or {}).get(field, "")
        moment = max(moment, version.commit.at)
        if stage in stages and (not visits or visits[-1].stage != stage):
            visits.append(Visit(stage, moment))
    return tuple(visits)
