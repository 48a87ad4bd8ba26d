"""A process over time: a value a week, the mean and the natural limits as rules, what lies outside them marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from site_builder.model.quick import dataclass
from site_builder.views.charts.day_axis import Reach, day_axis
from site_builder.views.charts.theme import (
    AXIS,
    DANGER,
    INK,
    QUIET,
    SERIES,
    SURFACE,
    Spec,
    frame,
    is_narrow,
    text_width,
    values,
    wide_and_narrow,
)
from site_builder.views.parts import ChartFigure, Column, DayCell, NumberCell, Row, Table
from site_builder.views.wording import day_words, number_words

_ROOM_FOR_AXIS = 36
_NUMBER = 16
_HEAD = 1.14
"""So much of the highest value the axis has, for the words above a signal."""


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """The mean of a process and its natural limits."""

    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class ProcessPoint:
    """The first day of a period, its value, and whether it lies outside the limits."""

    day: date
    value: float
    is_signal: bool = False


def process_chart(
    name: str,
    title: str,
    subtitle: str,
    points: Sequence[ProcessPoint],
    limits: ProcessLimits | None,
    *,
    measure: str = "Count",
    column: str = "Week of",
    note: str = "",
) -> ChartFigure:
    """Return the chart of a process with its table. Without limits only the values are drawn."""
    wide, narrow = wide_and_narrow(lambda width: _spec(width, points, limits))
    columns = (Column(column, "date"), Column(measure, "number"), Column("Signal"))
    rows = tuple(
        Row((DayCell(point.day), NumberCell(point.value), _side(point, limits) if point.is_signal else None))
        for point in points
    )
    table = Table(columns, rows, f"Data: {title}", f"{name}-data", folded=True)
    return ChartFigure(name, title, subtitle, wide, table, _words(points, limits), narrow, note)


def _side(point: ProcessPoint, limits: ProcessLimits | None) -> str:
    return "below the limits" if limits is not None and point.value < limits.lower else "above the limits"


def _words(points: Sequence[ProcessPoint], limits: ProcessLimits | None) -> str:
    if not points:
        return "No values."
    signals = sum(point.is_signal for point in points)
    text = f"Line with {len(points)} points, from {day_words(points[0].day)} to {day_words(points[-1].day)}"
    if limits is not None:
        mean, lower, upper = (number_words(each, 1) for each in (limits.mean, limits.lower, limits.upper))
        text += f"; mean {mean}, limits {lower} to {upper}, {signals} outside"
    return f"{text}. The table below holds every value."


def _spec(width: int, points: Sequence[ProcessPoint], limits: ProcessLimits | None) -> Spec:
    narrow = is_narrow(width)
    start, end = (points[0].day, points[-1].day) if points else (date.min, date.min + timedelta(weeks=1))
    rules = list(_rules(limits, narrow))
    room_for_words = max((text_width(text) for _, text, _ in rules), default=0) + 10
    room = max(width - _ROOM_FOR_AXIS - room_for_words, width * 0.3)
    reach = Reach(start, end, end)
    length = max((end - start).days, 1)
    highest = max([*(point.value for point in points), limits.upper if limits else 0, 1])
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [-length * 0.01, length * (1 + room_for_words / room)], "nice": False, "zero": False},
    }
    y: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, highest * _HEAD], "nice": False},
        "axis": {"title": None, "tickCount": 4, "tickMinStep": 1, "format": "~r"},
    }
    data = [{"x": reach.x(point.day), "value": point.value, "text": number_words(point.value)} for point in points]
    signals = [row for row, point in zip(data, points, strict=True) if point.is_signal]
    at = {"x": {**x, "field": "x", "axis": day_axis(reach, room)}, "y": {**y, "field": "value"}}
    layers: list[Spec] = [
        *(_rule(value, length, x, y, is_mean) for value, _, is_mean in rules),
        *(_rule_words(value, text, length, x, y) for value, text, _ in rules),
        {
            "data": values(data),
            "mark": {"type": "line", "color": SERIES, "strokeWidth": 1.5, "strokeJoin": "round"},
            "encoding": at,
        },
        {
            "data": values(data),
            "mark": {
                "type": "circle",
                "color": SERIES,
                "size": 22 if narrow else 34,
                "opacity": 1,
                "stroke": SURFACE,
                "strokeWidth": 1,
            },
            "encoding": at,
        },
        {
            "data": values(signals),
            "mark": {"type": "point", "shape": "diamond", "filled": True, "color": DANGER, "size": 110, "opacity": 1},
            "encoding": at,
        },
        {
            "data": values(_apart(signals, length / room)),
            "mark": {"type": "text", "color": INK, "dy": -14, "fontWeight": "bold"},
            "encoding": {**at, "text": {"field": "text"}},
        },
    ]
    return frame(width, 180 if narrow else 210, layers)


def _apart(signals: Sequence[dict[str, Any]], scale: float) -> list[dict[str, Any]]:
    """Return the signals whose numbers do not run into the one before; the table has them all."""
    kept: list[dict[str, Any]] = []
    for row in signals:
        if not kept or (row["x"] - kept[-1]["x"]) / scale > _NUMBER:
            kept.append(row)
    return kept


def _rules(limits: ProcessLimits | None, narrow: bool) -> Iterator[tuple[float, str, bool]]:
    """Yield value, words and whether it is the mean; a lower limit of nothing is the axis itself."""
    if limits is None:
        return
    upper, lower = ("limit", "limit") if narrow else ("upper limit", "lower limit")
    yield limits.mean, f"mean {number_words(limits.mean, 1)}", True
    yield limits.upper, f"{upper} {number_words(limits.upper, 1)}", False
    if limits.lower > 0:
        yield limits.lower, f"{lower} {number_words(limits.lower, 1)}", False


def _rule(value: float, length: int, x: Spec, y: Spec, is_mean: bool) -> Spec:
    mark: Spec = {"type": "rule", "color": AXIS if is_mean else QUIET}
    if not is_mean:
        mark["strokeDash"] = [4, 3]
    return {
        "data": values([{"from": 0, "to": length, "y": value}]),
        "mark": mark,
        "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": {**y, "field": "y"}},
    }


def _rule_words(value: float, text: str, length: int, x: Spec, y: Spec) -> Spec:
    return {
        "data": values([{"x": length, "y": value, "text": text}]),
        "mark": {"type": "text", "align": "left", "dx": 8, "color": QUIET},
        "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}, "text": {"field": "text"}},
    }
