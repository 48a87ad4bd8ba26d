"""When the open work of the roadmap will be done, if things go on as they went."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import accumulate

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.roadmap import SOURCE, Roadmap, roadmap_results
from site_builder.measure.common.weeks import full_weeks, weekly_counts
from site_builder.model.metric import MetricResult

OPEN = frozenset(("planned", "in_progress"))
DRAWS = 10_000
SEED = 20_240_229
FEWEST_WEEKS = 8
MOST_WEEKS = 52
HORIZON = 520
"""Weeks looked ahead: ten years."""

_CHANCES = tuple(number / 20 for number in range(1, 20))
"""From 5 to 95 %."""


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def results(roadmap: Roadmap) -> Iterator[MetricResult]:
        began = roadmap.history.began
        open_items = [record.id for record in roadmap.initiatives if record.fields.status in OPEN]
        weeks = full_weeks(began.day, context.as_of, MOST_WEEKS) if began else []
        counts = weekly_counts((commit.day for commit in roadmap.released_commits.values()), weeks)
        reason = _reason(open_items, counts)
        drawn = [] if reason else simulate(len(open_items), counts)
        half, most = _at(drawn, 0.5), _at(drawn, 0.85)
        if not reason and half is None:
            reason = "at the pace of the past weeks the open set is not done within ten years"
        yield METRIC.result(
            context,
            None if half is None else half * 7.0,
            len(counts),
            reason=reason,
            details={
                "open": len(open_items),
                "released": sum(counts),
                "weeks": [week.isoformat() for week in weeks],
                "counts": counts,
                "p50_weeks": half,
                "p85_weeks": most,
                "p50_on": _day(context, half),
                "p85_on": _day(context, most),
                "chances": [[chance, _at(drawn, chance)] for chance in _CHANCES] if drawn else [],
                "draws": DRAWS,
            },
        )

    return roadmap_results(METRIC, context, results)


def simulate(count: int, weekly: Sequence[int], *, draws: int = DRAWS, seed: int = SEED) -> list[int]:
    """Return after how many weeks ``count`` items are done in each draw, ascending; HORIZON + 1 where later than that.

    Each week of a draw is one of the past weeks, chosen at random with replacement (Magennis 2011, "Forecasting and
    Simulating Software Development Projects"). The same seed gives the same draws.
    """
    source = random.Random(seed)  # noqa: S311  (a simulation, not a secret)
    return sorted(_weeks_until(count, weekly, source) for _ in range(draws))


def _weeks_until(count: int, weekly: Sequence[int], source: random.Random) -> int:
    done, passed = 0, 0
    while passed < HORIZON:
        for total in accumulate(source.choices(weekly, k=16)):
            passed += 1
            if done + total >= count:
                return min(passed, HORIZON + 1)
        done += total
    return HORIZON + 1


def _at(drawn: Sequence[int], share: float) -> int | None:
    """Return after how many weeks a share of the draws are done: the smallest number that holds for so many."""
    if not drawn:
        return None
    weeks = drawn[min(len(drawn) - 1, max(0, -int(-share * len(drawn) // 1) - 1))]
    return weeks if weeks <= HORIZON else None


def _day(context: MeasureContext, weeks: int | None) -> str | None:
    if weeks is None:
        return None
    try:
        return (context.as_of + timedelta(weeks=weeks)).isoformat()
    except OverflowError:
        return None


def _reason(open_items: Sequence[str], counts: Sequence[int]) -> str:
    if not open_items:
        return "nothing is planned or in progress"
    if len(counts) < FEWEST_WEEKS:
        return f"not available: fewer than {FEWEST_WEEKS} full weeks of history"
    if not any(counts):
        return f"nothing was released in the last {len(counts)} weeks"
    return ""


METRIC = Metric(
    name="forecast",
    unit="days",
    definition=(
        "Days until all initiatives that are planned or in progress are released, with a chance of 50 % (the value) "
        f"and of 85 %, if as much is released in a week as in the past weeks, at most {MOST_WEEKS}."
    ),
    method=f"Monte Carlo simulation over weekly throughput, {DRAWS:,} draws with a fixed seed; n counts the weeks",
    source=f"{SOURCE}; Magennis, Forecasting and Simulating Software Development Projects",
    compute=_compute,
    details={
        "open": "initiatives that are planned or in progress",
        "released": "initiatives released in the weeks that are drawn from",
        "weeks": "Mondays of these weeks",
        "counts": "initiatives released in each, by the first commit that said so",
        "p50_weeks": "weeks after which half of the draws are done",
        "p85_weeks": "weeks after which 85 % of the draws are done; null beyond ten years",
        "p50_on": "the day that is so many weeks after the as-of date",
        "p85_on": "the day for 85 %",
        "chances": "pairs of a chance (5 to 95 %) and the weeks after which so many draws are done, or null",
        "draws": "simulated courses",
    },
)
