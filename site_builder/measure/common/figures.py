"""The series of a metric's record, wherever its values come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from site_builder.kinds.metric import METRIC as METRIC_KIND
from site_builder.kinds.metric import Metric as MetricFields
from site_builder.kinds.survey import SURVEY
from site_builder.measure.base import MeasureContext, all_metrics
from site_builder.measure.common.series import Point, Series, observed_series
from site_builder.measure.common.units import factor_between
from site_builder.measure.common.waves import waves_of
from site_builder.model.dates import days_of_quarter
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.model.suggest import did_you_mean

NO_DATA = "no data"
"""Why a metric without a source has no value: a gap in the health of the handbook."""

DERIVED = frozenset(("kpi", "key-results", "practice-adoption", "handbook-health"))
"""Metrics that are computed from records of metrics themselves; computing those from them would never end."""


class SeriesOfMetrics:
    """The series of every metric's record; each is made once, and each metric of the program computed once."""

    def __init__(self, context: MeasureContext) -> None:
        """Start with nothing made."""
        self._context = context
        self._series: dict[str, Series] = {}
        self._results: dict[str, Sequence[MetricResult]] = {}

    def of(self, reference: Reference) -> Series:
        """Return the series of the metric that a reference names."""
        record = self._context.handbook.find(METRIC_KIND, reference.id)
        return self.of_record(record) if record else Series((), 0, reason=f"there is no metric {reference.id!r}")

    def of_record(self, record: Record[MetricFields]) -> Series:
        """Return the series of a metric's record, without what lies after the as-of date."""
        if record.id not in self._series:
            self._series[record.id] = self._made(record)
        return self._series[record.id]

    def _made(self, record: Record[MetricFields]) -> Series:
        source = record.fields.source
        if source is None:
            return Series((), 0, reason=NO_DATA)
        if source.computed:
            return self._computed(source.computed, record.fields.unit)
        observations = self._context.handbook.observations.get(record.id)
        if observations is None or not observations.days:
            return Series((), 0, reason=f"no observation could be read from {source}")
        return observed_series(record, observations, self._context.as_of)

    def _computed(self, name: str, unit: str | None) -> Series:
        """Return the series of a metric of the program in a unit: its waves, or its quarters, or its one value."""
        if name in DERIVED:
            return Series((), 0, reason=f"{name} is itself computed from the records of metrics")
        if name not in all_metrics():
            hint = did_you_mean(name, all_metrics())
            return Series((), 0, reason=f"there is no metric {name!r} to compute{'; ' + hint if hint else ''}")
        if name not in self._results:
            self._results[name] = tuple(all_metrics()[name].compute(self._context))
        results = self._results[name]
        points = self._waves(results) or _quarters(results, self._context) or _whole(results, self._context.as_of)
        computed = next((result.unit for result in results), "")
        factor = factor_between(computed, unit)
        if factor is None:
            return Series((), 0, reason=f"{name} is computed in {computed} and cannot be shown in {unit}")
        points = tuple(point.times(factor) for point in points) if factor != 1 else points
        reason = "" if points else next((result.reason for result in results if result.reason), f"{name} has no result")
        return Series(points, len(points), reason=reason)

    def _waves(self, results: Iterable[MetricResult]) -> tuple[Point, ...]:
        """Return the results of the newest survey and of the waves before it."""
        by_survey = {
            survey.id: (survey, result)
            for result in results
            if set(result.dimensions) == {"survey"} and result.value is not None
            if (survey := self._context.handbook.find(SURVEY, result.dimensions["survey"])) is not None
        }
        surveys = (survey for survey, _ in by_survey.values())
        waves = waves_of(self._context.handbook, surveys, self._context.as_of)
        newest = ((wave.day, by_survey[wave.survey.id][1]) for wave in (waves[-1] if waves else ()))
        return tuple(Point(day, result.value, result.interval) for day, result in newest if result.value is not None)


def _quarters(results: Iterable[MetricResult], context: MeasureContext) -> tuple[Point, ...]:
    start = context.settings.fiscal_year_start
    points = [
        Point(
            min(days_of_quarter(result.dimensions["quarter"], start)[1], context.as_of), result.value, result.interval
        )
        for result in results
        if set(result.dimensions) == {"quarter"} and result.value is not None
    ]
    return tuple(sorted(points, key=lambda point: point.day))


def _whole(results: Iterable[MetricResult], as_of: date) -> tuple[Point, ...]:
    whole = next((result for result in results if not result.dimensions and result.value is not None), None)
    return (Point(as_of, whole.value, whole.interval),) if whole and whole.value is not None else ()
