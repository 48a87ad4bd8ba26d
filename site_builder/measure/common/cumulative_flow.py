"""How many items were in each stage, day by day: what a cumulative flow diagram stacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from site_builder.measure.common.flow import Flow, ItemFlow
from site_builder.model.quick import dataclass

MOST_DAYS = 728
"""So far back counts are told: 104 weeks, as the throughput."""

_DAILY = 98
"""A flow that is so many days old has a count a day; an older one a count a week."""


@dataclass(frozen=True, slots=True)
class CumulativeFlow:
    """The items in each stage at the end of days (UTC), in the order of the stages; the last day is the as-of date.

    The last stage counts what was finished since the first of the days: ``finished_before`` were finished by then.
    """

    stages: tuple[str, ...]
    days: tuple[date, ...]
    counts: tuple[tuple[int, ...], ...]
    finished_before: int

    @property
    def step(self) -> int:
        """Days between two counts."""
        return (self.days[-1] - self.days[-2]).days if len(self.days) > 1 else 1


def cumulative_flow(flow: Flow) -> CumulativeFlow:
    """Return the counts of a flow from the day before its first item entered, at most over ``MOST_DAYS``.

    An item is where its last visit of a day took it; one that came back to a stage leaves the later one.
    """
    days = _days(flow)
    stages = tuple(stage.name for stage in flow.workflow.fields.stages)
    moves = sorted(move for item in flow.items for move in _moves(item))
    counts: Counter[str] = Counter()
    rows: list[list[int]] = []
    done = 0
    for day in days:
        while done < len(moves) and moves[done][0] <= day:
            counts[moves[done][1]] += moves[done][2]
            done += 1
        rows.append([counts[stage] for stage in stages])
    before = min(row[-1] for row in rows)
    return CumulativeFlow(stages, days, tuple((*row[:-1], row[-1] - before) for row in rows), before)


def _days(flow: Flow) -> tuple[date, ...]:
    """Return days in equal steps up to the as-of date; the first is before the first entry, unless that is too old."""
    first = min(item.entered_at for item in flow.items).date()
    age = (flow.as_of - first).days
    step = 1 if age <= _DAILY else 7
    furthest = min(age + step, MOST_DAYS, (flow.as_of - date.min).days)
    return tuple(flow.as_of - timedelta(days=back) for back in _steps(furthest, step))


def _steps(furthest: int, step: int) -> Sequence[int]:
    return range(furthest - furthest % step, -1, -step)


def _moves(item: ItemFlow) -> Iterator[tuple[date, str, int]]:
    """Yield the days on which an item enters (1) and leaves (-1) stages."""
    for visit in item.visits:
        yield visit.entered_at.date(), visit.stage, 1
    for visit, after in pairwise(item.visits):
        yield after.entered_at.date(), visit.stage, -1
