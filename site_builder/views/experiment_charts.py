"""Charts of experiments: what each showed as a lift, and the differences of one with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.kinds.experiment import Experiment
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.charts.intervals import IntervalRow, Mark, interval_chart
from site_builder.views.experiment_results import ExperimentFigures, outcome_of
from site_builder.views.experiment_words import EffectScale, metric_title, scale_of
from site_builder.views.parts import ChartFigure
from site_builder.views.wording import count_words, digits_for

_MOST = 20
_DIRECTIONS = {"up": "; more is better", "down": "; less is better"}


def variant_name(experiment: Experiment, key: str) -> str:
    """Return the name of a variant, or its key where it has none."""
    return next((variant.name or key for variant in experiment.variants if variant.key == key), key)


def portfolio_chart(
    context: ViewContext, records: Sequence[Record[Experiment]], figures: Mapping[str, ExperimentFigures]
) -> ChartFigure | None:
    """Return the lift of the newest stopped experiments on the metric that decides, right being better.

    ``records`` are the newest first. None where no experiment has a lift on a metric with a direction.
    """
    shown: list[IntervalRow] = []
    experiments = 0
    for record in records:
        rows = _lifts(context, record, figures[record.id])
        if experiments == _MOST:
            break
        experiments += bool(rows)
        shown.extend(rows)
    if not shown:
        return None
    overall = context.measures.one("experiment-portfolio")
    won, n = (overall.details["won"], overall.n) if overall else (0, 0)
    newest = "the newest " if experiments == _MOST else ""
    subtitle = (
        f"Lift over the control on the metric that decides, in per cent with its 95% interval, right is better; "
        f"{newest}{count_words(experiments, 'experiment')}"
    )
    note = (
        "Where less is better the sign is turned. The verdict is that of the test of the difference, adjusted where an "
        "experiment makes several comparisons; the interval is that of the lift, by the delta method."
    )
    return interval_chart(
        "lifts",
        f"{won:,} of {count_words(n, 'experiment')} {'was' if won == 1 else 'were'} won",
        subtitle,
        sorted(shown, key=lambda row: -row.value),
        column="Experiment",
        measure="Lift",
        unit="%",
        digits=1,
        note=note,
    )


def _lifts(context: ViewContext, record: Record[Experiment], found: ExperimentFigures) -> list[IntervalRow]:
    rows = []
    for effect in found.deciding:
        lift, ends = effect.details.get("lift"), effect.details.get("lift_interval")
        outcome, direction = outcome_of(effect), effect.details["direction"]
        if lift is None or ends is None or outcome is None or direction == "none":
            continue
        sign = -100 if direction == "down" else 100
        low, high = sorted((sign * ends["low"], sign * ends["high"]))
        # The variant first: long titles are cut at their end.
        name = f"{variant_name(record.fields, effect.dimensions['variant'])}: " if len(found.deciding) > 1 else ""
        url = context.handbook.url_of(record)
        title = f"{name}{record.title}"
        rows.append(IntervalRow(title, sign * lift, low, high, outcome.text, outcome.tone, url, effect.n))
    return rows


def effect_chart(
    context: ViewContext, record: Record[Experiment], effects: Sequence[MetricResult]
) -> ChartFigure | None:
    """Return the differences of the variants on the metric that decides; None where nothing could be tested."""
    tested = [effect for effect in effects if effect.value is not None]
    if not tested:
        return None
    experiment, first = record.fields, tested[0]
    scale = scale_of(first)
    digits = max(scale_of(effect).digits for effect in tested)
    control = variant_name(experiment, experiment.control.key) if experiment.control else "the control"
    level = f"{first.interval.level:.0%} interval" if first.interval else "interval"
    unit = scale.difference_unit
    subtitle = (
        f"Difference to {control}{f' in {unit}' if unit else ''}, {level}"
        f"{_DIRECTIONS.get(first.details['direction'], '')}, n {_units(tested):,}"
    )
    return interval_chart(
        "effects",
        _title(context, record, tested, scale),
        subtitle,
        [_effect_row(experiment, effect, scale) for effect in tested],
        unit=unit,
        digits=digits,
        mark=_mark(experiment, first, scale),
    )


def _units(effects: Sequence[MetricResult]) -> int:
    """Return the units of all arms: the control is that of every effect and counts once."""
    control: int = effects[0].details["units_control"]
    return control + sum(int(effect.details["units_variant"]) for effect in effects)


def _effect_row(experiment: Experiment, effect: MetricResult, scale: EffectScale) -> IntervalRow:
    value, interval, outcome = effect.value or 0.0, effect.interval, outcome_of(effect)
    low, high = (interval.low, interval.high) if interval else (value, value)
    return IntervalRow(
        variant_name(experiment, effect.dimensions["variant"]),
        scale.difference(value),
        scale.difference(low),
        scale.difference(high),
        note=outcome.text if outcome else "",
        tone=outcome.tone if outcome else None,
        n=effect.n,
    )


def _mark(experiment: Experiment, effect: MetricResult, scale: EffectScale) -> Mark | None:
    """Return the rule at the smallest effect worth finding, on the side on which the metric is better."""
    plan, direction = experiment.plan, effect.details["direction"]
    if plan is None or direction == "none" or not plan.mde:
        return None
    value = scale.difference(abs(plan.mde) * (1 if direction == "up" else -1))
    return Mark(value, "worth finding")


def _title(
    context: ViewContext, record: Record[Experiment], effects: Sequence[MetricResult], scale: EffectScale
) -> str:
    metric = metric_title(context.handbook, effects[0].dimensions["metric"])
    if any(effect.details["mismatch"] for effect in effects):
        return f"{metric}: the arms were not alike, so the difference proves nothing"
    significant = [effect for effect in effects if effect.details["significant"]]
    if not significant:
        return f"{metric}: no detectable difference"
    if len(effects) == 1:
        name = variant_name(record.fields, significant[0].dimensions["variant"])
        return f"{metric}: {scale.difference_text(significant[0].value or 0.0)} with {name}"
    differ = "differs" if len(significant) == 1 else "differ"
    return f"{metric}: {len(significant)} of {len(effects)} variants {differ} from the control"


def guardrail_chart(
    context: ViewContext, record: Record[Experiment], effects: Sequence[MetricResult]
) -> ChartFigure | None:
    """Return the lift of further metrics over the control, each in its own row; None where there is none."""
    rows: list[IntervalRow] = []
    several = len({effect.dimensions["variant"] for effect in effects}) > 1
    for effect in effects:
        lift, ends, outcome = effect.details.get("lift"), effect.details.get("lift_interval"), outcome_of(effect)
        if lift is None or ends is None:
            continue
        name = f", {variant_name(record.fields, effect.dimensions['variant'])}" if several else ""
        label = metric_title(context.handbook, effect.dimensions["metric"]) + name
        value, low, high = 100 * lift, 100 * ends["low"], 100 * ends["high"]
        note, tone = further_words(effect) or "", outcome.tone if outcome else None
        is_even = outcome is not None and outcome.text not in ("won", "lost")
        rows.append(IntervalRow(label, value, low, high, note, "neutral" if is_even else tone, n=effect.n))
    if not rows:
        return None
    worse = sum(row.note == "worse" for row in rows)
    title = f"{worse} of {len(rows)} further metrics got worse" if worse else "No further metric got detectably worse"
    half = min((row.high - row.low) / 2 for row in rows)
    subtitle = "Lift over the control in per cent, 95% interval"
    return interval_chart(
        "guardrail-lifts",
        title,
        subtitle,
        rows,
        column="Metric",
        measure="Lift",
        unit="%",
        digits=min(digits_for(half), 2),
    )


def further_words(effect: MetricResult) -> str | None:
    """Return what became of a further metric: ``better``, ``worse``, ``no detectable change``; None while it runs."""
    details = effect.details
    verdict = details.get("verdict")
    if verdict in (None, "won", "lost"):
        return None if verdict is None else "better" if verdict == "won" else "worse"
    if details["mismatch"]:
        return "blocked"
    return "changed" if details["significant"] else "no detectable change"
