"""What is superseded has a successor that says so.

**What is demanded.** A practice or a decision with the status `superseded` is named by `supersedes` of another record
of its kind.

**Why.** Who finds the old page must get to the new one. Without a successor they follow what no longer holds, or
nothing.

**How to mend it.** Add `supersedes` to the record that took its place. If none did, a practice is `deprecated` and a
decision `rejected`.

**Example.** `weekly-release.md` has the finding at `superseded`:

```yaml
title: Release every week
status: superseded
```

It goes away when `continuous-release.md` has:

```yaml
supersedes: [weekly-release]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.decision import DECISION
from site_builder.kinds.practice import PRACTICE
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for kind in (PRACTICE, DECISION):
        for record in context.handbook.collections.get(kind.name, ()):
            if record.fields.status != "superseded":
                continue
            backlinks = context.handbook.backlinks_of(record)
            if any(link.field == "supersedes" and link.source.kind == kind.name for link in backlinks):
                continue
            message = f"is superseded, but no {kind.name} says that it supersedes {record.id!r}"
            hint = f"add supersedes: [{record.id}] to the {kind.name} that took its place, or change the status"
            yield Finding(message, record.span("status"), record, hint)


RULE = Rule(
    code="superseded-without-successor",
    severity=Severity.ERROR,
    summary="A superseded practice or decision is named by `supersedes` of another.",
    why="Who finds the old page must get to the new one.",
    hint="add supersedes to the record that took its place, or change the status",
    check=_check,
    kinds=("practice", "decision"),
)
