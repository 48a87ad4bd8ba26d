"""Whether the Net Promoter Score has moved: between waves of a survey, and between its last two quarters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from site_builder.kinds.survey import Survey
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.nps_groups import nps_groups
from site_builder.measure.common.score_counts import Counts
from site_builder.measure.common.segments import DIMENSION as SEGMENT
from site_builder.measure.common.small_groups import group_of, hidden_because
from site_builder.measure.common.surveys import (
    by_month,
    by_quarter,
    by_segment,
    dimension_key,
    dimensions_of,
    nps_surveys,
    responses_of,
    scores_of,
    without_period,
)
from site_builder.measure.common.waves import waves_of
from site_builder.measure.statistics.change import Change, change_between, holm
from site_builder.measure.statistics.score import ScoreCounts
from site_builder.model.metric import Interval, MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two groups of responses to compare, and what they are called."""

    earlier: str
    later: str
    before: ScoreCounts
    after: ScoreCounts
    dimensions: Mapping[str, str]

    @property
    def n(self) -> int:
        return self.before.n + self.after.n

    def has(self, smallest: int) -> bool:
        """Return whether both groups are at least so large."""
        return min(self.before.n, self.after.n) >= smallest


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    surveys = nps_surveys(context.handbook)
    for waves in waves_of(context.handbook, surveys, context.as_of):
        for earlier, later in pairwise(waves):
            yield from _between_waves(context, earlier.survey, later.survey)
    for survey in surveys:
        yield from _between_quarters(context, survey)


def _between_waves(context: MeasureContext, earlier: Record[Survey], later: Record[Survey]) -> Iterator[MetricResult]:
    before, after = responses_of(context.handbook, earlier), responses_of(context.handbook, later)
    dimensions = {"survey": later.id}
    yield _result(context, _Pair(earlier.id, later.id, scores_of(before), scores_of(after), dimensions))
    for name in dimensions_of(after, later):
        if name in dimensions_of(before, earlier):
            yield from _together(
                context,
                _pairs(earlier, later, by_month(before, name), by_month(after, name), dimension_key(name)),
            )
    old, new = (by_segment(context.handbook, wave, found) for wave, found in ((earlier, before), (later, after)))
    yield from _together(context, _pairs(earlier, later, old, new, SEGMENT))


def _pairs(earlier: Record[Survey], later: Record[Survey], before: Counts, after: Counts, key: str) -> list[_Pair]:
    """Return the groups that both waves have."""
    old, new = without_period(before), without_period(after)
    return [
        _Pair(earlier.id, later.id, old[group], new[group], {"survey": later.id, key: group[0]})
        for group in new
        if group in old
    ]


def _between_quarters(context: MeasureContext, survey: Record[Survey]) -> Iterator[MetricResult]:
    responses = responses_of(context.handbook, survey)
    start = context.settings.fiscal_year_start
    quarters = by_quarter(by_month(responses), start)
    if len(quarters) < 2:
        return
    (earlier,), (later,) = list(quarters)[-2:]
    dimensions = {"survey": survey.id, "quarter": later}
    yield _result(context, _Pair(earlier, later, quarters[earlier,], quarters[later,], dimensions))
    for name in dimensions_of(responses, survey):
        counts = by_quarter(by_month(responses, name), start)
        yield from _together(context, _last_two(counts, dimensions, dimension_key(name), earlier))
    counts = by_quarter(by_segment(context.handbook, survey, responses), start)
    yield from _together(context, _last_two(counts, dimensions, SEGMENT, earlier))


def _last_two(counts: Counts, dimensions: Mapping[str, str], key: str, earlier: str) -> list[_Pair]:
    """Return the groups that have responses in both of the last two quarters."""
    later = dimensions["quarter"]
    return [
        _Pair(earlier, later, counts[value, earlier], after, {**dimensions, key: value})
        for (value, quarter), after in counts.items()
        if quarter == later and (value, earlier) in counts
    ]


def _together(context: MeasureContext, pairs: list[_Pair]) -> Iterator[MetricResult]:
    """Yield the changes of the groups of one dimension: looked at together, their p values are Holm-adjusted."""
    changes = {
        number: change_between(pair.before, pair.after)
        for number, pair in enumerate(pairs)
        if pair.has(1) and not _is_hidden(context, pair)
    }
    adjusted = dict(zip(changes, holm([change.p for change in changes.values()]), strict=True))
    for number, pair in enumerate(pairs):
        yield _result(context, pair, adjusted.get(number))


def _is_hidden(context: MeasureContext, pair: _Pair) -> bool:
    """Return whether the score of one side is not shown: with the other and the difference it could be worked out."""
    differs = "quarter" if "quarter" in pair.dimensions else "survey"
    sides = (pair.dimensions, {**pair.dimensions, differs: pair.earlier})
    surveys = context.once(nps_groups)
    return any(group_of(side) in surveys[side["survey"]].hidden for side in sides)


def _result(context: MeasureContext, pair: _Pair, adjusted: float | None = None) -> MetricResult:
    if not pair.has(1):
        name = pair.earlier if pair.before.n == 0 else pair.later
        details: dict[str, Any] = {"from": pair.earlier, "to": pair.later}
        reason = f"no response of {name} has a score"
        return METRIC.result(context, None, pair.n, dimensions=pair.dimensions, reason=reason, details=details)
    if _is_hidden(context, pair):
        details = {"from": pair.earlier, "to": pair.later}
        smallest = context.settings.policies.small_group
        return METRIC.result(
            context,
            None,
            pair.n,
            dimensions=pair.dimensions,
            suppressed=True,
            reason=f"{hidden_because(min(pair.before.n, pair.after.n), smallest)} on one side",
            details=details,
        )
    change = change_between(pair.before, pair.after)
    return METRIC.result(
        context,
        change.difference,
        pair.n,
        interval=Interval(change.difference - change.margin, change.difference + change.margin),
        dimensions=pair.dimensions,
        details=_details(pair, change, adjusted),
    )


def _details(pair: _Pair, change: Change, adjusted: float | None) -> dict[str, Any]:
    return {
        "from": pair.earlier,
        "to": pair.later,
        "n_from": pair.before.n,
        "n_to": pair.after.n,
        "z": change.z,
        "p": change.p,
        "p_adjusted": adjusted,
        "verdict": change.verdict(adjusted),
        "sample_needed": change.sample_needed,
    }


METRIC = Metric(
    name="nps-change",
    unit="points",
    definition=(
        "Difference of two Net Promoter Scores: of consecutive waves that put the same question to the same "
        "population, and of the last two quarters of one survey that have responses. A difference that chance alone "
        "explains (p of 0.05 or more) is no detectable change."
    ),
    method=(
        "z test of the plain scores with adjusted variances, two-sided; Holm-adjusted where the groups of a dimension, "
        "or segments, are compared"
    ),
    source="Rocks 2016, The American Statistician 70; Sauro and Lewis, Quantifying the User Experience; Holm 1979",
    compute=_compute,
    details={
        "from": "the earlier wave or quarter",
        "to": "the later wave or quarter",
        "n_from": "responses of the earlier one",
        "n_to": "responses of the later one",
        "z": "difference over its standard error",
        "p": "two-sided probability of a difference at least as large by chance",
        "p_adjusted": "the same, Holm-adjusted over the groups of the dimension; null where one change is looked at",
        "verdict": "up, down or no detectable change",
        "sample_needed": "responses each side needs for this difference to be detected (power 0.8); null without one",
    },
)
