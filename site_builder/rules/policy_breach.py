"""Escalations are answered as soon as was promised.

**What is demanded.** Where `mkdocs.yml` has a response policy for the severity of an escalation, it is acknowledged
and resolved within that time from its detection. While it is open, the latest event of its `timeline` is not longer
ago than the policy's `update`; where there is none, its acknowledgement or detection counts. Planned maintenance is
left out. One that is still open breaches the policy when the time is over before today.

**Why.** The policy is what customers were told. A breach that is written down can be explained to them; the share of
breaches shows whether the promise can be kept at all.

**How to mend it.** A breach that happened stays: it is a fact, which is why it is only an `info`. If a moment is
wrong, correct it; if customers wait for word, give it and add it to the `timeline`. If it keeps happening, the policy
or the duty roster has to change.

**Example.** With this policy the finding points at `acknowledged_at`, 31 minutes after the detection:

```yaml
# mkdocs.yml: policies: {response: {critical: {acknowledge: 15m}}}
severity: critical
detected_at: 2026-05-12T09:14:00Z
acknowledged_at: 2026-05-12T09:45:00Z
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from site_builder.kinds.escalation import Escalation
from site_builder.measure.common.escalations import known_escalations, resolution_of
from site_builder.model.diagnostic import Severity
from site_builder.model.durations import duration_words
from site_builder.model.record import Record
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    policies = context.settings.policies.response
    now = datetime.combine(context.as_of, time(), UTC)
    for record in known_escalations(context.measures.context):
        policy = policies.get(record.fields.severity)
        if policy is None or record.fields.planned:
            continue
        fields = record.fields
        if policy.acknowledge is not None:
            waits = fields.status == "open" and fields.mitigated_at is None and fields.resolved_at is None
            moment = fields.acknowledged_at
            yield from _breach(record, "acknowledged_at", moment, policy.acknowledge, now if waits else None)
        if policy.resolve is not None:
            waits = fields.status in ("open", "mitigated")
            moment = resolution_of(fields)
            yield from _breach(record, "resolved_at", moment, policy.resolve, now if waits else None)
        if policy.update is not None and fields.status in ("open", "mitigated"):
            yield from _silence(record, policy.update, now)


def _breach(
    record: Record[Escalation], name: str, moment: datetime | None, limit: timedelta, now: datetime | None
) -> Iterator[Finding]:
    """Yield a finding where the moment came too late, or has not come ``now`` though the time is over."""
    word = name.removesuffix("_at")
    if moment is not None and moment - record.fields.detected_at > limit:
        taken, allowed = _words(moment - record.fields.detected_at), _words(limit)
        # Words are rounded: a little longer than the limit may be the same in words.
        longer = "more than " if taken == allowed else ""
        message = f"{word} {longer}{taken} after its detection; the policy allows {allowed}"
        yield Finding(message, record.span(name), record)
    elif moment is None and now is not None and now - record.fields.detected_at > limit:
        message = f"not {word} within {_words(limit)} of its detection"
        yield Finding(message, record.span("detected_at"), record)


def _silence(record: Record[Escalation], limit: timedelta, now: datetime) -> Iterator[Finding]:
    """Yield a finding where the latest update is longer ago than the policy allows; it points at that update."""
    fields = record.fields
    if now - fields.updated_at > limit:
        latest = next((number for number, event in enumerate(fields.timeline) if event.at == fields.updated_at), None)
        name = "detected_at" if fields.acknowledged_at is None else "acknowledged_at"
        span = record.span(name) if latest is None else record.span("timeline", latest, "at")
        message = f"not updated within {_words(limit)} of {fields.updated_at:%Y-%m-%d %H:%M} UTC"
        yield Finding(message, span, record, hint="say how it stands, and add that to the timeline")


def _words(duration: timedelta) -> str:
    return duration_words(duration.total_seconds() / 60)


RULE = Rule(
    code="policy-breach",
    severity=Severity.INFO,
    summary="An escalation is acknowledged, updated and resolved within its response policy.",
    why="The policy is what customers were told.",
    hint="correct the moment if it is wrong; what happened stays, and is counted",
    check=_check,
    kinds=("escalation",),
)
