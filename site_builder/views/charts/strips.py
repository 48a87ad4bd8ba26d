"""Strips: a row a subject, a mark a day, each sort of mark with its own shape and colour, spans between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from site_builder.model.quick import dataclass
from site_builder.views.charts.day_axis import Reach, day_axis
from site_builder.views.charts.theme import (
    DANGER,
    GRID,
    INK,
    QUIET,
    Spec,
    frame,
    is_narrow,
    text_width,
    values,
    wide_and_narrow,
)
from site_builder.views.charts.words import fitting
from site_builder.views.parts import ChartFigure, Column, DayCell, Link, Row, Table
from site_builder.views.wording import count_words, day_words

Shape = Literal["circle", "triangle-up", "diamond", "square"]

_ROW = 28
_ROW_WITH_LABEL_ABOVE = 42
_LONGEST_LABEL = 230
_MARK = 70


@dataclass(frozen=True, slots=True)
class StripSort:
    """A sort of mark: its word, its shape, the colour of its edge and that of its inside."""

    label: str
    shape: Shape
    colour: str
    inside: str


@dataclass(frozen=True, slots=True)
class StripMark:
    """A mark on a day, by the label of its sort. ``until`` draws a span in its colour up to that day."""

    day: date
    sort: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class StripRow:
    """A subject with its marks. ``note`` stands at the end of its row: how it is now, in words."""

    label: str
    marks: tuple[StripMark, ...]
    url: str = ""
    note: str = ""


def strips(
    name: str,
    title: str,
    subtitle: str,
    rows: Sequence[StripRow],
    sorts: Sequence[StripSort],
    days: tuple[date, date, date],
    *,
    column: str = "Subject",
    sort_column: str = "Mark",
) -> ChartFigure:
    """Return the chart of marks over days with its table of every mark; ``days`` are the first, the last and today."""
    reach = Reach(*days)
    wide, narrow = wide_and_narrow(lambda width: _spec(width, rows, sorts, reach))
    columns = (Column(column, "link"), Column("Day", "date"), Column(sort_column))
    marks = tuple(
        Row((Link(row.label, row.url) if row.url else row.label, DayCell(mark.day), mark.sort))
        for row in rows
        for mark in row.marks
    )
    table = Table(columns, marks, f"Data: {title}", f"{name}-data", folded=True)
    until = f"from {day_words(reach.start)} to {day_words(reach.end)}"
    words = f"{count_words(len(rows), 'row')}, {count_words(len(marks), 'mark')}, {until}."
    return ChartFigure(name, title, subtitle, wide, table, f"{words} The table below holds every mark.", narrow)


def _spec(width: int, rows: Sequence[StripRow], sorts: Sequence[StripSort], reach: Reach) -> Spec:
    narrow = is_narrow(width)
    label_room = 0.0 if narrow else min(_LONGEST_LABEL, max((text_width(row.label) for row in rows), default=0) + 14)
    note_room = 0.0 if narrow else max((text_width(row.note) for row in rows), default=0)
    room = max(width - label_room - note_room - 40, width * 0.3)
    length = max((reach.end - reach.start).days, 1)
    scale = length / room
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [-(label_room + 20) * scale, length + (note_room + 20) * scale], "nice": False},
    }
    if narrow:
        x["scale"] = {"domain": [-10 * scale, length + 10 * scale], "nice": False}
    y: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, max(len(rows), 1)], "nice": False, "reverse": True},
        "axis": None,
    }
    base = {"x": x, "y": y}
    layers = [
        _rules(rows, narrow, length, base, day_axis(reach, room)),
        _spans(rows, sorts, narrow, reach, base),
        _today(rows, narrow, reach, base),
        _marks(rows, sorts, narrow, reach, base),
        _labels(rows, narrow, width, label_room, base),
        _notes(rows, narrow, length, base),
    ]
    height = (_ROW_WITH_LABEL_ABOVE if narrow else _ROW) * max(len(rows), 1)
    return frame(width, height, [layer for layer in layers if layer is not None])


def _middle(number: int, narrow: bool) -> float:
    return number + (0.72 if narrow else 0.5)


def _rules(rows: Sequence[StripRow], narrow: bool, length: int, base: Spec, axis: Spec) -> Spec:
    data = [{"from": 0, "to": length, "y": _middle(number, narrow)} for number in range(len(rows))]
    encoding = {
        "x": {**base["x"], "field": "from", "axis": axis},
        "x2": {"field": "to"},
        "y": {**base["y"], "field": "y"},
    }
    return {"data": values(data), "mark": {"type": "rule", "color": GRID}, "encoding": encoding}


def _spans(rows: Sequence[StripRow], sorts: Sequence[StripSort], narrow: bool, reach: Reach, base: Spec) -> Spec | None:
    colours = {sort.label: sort.colour for sort in sorts}
    data = [
        {
            "from": reach.x(mark.day),
            "to": reach.x(mark.until),
            "y": _middle(number, narrow),
            "color": colours[mark.sort],
        }
        for number, row in enumerate(rows)
        for mark in row.marks
        if mark.until is not None and mark.until > reach.start
    ]
    if not data:
        return None
    return {
        "data": values(data),
        "mark": {"type": "rule", "strokeWidth": 6, "opacity": 0.4},
        "encoding": {
            "x": {**base["x"], "field": "from"},
            "x2": {"field": "to"},
            "y": {**base["y"], "field": "y"},
            "color": {"field": "color", "type": "nominal", "scale": None, "legend": None},
        },
    }


def _today(rows: Sequence[StripRow], narrow: bool, reach: Reach, base: Spec) -> Spec | None:
    """Return today's line; where labels stand above the rows, a tick a row, so that it crosses none of them."""
    if not reach.start <= reach.today <= reach.end:
        return None
    x = reach.x(reach.today)
    whole = [{"x": x, "low": 0, "high": max(len(rows), 1)}]
    ticks = [{"x": x, "low": number + 0.5, "high": number + 0.94} for number in range(len(rows))]
    encoding = {"x": {**base["x"], "field": "x"}, "y": {**base["y"], "field": "low"}, "y2": {"field": "high"}}
    mark = {"type": "rule", "color": DANGER, "strokeWidth": 1}
    return {"data": values(ticks if narrow else whole), "mark": mark, "encoding": encoding}


def _marks(rows: Sequence[StripRow], sorts: Sequence[StripSort], narrow: bool, reach: Reach, base: Spec) -> Spec:
    data: list[dict[str, Any]] = [
        {"x": reach.x(mark.day), "y": _middle(number, narrow), "sort": mark.sort}
        for number, row in enumerate(rows)
        for mark in row.marks
        if reach.start <= mark.day <= reach.end
    ]
    present = {mark["sort"] for mark in data}
    shown = [sort for sort in sorts if sort.label in present]
    legend: Spec = {"symbolStrokeWidth": 1.5, "title": None, "columnPadding": 24}

    def by_sort(wanted: Sequence[str]) -> Spec:
        scale = {"domain": [sort.label for sort in shown], "range": list(wanted)}
        return {"field": "sort", "type": "nominal", "scale": scale, "legend": legend}

    return {
        "data": values(data),
        "mark": {"type": "point", "size": _MARK, "opacity": 1, "strokeWidth": 1.5},
        "encoding": {
            "x": {**base["x"], "field": "x"},
            "y": {**base["y"], "field": "y"},
            "shape": by_sort([sort.shape for sort in shown]),
            "stroke": by_sort([sort.colour for sort in shown]),
            "fill": by_sort([sort.inside for sort in shown]),
        },
    }


def _labels(rows: Sequence[StripRow], narrow: bool, width: int, room: float, base: Spec) -> Spec:
    beside = max((text_width(row.note) for row in rows), default=0)
    fits = width - beside - 20 if narrow else room - 26
    data = [
        {"x": 0, "y": number + (0.24 if narrow else 0.5), "text": fitting(row.label, fits)}
        for number, row in enumerate(rows)
    ]
    align: Spec = {"align": "left", "dx": -8} if narrow else {"align": "right", "dx": -14}
    mark: Spec = {"type": "text", "color": INK, **align}
    encoding = {"x": {**base["x"], "field": "x"}, "y": {**base["y"], "field": "y"}, "text": {"field": "text"}}
    return {"data": values(data), "mark": mark, "encoding": encoding}


def _notes(rows: Sequence[StripRow], narrow: bool, length: int, base: Spec) -> Spec | None:
    data = [
        {"x": length, "y": number + (0.24 if narrow else 0.5), "text": row.note}
        for number, row in enumerate(rows)
        if row.note
    ]
    if not data:
        return None
    align: Spec = {"align": "right", "dx": 8} if narrow else {"align": "left", "dx": 12}
    encoding = {"x": {**base["x"], "field": "x"}, "y": {**base["y"], "field": "y"}, "text": {"field": "text"}}
    return {"data": values(data), "mark": {"type": "text", "color": QUIET, **align}, "encoding": encoding}
