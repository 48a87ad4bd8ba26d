"""What is known of each experiment: its effects, how its units fell, its sample against the plan, its outcome."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from site_builder.kinds.experiment import EXPERIMENT, Experiment
from site_builder.measure.common.experiments import has_stopped, planned_sample
from site_builder.measure.statistics.comparison import Proportion
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge

_WON = Badge("won", "positive", "significantly better on the metric that decides", 0)
_LOST = Badge("lost", "danger", "significantly worse on the metric that decides", 1)
_INCONCLUSIVE = Badge("inconclusive", "neutral", "neither won nor lost on the metric that decides", 2)
_UNDERPOWERED = Badge("underpowered", "attention", "no detectable difference, and stopped before its planned sample", 3)
_BLOCKED = Badge("blocked", "attention", "sample-ratio mismatch: the units did not fall on the variants as planned", 4)
_NOT_TESTABLE = Badge("not testable", "attention", "units, conversions or deviations are missing", 5)
_VERDICTS = {"won": _WON, "lost": _LOST, "inconclusive": _INCONCLUSIVE}


@dataclass(frozen=True, slots=True)
class Sample:
    """Units in the smallest variant, and how many the plan asks of each (None without a plan that can be reckoned).

    ``assumed`` says that nothing was counted yet, so that the plan was taken for one of a share.
    """

    smallest: int
    planned: int | None
    assumed: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether every variant has what the plan asks for."""
        return self.planned is not None and self.smallest >= self.planned


@dataclass(frozen=True, slots=True)
class ExperimentFigures:
    """The figures of one experiment. ``outcome`` is None until it has stopped."""

    effects: tuple[MetricResult, ...]
    ratio: MetricResult | None
    sample: Sample
    outcome: Badge | None
    breaks_guardrail: bool = False

    @property
    def deciding(self) -> tuple[MetricResult, ...]:
        """The effects on the metric that decides."""
        return tuple(effect for effect in self.effects if effect.details["decides"])

    @property
    def further(self) -> tuple[MetricResult, ...]:
        """The effects on guardrails and other metrics."""
        return tuple(effect for effect in self.effects if not effect.details["decides"])

    @property
    def is_mismatched(self) -> bool:
        """Whether the units did not fall on the variants as planned."""
        return self.ratio is not None and bool(self.ratio.details.get("mismatch"))

    @property
    def is_underpowered(self) -> bool:
        """Whether it stopped before its planned sample."""
        return any(effect.details.get("underpowered") for effect in self.effects)


def experiment_figures(context: ViewContext) -> Mapping[str, ExperimentFigures]:
    """Return what is known of each experiment by its id."""
    by_experiment: defaultdict[str, list[MetricResult]] = defaultdict(list)
    for result in context.measures.results("experiment-effect"):
        by_experiment[result.dimensions["experiment"]].append(result)
    ratios = {result.dimensions["experiment"]: result for result in context.measures.results("sample-ratio")}
    verdicts = {
        name: result.dimensions["verdict"]
        for result in context.measures.results("experiment-portfolio")
        if "verdict" in result.dimensions
        for name in result.details["experiments"]
    }
    overall = context.measures.one("experiment-portfolio")
    broken = frozenset(overall.details["guardrails_broken"]) if overall else frozenset()
    return {
        record.id: _figures(record, tuple(by_experiment[record.id]), ratios, verdicts, broken, context.as_of)
        for record in context.handbook.records(EXPERIMENT)
    }


def _figures(
    record: Record[Experiment],
    effects: tuple[MetricResult, ...],
    ratios: Mapping[str, MetricResult],
    verdicts: Mapping[str, str],
    broken: frozenset[str],
    as_of: date,
) -> ExperimentFigures:
    verdict = verdicts.get(record.id)
    outcome = _NOT_TESTABLE if verdict is None else _outcome(verdict, [effect.details for effect in effects])
    return ExperimentFigures(
        effects,
        ratios.get(record.id),
        _sample(record.fields, [effect for effect in effects if effect.details["decides"]]),
        outcome if has_stopped(record.fields, as_of) else None,
        record.id in broken,
    )


def shortfalls(figures: Iterable[ExperimentFigures]) -> str:
    """Return what kept inconclusive ones from a verdict: ``1 underpowered, 1 blocked``; empty where nothing did."""
    counts = Counter(each.outcome for each in figures)
    return ", ".join(f"{counts[badge]:,} {badge.text}" for badge in (_UNDERPOWERED, _BLOCKED) if counts[badge])


def outcome_of(effect: MetricResult) -> Badge | None:
    """Return the verdict on one effect with what stands in its way; None before the experiment has stopped."""
    verdict = effect.details.get("verdict")
    return None if verdict is None else _outcome(str(verdict), [effect.details])


def _outcome(verdict: str, details: list[Mapping[str, object]]) -> Badge:
    if verdict == "inconclusive":
        if any(each.get("mismatch") for each in details):
            return _BLOCKED
        if any(each.get("underpowered") for each in details):
            return _UNDERPOWERED
    return _VERDICTS[verdict]


def _sample(experiment: Experiment, deciding: list[MetricResult]) -> Sample:
    counted = [
        effect.details[name]
        for effect in deciding
        for name in ("units_control", "units_variant")
        if effect.details.get(name) is not None
    ]
    smallest = min(counted or [variant.units or 0 for variant in experiment.variants] or [0])
    planned = [effect.details["sample_per_arm"] for effect in deciding if effect.details.get("sample_per_arm")]
    if planned or experiment.plan is None or counted:
        return Sample(smallest, max(planned, default=None))
    # Before anything is counted only a plan in shares says what it needs; a baseline of 1 or more is none.
    direction = str(deciding[0].details["direction"]) if deciding else "none"
    is_share = 0 < experiment.plan.baseline < 1
    needed = planned_sample(experiment.plan, Proportion(1, 0), direction) if is_share else None
    return Sample(smallest, needed, assumed=needed is not None)
