"""Actions are done by the day they are due.

**What is demanded.** An action of an escalation without `done_on`, and a gate of a launch that is neither `done` nor
`waived`, is not past its `due` day.

**Why.** Actions are the reason to write an escalation down. One that is late without anybody noticing is how the same
thing happens twice.

**How to mend it.** Write `done_on` if it is done, move `due` if there is a new agreement, or take the action out and
say why in the narrative.

**Example.** On 1 October 2026 the finding points at the day:

```yaml
actions:
  - {title: Alert on queue length, owner: "@platform", due: 2026-06-30}
```

The clock alone brings this finding, so it is an `info` unless `mkdocs.yml` raises it.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.escalation import ESCALATION
from site_builder.kinds.launch import LAUNCH
from site_builder.model.diagnostic import Severity
from site_builder.model.reference import Handle, Reference
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(ESCALATION):
        for number, action in enumerate(record.fields.actions):
            if action.due is not None and action.done_on is None and action.due < context.as_of:
                message = f"action {action.title!r} was due on {action.due}{_by(action.owner)}"
                yield Finding(message, record.span("actions", number, "due"), record)
    for launch in context.handbook.records(LAUNCH):
        for number, gate in enumerate(launch.fields.gates):
            if gate.due is not None and gate.status not in ("done", "waived") and gate.due < context.as_of:
                message = f"gate {gate.name!r} was due on {gate.due}{_by(gate.owner)}"
                hint = "set its status to done or waived, or agree on a new day"
                yield Finding(message, launch.span("gates", number, "due"), launch, hint)


def _by(owner: Reference | Handle | None) -> str:
    if owner is None:
        return ""
    return f" by {owner if isinstance(owner, Reference) else owner.name}"


RULE = Rule(
    code="action-overdue",
    severity=Severity.INFO,
    summary="Actions and gates are done by the day they are due.",
    why="An action that is late without anybody noticing is how the same thing happens twice.",
    hint="write done_on, or agree on a new due day",
    check=_check,
    kinds=("escalation", "launch"),
)
