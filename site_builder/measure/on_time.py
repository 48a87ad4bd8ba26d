"""How many released initiatives kept their first promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import grouped, in_order
from site_builder.measure.common.roadmap import SOURCE, Roadmap, middle_of_days, roadmap_results, spread_of_days
from site_builder.measure.statistics.wilson import wilson
from site_builder.model.dates import quarter_of
from site_builder.model.metric import Interval, MetricResult

_LATEST = 10


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    def results(roadmap: Roadmap) -> Iterator[MetricResult]:
        names = sorted(roadmap.released_on)
        start = context.settings.fiscal_year_start
        yield _result(context, roadmap, names, {})
        periods = grouped(names, lambda name: quarter_of(roadmap.released_on[name], start))
        for period in sorted(periods):
            yield _result(context, roadmap, periods[period], {"period": period})
        teams = grouped(names, lambda name: roadmap.record_of[name].fields.team or "")
        for team in in_order(teams):
            yield _result(context, roadmap, teams[team], {"team": team})

    return roadmap_results(METRIC, context, results)


def _result(
    context: MeasureContext, roadmap: Roadmap, names: Sequence[str], dimensions: Mapping[str, str]
) -> MetricResult:
    first = {name: made.first for name in names if (made := roadmap.promises.get(name)) and made.first}
    late = sorted(
        ((name, (roadmap.released_on[name] - promise.target.last_day).days) for name, promise in first.items()),
        key=lambda entry: (-entry[1], entry[0]),
    )
    days = sorted(lateness for _, lateness in late if lateness > 0)
    kept = len(first) - len(days)
    return METRIC.result(
        context,
        kept / len(first) if first else None,
        len(first),
        interval=_interval(kept, len(first)),
        dimensions=dimensions,
        reason="" if first else "no released initiative was promised for a day",
        details={
            "on_time": kept,
            "released": len(names),
            "without_promise": len(names) - len(first),
            "median_days_late": middle_of_days(days),
            **{f"{name}_days_late": value for name, value in spread_of_days(days).items()},
            "latest": [[name, lateness] for name, lateness in late[:_LATEST] if lateness > 0],
        },
    )


def _interval(kept: int, n: int) -> Interval | None:
    return wilson(kept, n) if n else None


METRIC = Metric(
    name="on-time",
    unit="share",
    definition=(
        "Initiatives released up to the as-of date whose released_on is on or before their first promise, of those "
        "that had a promise. Those without one are counted beside it. In all, by quarter of release and by team."
    ),
    method="share with Wilson interval; a planned month or quarter counts as its last day",
    source=SOURCE,
    compute=_compute,
    details={
        "on_time": "initiatives that kept their first promise",
        "released": "released initiatives, with and without a promise",
        "without_promise": "released initiatives that were never promised for a day",
        "median_days_late": "median days after the promise, of those that were late; null where none was",
        "p85_days_late": "85th percentile of these days",
        "min_days_late": "fewest of these days",
        "max_days_late": "most of these days",
        "latest": "id and days of the latest ones, at most 10",
    },
)
