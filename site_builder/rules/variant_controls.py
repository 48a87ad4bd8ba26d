"""An experiment has one control.

**What is demanded.** Where an experiment has `variants`, exactly one of them has `control: true`.

**Why.** Every effect is a difference to the control. Without one there is nothing to compare with; with two it is not
known which.

**How to mend it.** Mark the version that customers had before. The others need no `control`.

**Example.** The finding points at the key `variants`:

```yaml
variants:
  - {key: gate_30, weight: 0.5}
  - {key: gate_40, weight: 0.5}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.experiment import EXPERIMENT
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(EXPERIMENT):
        controls = [variant.key for variant in record.fields.variants if variant.control]
        if record.fields.variants and len(controls) != 1:
            found = (
                f"{len(controls)} variants are controls: {', '.join(controls)}"
                if controls
                else "no variant is the control"
            )
            yield Finding(found, record.key_span("variants"), record)


RULE = Rule(
    code="variant-controls",
    severity=Severity.ERROR,
    summary="Exactly one variant of an experiment is the control.",
    why="Every effect is a difference to the control.",
    hint="set control: true on the version that customers had before, and on no other",
    check=_check,
    kinds=("experiment",),
)
