"""Updates come when they were announced.

**What is demanded.** The latest update on a subject that is still under way is not past its `next_due`. On a channel,
where no day was announced, it is not older than the channel's cadence. The `next_on` of a channel is not past.

**Why.** Silence is read as good news until it is not. Who waits for an update asks everybody but its owner.

**How to mend it.** Write the update, even if it says that nothing changed. When the subject is finished, set its
status and the finding goes away.

**Example.** On 1 October 2026, with no later update on `shift-swaps`, the finding points at `next_due`:

```yaml
subject: initiative:shift-swaps
date: 2026-09-04
health: on_track
next_due: 2026-09-18
```

The clock alone brings this finding, so it is an `info` unless `mkdocs.yml` raises it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from site_builder.history.updates import updates_until
from site_builder.kinds.channel import CHANNEL
from site_builder.model.diagnostic import Severity
from site_builder.model.record import Record
from site_builder.rules.base import Finding, Rule, RuleContext

_DAYS: Final[Mapping[str, int]] = {"daily": 1, "weekly": 7, "biweekly": 14, "monthly": 31, "quarterly": 92}
_FINISHED: Final = frozenset(
    (
        "released",
        "dropped",
        "withdrawn",
        "stopped",
        "resolved",
        "closed",
        "met",
        "missed",
        "retired",
        "declined",
        "retire",
    )
)


def _check(context: RuleContext) -> Iterator[Finding]:
    for *_, record in updates_until(context.handbook, context.as_of).values():
        subject = context.handbook.get(record.fields.subject)
        if subject is None or getattr(subject.fields, "status", None) in _FINISHED:
            continue
        if record.fields.next_due is not None:
            if record.fields.next_due < context.as_of:
                message = f"the next update on {subject.reference} was due on {record.fields.next_due}"
                yield Finding(message, record.span("next_due"), record)
        elif (days := _cadence(subject)) and (context.as_of - record.fields.date).days > days:
            message = (
                f"the latest update on {subject.reference} is of {record.fields.date}, which is late for its cadence"
            )
            yield Finding(message, record.span("date"), record)
    for channel in context.handbook.records(CHANNEL):
        next_on = channel.fields.next_on
        if next_on is not None and next_on < context.as_of:
            message = f"next_on {next_on} has passed"
            yield Finding(message, channel.span("next_on"), channel, hint="write the day of the next one")


def _cadence(subject: Record[Any]) -> int | None:
    return _DAYS.get(subject.fields.cadence) if subject.kind == CHANNEL.name else None


RULE = Rule(
    code="update-overdue",
    severity=Severity.INFO,
    summary="The next update on a subject under way comes when it was announced.",
    why="Silence is read as good news until it is not.",
    hint="write the next update, or finish its subject",
    check=_check,
    kinds=("update", "channel"),
)
