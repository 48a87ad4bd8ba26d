"""What an experiment showed: each treatment against the control, on the metric that decides and on further ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from site_builder.kinds.experiment import Experiment, Plan, Result
from site_builder.kinds.metric import METRIC as METRIC_KIND
from site_builder.link.handbook import Handbook
from site_builder.measure.common.sample_ratio import is_mismatch, sample_ratio
from site_builder.measure.statistics.change import holm
from site_builder.measure.statistics.comparison import (
    Comparison,
    Group,
    Lift,
    Mean,
    Proportion,
    compare_means,
    compare_proportions,
    relative_lift,
)
from site_builder.measure.statistics.sample import sample_per_arm
from site_builder.model.quick import dataclass
from site_builder.model.record import Record

ALPHA = 0.05
"""The risk of seeing an effect that is not there, where a plan states no other."""

Verdict = Literal["won", "lost", "inconclusive"]


@dataclass(frozen=True, slots=True)
class Effect:
    """A treatment against the control on one metric.

    ``comparison`` is None where nothing can be tested: ``reason`` then says why. ``p_holm`` is None where the
    experiment makes only one comparison. ``sample_needed`` is what the plan asks of each arm, for the metric that
    decides; ``verdict`` is None until the experiment has stopped.
    """

    metric: str
    variant: str
    decides: bool
    reason: str = ""
    control: Group | None = None
    treatment: Group | None = None
    comparison: Comparison | None = None
    lift: Lift | None = None
    p_holm: float | None = None
    alpha: float = ALPHA
    sample_needed: int | None = None
    falls_short: bool = False
    direction: str = "none"
    is_mismatched: bool = False
    is_stopped: bool = False

    @property
    def units(self) -> int:
        """Units in the control and the treatment."""
        return sum(group.units for group in (self.control, self.treatment) if group is not None)

    @property
    def smallest_arm(self) -> int:
        """Units in the smaller of the two, 0 where one has none."""
        return min(group.units if group is not None else 0 for group in (self.control, self.treatment))

    @property
    def is_underpowered(self) -> bool:
        """Whether it has stopped before its planned sample."""
        return self.is_stopped and self.falls_short

    @property
    def p(self) -> float | None:
        """The two-sided p that decides, adjusted where there are several; None where nothing can be tested."""
        return self.comparison.p if self.comparison and self.p_holm is None else self.p_holm

    @property
    def is_significant(self) -> bool:
        """Whether p, adjusted where there are several, is below the plan's alpha (0.05 unless said)."""
        return self.p is not None and self.p < self.alpha

    @property
    def is_better(self) -> bool:
        """Whether the difference is significant and goes the way in which the metric is better."""
        return self.is_significant and self.comparison is not None and self._goes(self.comparison.difference, "up")

    @property
    def is_worse(self) -> bool:
        """Whether the difference is significant and goes the other way."""
        return self.is_significant and self.comparison is not None and self._goes(self.comparison.difference, "down")

    def _goes(self, difference: float, way: Literal["up", "down"]) -> bool:
        if self.direction == "none":
            return False
        return (difference > 0) == (self.direction == way)

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on a stopped test. A sample-ratio mismatch blocks ``won``: the arms were not alike."""
        if not self.is_stopped or self.comparison is None:
            return None
        if self.is_worse:
            return "lost"
        return "won" if self.is_better and not self.is_mismatched else "inconclusive"


def has_stopped(experiment: Experiment, as_of: date) -> bool:
    """Return whether an experiment was over on a day: before its end what it showed was not known."""
    return experiment.status == "stopped" and (experiment.ended_on is None or experiment.ended_on <= as_of)


def effects(handbook: Handbook, record: Record[Experiment], as_of: date) -> tuple[Effect, ...]:
    """Return the effects of an experiment: the metric that decides first, then the others in the record's order."""
    experiment = record.fields
    is_stopped = has_stopped(experiment, as_of)
    mismatched = is_mismatch(sample_ratio(experiment))
    found = [
        replace(
            _effect(experiment, by_variant, metric, variant, direction_of(handbook, metric)),
            is_mismatched=mismatched,
            is_stopped=is_stopped,
            alpha=experiment.plan.alpha if experiment.plan else ALPHA,
        )
        for metric, by_variant in _results(experiment)
        for variant in dict.fromkeys(variant.key for variant in experiment.variants if not variant.control)
    ]
    tested = [effect.comparison.p for effect in found if effect.comparison is not None]
    if len(tested) > 1:
        adjusted = iter(holm(tested))
        found = [replace(effect, p_holm=next(adjusted)) if effect.comparison else effect for effect in found]
    return tuple(found)


def planned_sample(plan: Plan, control: Group, direction: str) -> int | None:
    """Return how many units the plan asks of each arm; None where no number is enough.

    For a share the variances follow from the baseline and the effect; for a mean they are that of the control, since a
    plan states no deviation.
    """
    if isinstance(control, Mean):
        return _sample(plan, control.variance, control.variance)
    shares = plan.baseline, hoped_for(plan, direction)
    if not all(0 <= share <= 1 for share in shares):
        return None
    return _sample(plan, *(share * (1 - share) for share in shares))


def hoped_for(plan: Plan, direction: str) -> float:
    """Return the value that a plan hopes for: its baseline and the effect, which is taken off where down is better."""
    return plan.baseline + (-abs(plan.mde) if direction == "down" else plan.mde)


def _sample(plan: Plan, variance_control: float, variance_treatment: float) -> int | None:
    return sample_per_arm(plan.mde, variance_control, variance_treatment, alpha=plan.alpha, power=plan.power)


def _results(experiment: Experiment) -> Iterator[tuple[str, Mapping[str, Result]]]:
    """Yield the results by variant of each metric. Those of the variants are of the metric that decides."""
    further = {metric.id: results for metric, results in (experiment.results or {}).items()}
    own: Mapping[str, Result] = {variant.key: variant for variant in experiment.variants}
    if any(result.units is not None for result in own.values()):
        further.pop(experiment.metric.id, None)
    else:
        own = further.pop(experiment.metric.id, own)
    yield experiment.metric.id, own
    yield from further.items()


def _effect(experiment: Experiment, results: Mapping[str, Result], metric: str, variant: str, direction: str) -> Effect:
    decides = metric == experiment.metric.id
    if experiment.control is None:
        return Effect(metric, variant, decides, "there is not exactly one control", direction=direction)
    control, treatment = (_group(results.get(key)) for key in (experiment.control.key, variant))
    for key, group in ((experiment.control.key, control), (variant, treatment)):
        if isinstance(group, str):
            return Effect(metric, variant, decides, f"{key}: {group}", direction=direction)
    comparison, lift = _compared(control, treatment)
    if comparison is None or isinstance(control, str) or isinstance(treatment, str):
        return Effect(metric, variant, decides, _why_not(control, treatment), direction=direction)
    needed = planned_sample(experiment.plan, control, direction) if decides and experiment.plan else None
    return Effect(
        metric,
        variant,
        decides,
        control=control,
        treatment=treatment,
        comparison=comparison,
        lift=lift,
        direction=direction,
        sample_needed=needed,
        falls_short=needed is not None and min(control.units, treatment.units) < needed,
    )


def _group(result: Result | None) -> Group | str:
    """Return what was counted in a variant, or why it cannot be used."""
    if result is None or result.units is None:
        return "no units"
    if result.units == 0:
        return "no unit took part"
    if result.conversions is not None:
        if result.conversions > result.units:
            return "more conversions than units"
        return Proportion(result.units, result.conversions)
    if result.mean is None:
        return "neither conversions nor a mean"
    if result.stddev is None:
        return "a mean without its standard deviation"
    return Mean(result.units, result.mean, result.stddev)


def _compared(control: Group | str, treatment: Group | str) -> tuple[Comparison | None, Lift | None]:
    if isinstance(control, Proportion) and isinstance(treatment, Proportion):
        return compare_proportions(control, treatment), relative_lift(control, treatment)
    if isinstance(control, Mean) and isinstance(treatment, Mean):
        return compare_means(control, treatment), relative_lift(control, treatment)
    return None, None


def _why_not(control: Group | str, treatment: Group | str) -> str:
    if type(control) is not type(treatment):
        return "one arm has conversions and the other a mean"
    return "fewer than two units, or none differs from another"


def direction_of(handbook: Handbook, metric: str) -> str:
    """Return which way a metric is better; ``none`` where there is no record of it."""
    record = handbook.find(METRIC_KIND, metric)
    return record.fields.direction if record else "none"
