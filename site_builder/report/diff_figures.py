"""Metric results before and after, in words: each figure with its n and its interval."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model.durations import duration_words
from site_builder.model.metric import MetricResult
from site_builder.report.diff import Diff
from site_builder.report.diff_parts import Entry
from site_builder.report.metric_changes import SAME, MetricChange
from site_builder.views.change_pieces import Line, value, words
from site_builder.views.wording import digits_for, number_words, share_words

_MOST_DIGITS = 8


def metric_entries(diff: Diff) -> Iterator[Entry]:
    """Return the metrics that differ, those over everything first, then those for fewer records.

    Of a figure that is the same only its details differ; those are for programs.
    """
    told = (change for change in diff.metrics if change.verdict != SAME)
    for change in sorted(told, key=lambda change: len(change.dimensions)):
        least = _least_digits(change)
        yield Entry(
            (
                *_name(change),
                words(": "),
                *_figure(change.before, least),
                words(" → "),
                *_figure(change.after, least),
                *_verdict(change),
            )
        )


def _name(change: MetricChange) -> Line:
    if not change.dimensions:
        return (value(change.name),)
    group = ", ".join(f"{name} {part or '(blank)'}" for name, part in change.dimensions.items())
    return (value(change.name), words(" for "), value(group))


def _verdict(change: MetricChange) -> Line:
    return (words(f" ({change.verdict})"),)


def _least_digits(change: MetricChange) -> int:
    """Return the fewest decimals with which two figures that differ do so in words as well; 0 where any do."""
    before, after = change.before, change.after
    if before is None or after is None or before.value is None or after.value is None or before.value == after.value:
        return 0
    first, second = before.value, after.value
    apart = (each for each in range(_MOST_DIGITS) if _number(before, first, each) != _number(after, second, each))
    return next(apart, _MOST_DIGITS)


def _figure(result: MetricResult | None, least: int) -> Line:
    if result is None:
        return (words("nothing"),)
    if result.value is None:
        return (words("no value: "), value(result.reason or "suppressed"))
    shown = _number(result, result.value, least)
    if result.unit == "count":
        return (value(shown),)
    interval, beside = result.interval, f"n = {result.n:,}"
    if interval is not None:
        low, high = _number(result, interval.low, least), _number(result, interval.high, least)
        beside = f"{interval.level:.0%} interval {low} to {high}, {beside}"
    return (value(shown), words(f" ({beside})"))


def _number(result: MetricResult, figure: float, least: int) -> str:
    """Return a figure with two significant digits of its interval, and at least so many decimals."""
    interval = result.interval
    digits = max(least, digits_for((interval.high - interval.low) / 2) if interval else 2)
    if result.unit == "share":
        return share_words(figure, max(0, digits - 2))
    if result.unit == "minutes":
        return f"{number_words(figure, least - 1)} min" if least else duration_words(figure)
    text = number_words(figure, digits)
    return text.rstrip("0").rstrip(".") if "." in text else text
