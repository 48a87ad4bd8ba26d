"""How often escalations are answered later than the response policy promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Literal

from site_builder.kinds.escalation import ESCALATION, Escalation
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import choices
from site_builder.measure.common.escalations import known_escalations, resolution_of
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.settings import ResponsePolicy

_STEPS = ("acknowledge", "update", "resolve")

Outcome = Literal["kept", "breached", "pending", "unknown"]


@dataclass(frozen=True, slots=True)
class _Promise:
    """What was promised of one escalation, and what became of it."""

    escalation: str
    severity: str
    step: str
    outcome: Outcome


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    policies = context.settings.policies.response
    now = datetime.combine(context.as_of, time(), UTC)
    promises = [
        promise
        for record in known_escalations(context)
        if not record.fields.planned and (policy := policies.get(record.fields.severity)) is not None
        for promise in _promises(record, policy, now)
    ]
    missing = "" if policies else "mkdocs.yml has no response policy"
    yield _result(context, promises, {}, missing)
    for step in _STEPS:
        yield _result(context, [promise for promise in promises if promise.step == step], {"step": step}, missing)
    for severity in choices(ESCALATION, "severity"):
        policy = next((policy for name, policy in policies.items() if name == severity), None)
        if policy is None:
            continue
        group = [promise for promise in promises if promise.severity == severity]
        yield _result(context, group, {"severity": severity})
        for step in _STEPS:
            if getattr(policy, step) is not None:
                part = [promise for promise in group if promise.step == step]
                yield _result(context, part, {"severity": severity, "step": step})


def _promises(record: Record[Escalation], policy: ResponsePolicy, now: datetime) -> Iterator[_Promise]:
    fields = record.fields
    if policy.acknowledge is not None:
        waits = fields.status == "open" and fields.mitigated_at is None and fields.resolved_at is None
        outcome = _outcome(fields.detected_at, fields.acknowledged_at, policy.acknowledge, now if waits else None)
        yield _Promise(record.id, fields.severity, "acknowledge", outcome)
    if policy.update is not None and fields.status in ("open", "mitigated"):
        yield _Promise(record.id, fields.severity, "update", _outcome(fields.updated_at, None, policy.update, now))
    if policy.resolve is not None:
        waits = fields.status in ("open", "mitigated")
        outcome = _outcome(fields.detected_at, resolution_of(fields), policy.resolve, now if waits else None)
        yield _Promise(record.id, fields.severity, "resolve", outcome)


def _outcome(since: datetime, moment: datetime | None, limit: timedelta, now: datetime | None) -> Outcome:
    """Return what became of a promise; ``now`` is None where nobody waits for the moment any more.

    Of a moment before the detection nothing can be told, as in the times of escalations.
    """
    if moment is not None and moment < since:
        return "unknown"
    if moment is not None:
        return "breached" if moment - since > limit else "kept"
    if now is None:
        return "unknown"
    return "breached" if now - since > limit else "pending"


def _result(
    context: MeasureContext, promises: Sequence[_Promise], dimensions: Mapping[str, str], missing: str = ""
) -> MetricResult:
    outcomes = [promise.outcome for promise in promises]
    breached, kept = outcomes.count("breached"), outcomes.count("kept")
    n = breached + kept
    return METRIC.result(
        context,
        breached / n if n else None,
        n,
        dimensions=dimensions,
        reason="" if n else missing or "no escalation is due under the policy yet",
        details={
            "breached": breached,
            "kept": kept,
            "pending": outcomes.count("pending"),
            "unknown": outcomes.count("unknown"),
            "records": sorted({promise.escalation for promise in promises if promise.outcome == "breached"}),
        },
    )


METRIC = Metric(
    name="policy-breaches",
    unit="share",
    definition=(
        "Promises of the response policy (to acknowledge, to update, to resolve) that were broken, as a share of those "
        "that were kept or broken by the as-of date. An escalation that still waits past its time breaks the promise. "
        "To update counts while one is open or mitigated, and is broken where nothing was added to its timeline for "
        "longer than the cadence. One that was opened again waits to be resolved. Planned maintenance is left out."
    ),
    method=(
        "broken / (kept + broken), counted in time from the detection (to update, from the latest event of the "
        "timeline, else the acknowledgement or detection) up to the moment, or to the first instant of the as-of date "
        "(UTC); a full count, so without an interval"
    ),
    source="the response policy of mkdocs.yml and the moments of the escalations",
    compute=_compute,
    details={
        "breached": "promises that were broken",
        "kept": "promises that were kept",
        "pending": "promises whose time is not over",
        "unknown": "promises of escalations that have got further, where no moment is written or one before the "
        "detection",
        "records": "ids of the escalations with a broken promise",
    },
)
