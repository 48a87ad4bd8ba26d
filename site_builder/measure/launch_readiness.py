"""How far launches are prepared: the gates that their tier requires."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from site_builder.kinds.launch import LAUNCH, Launch
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.gates import GateState, gates_of, policy_of
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    launches = sorted(context.handbook.records(LAUNCH), key=lambda launch: (launch.fields.date.last_day, launch.id))
    required = {launch.id: _required(context, launch.fields) for launch in launches}
    ahead = [launch for launch in launches if launch.fields.date.last_day >= context.as_of]
    yield _overall(context, ahead, [gate for launch in ahead for gate in required[launch.id]])
    for launch in launches:
        yield _of_launch(context, launch, required[launch.id])


def _required(context: MeasureContext, launch: Launch) -> Sequence[GateState]:
    return [gate for gate in gates_of(launch, context.settings.policies) if gate.is_required]


def _overall(context: MeasureContext, ahead: Sequence[Record[Launch]], gates: Sequence[GateState]) -> MetricResult:
    passed = sum(gate.is_passed for gate in gates)
    return METRIC.result(
        context,
        passed / len(gates) if gates else None,
        len(gates),
        reason="" if gates else "no gate is required of a launch ahead" if ahead else "no launch is ahead",
        details={"launches": [launch.id for launch in ahead], **_counts(context, gates)},
    )


def _of_launch(context: MeasureContext, launch: Record[Launch], gates: Sequence[GateState]) -> MetricResult:
    fields = launch.fields
    passed = sum(gate.is_passed for gate in gates)
    return METRIC.result(
        context,
        passed / len(gates) if gates else None,
        len(gates),
        dimensions={"launch": launch.id},
        reason="" if gates else "no gate is required",
        details={
            **_counts(context, gates),
            "tier": fields.tier,
            "days_left": (fields.date.last_day - context.as_of).days,
            "blockers": [gate.name for gate in gates if not gate.is_passed],
            "required_by": "record" if policy_of(fields, context.settings.policies) is None else "policy",
            "decision": fields.go_no_go.decision if fields.go_no_go else None,
        },
    )


def _counts(context: MeasureContext, gates: Sequence[GateState]) -> dict[str, Any]:
    statuses = [gate.status for gate in gates]
    return {
        **{status: statuses.count(status) for status in ("done", "waived", "todo", "blocked", "missing")},
        "overdue": sum(gate.is_overdue(context.as_of) for gate in gates),
    }


METRIC = Metric(
    name="launch-readiness",
    unit="share",
    definition=(
        "Gates that are done or waived, as a share of the gates that the policy requires of a launch of this tier; a "
        "required gate that the record does not have is not passed. Where mkdocs.yml has no policy for the tier, the "
        "record's own gates count. Over everything: all launches that are ahead."
    ),
    method="(done + waived) / required; a full count, and n is the number of required gates",
    source="policies.launch_gates of mkdocs.yml and the gates of the launches",
    compute=_compute,
    details={
        "done": "required gates that are done",
        "waived": "required gates that were waived",
        "todo": "required gates that are to do",
        "blocked": "required gates that are blocked",
        "missing": "required gates that the record does not have",
        "overdue": "required gates past their day and not passed",
        "launches": "over everything: ids of the launches ahead, the next one first",
        "tier": "tier of the launch",
        "days_left": "days from the as-of date to the launch; negative once it is past",
        "blockers": "required gates that are not passed",
        "required_by": "policy, or record where mkdocs.yml has none for the tier",
        "decision": "go or no_go; null before the decision",
    },
)
