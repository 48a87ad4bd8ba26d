"""No variant has more conversions than units.

**What is demanded.** In the variants of an experiment and in its `results`, `conversions` is at most `units`.

**Why.** A share above 1 is no share. Usually a digit is missing, or events were counted where units are meant.

**How to mend it.** Count each unit once: the users who converted, not their purchases. What is counted per user is a
`mean` with its `stddev`.

**Example.** The finding points at `8279`:

```yaml
variants:
  - {key: gate_30, control: true, units: 44700, conversions: 8502}
  - {key: gate_40, units: 4548, conversions: 8279}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.experiment import EXPERIMENT, Experiment, Result
from site_builder.model.diagnostic import Severity
from site_builder.model.record import FieldPath, Record
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(EXPERIMENT):
        for path, result in _results(record):
            if result.units is not None and result.conversions is not None and result.conversions > result.units:
                message = f"{result.conversions} conversions are more than {result.units} units"
                yield Finding(message, record.span(*path, "conversions"), record)


def _results(record: Record[Experiment]) -> Iterator[tuple[FieldPath, Result]]:
    for number, variant in enumerate(record.fields.variants):
        yield ("variants", number), variant
    for metric, by_variant in (record.fields.results or {}).items():
        written = metric.id if ("results", metric.id) in record.positions else str(metric)
        for key, result in by_variant.items():
            yield ("results", written, key), result


RULE = Rule(
    code="conversions-exceed-units",
    severity=Severity.ERROR,
    summary="A variant has no more conversions than units.",
    why="A share above 1 is no share: a digit is missing, or events were counted where units are meant.",
    hint="count each unit once, or give a mean with its stddev",
    check=_check,
    kinds=("experiment",),
)
