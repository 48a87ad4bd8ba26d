"""How much of what was promised for a period was released in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time

from site_builder.history.promises import CLOSED
from site_builder.history.states import State
from site_builder.history.timelines import Timeline
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.roadmap import SOURCE, Roadmap, roadmap_results
from site_builder.measure.statistics.wilson import wilson
from site_builder.model.dates import Period, parse_planned, periods_until
from site_builder.model.metric import MetricResult

_QUARTER, _YEAR = 3, 12


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def results(roadmap: Roadmap) -> Iterator[MetricResult]:
        start = context.settings.fiscal_year_start
        for months in (_YEAR, _QUARTER):
            began = roadmap.history.began
            periods = list(periods_until(began.day, context.as_of, months, start)) if began else []
            known = [period for period in periods if began and began.at < _first_instant(period.first_day)]
            promised = _promised(roadmap.timelines, known)
            for period in known:
                yield _result(context, roadmap, period, promised[period.text])

    return roadmap_results(METRIC, context, results)


def _promised(timelines: Sequence[Timeline], periods: Sequence[Period]) -> Mapping[str, list[str]]:
    """Return the ids of what was promised for each period at its first instant, in one pass over each timeline."""
    promised: defaultdict[str, list[str]] = defaultdict(list)
    for timeline in timelines:
        versions, passed, state = timeline.versions, 0, None
        for period in periods:
            instant = _first_instant(period.first_day)
            while passed < len(versions) and versions[passed].commit.at < instant:
                state = versions[passed].state
                passed += 1
            if state is not None and _is_promised(state, period):
                promised[period.text].append(timeline.reference.id)
    return promised


def _is_promised(state: State, period: Period) -> bool:
    if state.get("status") in CLOSED or "target" not in state:
        return False
    try:
        target = parse_planned(state["target"]).last_day
    except ValueError:
        return False
    return period.first_day <= target <= period.last_day


def _result(context: MeasureContext, roadmap: Roadmap, period: Period, promised: Sequence[str]) -> MetricResult:
    released = {name for name, day in roadmap.released_on.items() if period.first_day <= day <= period.last_day}
    done = [name for name in promised if name in released]
    n = len(promised)
    return METRIC.result(
        context,
        len(done) / n if n else None,
        n,
        interval=wilson(len(done), n) if n else None,
        dimensions={"period": period.text},
        reason="" if n else "nothing was promised for the period at its first instant",
        details={
            "promised": n,
            "done": len(done),
            "unplanned": len(released.difference(promised)),
            "not_done": [name for name in promised if name not in released],
            "unplanned_items": sorted(released.difference(promised)),
            "ended": period.last_day <= context.as_of,
        },
    )


def _first_instant(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


METRIC = Metric(
    name="say-do",
    unit="share",
    definition=(
        "Initiatives that were open at a period's first instant (UTC) with a target inside it, and were released "
        "inside it, of all that were so promised; for every year and quarter that began after the history did. What "
        "was released without having been promised is counted beside it as unplanned."
    ),
    method="share with Wilson interval; the state at the first instant is that of the last commit before it",
    source=SOURCE,
    compute=_compute,
    details={
        "promised": "initiatives promised for the period at its first instant",
        "done": "of these, released in the period",
        "unplanned": "released in the period without having been promised for it",
        "not_done": "ids of promised initiatives that were not released in the period",
        "unplanned_items": "ids of the unplanned ones",
        "ended": "whether the period is over; the figures of a running period can still rise",
    },
)
