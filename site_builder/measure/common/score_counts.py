"""Counting responses: how often each score was given, by dimensions and month.

Responses of an engine come counted already; those of files are counted here, by the standard library alone: that is
done before a dataframe library is imported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Final

from site_builder.measure.statistics.score import ScoreCounts
from site_builder.model.responses import Responses

Group = tuple[str, ...]
"""Values of the dimensions in their order (an empty text is the blank group), then the month such as ``2026-03``."""

Counts = Mapping[Group, ScoreCounts]
"""The groups that have a response, in order, with how often each score was given."""

PAIRED: Final = 4
"""Of so many dimensions, the first ones of a survey, each two are looked at together."""

CROSSED: Final = "Two dimensions together have results for each pair of a survey's first four."
"""What a definition says of that."""


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


def count_pairs(
    responses: Responses, dimensions: Sequence[str]
) -> Iterator[tuple[tuple[str, str], Mapping[tuple[str, str], Mapping[float, int]]]]:
    """Yield each pair of the first dimensions, and how often each score was given by the values of both, in order.

    The responses are gone through once for all pairs. Raises KeyError for a dimension the responses lack.
    """
    names = dimensions[:PAIRED]
    if len(names) < 2:
        return
    joint = responses.tally(*(responses.dimensions[name] for name in names), responses.scores)
    for one, other in combinations(range(len(names)), 2):
        groups: defaultdict[tuple[str, str], dict[float, int]] = defaultdict(dict)
        for values, count in joint.items():
            of_group, score = groups[values[one], values[other]], values[-1]
            of_group[score] = of_group.get(score, 0) + count
        yield (names[one], names[other]), {group: groups[group] for group in sorted(groups)}


def _month(day: date | None) -> str:
    return "" if day is None else f"{day.year:04d}-{day.month:02d}"
