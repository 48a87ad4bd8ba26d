"""Net Promoter Score, by survey, period, dimension and two dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.score_counts import CROSSED, Counts, count_pairs
from site_builder.measure.common.segments import DIMENSION as SEGMENT
from site_builder.measure.common.surveys import (
    by_month,
    by_quarter,
    by_segment,
    dated,
    dimension_key,
    dimensions_of,
    nps_surveys,
    responses_of,
    scores_of,
    without_period,
)
from site_builder.measure.common.wave_days import Tallies, by_day, by_week
from site_builder.measure.statistics.change import DOWN, NO_CHANGE, UP, change_between, holm
from site_builder.measure.statistics.score import ScoreCounts
from site_builder.model.metric import Interval, MetricResult
from site_builder.model.responses import Responses

_VERDICTS = {UP: "above", DOWN: "below", NO_CHANGE: "no detectable difference"}
_NOTHING: Mapping[str, Mapping[str, Any]] = {}


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    for survey in nps_surveys(context.handbook):
        responses = responses_of(context.handbook, survey)
        yield _overall(context, responses)
        yield from _by_period(context, survey.id, by_month(responses))
        yield from _by_part(context, survey.id, "week", _counts(by_week(responses)))
        yield from _by_part(context, survey.id, "day", _counts(by_day(responses)))
        for dimension in dimensions_of(responses, survey):
            yield from _by_dimension(context, survey.id, dimension_key(dimension), by_month(responses, dimension))
        yield from _by_pair(context, survey.id, responses, dimensions_of(responses, survey))
        segments = by_segment(context.handbook, survey, responses)
        against = _against_others(context, scores_of(responses), without_period(segments))
        yield from _by_dimension(context, survey.id, SEGMENT, segments, against)


def _overall(context: MeasureContext, responses: Responses) -> MetricResult:
    excluded = responses.blank_scores + responses.unreadable
    return _result(context, scores_of(responses), {"survey": responses.survey}, excluded)


def _by_period(context: MeasureContext, survey: str, months: Counts) -> Iterator[MetricResult]:
    for (quarter,), counts in by_quarter(months, context.settings.fiscal_year_start).items():
        yield _result(context, counts, {"survey": survey, "quarter": quarter})
    yield from _by_part(context, survey, "month", dated(months))


def _by_part(context: MeasureContext, survey: str, name: str, parts: Counts) -> Iterator[MetricResult]:
    for (part,), counts in parts.items():
        yield _result(context, counts, {"survey": survey, name: part})


def _counts(tallies: Tallies) -> Counts:
    return {
        (name,): ScoreCounts.of({int(score): count for score, count in scores.items()})
        for name, scores in tallies.items()
    }


def _by_dimension(
    context: MeasureContext,
    survey: str,
    key: str,
    months: Counts,
    against: Mapping[str, Mapping[str, Any]] = _NOTHING,
) -> Iterator[MetricResult]:
    for (value,), counts in without_period(months).items():
        yield _result(context, counts, {"survey": survey, key: value}, against=against.get(value))
    quarters = by_quarter(months, context.settings.fiscal_year_start)
    if len({quarter for _, quarter in quarters}) < 2:
        return
    for (value, quarter), counts in quarters.items():
        yield _result(context, counts, {"survey": survey, key: value, "quarter": quarter})


def _by_pair(
    context: MeasureContext, survey: str, responses: Responses, names: Sequence[str]
) -> Iterator[MetricResult]:
    for pair, groups in count_pairs(responses, names):
        one, other = map(dimension_key, pair)
        for (value, second), scores in groups.items():
            counts = ScoreCounts.of({int(score): count for score, count in scores.items()})
            yield _result(context, counts, {"survey": survey, one: value, other: second})


def _against_others(context: MeasureContext, everybody: ScoreCounts, groups: Counts) -> Mapping[str, Mapping[str, Any]]:
    """Return how the score of each segment differs from that of all who are not in it, Holm-adjusted over segments.

    Left out are groups of which one side is smaller than may be shown.
    """
    smallest = context.settings.policies.small_group
    pairs = {segment: (everybody.without(counts), counts) for (segment,), counts in groups.items()}
    changes = {
        segment: change_between(others, inside)
        for segment, (others, inside) in pairs.items()
        if min(others.n, inside.n) >= max(1, smallest)
    }
    adjusted = dict(zip(changes, holm([change.p for change in changes.values()]), strict=True))
    return {
        segment: {
            "n": pairs[segment][0].n,
            "difference": change.difference,
            "margin": change.margin,
            "p": change.p,
            "p_adjusted": adjusted[segment],
            "verdict": _VERDICTS[change.verdict(adjusted[segment])],
        }
        for segment, change in changes.items()
    }


def _result(
    context: MeasureContext,
    counts: ScoreCounts,
    dimensions: Mapping[str, str],
    excluded: int | None = None,
    against: Mapping[str, Any] | None = None,
) -> MetricResult:
    if counts.n == 0:
        details = {"excluded": excluded}
        return METRIC.result(context, None, 0, dimensions=dimensions, reason="no response has a score", details=details)
    smallest = context.settings.policies.small_group
    if counts.n < smallest:
        reason = f"fewer than {smallest} responses"
        return METRIC.result(context, None, counts.n, dimensions=dimensions, suppressed=True, reason=reason)
    margin = counts.margin()
    return METRIC.result(
        context,
        counts.score,
        counts.n,
        interval=Interval(counts.centre - margin, counts.centre + margin),
        dimensions=dimensions,
        details={
            "promoters": counts.promoters,
            "passives": counts.passives,
            "detractors": counts.detractors,
            "histogram": counts.histogram,
            "centre": counts.centre,
            "margin": margin,
            "excluded": excluded,
            "against_others": against,
        },
    )


METRIC = Metric(
    name="nps",
    unit="points",
    definition=(
        "Share of promoters (9 and 10) less share of detractors (0 to 6) among those who gave a score, times 100. "
        "It runs from -100 to 100. Blank and unreadable scores are left out. A segment has the responses that its "
        f"match names; a response may be in several segments, or in none. {CROSSED} "
        "Of responses whose days are known there are results by week where they span at most 104 weeks, and by day "
        "where they span at most 62 days."
    ),
    method=(
        "100 · (promoters − detractors) / n, with the adjusted Wald interval around its own centre. Segments against "
        "all others: z test with adjusted variances, two-sided, Holm-adjusted"
    ),
    source="Reichheld 2003; interval: Rocks 2016, The American Statistician 70; Holm 1979",
    compute=_compute,
    details={
        "promoters": "responses of 9 or 10",
        "passives": "responses of 7 or 8",
        "detractors": "responses of 0 to 6",
        "histogram": "responses of each score from 0 to 10",
        "centre": "middle of the interval, in points",
        "margin": "half width of the interval, in points",
        "excluded": "rows without a score that can be read; null for a part of a survey, where it is not known",
        "against_others": "of a segment: its difference to all respondents who are not in it, with margin, p, p "
        "Holm-adjusted over the segments of the survey, and verdict; null for anything else, and where one side is too "
        "small to be shown",
    },
)
