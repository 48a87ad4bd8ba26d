"""Metric results as figures on a page: rounded for reading, with n, interval, method and definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from site_builder.model.durations import duration_words
from site_builder.model.metric import Interval, MetricResult
from site_builder.views.cells import DurationCell, Inline, NumberCell
from site_builder.views.parts import Change, KpiCard, Sparkline
from site_builder.views.wording import P_DIGITS, SMALLEST_P, digits_for, interval_words, written_digits

Dimensions: TypeAlias = frozenset[tuple[str, str]]
"""The dimensions of a result in a form that can be looked up."""

TOO_FEW = "fewer respondents than are shown"
"""What a cell says in place of the figure of a small group."""

_MINUTES = "minutes"
_SHARE = "share"
_PROBABILITY = "p"
_NPS = "nps"
_HEALTH = "handbook-health"
_WITHOUT_UNIT = frozenset(("count", "value"))


def reading_digits(result: MetricResult) -> int:
    """Return how many decimals of a result to show: two significant digits of its interval, else of its value.

    A figure whose precision nobody states has none after the point where it is whole.
    """
    interval, value = result.interval, result.value or 0.0
    if interval is not None:
        return digits_for((interval.high - interval.low) / 2)
    return digits_for(abs(value)) if written_digits((value,)) else 0


def p_cell(p: float | None) -> Inline:
    """Return a probability as it is read: three decimals, or that it is below the smallest of them."""
    if p is None:
        return None
    return NumberCell(p, P_DIGITS) if p >= SMALLEST_P else f"< {SMALLEST_P}"


def value_cell(
    result: MetricResult | None, *, signed: bool = False, with_unit: bool = False, digits: int | None = None
) -> Inline:
    """Return a result's value as it is read: a duration, a share in per cent, a probability, or a number.

    ``with_unit`` puts the unit behind a number: a card needs it, a column says it in its head. ``digits`` are the
    decimals of a number where the result alone does not say them.
    """
    if result is None:
        return NumberCell(None, note="not measured")
    note = TOO_FEW if result.suppressed else result.reason
    if result.unit == _MINUTES:
        return DurationCell(result.value, note)
    if result.unit == _SHARE:
        return NumberCell(result.value, 0, share=True, signed=signed, note=note)
    if result.unit == _PROBABILITY and result.value is not None:
        return p_cell(result.value)
    unit = result.unit if with_unit and result.unit not in _WITHOUT_UNIT else ""
    shown = reading_digits(result) if digits is None else digits
    # Points are reached, and nearly all of them are not all.
    return NumberCell(result.value, shown, unit, signed=signed, note=note, floored=result.name == _HEALTH)


def shown_interval(result: MetricResult) -> Interval | None:
    """Return the interval as far as the scale goes: by its formula that of an NPS may leave −100 to 100."""
    interval = result.interval
    if interval is None or result.name != _NPS:
        return interval
    return Interval(max(-100.0, interval.low), min(100.0, interval.high), interval.level)


def interval_text(result: MetricResult) -> str:
    """Return the interval in words: ``95% interval 44.0 to 52.4``; empty where there is none."""
    interval = shown_interval(result)
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
    digits: int | None = None,
) -> KpiCard:
    """Return the card of a result: value, n, interval, change, how it is measured; or the reason why there is none."""
    if result is None:
        return KpiCard(label, NumberCell(None), url, reason="not measured")
    return KpiCard(
        label,
        value_cell(result, with_unit=True, digits=digits),
        url,
        n=result.n,
        interval=interval_text(result),
        change=change,
        sparkline=sparkline,
        reason=result.reason if result.value is None else "",
        method=result.method,
        definition=result.definition,
    )
