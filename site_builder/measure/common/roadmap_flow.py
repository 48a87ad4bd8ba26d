"""The flow of the roadmap: how many initiatives had each status on a day, how many were released in a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from site_builder.history.timelines import Timeline
from site_builder.measure.common.cumulative_flow import CumulativeFlow
from site_builder.measure.common.roadmap import Roadmap
from site_builder.model.dates import Period

STAGES = ("idea", "discovery", "planned", "in_progress", "released")
"""The statuses that an initiative goes through; one that was dropped or removed has left the flow."""


def roadmap_flow(timelines: Iterable[Timeline], days: Sequence[date]) -> CumulativeFlow:
    """Return how many initiatives had each status at the end of days (UTC), which are in ascending order.

    An initiative has the status that the last commit up to the day gave it. Of the released ones those are counted
    that were added since the first of the days: what there was at the least is ``finished_before``.
    """
    moves = sorted(move for timeline in timelines for move in _moves(timeline))
    counts: Counter[str] = Counter()
    rows: list[list[int]] = []
    done = 0
    for day in days:
        while done < len(moves) and moves[done][0] <= day:
            counts[moves[done][1]] += moves[done][2]
            done += 1
        rows.append([counts[stage] for stage in STAGES])
    before = min((row[-1] for row in rows), default=0)
    return CumulativeFlow(STAGES, tuple(days), tuple((*row[:-1], row[-1] - before) for row in rows), before)


def released_in(roadmap: Roadmap, periods: Sequence[Period]) -> tuple[int, ...]:
    """Return how many initiatives were released in each period, by the first commit that called them so."""
    days = [commit.day for commit in roadmap.released_commits.values()]
    return tuple(sum(period.first_day <= day <= period.last_day for day in days) for period in periods)


def _moves(timeline: Timeline) -> Iterator[tuple[date, str, int]]:
    """Yield the days on which an initiative gets (1) and loses (-1) a status; no day is before the one that came first.

    A commit may claim to be older than the one before it; the order of the line is what counts.
    """
    status, day = "", date.min
    for version in timeline.versions:
        day = max(day, version.day)
        found = (version.state or {}).get("status", "")
        if found != status:
            yield day, status, -1
            yield day, found, 1
            status = found
