"""What is released was released by today.

**What is demanded.** `released_on` of an initiative or of one of its milestones, and the `date` of a release with the
status `released`, are not after the date that "today" means in the build.

**Why.** A day in the future is a plan. Counted as a release, it makes throughput and the on-time rate too good, and
tells customers that they have what they do not have.

**How to mend it.** Correct the day if it is a slip of the pen. If it is a plan, write it as `target` and leave the
status at `in_progress`; a release that is still to come is `planned`.

**Example.** On 1 October 2026 the finding points at the day:

```yaml
status: released
released_on: 2027-09-15
```
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.release import RELEASE
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    as_of = context.as_of
    for record in context.handbook.records(INITIATIVE):
        released_on = record.fields.released_on
        if released_on is not None and released_on > as_of:
            message = f"released_on {released_on} is in the future (today is {as_of})"
            yield Finding(message, record.span("released_on"), record)
        for number, milestone in enumerate(record.fields.milestones):
            if milestone.released_on is not None and milestone.released_on > as_of:
                message = (
                    f"released_on {milestone.released_on} of {milestone.name!r} is in the future (today is {as_of})"
                )
                yield Finding(message, record.span("milestones", number, "released_on"), record)
    for release in context.handbook.records(RELEASE):
        day = release.fields.date
        if release.fields.status == "released" and day.is_exact and day.last_day > as_of:
            message = f"is released, but its date {day} is in the future (today is {as_of})"
            yield Finding(message, release.span("date"), release, hint="correct the date, or set the status to planned")


RULE = Rule(
    code="released-in-future",
    severity=Severity.ERROR,
    summary="`released_on` is not after today.",
    why="A day in the future is a plan; counted as a release it makes every figure about releases too good.",
    hint="correct the day, or write it as target and set the status back to in_progress",
    check=_check,
    kinds=("initiative", "release"),
)
