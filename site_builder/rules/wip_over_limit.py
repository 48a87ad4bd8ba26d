"""No stage of a workflow holds more items than its limit.

**What is demanded.** The items of a workflow that are in a stage are at most its `wip_limit`.

**Why.** The limit is what makes a team finish before it starts. With every item above it, all others wait longer, and
the limit is no longer one.

**How to mend it.** Finish something, or take something back to the stage before. If the limit has been wrong for
months, agree on another one and say why in the pull request.

**Example.** The finding points at `4` while five items are in review:

```yaml
stages:
  - {name: drafting, active: true}
  - {name: review, wip_limit: 4}
  - {name: published}
items: content/workflows/articles.csv
```
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.workflow import WORKFLOW
from site_builder.measure.common.flow import flow_of
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(WORKFLOW):
        flow = flow_of(context.measures.context, record)
        if isinstance(flow, str):
            continue
        for number, stage in enumerate(flow.stages):
            items = len(flow.within(stage.name))
            if stage.wip_limit is not None and items > stage.wip_limit:
                message = f"{items} items are in {stage.name!r}; the limit is {stage.wip_limit}"
                yield Finding(message, record.span("stages", number, "wip_limit"), record)


RULE = Rule(
    code="wip-over-limit",
    severity=Severity.WARNING,
    summary="No stage of a workflow holds more items than its limit.",
    why="The limit makes a team finish before it starts; above it, everything waits longer.",
    hint="finish something before the next item enters, or agree on another limit",
    check=_check,
    kinds=("workflow",),
)
