"""Effects of experiments in words: differences in points or units, intervals, p, relative lift."""

from __future__ import annotations

from site_builder.kinds.metric import METRIC
from site_builder.link.handbook import Handbook
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.views.cells import NumberCell
from site_builder.views.charts.intervals import with_unit
from site_builder.views.wording import digits_for, number_words

_PER_CENT = "%"


@dataclass(frozen=True, slots=True)
class EffectScale:
    """How the figures of an effect are written: what they are multiplied by, their units, their decimals."""

    factor: float
    value_unit: str
    difference_unit: str
    digits: int

    def value_cell(self, value: float | None, *, with_unit: bool = True) -> NumberCell:
        """Return the share or mean of a variant; per cent always have their sign."""
        shown = None if value is None else value * self.factor
        unit = self.value_unit if with_unit or self.value_unit == _PER_CENT else ""
        return NumberCell(shown, self.digits, unit)

    def difference(self, value: float) -> float:
        """Return a difference in the unit of the scale."""
        return value * self.factor

    def difference_text(self, value: float, *, signed: bool = True) -> str:
        """Return a difference in words: ``+3.1 points``, ``−2.5 minutes``."""
        shown = value * self.factor
        number = number_words(shown if signed else abs(shown), self.digits, signed=signed)
        unit = "point" if self.difference_unit == "points" and number.lstrip("+\N{MINUS SIGN}") == "1" else ""
        return with_unit(number, unit or self.difference_unit)


def scale_of(effect: MetricResult) -> EffectScale:
    """Return how an effect is written: shares in per cent and their differences in points, means in their unit."""
    factor = 100.0 if effect.unit == "share" else 1.0
    is_share = effect.unit in ("share", _PER_CENT)
    unit = "" if effect.unit in ("difference", "value", "count") else effect.unit
    interval = effect.interval
    half = (interval.high - interval.low) / 2 * factor if interval else 0.0
    digits = min(digits_for(half), 4) if interval else 1
    return EffectScale(factor, _PER_CENT if is_share else unit, "points" if is_share else unit, digits)


def range_words(effect: MetricResult, scale: EffectScale) -> str:
    """Return the interval of a difference for a column whose head says that it is one: ``+1.6 to +4.7``."""
    if effect.interval is None:
        return ""
    ends = (effect.interval.low, effect.interval.high)
    return " to ".join(number_words(scale.difference(end), scale.digits, signed=True) for end in ends)


def lift_cell(effect: MetricResult) -> NumberCell:
    """Return the lift over the control in per cent, its interval in the title."""
    lift, interval = effect.details.get("lift"), effect.details.get("lift_interval")
    if lift is None or interval is None:
        return NumberCell(None, note="the control is not positive, or nothing varies")
    digits = min(digits_for((interval["high"] - interval["low"]) * 50), 2)
    ends = (number_words(interval[end] * 100, digits, signed=True) for end in ("low", "high"))
    return NumberCell(lift, digits, share=True, signed=True, note=f"95% interval {' to '.join(ends)}%")


def metric_title(handbook: Handbook, metric: str) -> str:
    """Return the title of a metric, or its id where the handbook does not have it."""
    record = handbook.find(METRIC, metric)
    return record.title if record else metric
