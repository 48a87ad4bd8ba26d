"""Counting responses: how often each score was given, by dimensions and month.

Responses of an engine come counted already; those of files are counted here, by the standard library alone: that is
done before a dataframe library is imported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from site_builder.measure.statistics.score import ScoreCounts
from site_builder.model.responses import Responses

Group = tuple[str, ...]
"""Values of the dimensions in their order (an empty text is the blank group), then the month such as ``2026-03``."""

Counts = Mapping[Group, ScoreCounts]
"""The groups that have a response, in order, with how often each score was given."""


def count_scores(responses: Responses, dimensions: Sequence[str] = (), *, by_month: bool = False) -> Counts:
    """Return the counts of every group that has a response. Raises KeyError for a dimension the responses lack.

    With ``by_month`` the month is the last part of the group, an empty text for responses without a day.
    """
    columns: list[Sequence[str]] = [responses.dimensions[name] for name in dimensions]
    if by_month:
        month_of = {day: _month(day) for day in set(responses.days)}
        columns.append([month_of[day] for day in responses.days])
    groups: defaultdict[Group, dict[int, int]] = defaultdict(dict)
    for (*group, score), count in responses.tally(*columns, responses.scores).items():
        groups[tuple(group)][int(score)] = count
    return {group: ScoreCounts.of(groups[group]) for group in sorted(groups)}


def _month(day: date | None) -> str:
    return "" if day is None else f"{day.year:04d}-{day.month:02d}"
