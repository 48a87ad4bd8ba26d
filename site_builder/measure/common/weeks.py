"""Full weeks, Monday to Sunday, and what happened in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

_WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week; the first day of the calendar where there is none."""
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


def full_weeks(first: date, as_of: date, most: int) -> Sequence[date]:
    """Return the Mondays of the full weeks before a day, at most the last ``most``, after the week of ``first``."""
    end = monday_of(as_of)
    full = min(most, (end - monday_of(first)).days // 7 - 1)
    return [end - number * _WEEK for number in range(full, 0, -1)]


def weekly_counts(days: Iterable[date], weeks: Sequence[date]) -> list[int]:
    """Return how many of the days are in each of the weeks."""
    found = Counter(map(monday_of, days))
    return [found[week] for week in weeks]
