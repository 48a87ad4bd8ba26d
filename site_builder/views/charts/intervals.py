"""Differences with their intervals: a dot and a line a row, against a rule at zero."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Any

from site_builder.model.quick import dataclass
from site_builder.views.charts.theme import (
    GRID,
    INK,
    QUIET,
    SERIES,
    TONES,
    Spec,
    frame,
    is_narrow,
    values,
    wide_and_narrow,
)
from site_builder.views.charts.words import fitting, width_of
from site_builder.views.parts import ChartFigure, Column, Link, NumberCell, Row, Table, Tone
from site_builder.views.wording import number_words

_ROW = 34
_ROW_WITH_LABEL_ABOVE = 50
_FOOT = 30
_LONGEST_LABEL = 300
_GAP = 14
_LEAST_PLOT = 0.3
"""The share of the width that is left to dots and intervals, however long the words beside them are."""


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """A difference, its interval, what stands behind it, and a tone where its colour means a verdict."""

    label: str
    value: float
    low: float
    high: float
    note: str = ""
    tone: Tone | None = None
    url: str | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A further rule beside the one at zero, such as the smallest effect worth finding, and its words."""

    value: float
    text: str


def interval_chart(
    name: str,
    title: str,
    subtitle: str,
    rows: Sequence[IntervalRow],
    *,
    column: str = "Variant",
    measure: str = "Difference",
    unit: str = "",
    digits: int = 1,
    outcome: str = "Verdict",
    mark: Mark | None = None,
    note: str = "",
) -> ChartFigure:
    """Return the chart of differences in the order given, each with its interval, and its table.

    ``unit`` stands behind the numbers, ``digits`` are their decimals; ``measure`` and ``outcome`` head the columns of
    the values and of the rows' notes.
    """
    wide, narrow = wide_and_narrow(lambda width: _spec(width, rows, unit, digits, mark))
    linked = any(row.url is not None for row in rows)
    columns = (
        Column(column, "link" if linked else "text"),
        Column(measure, "number", unit),
        Column("Low", "number", unit),
        Column("High", "number", unit),
        Column("n", "number"),
        Column(outcome),
    )
    table = Table(columns, tuple(_row(row, digits) for row in rows), f"Data: {title}", f"{name}-data", folded=True)
    return ChartFigure(name, title, subtitle, wide, table, _words(rows, unit, digits), narrow, note)


def _row(row: IntervalRow, digits: int) -> Row:
    figures = (NumberCell(each, digits, signed=True) for each in (row.value, row.low, row.high))
    label = row.label if row.url is None else Link(row.label, row.url)
    return Row((label, *figures, NumberCell(row.n), row.note))


def _words(rows: Sequence[IntervalRow], unit: str, digits: int) -> str:
    cross = sum(row.low <= 0 <= row.high for row in rows)
    first = f"; the first is {rows[0].label} with {_figure(rows[0], unit, digits)}" if rows else ""
    return f"{len(rows)} differences with intervals{first}. {cross} of the intervals hold zero. The table has them all."


def _figure(row: IntervalRow, unit: str, digits: int) -> str:
    return with_unit(number_words(row.value, digits, signed=True), unit)


def with_unit(text: str, unit: str) -> str:
    """Return a number with its unit behind it; per cent without a space."""
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}".strip()


def _spec(width: int, rows: Sequence[IntervalRow], unit: str, digits: int, mark: Mark | None) -> Spec:
    narrow = is_narrow(width)
    texts = [_figure(row, unit, digits) + (f" · {row.note}" if row.note else "") for row in rows]
    label_room, text_room = (0.0, 0.0) if narrow else _rooms_beside(width, rows, texts)
    low, high = _domain(rows, mark)
    room = max(width - label_room - text_room, width * _LEAST_PLOT)
    height = (_ROW_WITH_LABEL_ABOVE if narrow else _ROW) * max(len(rows), 1)
    # Labels and texts stand beside the drawing as part of the scale, so that a row is one picture at every width.
    span = (high - low) / room
    left, right = low - span * label_room, high + span * text_room
    ticks = _ticks(low, high, max(3, int(room // 50)))
    x: Spec = {"type": "quantitative", "scale": {"domain": [left, right], "nice": False, "zero": False}, "axis": None}
    total = height + _FOOT
    y: Spec = {"type": "quantitative", "scale": {"domain": [0, total], "nice": False, "reverse": True}, "axis": None}
    colour: Spec = {"field": "color", "type": "nominal", "scale": None, "legend": None}
    data = [
        {
            "value": row.value,
            "low": row.low,
            "high": row.high,
            "y": (number + (0.66 if narrow else 0.5)) * height / len(rows),
            "label_y": (number + (0.28 if narrow else 0.5)) * height / len(rows),
            "label": fitting(row.label, width - width_of(text) - _GAP if narrow else label_room - _GAP),
            "text": text,
            "color": TONES[row.tone] if row.tone else SERIES,
            "left": left,
            "right": right if narrow else high + span * _GAP,
        }
        for number, (row, text) in enumerate(zip(rows, texts, strict=True))
    ]
    # On a narrow screen words stand above each row: rules leave them out.
    step = height / max(len(rows), 1)
    bands = [((n + 0.46) * step, (n + 0.9) * step) for n in range(len(rows))] if narrow else [(0.0, height)]
    layers = [
        _rules([tick for tick in ticks if tick != 0], bands, x, y, {"color": GRID}),
        _rules([0.0], bands, x, y, {"color": INK, "strokeWidth": 1.25}),
        *_marked(mark, bands, total, x, y),
        _tick_labels(ticks, height, x, y, unit),
        {
            "data": values(data),
            "mark": {"type": "rule", "strokeWidth": 2.5, "strokeCap": "round"},
            "encoding": {
                "x": {**x, "field": "low"},
                "x2": {"field": "high"},
                "y": {**y, "field": "y"},
                "color": colour,
            },
        },
        {
            "data": values(data),
            "mark": {"type": "circle", "size": 90, "opacity": 1},
            "encoding": {"x": {**x, "field": "value"}, "y": {**y, "field": "y"}, "color": colour},
        },
        _text(data, "left", "label_y", "label", x, y, {"align": "left"}),
        _text(
            data,
            "right",
            "label_y" if narrow else "y",
            "text",
            x,
            y,
            {"align": "right" if narrow else "left", "color": QUIET},
        ),
    ]
    return frame(width, total, layers)


def _rooms_beside(width: int, rows: Sequence[IntervalRow], texts: Sequence[str]) -> tuple[float, float]:
    """Return how much room labels take on the left, and what is said of each row on the right."""
    text_room = max(map(width_of, texts), default=0) + 2 * _GAP
    longest = min(_LONGEST_LABEL, width * (1 - _LEAST_PLOT) - text_room - _GAP)
    return max(min(longest, max((width_of(row.label) for row in rows), default=0)), 0) + _GAP, text_room


def _text(data: list[dict[str, Any]], x_name: str, y_name: str, text: str, x: Spec, y: Spec, mark: Spec) -> Spec:
    return {
        "data": values(data),
        "mark": {"type": "text", "color": INK, **mark},
        "encoding": {"x": {**x, "field": x_name}, "y": {**y, "field": y_name}, "text": {"field": text}},
    }


def _rules(at: Sequence[float], bands: Sequence[tuple[float, float]], x: Spec, y: Spec, mark: Spec) -> Spec:
    rows = [{"x": each, "top": top, "bottom": bottom} for each in at for top, bottom in bands]
    return {
        "data": values(rows),
        "mark": {"type": "rule", **mark},
        "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "top"}, "y2": {"field": "bottom"}},
    }


def _tick_labels(ticks: Sequence[float], height: float, x: Spec, y: Spec, unit: str) -> Spec:
    digits = _digits(ticks)
    behind = "%" if unit == "%" else ""
    rows = [{"x": tick, "y": height + 10, "text": number_words(tick, digits, signed=True) + behind} for tick in ticks]
    return _text(rows, "x", "y", "text", x, y, {"align": "center", "color": QUIET})


def _marked(mark: Mark | None, bands: Sequence[tuple[float, float]], total: float, x: Spec, y: Spec) -> list[Spec]:
    if mark is None:
        return []
    words = [{"x": mark.value, "y": total - 4, "text": mark.text}]
    return [
        _rules([mark.value], bands, x, y, {"color": QUIET, "strokeDash": [3, 3]}),
        _text(words, "x", "y", "text", x, y, {"align": "center", "color": QUIET}),
    ]


def _domain(rows: Sequence[IntervalRow], mark: Mark | None) -> tuple[float, float]:
    """Return the ends of what is drawn: all intervals, zero and the further rule, with a little air."""
    every = [0.0, *(end for row in rows for end in (row.low, row.high)), *([mark.value] if mark else [])]
    low, high = min(every), max(every)
    air = (high - low or 1.0) * 0.04
    return low - air, high + air


def _ticks(low: float, high: float, most: int) -> list[float]:
    """Return round numbers from ``low`` to ``high``, zero among them, at most so many."""
    power = 10.0**-12
    while True:
        for step in (power, 2 * power, 5 * power):
            if (high - low) / step <= most:
                first, last = ceil(low / step), floor(high / step)
                return [number * step for number in range(first, last + 1)]
        power *= 10


def _digits(ticks: Sequence[float]) -> int:
    return next((digits for digits in range(6) if all(abs(round(tick, digits) - tick) < 1e-9 for tick in ticks)), 6)
