"""What the commits say of the roadmap: initiatives with their timelines and promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from site_builder.history.commits import Commit
from site_builder.history.promises import Promises, promises_of
from site_builder.history.timelines import Timeline, Timelines
from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.kinds.release import RELEASE
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.statistics.percentile import median, percentile
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference

SOURCE: Final = "the commits of the first-parent line: committers' dates, in UTC"
DAY: Final = 86_400
"""Seconds."""

Delivery = tuple[Commit, Commit]
"""The commit that first said ``in_progress``, and the one that first said ``released``."""


@dataclass(frozen=True)
class Roadmap:
    """The initiatives of a handbook and what the commits say of them.

    ``timelines`` are those of every initiative that a commit holds, of removed ones too: what was promised does not go
    away with its file.
    """

    initiatives: Sequence[Record[Initiative]]
    history: Timelines
    release_days: Mapping[str, date]
    as_of: date = date.max

    @property
    def timelines(self) -> tuple[Timeline, ...]:
        """The timelines of initiatives in the order of ids."""
        return self.history.of_kind(INITIATIVE.name)

    @cached_property
    def promises(self) -> Mapping[str, Promises]:
        """The promises of each initiative, by id."""
        return {timeline.reference.id: promises_of(timeline) for timeline in self.timelines}

    @cached_property
    def record_of(self) -> Mapping[str, Record[Initiative]]:
        """The initiatives that are there, by id."""
        return {record.id: record for record in self.initiatives}

    @cached_property
    def released_on(self) -> Mapping[str, date]:
        """The day on which each released initiative reached customers, as it says or as its release does.

        A day after the as-of date is none: it was not released then.
        """
        found = {}
        for record in self.initiatives:
            fields = record.fields
            day = fields.released_on or (self.release_days.get(fields.release.id) if fields.release else None)
            if fields.status == "released" and day is not None and day <= self.as_of:
                found[record.id] = day
        return found

    @cached_property
    def deliveries(self) -> Mapping[str, Delivery]:
        """The first commit in progress and the first one released, of initiatives that have both in this order."""
        pairs = {name: (begun, done) for name, begun, done in self._begun_and_done() if begun and done}
        return {name: pair for name, pair in pairs.items() if pair[0].seconds <= pair[1].seconds}

    @cached_property
    def out_of_order(self) -> tuple[str, ...]:
        """Initiatives that a commit called released before one called them in progress."""
        return tuple(
            name for name, begun, done in self._begun_and_done() if begun and done and begun.seconds > done.seconds
        )

    @cached_property
    def released_commits(self) -> Mapping[str, Commit]:
        """The first commit that called each initiative released."""
        return {name: done for name, _, done in self._begun_and_done() if done}

    @cached_property
    def begun_commits(self) -> Mapping[str, Commit]:
        """The first commit that called each initiative in progress."""
        return {name: begun for name, begun, _ in self._begun_and_done() if begun}

    def _begun_and_done(self) -> Iterator[tuple[str, Commit | None, Commit | None]]:
        for timeline in self.timelines:
            yield timeline.reference.id, _first(timeline, "in_progress"), _first(timeline, "released")


def roadmap_of(context: MeasureContext) -> Roadmap:
    """Return the roadmap of a handbook with what its history says."""
    days = {
        record.id: record.fields.date.last_day
        for record in context.handbook.records(RELEASE)
        if record.fields.status != "planned"
    }
    return Roadmap(context.handbook.records(INITIATIVE), context.history.timelines, days, context.as_of)


def roadmap_results(
    metric: Metric,
    context: MeasureContext,
    results: Callable[[Roadmap], Iterator[MetricResult]],
    *,
    unit: str | None = None,
) -> Iterator[MetricResult]:
    """Yield the results of a metric over the roadmap, in ``unit`` where that is not the metric's own.

    There are none without initiatives, and one without a value, with its reason, where the history is not known.
    """
    if not context.handbook.records(INITIATIVE):
        return
    roadmap = roadmap_of(context)
    if roadmap.history.reason:
        found: Iterator[MetricResult] = iter((metric.result(context, None, 0, reason=roadmap.history.reason),))
    else:
        found = results(roadmap)
    for result in found:
        yield replace(result, unit=unit) if unit else result


def days_between(begun: Commit, done: Commit) -> float:
    """Return the days from one commit to another."""
    return (done.seconds - begun.seconds) / DAY


def spread_of_days(days: Sequence[float]) -> dict[str, Any]:
    """Return p85, shortest and longest of durations in ascending order; null where there is none."""
    if not days:
        return {"p85": None, "min": None, "max": None}
    return {"p85": percentile(days, 0.85), "min": days[0], "max": days[-1]}


def middle_of_days(days: Sequence[float]) -> float | None:
    """Return the median of durations in ascending order, or None where there is none."""
    return median(days) if days else None


def reference_of(name: str) -> Reference:
    """Return the reference of an initiative by its id."""
    return Reference(INITIATIVE.name, name)


def _first(timeline: Timeline, status: str) -> Commit | None:
    """Return the first commit in which a record has a status; the whole line counts, over gaps too."""
    versions = timeline.versions
    return next((found.commit for found in versions if found.state and found.state.get("status") == status), None)
