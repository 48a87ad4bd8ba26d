"""What comes of experimenting: how many experiments are won, lost or inconclusive, and how long they take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from site_builder.kinds.experiment import EXPERIMENT, Experiment
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import choices
from site_builder.measure.common.experiments import Effect, Verdict, effects, has_stopped
from site_builder.measure.statistics.percentile import median
from site_builder.measure.statistics.wilson import wilson
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record

_VERDICTS: tuple[Verdict, ...] = ("won", "lost", "inconclusive")


@dataclass(frozen=True, slots=True)
class _Judged:
    """An experiment, its effects, and the verdict on the metric that decides."""

    record: Record[Experiment]
    effects: Sequence[Effect]

    @property
    def verdict(self) -> Verdict | None:
        """Won where a variant won; lost where every variant that was tested lost; None before it has ended."""
        found = {effect.verdict for effect in self.effects if effect.decides and effect.verdict is not None}
        if "won" in found:
            return "won"
        if not found:
            return None
        return "lost" if found == {"lost"} else "inconclusive"

    def breaks_a_guardrail(self) -> bool:
        guardrails = {metric.id for metric in self.record.fields.guardrails}
        return any(effect.metric in guardrails and effect.verdict == "lost" for effect in self.effects)


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    experiments = [
        _Judged(record, effects(context.handbook, record, context.as_of))
        for record in context.handbook.records(EXPERIMENT)
    ]
    judged = [experiment for experiment in experiments if experiment.verdict is not None]
    yield _overall(context, experiments, judged)
    for verdict in _VERDICTS:
        named = [experiment.record.id for experiment in judged if experiment.verdict == verdict]
        n = len(judged)
        yield METRIC.result(
            context,
            len(named) / n if n else None,
            n,
            interval=wilson(len(named), n) if n else None,
            dimensions={"verdict": verdict},
            reason="" if n else "no stopped experiment has a result that can be tested",
            details={"experiments": named},
        )


def _overall(context: MeasureContext, experiments: Sequence[_Judged], judged: Sequence[_Judged]) -> MetricResult:
    records = [experiment.record for experiment in experiments]
    statuses: Counter[str] = Counter(record.fields.status for record in records)
    verdicts: Counter[str] = Counter(experiment.verdict or "" for experiment in judged)
    days = sorted(duration for record in records if (duration := _days(record.fields, context.as_of)) is not None)
    won, n = verdicts["won"], len(judged)
    return METRIC.result(
        context,
        won / n if n else None,
        n,
        interval=wilson(won, n) if n else None,
        reason="" if n else "no stopped experiment has a result that can be tested",
        details={
            **{verdict: verdicts[verdict] for verdict in _VERDICTS},
            "by_status": {status: statuses[status] for status in choices(EXPERIMENT, "status") if status in statuses},
            "not_testable": [
                experiment.record.id
                for experiment in experiments
                if has_stopped(experiment.record.fields, context.as_of) and experiment.verdict is None
            ],
            "median_days": median(days) if days else None,
            "underpowered": _named(experiments, lambda effect: effect.is_underpowered),
            "mismatched": _named(experiments, lambda effect: effect.is_mismatched),
            "guardrails_broken": [each.record.id for each in experiments if each.breaks_a_guardrail()],
            "cleanup_overdue": [record.id for record in records if _cleanup_is_overdue(context, record.fields)],
        },
    )


def _named(experiments: Sequence[_Judged], holds: Callable[[Effect], bool]) -> list[str]:
    return [experiment.record.id for experiment in experiments if any(map(holds, experiment.effects))]


def _days(experiment: Experiment, as_of: date) -> int | None:
    """Return how long a stopped experiment ran, its first and its last day included."""
    first, last = experiment.started_on, experiment.ended_on
    if not has_stopped(experiment, as_of) or first is None or last is None or last < first:
        return None
    return (last - first).days + 1


def _cleanup_is_overdue(context: MeasureContext, experiment: Experiment) -> bool:
    return experiment.cleanup_by is not None and experiment.cleanup_by < context.as_of


METRIC = Metric(
    name="experiment-portfolio",
    unit="share",
    definition=(
        "Stopped experiments that were won, lost or inconclusive, as a share of those with a result that can be "
        "tested. Won: a variant is significantly better on the metric that decides, and the units fell on the variants "
        "as planned. Lost: every variant is significantly worse, likewise. Those that end after the as-of date have no "
        "verdict yet. Over everything: the share that was won."
    ),
    method="experiments with the verdict / experiments with a verdict, with the Wilson interval",
    source="Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments, chapter 8; interval: Wilson 1927",
    compute=_compute,
    details={
        "won": "experiments that were won",
        "lost": "experiments that were lost",
        "inconclusive": "experiments that were inconclusive",
        "experiments": "ids of the experiments with the verdict",
        "by_status": "experiments of each status",
        "not_testable": "ids of stopped experiments without a result that can be tested",
        "median_days": "median days that stopped experiments ran, the first and the last included",
        "underpowered": "ids of experiments that stopped before the planned sample",
        "mismatched": "ids of experiments whose units did not fall on the variants as planned",
        "guardrails_broken": "ids of stopped experiments in which a guardrail got significantly worse",
        "cleanup_overdue": "ids of experiments past the day of their clean-up",
    },
)
