"""A metric is not observed before its time.

**What is demanded.** No observation is of a day after the quarter that is under way. One of a month or a quarter counts
for its last day, so the one of this quarter may lie ahead.

**Why.** What lies ahead does not count. A year that is mistyped takes an observation out of every figure and every
chart, and nothing looks wrong.

**How to mend it.** Correct the date in the file. If the value is a plan, it is a target: put it there.

**Example.** On 31 October 2026 the finding points at the `source` of a metric whose file ends so:

```yaml
source: content/metrics/active-locations.csv
# date,value
# 2026-08-31,6610
# 2027-09-30,6905
```
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from site_builder.kinds.metric import METRIC
from site_builder.model.dates import last_day_of_quarter
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    last = last_day_of_quarter(context.as_of)
    for record in context.handbook.records(METRIC):
        observations = context.handbook.observations.get(record.id)
        days = observations.days if observations is not None else ()
        ahead = days[bisect_right(days, last) :]
        if ahead:
            what = "an observation is" if len(ahead) == 1 else f"{len(ahead):,} observations are"
            first = f"{ahead[0]}" if len(ahead) == 1 else f"the first of {ahead[0]}"
            message = (
                f"{what} of a day that has not come ({first}), and {'does' if len(ahead) == 1 else 'do'} not count"
            )
            yield Finding(message, record.span("source"), record)


RULE = Rule(
    code="observation-in-future",
    severity=Severity.WARNING,
    summary="No observation of a metric is of a day that has not come.",
    why="A mistyped year takes a value out of every figure, and nothing looks wrong.",
    hint="correct the date in the file, or make the value a target",
    check=_check,
    kinds=("metric",),
)
