"""What is dropped or declined says why.

**What is demanded.** An initiative with the status `dropped` and a request with the status `declined` have a
`reason`.

**Why.** Without it the same idea comes back every quarter, and whoever asked for it gets no answer.

**How to mend it.** One sentence that would satisfy the person who asked: what weighed more, and what would change the
decision.

**Example.** The finding points at `dropped`:

```yaml
title: Paper timesheets
owner: scheduling
status: dropped
```

With `reason: Fewer than 2 % of sites still print; the export covers them.` it is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.request import REQUEST
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for initiative in context.handbook.records(INITIATIVE):
        if initiative.fields.status == "dropped" and not initiative.fields.reason:
            yield Finding("is dropped without a reason", initiative.span("status"), initiative)
    for request in context.handbook.records(REQUEST):
        if request.fields.status == "declined" and not request.fields.reason:
            yield Finding("is declined without a reason", request.span("status"), request)


RULE = Rule(
    code="reason-missing",
    severity=Severity.ERROR,
    summary="A dropped initiative and a declined request have a `reason`.",
    why="Without it the same idea comes back, and whoever asked for it gets no answer.",
    hint="add reason: one sentence that would satisfy the person who asked",
    check=_check,
    kinds=("initiative", "request"),
)
