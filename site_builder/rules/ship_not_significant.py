"""What is shipped after an experiment was better in it.

**What is demanded.** With `decision: ship`, at least one variant is significantly better than the control on the
metric that decides: p (Holm-adjusted where there are several comparisons) is below the plan's `alpha`, 0.05 unless it
says another, and the difference goes the metric's `direction`.

**Why.** A difference that chance explains will not be there next month. Whoever reads the decision later believes that
the experiment showed something, and builds on it.

**How to mend it.** If it is shipped for another reason (it is simpler, a customer needs it), that is a good decision,
but not this experiment's: say so in the `learning`, and write `decision: none` or allow the finding with that reason.
Otherwise run it until it has its planned sample, once.

**Example.** The finding points at `ship`, since p is 0.07:

```yaml
variants:
  - {key: gate_30, control: true, units: 44700, conversions: 20034}
  - {key: gate_40, units: 45489, conversions: 20119}
decision: ship
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.experiment import EXPERIMENT
from site_builder.measure.common.experiments import Effect, effects
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(EXPERIMENT):
        if record.fields.decision == "ship":
            found = effects(context.handbook, record, context.as_of)
            tested = [effect for effect in found if effect.decides and effect.p is not None]
            if tested and not any(map(_is_reason, tested)):
                yield Finding(_message(tested), record.span("decision"), record)


def _is_reason(effect: Effect) -> bool:
    """Return whether a variant is significantly better; of a metric without a direction, significantly different."""
    return effect.is_better or (effect.is_significant and effect.direction == "none")


def _message(tested: Sequence[Effect]) -> str:
    if all(effect.is_worse for effect in tested):
        names = " and ".join(effect.variant for effect in tested)
        return f"shipped although {names} did significantly worse than the control"
    smallest = min(effect.p for effect in tested if effect.p is not None and not effect.is_worse)
    return f"shipped on a result that is not significant (p = {smallest:.2g})"


RULE = Rule(
    code="ship-not-significant",
    severity=Severity.WARNING,
    summary="What is shipped after an experiment was significantly better in it.",
    why="A difference that chance explains will not be there next month, but the decision will be read as proof.",
    hint="if it ships for another reason, say so in the learning and write decision: none",
    check=_check,
    kinds=("experiment",),
)
