"""The values of a metric's record over time: from its observations, or from another metric of this program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from math import ceil, fsum
from operator import attrgetter
from typing import Literal

from site_builder.kinds.metric import Metric as MetricFields
from site_builder.measure.statistics.percentile import median
from site_builder.model.metric import Interval
from site_builder.model.names import folded
from site_builder.model.observations import Observations
from site_builder.model.quick import dataclass
from site_builder.model.record import Record

SHORTEST_PERIOD = 7
"""Days that a period has at least: data of working days have gaps on weekends."""

USUAL_PERIOD = 92
"""Days of a period where there is only one observation: a quarter."""

Combination = Literal["single", "total", "sum", "mean"]
"""How the rows of one day make its value: the only row, the row without dimensions, their sum or their mean."""

_RATIOS = frozenset(("%", "share", "percent", "per cent", "ratio", "rate", "points", "score", "index", "stars"))
_RATIO_WORDS = ("/", "per ", "share of", "average", "mean", "median", "rate", "%")


@dataclass(frozen=True, slots=True)
class Point:
    """The value of a day, with its interval where another metric computed it."""

    day: date
    value: float
    interval: Interval | None = None

    def times(self, factor: float) -> Point:
        """Return the same value in another unit."""
        known = self.interval
        interval = Interval(known.low * factor, known.high * factor, known.level) if known else None
        return Point(self.day, self.value * factor, interval)


@dataclass(frozen=True, slots=True)
class Series:
    """The values of a metric up to a day, one for each day that has any, and how they were made.

    ``n`` counts observations. ``points`` may be empty: then ``reason`` says why.
    """

    points: tuple[Point, ...]
    n: int
    combination: Combination = "single"
    reason: str = ""
    usual_period: int = USUAL_PERIOD
    """Days of a period where a single value does not tell."""

    @property
    def latest(self) -> Point | None:
        """The last value, or None."""
        return self.points[-1] if self.points else None

    @property
    def period(self) -> int:
        """Days of a period: the median distance of two observations, at least a week; the usual where there is one."""
        gaps = sorted((later.day - earlier.day).days for earlier, later in pairwise(self.points))
        return max(SHORTEST_PERIOD, ceil(median(gaps))) if gaps else self.usual_period

    def is_stale(self, as_of: date) -> bool:
        """Return whether two periods have passed without an observation."""
        return self.latest is not None and (as_of - self.latest.day).days > 2 * self.period

    def near(self, day: date) -> Point | None:
        """Return the value closest to a day, if it is within half a period."""
        closest = min(self.points, key=lambda point: abs((point.day - day).days), default=None)
        return closest if closest and abs((closest.day - day).days) <= self.period / 2 else None


@dataclass(frozen=True, slots=True)
class _Row:
    day: date
    value: float
    groups: tuple[str, ...]


def observed_series(record: Record[MetricFields], observations: Observations, as_of: date) -> Series:
    """Return the series of a metric over all its dimensions, without observations after ``as_of``.

    Where a day has several rows, its value is that of the row whose dimensions are all blank, if there are such rows;
    else their sum or their mean, whichever is nearer to the record's own baseline on the first day, or to its target on
    the last; else the mean where the unit is that of a ratio, and the sum of anything else.
    """
    rows = _rows(observations, as_of)
    if not rows:
        return Series((), 0, reason="there is no observation yet")
    combination = combination_of(record, rows)
    if combination == "total":
        rows = [row for row in rows if not any(row.groups)]
    return _series(rows, combination)


def group_series(
    record: Record[MetricFields], observations: Observations, dimension: str, as_of: date
) -> Mapping[str, Series]:
    """Return the series of each value of a dimension, in order, the blank group last."""
    rows = _rows(observations, as_of)
    place = list(observations.dimensions).index(dimension)
    combination = combination_of(record, rows) if rows else "single"
    by_value: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if combination != "total" or any(row.groups):
            by_value[row.groups[place]].append(row)
    order = sorted(by_value, key=lambda value: (not value, value))
    parts = _of_parts(record, rows) if combination == "total" else combination
    return {value: _group(by_value[value], place, combination, parts) for value in order}


def _group(rows: Sequence[_Row], place: int, overall: Combination, parts: Combination) -> Series:
    """Where the data have totals, a group's own total is the row that names no other dimension."""
    if overall != "total":
        return _series(rows, overall)
    totals = [row for row in rows if not any(row.groups[:place] + row.groups[place + 1 :])]
    return _series(totals or rows, "total" if totals else parts)


def matching_series(
    record: Record[MetricFields],
    observations: Observations,
    names: Iterable[str],
    belongs: Callable[[Mapping[str, str]], bool],
    as_of: date,
) -> Series:
    """Return the series of the rows that belong together by the named dimensions, other dimensions added up.

    Where there are rows that name no other dimension, these count. How several rows of a day make its value is what it
    is for the whole metric; where that has totals of its own, the sum or the mean, whichever makes its parts the total.
    """
    rows, dimensions = _rows(observations, as_of), tuple(observations.dimensions)
    others = [place for place, name in enumerate(dimensions) if name not in set(names)]
    combination = combination_of(record, rows) if rows else "single"
    parts = _of_parts(record, rows) if combination == "total" else combination
    inside = {groups: belongs(dict(zip(dimensions, groups, strict=True))) for groups in {row.groups for row in rows}}
    found = [row for row in rows if inside[row.groups]]
    totals = [row for row in found if not any(row.groups[place] for place in others)]
    return _series(totals or found, parts)


def _of_parts(record: Record[MetricFields], rows: Sequence[_Row]) -> Combination:
    """Return how rows of all dimensions make the total: as on the last day that has both, else as anywhere."""
    for _, found in reversed([(day, list(group)) for day, group in groupby(rows, key=attrgetter("day"))]):
        total = next((row.value for row in found if not any(row.groups)), None)
        parts = [row.value for row in found if all(row.groups)]
        if total is not None and len(parts) > 1:
            return _nearer(total, parts)
    return _guessed(record, _by_day([row for row in rows if any(row.groups)]))


def _rows(observations: Observations, as_of: date) -> list[_Row]:
    columns = list(observations.dimensions.values())
    return [
        _Row(day, value, tuple(groups))
        for day, value, *groups in zip(observations.days, observations.values, *columns, strict=True)
        if day <= as_of
    ]


def _by_day(rows: Iterable[_Row]) -> list[tuple[date, list[float]]]:
    return [(day, [row.value for row in found]) for day, found in groupby(rows, key=attrgetter("day"))]


def _series(rows: Sequence[_Row], combination: Combination) -> Series:
    points = tuple(Point(day, _combined(values, combination)) for day, values in _by_day(rows))
    is_single = combination != "total" and len(points) == len(rows)
    return Series(points, len(rows), "single" if is_single else combination)


def _combined(values: Sequence[float], combination: Combination) -> float:
    if len(values) == 1:
        return values[0]
    return fsum(values) if combination == "sum" else fsum(values) / len(values)


def combination_of(record: Record[MetricFields], rows: Sequence[_Row]) -> Combination:
    """Return how the rows of one day make its value."""
    days = _by_day(rows)
    if len(days) == len(rows):
        return "single"
    if rows[0].groups and any(not any(row.groups) for row in rows):
        return "total"
    return _guessed(record, days)


def _guessed(record: Record[MetricFields], days: Sequence[tuple[date, Sequence[float]]]) -> Combination:
    fields = record.fields
    several = [values for _, values in days if len(values) > 1]
    if several and fields.baseline is not None:
        return _nearer(fields.baseline, several[0])
    if several and fields.target is not None:
        return _nearer(fields.target.value, several[-1])
    unit = folded(fields.unit or "")
    return "mean" if unit in _RATIOS or any(word in unit for word in _RATIO_WORDS) else "sum"


def _nearer(yardstick: float, values: Sequence[float]) -> Combination:
    total = fsum(values)
    return "sum" if abs(total - yardstick) < abs(total / len(values) - yardstick) else "mean"
