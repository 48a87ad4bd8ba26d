"""What a metric is, and the measures of a handbook, computed when they are asked for."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cache
from typing import Any, TypeVar

from site_builder.history.history import RecordHistory
from site_builder.link.handbook import Handbook
from site_builder.link.reads import Seen
from site_builder.model.discovery import by_key, discover
from site_builder.model.metric import Interval, MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MeasureContext:
    """All that a metric may depend on. ``history`` says of no record anything where the source has no commits."""

    handbook: Handbook
    as_of: date
    settings: Settings
    history: RecordHistory = field(default_factory=RecordHistory)
    _kept: dict[Any, tuple[Any, Seen]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[MeasureContext], T]) -> T:
        """Return what a function makes of this context, which never changes: it is called the first time only."""
        found: T = self.handbook.reads.once(self._kept, make, lambda: make(self))
        return found


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: its name, what it means, how it is computed and where the formula comes from.

    ``compute`` returns its results, the one over everything first where there is one; it never raises for data.
    ``details`` documents the further figures that the results carry.
    """

    name: str
    unit: str
    definition: str
    method: str
    source: str
    compute: Callable[[MeasureContext], Iterable[MetricResult]]
    details: Mapping[str, str] = field(default_factory=dict)

    def result(
        self,
        context: MeasureContext,
        value: float | None,
        n: int,
        *,
        interval: Interval | None = None,
        dimensions: Mapping[str, str] | None = None,
        suppressed: bool = False,
        reason: str = "",
        details: Mapping[str, Any] | None = None,
        method: str | None = None,
    ) -> MetricResult:
        """Return a result of this metric as of the context's date."""
        return MetricResult(
            self.name,
            value,
            self.unit,
            n,
            method or self.method,
            self.definition,
            context.as_of,
            interval,
            dimensions or {},
            suppressed,
            reason,
            details or {},
        )


@cache
def all_metrics() -> Mapping[str, Metric]:
    """Return every metric by its name. Raises PackFault where two have the same name."""
    found = discover(sys.modules["site_builder.measure"], Metric, "opsbook.metrics")
    return by_key(found, lambda metric: metric.name, "metrics are named")


@dataclass(slots=True)
class Measures:
    """The results of metrics over one handbook; each metric is computed once, when it is first asked for."""

    context: MeasureContext
    _results: dict[str, tuple[tuple[MetricResult, ...], Seen]] = field(default_factory=dict)
    _by_dimensions: dict[str, Mapping[frozenset[tuple[str, str]], Sequence[MetricResult]]] = field(default_factory=dict)

    def results(self, name: str) -> tuple[MetricResult, ...]:
        """Return all results of a metric. Raises KeyError where there is no metric of that name."""
        compute = all_metrics()[name].compute
        return self.context.handbook.reads.once(self._results, name, lambda: tuple(compute(self.context)))

    def where(self, name: str, **dimensions: str) -> tuple[MetricResult, ...]:
        """Return the results of a metric that are for exactly these dimensions (underscores stand for hyphens)."""
        results = self.results(name)
        if name not in self._by_dimensions:
            found: defaultdict[frozenset[tuple[str, str]], list[MetricResult]] = defaultdict(list)
            for result in results:
                found[frozenset(result.dimensions.items())].append(result)
            self._by_dimensions[name] = dict(found)
        wanted = frozenset((key.replace("_", "-"), value) for key, value in dimensions.items())
        return tuple(self._by_dimensions[name].get(wanted, ()))

    def one(self, name: str, **dimensions: str) -> MetricResult | None:
        """Return the first result of a metric for exactly these dimensions, or None."""
        return next(iter(self.where(name, **dimensions)), None)
