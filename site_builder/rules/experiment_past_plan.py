"""An experiment stops when it has its planned sample.

**What is demanded.** A running experiment with a `plan` has not yet reached, in every variant, the number of units
that `baseline`, `mde`, `alpha` and `power` ask for.

**Why.** Who looks again and again until the result is significant will find one, whether it is there or not. And every
week beyond the plan is a week in which half of the customers get the worse version.

**How to mend it.** Stop it, write the results, and decide on them once. If a smaller effect is worth finding after
all, say so in a new plan before looking at the result.

**Example.** The plan asks for 3394 units in each variant; the finding points at `running`:

```yaml
status: running
plan: {baseline: 0.25, mde: 0.03}
variants:
  - {key: search, control: true, units: 5212, conversions: 1318}
  - {key: suggestions, units: 5187, conversions: 1473}
```

The clock alone brings this finding, so it is an `info` unless `mkdocs.yml` raises it.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.experiment import EXPERIMENT
from site_builder.measure.common.experiments import effects
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(EXPERIMENT):
        if record.fields.status != "running" or record.fields.plan is None:
            continue
        deciding = [effect for effect in effects(context.handbook, record, context.as_of) if effect.decides]
        planned = max((effect.sample_needed or 0 for effect in deciding), default=0)
        fewest = min((effect.smallest_arm for effect in deciding), default=0)
        if planned and fewest >= planned:
            message = f"still running with {fewest} units or more in each variant; the plan asks for {planned}"
            yield Finding(message, record.span("status"), record)


RULE = Rule(
    code="experiment-past-plan",
    severity=Severity.INFO,
    summary="An experiment stops when it has its planned sample.",
    why="Who looks until the result is significant will find one, whether it is there or not.",
    hint="stop it, write the results and decide once",
    check=_check,
    kinds=("experiment",),
)
