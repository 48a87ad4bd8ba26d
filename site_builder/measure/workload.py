"""How much is open, and with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from site_builder.kinds.role import ROLE
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import grouped, in_order
from site_builder.measure.common.standing import is_open, past_due
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record
from site_builder.model.reference import Reference

Records = Sequence[Record[Any]]


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    still_open = [record for record in context.handbook if is_open(record, context.as_of)]
    by_owner = grouped(still_open, _owner)
    yield _result(context, still_open, {}, {"owners": len(by_owner)})
    for name in in_order(by_owner):
        yield _result(context, by_owner[name], {"owner": name}, {})
    teams = {role.id: role.fields.team or "" for role in context.handbook.records(ROLE)}
    if any(teams.values()):
        by_team = grouped(still_open, lambda record: teams.get(_owner(record), ""))
        for team in in_order(by_team):
            yield _result(context, by_team[team], {"team": team}, {"owners": len({*map(_owner, by_team[team])})})


def _owner(record: Record[Any]) -> str:
    owner = record.fields.owner
    return owner.id if isinstance(owner, Reference) else str(owner)


def _result(
    context: MeasureContext, records: Records, dimensions: Mapping[str, str], further: Mapping[str, Any]
) -> MetricResult:
    kinds = Counter(record.kind for record in records)
    late = context.once(past_due)
    return METRIC.result(
        context,
        len(records),
        len(records),
        dimensions=dimensions,
        details={
            "by_kind": {name: kinds[name] for name in context.handbook.kinds if name in kinds},
            "past_due": sum(record.reference in late for record in records),
            **further,
        },
    )


METRIC = Metric(
    name="workload",
    unit="count",
    definition=(
        "Open records by owner and by the owner's team: objectives, initiatives, releases, experiments, decisions, "
        "requests, escalations, playbooks and practices whose status is not a final one, changes without a release, "
        "launches that are ahead."
    ),
    method="a full count; a role by its id, anybody else by the handle, which has no team",
    source="owner and status of the records, team of the roles",
    compute=_compute,
    details={
        "by_kind": "open records of each kind",
        "past_due": "open records with a promised day that has passed",
        "owners": "over everything and of a team: how many owners have an open record",
    },
)
