"""A target that has passed is met, moved or given up.

**What is demanded.** The `target` of an initiative that is neither released nor dropped, the `target` of a milestone
that was not reached, and the `date` of a release that is still `planned` are not before today. A month or a quarter
has passed when its last day has.

**Why.** A roadmap with dates in the past is read by nobody. Moving the target is no shame: it is counted as a slip,
and the sooner it is moved, the sooner others can plan.

**How to mend it.** Set the status to `released` with its day, move the target to a day that is believed, or drop the
initiative with a reason.

**Example.** On 1 October 2026 the finding points at `2026-Q2`:

```yaml
status: in_progress
target: 2026-Q2
```

The clock alone brings this finding, so it is an `info` unless `mkdocs.yml` raises it.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.release import RELEASE
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(INITIATIVE):
        fields = record.fields
        if fields.status in ("released", "dropped"):
            continue
        if fields.target is not None and fields.target.last_day < context.as_of:
            message = f"target {fields.target} has passed, and it is not released"
            yield Finding(message, record.span("target"), record)
        for number, step in enumerate(fields.milestones):
            if step.target is not None and step.released_on is None and step.target.last_day < context.as_of:
                message = f"target {step.target} of {step.name!r} has passed, and it was not reached"
                yield Finding(message, record.span("milestones", number, "target"), record)
    for release in context.handbook.records(RELEASE):
        if release.fields.status == "planned" and release.fields.date.last_day < context.as_of:
            message = f"the date {release.fields.date} has passed, and it is not released"
            hint = "set the status to released or withdrawn, or move the date"
            yield Finding(message, release.span("date"), release, hint)


RULE = Rule(
    code="target-past",
    severity=Severity.INFO,
    summary="A target that has passed is met, moved or given up.",
    why="A roadmap with dates in the past is read by nobody.",
    hint="release it with released_on, move the target, or drop it with a reason",
    check=_check,
    kinds=("initiative", "release"),
)
