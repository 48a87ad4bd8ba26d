"""The course of figures by day: lines with their names at their ends, a target, thin rules for what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from site_builder.model.quick import dataclass
from site_builder.views.charts.apart import apart
from site_builder.views.charts.day_axis import Reach, day_axis
from site_builder.views.charts.theme import (
    AXIS,
    CATEGORIES,
    INK,
    POSITIVE,
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
from site_builder.views.charts.value_axis import value_domain, value_ticks
from site_builder.views.charts.words import fitting
from site_builder.views.parts import Cell, ChartFigure, Column, DayCell, NumberCell, Row, Table
from site_builder.views.wording import number_words

MOST_LINES = len(CATEGORIES)
"""So many lines can be told apart."""

_ROWS_OF_MARKS = 3
_ROW = 16
_AXIS_ROOM = 44
_LABEL_GAP = 15
_HIGH = 0.85
_LONGEST_LABEL = 150
_LONGEST_LABEL_NARROW = 118


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """A day with its value, and the ends of its interval where it has one."""

    day: date
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A figure over time. ``is_quiet`` draws it as the yardstick of the others: thin, dashed, grey."""

    label: str
    points: tuple[CoursePoint, ...]
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class CourseMark:
    """Something that happened on a day: the few characters that stand at its rule, and what it was."""

    day: date
    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class CourseChart:
    """What a chart draws. ``target`` is a level line with its words; the table has one column a line.

    ``scale`` are the ends of the scale of the figure, where it has any: the chart says how much of it is drawn.
    """

    lines: tuple[CourseLine, ...]
    unit: str = ""
    digits: int = 0
    target: tuple[float, str] | None = None
    marks: tuple[CourseMark, ...] = ()
    scale: tuple[float, float] | None = None


def course(name: str, title: str, subtitle: str, chart: CourseChart) -> ChartFigure:
    """Return the chart of one figure, with the band of its interval, or of several; with the table of every value."""
    drawn = _Drawn.of(chart)
    wide, narrow = wide_and_narrow(lambda width: _spec(width, chart, drawn))
    words = "; ".join(_line_words(line, chart.digits) for line in chart.lines)
    table = _table(name, title, chart)
    return ChartFigure(
        name, title, subtitle, wide, table, f"{words}. The table below holds every value.", narrow, _cut(chart, drawn)
    )


def _cut(chart: CourseChart, drawn: _Drawn) -> str:
    if chart.scale is None:
        return "The axis does not begin at zero." if drawn.low > 0 else ""
    lowest, highest = chart.scale
    low, high = max(lowest, drawn.low), min(highest, drawn.high)
    if (low, high) == chart.scale:
        return ""
    shown, whole = (f"{number_words(each[0])} to {number_words(each[1])}" for each in ((low, high), chart.scale))
    return f"The axis is cut: it shows {shown} of {whole}."


def _line_words(line: CourseLine, digits: int) -> str:
    first, last = line.points[0], line.points[-1]
    return (
        f"{line.label}: from {number_words(first.value, digits)} on {first.day} to "
        f"{number_words(last.value, digits)} on {last.day}"
    )


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The ends of both axes."""

    reach: Reach
    low: float
    high: float

    @classmethod
    def of(cls, chart: CourseChart) -> _Drawn:
        points = [point for line in chart.lines for point in line.points]
        days = [point.day for point in points]
        ends = [end for each in points for end in (each.value, each.low, each.high) if end is not None]
        low, high = value_domain([*ends, *([chart.target[0]] if chart.target else [])])
        return cls(Reach(min(days), max(days), max(days)), low, high)


def _spec(width: int, chart: CourseChart, drawn: _Drawn) -> Spec:
    narrow, reach = is_narrow(width), drawn.reach
    texts = [_end_text(line, chart) for line in chart.lines]
    longest = _LONGEST_LABEL_NARROW if narrow else _LONGEST_LABEL
    label_room = min(longest, max((text_width(text) for text in texts), default=0)) + 22
    room = width - _AXIS_ROOM - label_room
    length = max((reach.end - reach.start).days, 1)
    per_unit = length / room
    plot = 170 if narrow else 210
    marks, rows = _placed(chart.marks, reach, room)
    top = drawn.high + (drawn.high - drawn.low) * rows * _ROW / plot
    height = plot + rows * _ROW
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [-6 * per_unit, length + label_room * per_unit], "nice": False, "zero": False},
    }
    y: Spec = {"type": "quantitative", "scale": {"domain": [drawn.low, top], "nice": False, "zero": False}}
    y["axis"] = {
        "values": value_ticks(drawn.low, drawn.high),
        "title": None,
        "labelExpr": "replace(datum.label, '-', '−')",
    }
    base = {"x": {**x, "axis": day_axis(reach, room)}, "y": y}
    for mark in marks:
        mark["y"] = top - (top - drawn.high) * (mark["row"] + 0.5) / max(rows, 1)
        mark["low"], mark["high"] = drawn.low, top
    layers = [
        *_mark_layers(marks, base),
        *_target_layers(chart, length, drawn, base),
        *_band_layers(chart, reach, base),
        *_line_layers(chart, reach, base),
        *_end_layers(chart, drawn, texts, per_unit, (drawn.high - drawn.low) / plot, label_room - 20, base),
    ]
    return frame(width, height, layers)


def _end_text(line: CourseLine, chart: CourseChart) -> str:
    value = number_words(line.points[-1].value, chart.digits)
    return value if len(chart.lines) == 1 else f"{value}  {line.label}"


def _placed(marks: Sequence[CourseMark], reach: Reach, room: float) -> tuple[list[dict[str, Any]], int]:
    """Return the marks inside what is drawn, each sign in the first row where it fits, and the rows used."""
    ends = [-100.0] * _ROWS_OF_MARKS
    found: list[dict[str, Any]] = []
    for mark in sorted(marks, key=lambda each: (each.day, each.sign)):
        if not reach.start <= mark.day <= reach.end:
            continue
        at = reach.x(mark.day)
        middle, half = at / max((reach.end - reach.start).days, 1) * room, text_width(mark.sign) / 2 + 3
        row = next((row for row in range(_ROWS_OF_MARKS) if ends[row] <= middle - half), None)
        if row is not None:
            ends[row] = middle + half
        found.append({"x": at, "row": row or 0, "text": mark.sign if row is not None else ""})
    return found, max((mark["row"] + 1 for mark in found if mark["text"]), default=0)


def _mark_layers(marks: Sequence[Mapping[str, Any]], base: Spec) -> list[Spec]:
    if not marks:
        return []
    rules: Spec = {
        "data": values(marks),
        "mark": {"type": "rule", "color": AXIS, "strokeDash": [2, 3]},
        "encoding": _at(base, x="x", y="low", y2="high"),
    }
    text: Spec = {"type": "text", "baseline": "middle", "color": QUIET}
    signs = [mark for mark in marks if mark["text"]]
    encoding = {**_at(base, x="x", y="y"), "text": {"field": "text"}}
    return [rules, {"data": values(signs), "mark": text, "encoding": encoding}]


def _at(base: Spec, **fields: str) -> Spec:
    found: Spec = {}
    for channel, field in fields.items():
        found[channel] = {**base[channel], "field": field} if channel in base else {"field": field}
    return found


def _target_layers(chart: CourseChart, length: int, drawn: _Drawn, base: Spec) -> list[Spec]:
    if chart.target is None:
        return []
    level, text = chart.target
    data = values([{"from": 0, "to": length, "y": level, "text": text}])
    mark = {"type": "rule", "color": POSITIVE, "strokeDash": [6, 4], "strokeWidth": 1.25}
    # Near the top, where the signs stand, its words are below the line.
    is_high = level > drawn.low + _HIGH * (drawn.high - drawn.low)
    place: Spec = {"baseline": "top", "dy": 5} if is_high else {"baseline": "bottom", "dy": -4}
    words = {"type": "text", "align": "left", "color": POSITIVE, **place}
    return [
        {"data": data, "mark": mark, "encoding": _at(base, x="from", x2="to", y="y")},
        {"data": data, "mark": words, "encoding": {**_at(base, x="from", y="y"), "text": {"field": "text"}}},
    ]


def _band_layers(chart: CourseChart, reach: Reach, base: Spec) -> list[Spec]:
    if len(chart.lines) != 1 or all(point.low is None for point in chart.lines[0].points):
        return []
    data = [
        {
            "x": reach.x(point.day),
            "low": point.value if point.low is None else point.low,
            "high": point.value if point.high is None else point.high,
        }
        for point in chart.lines[0].points
    ]
    mark = {"type": "area", "color": SERIES, "opacity": 0.16}
    return [{"data": values(data), "mark": mark, "encoding": _at(base, x="x", y="low", y2="high")}]


def _colours(chart: CourseChart) -> list[str]:
    if len(chart.lines) == 1:
        return [SERIES]
    loud = iter(CATEGORIES[1:] + CATEGORIES[:1])
    return [QUIET if line.is_quiet else next(loud) for line in chart.lines]


def _line_layers(chart: CourseChart, reach: Reach, base: Spec) -> list[Spec]:
    layers: list[Spec] = []
    for line, colour in zip(chart.lines, _colours(chart), strict=True):
        data = values([{"x": reach.x(point.day), "y": point.value} for point in line.points])
        mark: Spec = {"type": "line", "color": colour, "strokeWidth": 2, "strokeJoin": "round"}
        if line.is_quiet:
            mark |= {"strokeWidth": 1.5, "strokeDash": [4, 3]}
        layers.append({"data": data, "mark": mark, "encoding": _at(base, x="x", y="y")})
        if len(line.points) == 1:
            dot = {"type": "circle", "color": colour, "size": 42, "opacity": 1}
            layers.append({"data": data, "mark": dot, "encoding": _at(base, x="x", y="y")})
    return layers


def _end_layers(
    chart: CourseChart, drawn: _Drawn, texts: Sequence[str], per_unit: float, per_pixel: float, limit: float, base: Spec
) -> list[Spec]:
    """Return a dot at the end of each line and its words beside it, moved apart where they would overlap."""
    length = drawn.reach.x(drawn.reach.end)
    is_alone = len(chart.lines) == 1
    heights = apart([line.points[-1].value for line in chart.lines], _LABEL_GAP * per_pixel, drawn.low, drawn.high)
    data = [
        {
            "x": drawn.reach.x(line.points[-1].day),
            "y": line.points[-1].value,
            "label_x": length + 16 * per_unit,
            "tick_x": length + 13 * per_unit,
            "label_y": at,
            "text": fitting(text, limit, is_bold=is_alone),
            "color": colour,
        }
        for line, at, text, colour in zip(chart.lines, heights, texts, _colours(chart), strict=True)
    ]
    colour: Spec = {"field": "color", "type": "nominal", "scale": None, "legend": None}
    weight: Spec = {"fontWeight": "bold"} if is_alone else {}
    words: Spec = {"type": "text", "align": "left", "baseline": "middle", "color": INK, **weight}
    layers: list[Spec] = [
        {
            "data": values(data),
            "mark": {"type": "circle", "size": 36, "opacity": 1, "stroke": SURFACE, "strokeWidth": 1.5},
            "encoding": {**_at(base, x="x", y="y"), "color": colour},
        },
        {
            "data": values(data),
            "mark": words,
            "encoding": {**_at(base, x="label_x", y="label_y"), "text": {"field": "text"}},
        },
    ]
    if len(chart.lines) > 1:
        mark = {"type": "rule", "strokeWidth": 1.25}
        encoding = {**_at(base, x="x", x2="tick_x", y="y", y2="label_y"), "color": colour}
        layers.insert(0, {"data": values(data), "mark": mark, "encoding": encoding})
    return layers


def _table(name: str, title: str, chart: CourseChart) -> Table:
    """Return every value that is drawn: a row a day, a column a line, the ends of intervals, what happened."""
    has_bands = len(chart.lines) == 1 and any(point.low is not None for point in chart.lines[0].points)
    columns = [Column("Day", "date"), *(Column(line.label, "number", chart.unit) for line in chart.lines)]
    if has_bands:
        columns += [Column("Low", "number", chart.unit), Column("High", "number", chart.unit)]
    by_day: dict[date, dict[str, CoursePoint]] = {}
    for line in chart.lines:
        for point in line.points:
            by_day.setdefault(point.day, {})[line.label] = point
    rows = []
    for day in sorted(by_day):
        points = [by_day[day].get(line.label) for line in chart.lines]
        cells: list[Cell] = [DayCell(day), *(NumberCell(each.value if each else None, chart.digits) for each in points)]
        if has_bands:
            only = points[0]
            cells += [NumberCell(only.low if only else None, chart.digits)]
            cells += [NumberCell(only.high if only else None, chart.digits)]
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows), f"Data: {title}", f"{name}-data", folded=True)
