"""Net Promoter Score, by survey, period, dimension and two dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.nps_groups import NpsGroup, SurveyGroups, nps_groups
from site_builder.measure.common.score_counts import CROSSED
from site_builder.measure.common.segments import DIMENSION as SEGMENT
from site_builder.measure.common.small_groups import HIDDEN, group_of, hidden_because
from site_builder.measure.common.surveys import responses_of
from site_builder.measure.statistics.change import DOWN, NO_CHANGE, UP, change_between, holm
from site_builder.model.metric import Interval, MetricResult

_VERDICTS = {UP: "above", DOWN: "below", NO_CHANGE: "no detectable difference"}


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    for survey in context.once(nps_groups).values():
        responses = responses_of(context.handbook, survey.survey)
        excluded = responses.blank_scores + responses.unreadable
        against = _against_others(context, survey)
        for group in survey.groups:
            keys = group.dimensions.keys()
            yield _result(
                context,
                group,
                excluded if keys == {"survey"} else None,
                against.get(group.dimensions[SEGMENT]) if keys == {"survey", SEGMENT} else None,
                is_hidden=group_of(group.dimensions) in survey.hidden,
            )


def _against_others(context: MeasureContext, survey: SurveyGroups) -> Mapping[str, Mapping[str, Any]]:
    """Return how the score of each segment differs from that of all who are not in it, Holm-adjusted over segments.

    Left out are groups of which one side is smaller than may be shown.
    """
    everybody = survey.groups[0].counts
    groups = {
        group.dimensions[SEGMENT]: group.counts
        for group in survey.groups
        if group.dimensions.keys() == {"survey", SEGMENT}
    }
    smallest = context.settings.policies.small_group
    pairs = {segment: (everybody.without(counts), counts) for segment, counts in groups.items()}
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
    group: NpsGroup,
    excluded: int | None,
    against: Mapping[str, Any] | None,
    *,
    is_hidden: bool,
) -> MetricResult:
    counts, dimensions = group.counts, group.dimensions
    if counts.n == 0:
        details = {"excluded": excluded}
        return METRIC.result(context, None, 0, dimensions=dimensions, reason="no response has a score", details=details)
    if is_hidden:
        reason = hidden_because(counts.n, context.settings.policies.small_group)
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
        f"match names; a response may be in several segments, or in none. {CROSSED} {HIDDEN} "
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
