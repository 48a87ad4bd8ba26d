"""Results of surveys with a scale of their own (csat, ces): by survey, period, dimension and two dimensions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from site_builder.kinds.survey import SURVEY, Survey
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.score_counts import count_pairs
from site_builder.measure.common.segments import DIMENSION as SEGMENT
from site_builder.measure.common.segments import belongs, matching_segments
from site_builder.measure.common.small_groups import group_of, hidden_because, hidden_groups
from site_builder.measure.common.surveys import dimension_key, dimensions_of, responses_of
from site_builder.measure.common.wave_days import by_day, by_week
from site_builder.model.dates import quarter_of
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record
from site_builder.model.responses import Responses

ScoreCount = Mapping[float, int]
"""How often each score was given."""

Figures = Callable[[Record[Survey], ScoreCount, Mapping[str, str], Mapping[str, Any]], MetricResult]
"""Makes the result of a group of at least one response, from its survey, counts, dimensions and common details."""

SCALE_DETAILS: Mapping[str, str] = {
    "scale": "the lowest and the highest score that can be given",
    "histogram": "how often each score was given",
    "excluded": "rows without a score that can be read; null for a part of a survey, where it is not known",
}

_Key = tuple[tuple[str, str], ...]


def scale_results(
    metric: Metric, context: MeasureContext, survey_type: str, figures: Figures
) -> Iterator[MetricResult]:
    """Yield the results of all surveys of a type: overall, by quarter, month, week and day, by dimension and quarter,
    by two dimensions.

    Groups that are not shown (``small_groups.py``) are suppressed; ``figures`` is not asked about them.
    """
    for survey in context.handbook.records(SURVEY):
        if survey.fields.type != survey_type:
            continue
        responses = responses_of(context.handbook, survey)
        excluded = responses.blank_scores + responses.unreadable
        smallest = context.settings.policies.small_group
        groups = list(_groups(context, survey, responses))
        sizes = {group_of(dimensions): sum(counts.values()) for dimensions, counts in groups}
        hidden = hidden_groups(sizes, context.settings.policies)
        for dimensions, counts in groups:
            common: dict[str, Any] = {"excluded": excluded if len(dimensions) == 1 else None}
            n = sum(counts.values())
            if n == 0:
                reason = "no response has a score"
                yield metric.result(context, None, 0, dimensions=dimensions, reason=reason, details=common)
            elif group_of(dimensions) in hidden:
                reason = hidden_because(n, smallest)
                yield metric.result(context, None, n, dimensions=dimensions, suppressed=True, reason=reason)
            else:
                common |= {"scale": survey.fields.bounds, "histogram": _histogram(counts)}
                yield figures(survey, counts, dimensions, common)


def _histogram(counts: ScoreCount) -> Mapping[str, int]:
    return {f"{score:g}": counts[score] for score in sorted(counts)}


def _groups(
    context: MeasureContext, survey: Record[Survey], responses: Responses
) -> Iterator[tuple[Mapping[str, str], ScoreCount]]:
    start = context.settings.fiscal_year_start
    by_month = _counted(responses, None)
    yield {"survey": survey.id}, _merged(by_month, lambda value, month: ()).get((), {})
    for key, counts in _merged(by_month, lambda value, month: _dated("quarter", _quarter(month, start))).items():
        if key:
            yield {"survey": survey.id, **dict(key)}, counts
    for key, counts in _merged(by_month, lambda value, month: _dated("month", month)).items():
        if key:
            yield {"survey": survey.id, **dict(key)}, counts
    for name, parts in (("week", by_week(responses)), ("day", by_day(responses))):
        for part, counts in parts.items():
            yield {"survey": survey.id, name: part}, counts
    names = dimensions_of(responses, survey)
    for name in names:
        yield from _by_dimension(survey.id, dimension_key(name), _counted(responses, name), start)
    for pair, groups in count_pairs(responses, names):
        one, other = map(dimension_key, pair)
        for (value, second), counts in groups.items():
            yield {"survey": survey.id, one: value, other: second}, counts
    yield from _by_dimension(survey.id, SEGMENT, _by_segment(context, survey, responses), start)


def _by_segment(
    context: MeasureContext, survey: Record[Survey], responses: Responses
) -> Mapping[tuple[str, str], ScoreCount]:
    """Return how often each score was given, by id of a segment that the dimensions tell apart, and month."""
    names = dimensions_of(responses, survey)
    segments = matching_segments(context.handbook, names)
    groups: defaultdict[tuple[str, str], Counter[float]] = defaultdict(Counter)
    columns = [responses.dimensions[name] for name in names] if segments else []
    rows = responses.tally(*columns, responses.days, responses.scores) if segments else {}
    of_values: dict[tuple[str, ...], list[str]] = {}
    for (*values, day, score), count in rows.items():
        key = tuple(values)
        if key not in of_values:
            row = dict(zip(names, key, strict=True))
            of_values[key] = [segment.id for segment in segments if belongs(segment.fields, row)]
        for name in of_values[key]:
            groups[name, _month(day)][score] += count
    return groups


def _by_dimension(
    survey: str, name: str, counted: Mapping[tuple[str, str], ScoreCount], start: int
) -> Iterator[tuple[Mapping[str, str], ScoreCount]]:
    for key, counts in _merged(counted, lambda value, month: ((name, value),)).items():
        yield {"survey": survey, **dict(key)}, counts
    quarters = {_quarter(month, start) for _, month in counted if month}
    if len(quarters) < 2:
        return

    def crossed(value: str, month: str) -> _Key:
        return ((name, value), ("quarter", _quarter(month, start))) if month else ()

    for key, counts in _merged(counted, crossed).items():
        if key:
            yield {"survey": survey, **dict(key)}, counts


def _counted(responses: Responses, dimension: str | None) -> Mapping[tuple[str, str], ScoreCount]:
    """Return how often each score was given, by value of a dimension (or nothing) and month."""
    months = {day: _month(day) for day in set(responses.days)}
    values = responses.dimensions[dimension] if dimension is not None else [""] * len(responses.scores)
    groups: defaultdict[tuple[str, str], dict[float, int]] = defaultdict(dict)
    for (value, day, score), count in responses.tally(values, responses.days, responses.scores).items():
        of_group = groups[value, months[day]]
        of_group[score] = of_group.get(score, 0) + count
    return groups


def _month(day: date | None) -> str:
    return "" if day is None else f"{day.year:04d}-{day.month:02d}"


def _merged(
    counted: Mapping[tuple[str, str], ScoreCount], key_of: Callable[[str, str], _Key]
) -> Mapping[_Key, ScoreCount]:
    """Return the counts of several groups together where they have the same key, in the order of the keys."""
    merged: defaultdict[_Key, Counter[float]] = defaultdict(Counter)
    for (value, month), counts in counted.items():
        merged[key_of(value, month)].update(counts)
    return {key: merged[key] for key in sorted(merged)}


def _dated(name: str, period: str) -> _Key:
    return ((name, period),) if period else ()


def _quarter(month: str, start: int) -> str:
    return quarter_of(date(int(month[:4]), int(month[5:]), 1), start) if month else ""
