"""The results of an experiment can be tested.

**What is demanded.** Every variant of a stopped experiment has its `units`, and either `conversions` or a `mean` with
its `stddev`, all variants the same of the two. Of a running experiment, and of further metrics in `results`, only what
is begun must be complete. The `plan` of an experiment with conversions states shares: its `baseline`, and what it hopes
for, the baseline with the `mde` added, or taken off where down is better, lie between 0 and 1.

**Why.** A mean without its deviation says nothing: nobody can tell whether 2.7 against 2.5 is a difference or the
weather. The numbers are at hand when the experiment stops, and lost a year later. A plan in per cent (`19`) asks for no
sample that anybody could reckon.

**How to mend it.** Add what is missing from where the experiment was counted. The standard deviation is that of the
units, not of the mean. Write 19 % as `0.19`.

**Example.** The finding points at `2.7`, which has no deviation:

```yaml
variants:
  - {key: old, control: true, units: 100, mean: 2.7}
  - {key: new, units: 120, mean: 2.5, stddev: 1.0}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.experiment import EXPERIMENT, Experiment, Result
from site_builder.measure.common.experiments import direction_of, hoped_for
from site_builder.model.diagnostic import Severity
from site_builder.model.record import FieldPath, Record
from site_builder.rules.base import Finding, Rule, RuleContext

_FIGURES = ("conversions", "mean")
_IN_SHARES = "write shares from 0 to 1: 19 % is 0.19"


def _check(context: RuleContext) -> Iterator[Finding]:
    for record in context.handbook.records(EXPERIMENT):
        if record.fields.status == "draft":
            continue
        if record.fields.status == "stopped" and not record.fields.variants:
            yield Finding("stopped without variants and results", record.span("status"), record)
        findings = list(_incomplete(record))
        yield from findings
        if not findings:
            yield from _different(record)
        yield from _beyond_shares(context, record)


def _incomplete(record: Record[Experiment]) -> Iterator[Finding]:
    experiment = record.fields
    # The metric that decides may have its results among those of the further metrics.
    elsewhere = experiment.metric in (experiment.results or {})
    expects = experiment.status == "stopped" and not elsewhere
    for number, variant in enumerate(experiment.variants):
        yield from _of_result(record, ("variants", number), variant, expects=expects)
    for metric, by_variant in (experiment.results or {}).items():
        written = metric.id if ("results", metric.id) in record.positions else str(metric)
        for key, result in by_variant.items():
            yield from _of_result(record, ("results", written, key), result, expects=False)


def _of_result(record: Record[Experiment], path: FieldPath, result: Result, *, expects: bool) -> Iterator[Finding]:
    figure = _figure_of(result)
    if figure is None:
        if expects:
            yield Finding("stopped without conversions or a mean for this variant", record.span(*path), record)
    elif result.units is None:
        yield Finding(f"{figure} without the number of units", record.span(*path, figure), record)
    elif figure == "mean" and result.stddev is None:
        yield Finding("a mean without its standard deviation", record.span(*path, "mean"), record)


def _different(record: Record[Experiment]) -> Iterator[Finding]:
    """Yield in what variants that were counted, each complete by itself, do not go together."""
    counted = [(at, each) for at, each in enumerate(record.fields.variants) if each.units is not None]
    figures = {figure for _, variant in counted if (figure := _figure_of(variant))}
    if len(figures) > 1:
        message = "some variants have conversions and others a mean"
        yield Finding(message, record.key_span("variants"), record, "give all of them the same")
        return
    for number, variant in counted:
        if figures and _figure_of(variant) is None:
            message = f"the variant {variant.key!r} has neither conversions nor a mean, and others have"
            yield Finding(message, record.span("variants", number), record)


def _figure_of(result: Result) -> str | None:
    return next((name for name in _FIGURES if getattr(result, name) is not None), None)


def _beyond_shares(context: RuleContext, record: Record[Experiment]) -> Iterator[Finding]:
    """Yield what makes the plan of an experiment with conversions no plan in shares."""
    experiment, plan = record.fields, record.fields.plan
    results = (*experiment.variants, *(experiment.results or {}).get(experiment.metric, {}).values())
    if plan is None or all(result.conversions is None for result in results):
        return
    if not 0 <= plan.baseline <= 1:
        message = f"the baseline {plan.baseline:g} is no share, but the variants have conversions"
        yield Finding(message, record.span("plan", "baseline"), record, _IN_SHARES)
        return
    hoped = hoped_for(plan, direction_of(context.handbook, experiment.metric.id))
    if not 0 <= hoped <= 1:
        message = f"baseline and mde lead to {hoped:g}, which is no share"
        yield Finding(message, record.span("plan", "mde"), record, _IN_SHARES)


RULE = Rule(
    code="not-testable",
    severity=Severity.INFO,
    summary="The results of an experiment are complete, so that they can be tested.",
    why="A mean without its deviation cannot be told from chance, and the numbers are soon lost.",
    hint="add units, and conversions or a mean with its stddev",
    check=_check,
    kinds=("experiment",),
)
