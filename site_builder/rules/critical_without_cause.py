"""A critical escalation has a cause and actions.

**What is demanded.** An escalation with the severity `critical` has a `cause` and at least one entry in `actions`.

**Why.** What hurt this much comes back if nobody wrote down where it came from and what is done about it. Recurrence
is counted by cause, and actions are followed up with their due days.

**How to mend it.** Write what is known: a category to count by and one action with an owner and a day, even if the
first action is to find the cause.

**Example.** The finding points at `critical`:

```yaml
severity: critical
status: mitigated
```

It is right with:

```yaml
cause: {category: config-change}
actions:
  - {title: Check limits before a deploy, type: preventive, owner: "@platform", due: 2026-06-30}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.escalation import ESCALATION
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(ESCALATION):
        fields = record.fields
        if fields.severity != "critical":
            continue
        missing = [name for name, given in (("cause", fields.cause), ("actions", fields.actions)) if not given]
        if missing:
            message = f"is critical, but has no {' and no '.join(missing)}"
            yield Finding(message, record.span("severity"), record)


RULE = Rule(
    code="critical-without-cause",
    severity=Severity.WARNING,
    summary="A critical escalation has a `cause` and `actions`.",
    why="What hurt this much comes back if nobody wrote down where it came from and what is done about it.",
    hint="add cause: {category: …} and actions with an owner and a due day",
    check=_check,
    kinds=("escalation",),
)
