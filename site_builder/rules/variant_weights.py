"""The weights of an experiment's variants are shares that sum to 1.

**What is demanded.** Either no variant has a `weight` (then all are equal), or every one has, each is positive, and
they sum to 1 within 0.005.

**Why.** The test for a sample-ratio mismatch compares the units with the weights. With wrong weights it warns of what
is not there, or misses what is.

**How to mend it.** Write the planned shares: 0.5 and 0.5, not 50 and 50. For thirds, 0.333, 0.333 and 0.334 will do.

**Example.** The finding points at the key `variants`, as 0.33 three times is 0.99:

```yaml
variants:
  - {key: a, control: true, weight: 0.33}
  - {key: b, weight: 0.33}
  - {key: c, weight: 0.33}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from site_builder.kinds.experiment import EXPERIMENT
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext

_TOLERANCE = 0.005
_ROUNDING = 1e-9


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(EXPERIMENT):
        problem = _problem([variant.weight for variant in record.fields.variants])
        if problem:
            yield Finding(problem, record.key_span("variants"), record)


def _problem(weights: Sequence[float | None]) -> str:
    given = [weight for weight in weights if weight is not None]
    if not given:
        return ""
    if any(weight <= 0 for weight in given):
        return "a weight is not positive"
    if len(given) < len(weights):
        return "some variants have a weight and others have none"
    total = fsum(given)
    return f"the weights sum to {total:.6g}, not to 1" if abs(total - 1) > _TOLERANCE + _ROUNDING else ""


RULE = Rule(
    code="variant-weights",
    severity=Severity.ERROR,
    summary="The weights of variants are positive and sum to 1.",
    why="With wrong weights the test for a sample-ratio mismatch warns of what is not there, or misses what is.",
    hint="write the planned shares, such as 0.5 and 0.5, or leave all weights out where they are equal",
    check=_check,
    kinds=("experiment",),
)
