"""A metric is observed as often as it was.

**What is demanded.** The latest observation of a metric is not older than two periods. A period is the median distance
of its observations, at least a week; where there is only one observation, a quarter. Of a metric that is computed from
surveys the waves are its observations.

**Why.** A figure that nobody measures any more looks like one that does not move. A target is judged by it, and a key
result, until somebody asks why it has been the same since spring.

**How to mend it.** Add the missing observations, or find out who stopped the export. If the metric is no longer used,
remove the record: git keeps it.

**Example.** On 1 October 2026 the finding points at the `source` of a metric whose file ends so:

```yaml
source: content/metrics/active-locations.csv
# date,value
# 2026-05-31,6610
# 2026-06-30,6905
```

The clock alone brings this finding, so it is an `info` unless `mkdocs.yml` raises it. A metric without a source is
not stale but without data: a gap in the health of the handbook.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.metric import METRIC
from site_builder.measure.common.figures import SeriesOfMetrics
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext

_ASK_AGAIN = "run the survey again, or remove the metric"


def _check(context: RuleContext) -> Iterator[Finding]:
    every = SeriesOfMetrics(context.measures.context)
    for record in context.handbook.records(METRIC):
        series = every.of_record(record)
        if series.latest is not None and series.is_stale(context.as_of):
            days = (context.as_of - series.latest.day).days
            usual = f"one every {series.period} days is usual" if len(series.points) > 1 else "there is no other"
            message = f"the latest observation is of {series.latest.day}, {days} days ago; {usual}"
            is_computed = record.fields.source is not None and bool(record.fields.source.computed)
            yield Finding(message, record.span("source"), record, _ASK_AGAIN if is_computed else "")


RULE = Rule(
    code="metric-stale",
    severity=Severity.INFO,
    summary="A metric has an observation in the last two periods.",
    why="A figure that nobody measures any more looks like one that does not move.",
    hint="add the missing observations, or remove the metric",
    check=_check,
    kinds=("metric",),
)
