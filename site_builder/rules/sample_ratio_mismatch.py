"""The units of an experiment fall on its variants as planned.

**What is demanded.** The counts of `units` agree with the `weight`s of the variants (equal ones where none are given):
the chi-square test does not give p below 0.001.

**Why.** When the units did not fall as planned, something else than chance chose who saw what: a redirect that loses
slow visitors, a bot filter, a variant that crashes before it is counted. Then the arms differ in more than the change
that was tried, and no result can be trusted. Nothing is counted as won while this finding stands.

**How to mend it.** Find where units were lost, and run the experiment again. If a weight is written wrong, correct it.
If the cause is known and the result was thrown away, allow the finding in the record and say so.

**Example.** The finding points at the key `variants`, as 3000 to 4000 is far from half and half:

```yaml
variants:
  - {key: list, control: true, weight: 0.5, units: 3000, conversions: 310}
  - {key: map, weight: 0.5, units: 4000, conversions: 433}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.experiment import EXPERIMENT
from site_builder.measure.common.sample_ratio import is_mismatch, sample_ratio
from site_builder.model.diagnostic import Severity
from site_builder.rules.base import Finding, Rule, RuleContext

_MOST_NAMED = 4


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(EXPERIMENT):
        found = sample_ratio(record.fields)
        if not isinstance(found, str) and is_mismatch(found):
            units = _listed([variant.units or 0 for variant in record.fields.variants])
            message = f"units are {units}, where the weights give {_listed(found.expected)} (p = {found.p:.2g})"
            yield Finding(message, record.key_span("variants"), record)


def _listed(numbers: Sequence[float]) -> str:
    shown = [f"{number:.0f}" for number in numbers[:_MOST_NAMED]]
    return " : ".join(shown) + (" : …" if len(numbers) > _MOST_NAMED else "")


RULE = Rule(
    code="sample-ratio-mismatch",
    severity=Severity.WARNING,
    summary="The units of an experiment fall on its variants as planned.",
    why="Something else than chance chose who saw what, so that no result of the experiment can be trusted.",
    hint="find where units were lost and run it again, or correct the weights",
    check=_check,
    kinds=("experiment",),
)
