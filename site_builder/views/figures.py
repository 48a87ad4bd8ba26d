"""Metric results as figures on a page: rounded for reading, with n, interval, method and definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from site_builder.model.metric import MetricResult
from site_builder.views.cells import DurationCell, NumberCell
from site_builder.views.parts import Change, KpiCard, Sparkline
from site_builder.views.wording import digits_for, duration_words, interval_words

Dimensions: TypeAlias = frozenset[tuple[str, str]]
"""The dimensions of a result in a form that can be looked up."""

TOO_FEW = "fewer respondents than are shown"
"""What a cell says in place of the figure of a small group."""

_MINUTES = "minutes"
_SHARE = "share"
_COUNT = "count"


def reading_digits(result: MetricResult) -> int:
    """Return how many decimals of a result to show: two significant digits of its interval decide."""
    interval = result.interval
    return digits_for((interval.high - interval.low) / 2) if interval else 0


def value_cell(
    result: MetricResult | None, *, signed: bool = False, with_unit: bool = False
) -> NumberCell | DurationCell:
    """Return a result's value as it is read: a duration, a share in per cent, or a number with its decimals.

    ``with_unit`` puts the unit behind a number: a card needs it, a column says it in its head.
    """
    if result is None:
        return NumberCell(None, note="not measured")
    note = TOO_FEW if result.suppressed else result.reason
    if result.unit == _MINUTES:
        return DurationCell(result.value, note)
    if result.unit == _SHARE:
        return NumberCell(result.value, 0, share=True, signed=signed, note=note)
    unit = result.unit if with_unit and result.unit != _COUNT else ""
    return NumberCell(result.value, reading_digits(result), unit, signed=signed, note=note)


def interval_text(result: MetricResult) -> str:
    """Return the interval in words: ``95% interval 44.0 to 52.4``; empty where there is none."""
    interval = result.interval
    if interval is None or result.suppressed:
        return ""
    if result.unit == _MINUTES:
        return f"{interval.level:.0%} interval {duration_words(interval.low)} to {duration_words(interval.high)}"
    if result.unit == _SHARE:
        return interval_words(interval.low * 100, interval.high * 100, 0, "%", interval.level)
    return interval_words(interval.low, interval.high, reading_digits(result), level=interval.level)


def range_text(result: MetricResult) -> str:
    """Return the interval for a column whose head says that it is one: ``44.0 to 52.4``."""
    return interval_text(result).partition("interval ")[2]


def by_dimensions(results: Iterable[MetricResult]) -> Mapping[Dimensions, MetricResult]:
    """Return results by what they are for; of several for the same the first."""
    found: dict[Dimensions, MetricResult] = {}
    for result in results:
        found.setdefault(frozenset(result.dimensions.items()), result)
    return found


def figure_card(
    label: str,
    result: MetricResult | None,
    *,
    url: str = "",
    change: Change | None = None,
    sparkline: Sparkline | None = None,
) -> KpiCard:
    """Return the card of a result: value, n, interval, change, how it is measured; or the reason why there is none."""
    if result is None:
        return KpiCard(label, NumberCell(None), url, reason="not measured")
    return KpiCard(
        label,
        value_cell(result, with_unit=True),
        url,
        n=result.n,
        interval=interval_text(result),
        change=change,
        sparkline=sparkline,
        reason=result.reason if result.value is None else "",
        method=result.method,
        definition=result.definition,
    )
