"""The responses of surveys as the metrics need them: counted by dimension, month and quarter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from site_builder.kinds.survey import SURVEY, Survey
from site_builder.link.handbook import Handbook
from site_builder.measure.common.score_counts import Counts, Group, count_scores
from site_builder.measure.common.segments import belongs, matching_segments
from site_builder.measure.statistics.score import ScoreCounts
from site_builder.model.dates import quarter_of
from site_builder.model.record import Record
from site_builder.model.responses import Responses

RESERVED = frozenset({"survey", "quarter", "month", "week", "day"})


def nps_surveys(handbook: Handbook) -> tuple[Record[Survey], ...]:
    """Return the surveys that ask for a recommendation from 0 to 10, in the order of their ids."""
    return tuple(survey for survey in handbook.records(SURVEY) if survey.fields.type == "nps")


def responses_of(handbook: Handbook, survey: Record[Survey]) -> Responses:
    """Return the responses of a survey; none where they could not be read."""
    return handbook.responses.get(survey.id, Responses(survey.id))


def dimensions_of(responses: Responses, survey: Record[Survey]) -> tuple[str, ...]:
    """Return the dimensions of a survey that its responses have, in the record's order."""
    return tuple(dict.fromkeys(name for name in survey.fields.dimensions if name in responses.dimensions))


def dimension_key(name: str) -> str:
    """Return what a dimension is called in results: its own name, unless that has another meaning there."""
    return f"column {name}" if name in RESERVED else name


def scores_of(responses: Responses) -> ScoreCounts:
    """Return the counts of all responses together."""
    return count_scores(responses).get((), ScoreCounts.of({}))


def by_month(responses: Responses, dimension: str | None = None) -> Counts:
    """Return the counts by month, or by value of a dimension and month; the month is the last part of the group."""
    return count_scores(responses, () if dimension is None else (dimension,), by_month=True)


def by_segment(handbook: Handbook, survey: Record[Survey], responses: Responses) -> Counts:
    """Return the counts by id of a segment and month, of the segments that the survey's dimensions tell apart.

    A response may belong to several segments, or to none: these groups do not add up to the survey.
    """
    names = dimensions_of(responses, survey)
    segments = matching_segments(handbook, names)
    if not segments:
        return {}
    parts: defaultdict[Group, list[ScoreCounts]] = defaultdict(list)
    for (*values, month), counts in count_scores(responses, names, by_month=True).items():
        row = dict(zip(names, values, strict=True))
        for segment in segments:
            if belongs(segment.fields, row):
                parts[segment.id, month].append(counts)
    return {group: ScoreCounts.total(parts[group]) for group in sorted(parts)}


def without_period(counts: Counts) -> Counts:
    """Return the counts of the groups over all months."""
    return _folded({group: group[:-1] for group in counts}, counts)


def dated(counts: Counts) -> Counts:
    """Return the counts of the groups that have a month."""
    return {group: count for group, count in counts.items() if group[-1]}


def by_quarter(counts: Counts, fiscal_year_start: int) -> Counts:
    """Return counts by month as counts by quarter, without those that have no month."""
    quarter = {month: _quarter(month, fiscal_year_start) for *_, month in counts if month}
    return _folded({group: (*group[:-1], quarter[group[-1]]) for group in counts if group[-1]}, counts)


def _quarter(month: str, fiscal_year_start: int) -> str:
    return quarter_of(date(int(month[:4]), int(month[5:]), 1), fiscal_year_start)


def _folded(target: Mapping[Group, Group], counts: Counts) -> Counts:
    parts: defaultdict[Group, list[ScoreCounts]] = defaultdict(list)
    for group, into in target.items():
        parts[into].append(counts[group])
    return {group: ScoreCounts.total(parts[group]) for group in sorted(parts)}
