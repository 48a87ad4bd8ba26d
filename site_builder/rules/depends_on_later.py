"""What others wait for is planned before them.

**What is demanded.** An initiative that is not released or dropped does not depend on one whose target is later than
its own, unless that one is released already.

**Why.** Such a plan cannot be kept: the promise will be broken on the day of its own target, though it can be seen
today.

**How to mend it.** Move the target to the day after what it waits for, bring the other forward, or take the
dependency out.

**Example.** With `target: 2026-11-30` in `calendar-sync.yml`, the finding in `shift-swaps.yml` points at the
reference:

```yaml
target: 2026-10-31
depends_on: [calendar-sync]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.initiative import INITIATIVE
from site_builder.model.diagnostic import Related, Severity
from site_builder.rules.base import Finding, Rule, RuleContext

_FINISHED = ("released", "dropped")


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(INITIATIVE):
        target = record.fields.target
        if target is None or record.fields.status in _FINISHED:
            continue
        for number, reference in enumerate(record.fields.depends_on):
            other = context.handbook.find(INITIATIVE, reference.id)
            if other is None or other.fields.target is None or other.fields.status in _FINISHED:
                continue
            if other.fields.target.last_day > target.last_day:
                related = (Related(other.span("target"), f"{other.id} has the target {other.fields.target}"),)
                message = f"depends on {other.id!r}, whose target {other.fields.target} is later than its own, {target}"
                yield Finding(message, record.span("depends_on", number), record, related=related)


RULE = Rule(
    code="depends-on-later",
    severity=Severity.WARNING,
    summary="An initiative does not depend on one with a later target.",
    why="Such a plan cannot be kept, and it can be seen today.",
    hint="move one of the two targets, or take the dependency out",
    check=_check,
    kinds=("initiative",),
)
