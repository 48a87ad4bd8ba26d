"""The days and weeks of a survey, where it is short enough for them to tell something."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from site_builder.model.responses import Responses

Tallies = Mapping[str, Mapping[float, int]]
"""How often each score was given, by the name of the period, in order."""

MOST_DAYS: Final = 62
"""A survey that took longer, from its first response to its last, has no results by day."""

MOST_WEEKS: Final = 104
"""A survey that took longer has no results by week."""


def by_week(responses: Responses) -> Tallies:
    """Return how often each score was given by ISO week, such as ``2026-W38``; nothing of one week, or of too many.

    Responses that an engine has counted are told apart by month alone: they have none.
    """
    return _counted(responses, _week_of, 7 * MOST_WEEKS)


def by_day(responses: Responses) -> Tallies:
    """Return how often each score was given by day, such as ``2026-09-14``; nothing of one day, or of too many."""
    return _counted(responses, date.isoformat, MOST_DAYS)


def _week_of(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _counted(responses: Responses, period_of: Callable[[date], str], most_days: int) -> Tallies:
    days = {day for day in responses.days if day is not None}
    if responses.counts or not days or (max(days) - min(days)).days >= most_days:
        return {}
    names = {day: period_of(day) for day in days}
    found: defaultdict[str, Counter[float]] = defaultdict(Counter)
    for (day, score), count in responses.tally(responses.days, responses.scores).items():
        if day is not None:
            found[names[day]][score] += count
    return {name: found[name] for name in sorted(found)} if len(found) > 1 else {}
