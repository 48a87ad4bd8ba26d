"""Work starts before it is to be done.

**What is demanded.** The `start` of an initiative is not after its `target`. A month or a quarter ends with its last
day.

**Why.** One of the two days is wrong, and the timeline would have to draw a bar that runs backwards.

**How to mend it.** Correct the start, or move the target. If the work was put off, both move.

**Example.** The finding points at `start`:

```yaml
start: 2026-10-05
target: 2026-Q2
```
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.initiative import INITIATIVE
from site_builder.model.diagnostic import Related, Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(INITIATIVE):
        start, target = record.fields.start, record.fields.target
        if start is not None and target is not None and start > target.last_day:
            related = (Related(record.span("target"), f"target is {target}"),)
            yield Finding(f"start {start} is after the target {target}", record.span("start"), record, related=related)


RULE = Rule(
    code="start-after-target",
    severity=Severity.WARNING,
    summary="The `start` of an initiative is not after its `target`.",
    why="One of the two days is wrong, and the timeline would run backwards.",
    hint="correct the start, or move the target",
    check=_check,
    kinds=("initiative",),
)
