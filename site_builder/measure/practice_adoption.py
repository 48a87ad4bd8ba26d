"""Whether practices are followed: teams that have adopted them, and what their metric did since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import fmean, stdev
from typing import Any

from site_builder.kinds.decision import DECISION
from site_builder.kinds.practice import PRACTICE, Practice
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import grouped, in_order
from site_builder.measure.common.figures import SeriesOfMetrics
from site_builder.measure.common.standing import is_stale
from site_builder.measure.statistics.comparison import Mean, compare_means
from site_builder.model.metric import MetricResult
from site_builder.model.names import folded
from site_builder.model.record import Record

Practices = Sequence[Record[Practice]]

WINDOW = 365
"""Days before and after its adoption over which a practice's metric is compared."""

_FEWEST = 2


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    practices = context.handbook.records(PRACTICE)
    accepted = [practice for practice in practices if practice.fields.status == "accepted"]
    series, adopted_on = SeriesOfMetrics(context), _adoption_days(context)
    yield _result(context, accepted, {}, {"practices": len(accepted)})
    by_area = grouped(accepted, lambda practice: practice.fields.area)
    for area in in_order(by_area):
        yield _result(context, by_area[area], {"area": area}, {"practices": len(by_area[area])})
    for practice in practices:
        day = adopted_on.get(practice.id)
        details = {
            "status": practice.fields.status,
            "missing": [team for team in _applicable(practice) if folded(team) not in _adopters(practice)],
            "adopted_on": day.isoformat() if day else None,
            "before_after": _before_after(practice.fields, series, day),
        }
        yield _result(context, [practice], {"practice": practice.id}, details)


def _applicable(practice: Record[Practice]) -> Sequence[str]:
    return list({folded(team): team for team in practice.fields.applies_to}.values())


def _adopters(practice: Record[Practice]) -> set[str]:
    return set(map(folded, practice.fields.adopted_by))


def _result(
    context: MeasureContext, practices: Practices, dimensions: Mapping[str, str], further: Mapping[str, Any]
) -> MetricResult:
    applicable = sum(len(_applicable(practice)) for practice in practices)
    adopters = sum(folded(team) in _adopters(practice) for practice in practices for team in _applicable(practice))
    overdue = [practice.id for practice in practices if is_stale(practice, context.as_of, context.settings)]
    reason = "no practice says which teams it is for" if practices else "there is no accepted practice"
    return METRIC.result(
        context,
        adopters / applicable if applicable else None,
        applicable,
        dimensions=dimensions,
        reason="" if applicable else reason,
        details={
            "adopters": adopters,
            "without_teams": sum(not practice.fields.applies_to for practice in practices),
            "reviews_overdue": overdue,
            **further,
        },
    )


def _adoption_days(context: MeasureContext) -> Mapping[str, date]:
    """Return the day on which each practice was decided: that of the first accepted decision whose subject it is."""
    days: dict[str, date] = {}
    for decision in context.handbook.records(DECISION):
        subject, decided_on = decision.fields.subject, decision.fields.decided_on
        if subject is None or subject.kind != PRACTICE.name or decided_on is None:
            continue
        if decision.fields.status in ("accepted", "superseded") and decided_on <= context.as_of:
            days[subject.id] = min(decided_on, days.get(subject.id, decided_on))
    return days


def _before_after(practice: Practice, series: SeriesOfMetrics, adopted_on: date | None) -> dict[str, Any] | None:
    """Return the practice's metric before and after its adoption; None where the data do not allow it."""
    if practice.metric is None or adopted_on is None:
        return None
    points = series.of(practice.metric).points
    before = [point.value for point in points if 0 < (adopted_on - point.day).days <= WINDOW]
    after = [point.value for point in points if 0 <= (point.day - adopted_on).days < WINDOW]
    if min(len(before), len(after)) < _FEWEST:
        return None
    found = compare_means(_mean(before), _mean(after))
    return {
        "metric": practice.metric.id,
        "before": fmean(before),
        "after": fmean(after),
        "difference": fmean(after) - fmean(before),
        "low": found.interval.low if found else None,
        "high": found.interval.high if found else None,
        "p": found.p if found else None,
        "n_before": len(before),
        "n_after": len(after),
    }


def _mean(values: Sequence[float]) -> Mean:
    return Mean(len(values), fmean(values), stdev(values))


METRIC = Metric(
    name="practice-adoption",
    unit="share",
    definition=(
        "Teams that have adopted a practice, as a share of the teams it is for, over accepted practices. A team that "
        "adopted it without being meant is not counted."
    ),
    method=(
        "adopted_by / applies_to; a full count, so without an interval. Before and after: the metric's observations "
        f"within {WINDOW} days on either side of the first accepted decision on the practice, their means compared by "
        "Welch's t. Observations that follow one another are alike, and other things changed too: it shows a "
        "difference, not its cause"
    ),
    source="the practices, the decisions whose subject they are, the observations of their metrics; Welch 1947",
    compute=_compute,
    details={
        "adopters": "teams that have adopted it, of those it is for",
        "practices": "accepted practices of the group",
        "without_teams": "practices that do not say which teams they are for",
        "reviews_overdue": "ids of the practices whose review is overdue",
        "status": "of a practice: its status",
        "missing": "of a practice: teams that have not adopted it",
        "adopted_on": "of a practice: day of the first accepted decision on it; null without one",
        "before_after": "of a practice: means of its metric before and after, difference, interval and p; null where "
        "there is no metric, no decision, or fewer than two observations on a side",
    },
)
