"""Moments and days are in an order that is possible.

**What is demanded.** In an escalation `detected_at`, `acknowledged_at`, `mitigated_at`, `resolved_at` and `closed_at`
follow each other, as far as they are given; equal moments are fine. An experiment does not end before it started, a
survey does not close before it opened, and an initiative is not released before its start. The `timeline` of an
escalation is free: what led to it may lie before its detection.

**Why.** Such a value is a slip of the pen (a wrong zone, swapped digits), and every duration computed from it is
wrong.

**How to mend it.** Look the moment up where it was recorded. Moments are compared with their zones: 10:55-08:00 is
later than 12:00Z.

**Example.** The finding points at the moment that is too early, `resolved_at`:

```yaml
detected_at: 2026-05-12T09:14:00Z
resolved_at: 2026-05-12T08:50:00Z
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from site_builder.kinds.escalation import ESCALATION
from site_builder.kinds.experiment import EXPERIMENT
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.survey import SURVEY
from site_builder.model.diagnostic import Related, Severity
from site_builder.model.record import Record
from site_builder.rules.base import Finding, Rule, RuleContext

_MOMENTS = ("detected_at", "acknowledged_at", "mitigated_at", "resolved_at", "closed_at")
_DAYS = (
    (INITIATIVE, ("start", "released_on")),
    (EXPERIMENT, ("started_on", "ended_on")),
    (SURVEY, ("opened_on", "closed_on")),
)


def _check(context: RuleContext) -> Iterator[Finding]:
    for kind, names in _DAYS:
        for record in context.handbook.collections.get(kind.name, ()):
            yield from _out_of_order(record, names)
    for escalation in context.handbook.records(ESCALATION):
        yield from _out_of_order(escalation, _MOMENTS)


def _out_of_order(record: Record[Any], names: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for each value that is before the latest of those it has to follow."""
    latest_name, latest = "", None
    for name in names:
        value: date | datetime | None = getattr(record.fields, name)
        if value is None:
            continue
        if latest is not None and value < latest:
            related = (Related(record.span(latest_name), f"{latest_name} is {_written(latest)}"),)
            message = f"{name} {_written(value)} is before {latest_name} {_written(latest)}"
            yield Finding(message, record.span(name), record, related=related)
        else:
            latest_name, latest = name, value


def _written(value: date | datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


RULE = Rule(
    code="moment-order",
    severity=Severity.ERROR,
    summary="Moments and days are in a possible order.",
    why="A moment before the one it has to follow is a slip of the pen, and each duration computed from it is wrong.",
    hint="correct one of the two; mind the time zone",
    check=_check,
    kinds=("escalation", "experiment", "initiative", "survey"),
)
