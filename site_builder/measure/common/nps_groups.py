"""The groups of respondents of the NPS surveys: all of a survey, its periods, dimensions, pairs of these, segments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.survey import Survey
from site_builder.measure.base import MeasureContext
from site_builder.measure.common.score_counts import Counts, count_pairs
from site_builder.measure.common.segments import DIMENSION as SEGMENT
from site_builder.measure.common.small_groups import Group, group_of, hidden_groups
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
from site_builder.measure.statistics.score import ScoreCounts
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.responses import Responses


@dataclass(frozen=True, slots=True)
class NpsGroup:
    """Respondents of a survey with the same dimensions, and how often they gave each score."""

    dimensions: Mapping[str, str]
    counts: ScoreCounts


@dataclass(frozen=True, slots=True)
class SurveyGroups:
    """The groups of one survey, all of it first; ``hidden`` are those that are not shown."""

    survey: Record[Survey]
    groups: tuple[NpsGroup, ...]
    hidden: frozenset[Group]


def nps_groups(context: MeasureContext) -> Mapping[str, SurveyGroups]:
    """Return the groups of each NPS survey by its id; ask for them once."""
    return {survey.id: _groups_of(context, survey) for survey in nps_surveys(context.handbook)}


def _groups_of(context: MeasureContext, survey: Record[Survey]) -> SurveyGroups:
    groups = tuple(
        NpsGroup({"survey": survey.id, **dimensions}, counts) for dimensions, counts in _counted(context, survey)
    )
    sizes = {group_of(group.dimensions): group.counts.n for group in groups}
    return SurveyGroups(survey, groups, hidden_groups(sizes, context.settings.policies))


def _counted(context: MeasureContext, survey: Record[Survey]) -> Iterator[tuple[Mapping[str, str], ScoreCounts]]:
    responses, start = responses_of(context.handbook, survey), context.settings.fiscal_year_start
    months = by_month(responses)
    yield {}, scores_of(responses)
    yield from _parts("quarter", by_quarter(months, start))
    yield from _parts("month", dated(months))
    yield from _parts("week", _counts(by_week(responses)))
    yield from _parts("day", _counts(by_day(responses)))
    names = dimensions_of(responses, survey)
    for name in names:
        yield from _by_dimension(dimension_key(name), by_month(responses, name), start)
    yield from _by_pair(responses, names)
    yield from _by_dimension(SEGMENT, by_segment(context.handbook, survey, responses), start)


def _parts(name: str, parts: Counts) -> Iterator[tuple[Mapping[str, str], ScoreCounts]]:
    for (part,), counts in parts.items():
        yield {name: part}, counts


def _counts(tallies: Tallies) -> Counts:
    return {
        (name,): ScoreCounts.of({int(score): count for score, count in scores.items()})
        for name, scores in tallies.items()
    }


def _by_dimension(key: str, months: Counts, start: int) -> Iterator[tuple[Mapping[str, str], ScoreCounts]]:
    yield from _parts(key, without_period(months))
    quarters = by_quarter(months, start)
    if len({quarter for _, quarter in quarters}) < 2:
        return
    for (value, quarter), counts in quarters.items():
        yield {key: value, "quarter": quarter}, counts


def _by_pair(responses: Responses, names: Sequence[str]) -> Iterator[tuple[Mapping[str, str], ScoreCounts]]:
    for pair, groups in count_pairs(responses, names):
        one, other = map(dimension_key, pair)
        for (value, second), scores in groups.items():
            yield {one: value, other: second}, ScoreCounts.of({int(score): count for score, count in scores.items()})
