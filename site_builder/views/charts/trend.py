"""A figure over time with the band of its interval, and thin rules for what happened meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from site_builder.model.quick import dataclass
from site_builder.views.cells import Chips, Label, NumberCell
from site_builder.views.charts.theme import (
    AXIS,
    FONT_SIZE,
    INK,
    QUIET,
    SERIES,
    SURFACE,
    Spec,
    every_nth,
    frame,
    is_narrow,
    labels_by_number,
    text_width,
    values,
    wide_and_narrow,
)
from site_builder.views.parts import ChartFigure, Column, Row, Table
from site_builder.views.wording import number_words

_ROWS_OF_NOTES = 3
_ROW_HEIGHT = 16
_ROOM_FOR_AXIS = 44


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A period and its figure: label, first and last day, value with interval, and what it was computed from."""

    label: str
    first_day: date
    last_day: date
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something that happened on a day: a release, an escalation."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The values that a figure can have, and those that the axis shows. The same: the axis is not cut."""

    lowest: float
    highest: float
    shown: tuple[float, float] | None = None

    @property
    def domain(self) -> tuple[float, float]:
        """The ends of the axis."""
        return self.shown if self.shown is not None else (self.lowest, self.highest)


NPS_SCALE = Scale(-100, 100)


def trend_with_band(
    name: str,
    title: str,
    subtitle: str,
    points: Sequence[TrendPoint],
    *,
    scale: Scale,
    digits: int = 0,
    unit: str = "",
    annotations: Sequence[Annotation] = (),
) -> ChartFigure:
    """Return the chart of a figure by period, its band, and the events that fall into the periods, with its table."""
    placed = _placed(points, annotations)
    wide, narrow = wide_and_narrow(lambda width: _spec(width, points, scale, digits, placed))
    cut = ""
    if scale.shown is not None and scale.shown != (scale.lowest, scale.highest):
        low, high = (number_words(end) for end in scale.shown)
        cut = f"The axis is cut: it shows {low} to {high} of {number_words(scale.lowest)} to "
        cut += f"{number_words(scale.highest)}."
    return ChartFigure(
        name,
        title,
        subtitle,
        wide,
        _table(name, title, points, placed, digits, unit),
        _words(points, digits),
        narrow,
        cut,
    )


def _placed(points: Sequence[TrendPoint], annotations: Sequence[Annotation]) -> list[tuple[float, int, str]]:
    """Return position on the axis, number of the period and text of each event that falls into a period."""
    placed = []
    for annotation in sorted(annotations, key=lambda each: (each.day, each.text)):
        for number, point in enumerate(points):
            if point.first_day <= annotation.day <= point.last_day:
                days = (point.last_day - point.first_day).days + 1
                share = ((annotation.day - point.first_day).days + 0.5) / days
                placed.append((round(number - 0.5 + share, 3), number, annotation.text))
                break
    return placed


def _spec(
    width: int, points: Sequence[TrendPoint], scale: Scale, digits: int, placed: Sequence[tuple[float, int, str]]
) -> Spec:
    notes, rows = _notes(width, len(points), placed)
    height = (150 if is_narrow(width) else 190) + rows * _ROW_HEIGHT
    low, high = scale.domain
    top = high + (high - low) * rows * _ROW_HEIGHT / (height - rows * _ROW_HEIGHT)
    for note in notes:
        note["y"] = top - (top - high) * (note["row"] + 0.5) / max(rows, 1)
    data = [
        {"x": number, "value": point.value, "low": point.low, "high": point.high}
        for number, point in enumerate(points)
        if point.value is not None
    ]
    last = {**data[-1], "text": number_words(data[-1]["value"] or 0, digits)} if data else {}
    ticks = every_nth(len(points), width - _ROOM_FOR_AXIS, max((text_width(p.label) for p in points), default=0) + 14)
    x: Spec = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [-0.5, max(len(points), 1) - 0.5], "nice": False, "zero": False},
        "axis": {
            "values": ticks,
            "labelExpr": labels_by_number([point.label for point in points]),
            "title": None,
            "labelOverlap": False,
        },
    }
    y: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [low, top], "nice": False, "zero": False},
        "axis": {"values": _ticks(low, high), "title": None, "labelExpr": "replace(datum.label, '-', '−')"},
    }
    line = _segments(points)
    layers: list[Spec] = [
        {
            "data": values(notes),
            "mark": {"type": "rule", "color": AXIS, "strokeDash": [2, 3]},
            "encoding": {"x": {"field": "x", "type": "quantitative"}},
        },
        {
            "data": values([row for row in notes if row["text"]]),
            "mark": {"type": "text", "align": "left", "dx": 4, "baseline": "middle", "color": QUIET},
            "encoding": {
                "x": {"field": "x", "type": "quantitative"},
                "y": {"field": "y", "type": "quantitative"},
                "text": {"field": "text"},
            },
        },
        {
            "data": values(line),
            "mark": {"type": "area", "color": SERIES, "opacity": 0.16},
            "encoding": {
                "x": x,
                "y": {**y, "field": "low"},
                "y2": {"field": "high"},
                "detail": {"field": "segment", "type": "nominal"},
            },
        },
        {
            "data": values(line),
            "mark": {"type": "line", "color": SERIES, "strokeWidth": 2, "strokeJoin": "round"},
            "encoding": {"x": x, "y": y, "detail": {"field": "segment", "type": "nominal"}},
        },
        {
            "data": values(data),
            "mark": {
                "type": "circle",
                "color": SERIES,
                "size": 42,
                "opacity": 1,
                "stroke": SURFACE,
                "strokeWidth": 1.5,
            },
            "encoding": {"x": x, "y": y},
        },
    ]
    if low < 0 < high:
        zero = {"mark": {"type": "rule", "color": AXIS}, "data": values([{"y": 0}])}
        layers.insert(0, {**zero, "encoding": {"y": {"field": "y", "type": "quantitative"}}})
    if last:
        layers.append(
            {
                "data": values([last]),
                "mark": {"type": "text", "dy": -13, "color": INK, "fontWeight": "bold", "fontSize": FONT_SIZE + 1},
                "encoding": {"x": x, "y": y, "text": {"field": "text"}},
            }
        )
    return frame(width, height, layers)


def _segments(points: Sequence[TrendPoint]) -> list[dict[str, Any]]:
    """Return the points with the number of their unbroken run: a period without a value is a gap in line and band."""
    rows: list[dict[str, Any]] = []
    segment = 0
    for number, point in enumerate(points):
        if point.value is None:
            segment += 1
            continue
        low = point.low if point.low is not None else point.value
        high = point.high if point.high is not None else point.value
        rows.append({"x": number, "value": point.value, "low": low, "high": high, "segment": segment})
    return rows


def _notes(width: int, periods: int, placed: Sequence[tuple[float, int, str]]) -> tuple[list[dict[str, Any]], int]:
    """Return the rules with their words, each in the first row where it does not run into another, and the rows used.

    Words that find no row are left to the table below the chart.
    """
    step = (width - _ROOM_FOR_AXIS) / max(periods, 1)
    ends = [0.0] * _ROWS_OF_NOTES
    notes: list[dict[str, Any]] = []
    for position, _, text in placed:
        start = (position + 0.5) * step
        needed = text_width(text) + 10
        row = next((row for row in range(_ROWS_OF_NOTES) if ends[row] <= start), None)
        fits = row is not None and start + needed <= width - _ROOM_FOR_AXIS + 30
        if row is not None and fits:
            ends[row] = start + needed
        notes.append({"x": position, "row": row if row is not None and fits else 0, "text": text if fits else ""})
    rows = max((note["row"] + 1 for note in notes if note["text"]), default=0)
    return notes, rows


def _ticks(low: float, high: float) -> list[float]:
    """Return about five round numbers from one end of the axis to the other."""
    span = high - low
    for step in (0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2500, 5000, 10000, 100000):
        if span / step <= 5:
            first = -(-low // step)
            return [round((first + number) * step, 6) for number in range(int(span / step) + 1)]
    return [low, high]


def _table(
    name: str,
    title: str,
    points: Sequence[TrendPoint],
    placed: Sequence[tuple[float, int, str]],
    digits: int,
    unit: str,
) -> Table:
    columns = [
        Column("Period"),
        Column("Value", "number", unit),
        Column("Low", "number", unit),
        Column("High", "number", unit),
        Column("n", "number"),
    ]
    if placed:
        columns.append(Column("Events", sortable=False))
    rows = []
    for number, point in enumerate(points):
        cells: list[Any] = [point.label]
        cells += [NumberCell(value, digits) for value in (point.value, point.low, point.high)]
        cells.append(NumberCell(point.n))
        if placed:
            cells.append(Chips(tuple(Label(text) for _, at, text in placed if at == number)))
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows), f"Data: {title}", f"{name}-data", folded=True)


def _words(points: Sequence[TrendPoint], digits: int) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return "No values."
    first, last = known[0], known[-1]
    return (
        f"Line with {len(known)} points, from {number_words(first.value or 0, digits)} ({first.label}) "
        f"to {number_words(last.value or 0, digits)} ({last.label}). The table below holds every value."
    )
