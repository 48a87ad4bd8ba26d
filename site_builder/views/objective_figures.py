"""The figures of objectives as they are read: progress of each key result, and of an objective over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from site_builder.kinds.metric import METRIC
from site_builder.kinds.objective import KeyResult, Objective
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Inline, Meter, NumberCell, Phrase
from site_builder.views.facts import record_link
from site_builder.views.wording import digits_for, number_words, share_words, written_digits


@dataclass(frozen=True, slots=True)
class Standing:
    """A key result with what the ``key-results`` metric says of it, the unit of its metric and how to round it."""

    key_result: KeyResult
    result: MetricResult | None
    name: Inline
    unit: str
    digits: int

    @property
    def start(self) -> float | None:
        """The first value; None where neither the key result nor its metric says it."""
        value = self.result.details.get("from") if self.result else self.key_result.from_
        return None if value is None else float(value)

    @property
    def latest(self) -> float | None:
        """The latest value of the metric; None where there is none."""
        value = self.result.details.get("latest") if self.result else None
        return None if value is None else float(value)

    @property
    def day(self) -> date | None:
        """The day of the latest value."""
        value = self.result.details.get("day") if self.result else None
        return None if value is None else date.fromisoformat(value)

    def number(self, value: float | None) -> NumberCell:
        """Return a value of the metric, rounded as the others of this key result."""
        return NumberCell(value, self.digits)


@dataclass(frozen=True, slots=True)
class ObjectiveFigures:
    """What pages of objectives look up, made once: progress of objectives and of key results, the course of metrics."""

    objectives: Mapping[str, MetricResult]
    key_results: Mapping[tuple[str, str, int], MetricResult]
    metrics: Mapping[str, MetricResult]

    def of(self, objective: Record[Objective]) -> MetricResult | None:
        """Return the progress of an objective over its key results; None where it has no key result."""
        result = self.objectives.get(objective.id)
        return result if result is not None and result.details.get("key_results") else None


def objective_figures(context: ViewContext) -> ObjectiveFigures:
    """Return what pages of objectives look up."""
    objectives, key_results = {}, {}
    for result in context.measures.results("key-results"):
        of = result.dimensions
        if "metric" in of:
            key_results[of["objective"], of["metric"], int(of.get("key-result", 1))] = result
        elif "objective" in of:
            objectives[of["objective"]] = result
    kpis = context.measures.results("kpi")
    metrics = {result.dimensions["metric"]: result for result in kpis if set(result.dimensions) == {"metric"}}
    return ObjectiveFigures(objectives, key_results, metrics)


def standings(context: ViewContext, figures: ObjectiveFigures, objective: Record[Objective]) -> Iterator[Standing]:
    """Yield the key results of an objective in the order of its record, each with its progress."""
    times: Counter[str] = Counter()
    for key_result in objective.fields.key_results:
        metric = key_result.metric.id
        times[metric] += 1
        record = context.handbook.find(METRIC, metric)
        result = figures.key_results.get((objective.id, metric, times[metric]))
        name = record_link(context.handbook, key_result.metric)
        unit = (record.fields.unit or "") if record else ""
        yield Standing(key_result, result, name, unit, _digits(key_result, result))


def _digits(key_result: KeyResult, result: MetricResult | None) -> int:
    """Return the decimals that two significant digits of the way to go need, and those that the record writes."""
    start = result.details.get("from") if result else None
    way = abs(key_result.to - start) if start is not None else 0.0
    return max(
        digits_for(way), written_digits(value for value in (key_result.from_, key_result.to) if value is not None)
    )


def progress_meter(result: MetricResult | None, *, is_met: bool = False) -> Inline:
    """Return progress as a bar with its per cent, in a word where that is beyond the whole; the reason for no value."""
    if result is None or result.value is None:
        return NumberCell(None, note=result.reason if result else "not measured")
    whole = int(result.value * 100)
    words = share_words(result.value, floored=True) + (" met" if is_met else "")
    if is_met and whole > 100:
        words = "exceeded"
    return Meter(max(0, min(100, whole)), 100, "positive" if is_met else "info", words, result.value)


def met_words(result: MetricResult) -> str:
    """Return how many key results are met: ``1 of 3``."""
    return f"{result.details['met_count']:,} of {result.details['key_results']:,}"


def is_all_met(result: MetricResult | None) -> bool:
    """Return whether every key result of an objective is met."""
    details: Mapping[str, Any] = result.details if result else {}
    return bool(details.get("key_results")) and details["met_count"] == details["key_results"]


def elapsed_cell(result: MetricResult | None) -> NumberCell:
    """Return the share of an objective's period that has passed."""
    return NumberCell(result.details.get("elapsed") if result else None, 0, share=True)


def way_words(standing: Standing) -> Inline:
    """Return the way of a key result: ``62 to 80``, with its unit."""
    start, digits = standing.start, standing.digits
    first = "?" if start is None else number_words(start, digits)
    unit = standing.unit if standing.unit == "%" else f" {standing.unit}" if standing.unit else ""
    return f"{first} to {number_words(standing.key_result.to, digits)}{unit}"


def now_words(standing: Standing) -> Inline:
    """Return where a key result stands now."""
    if standing.latest is None:
        return NumberCell(None, note=standing.result.reason if standing.result else "")
    return Phrase(("now ", standing.number(standing.latest)))
