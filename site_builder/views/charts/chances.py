"""By when something is done, with which chance: a rising line of chances over days, two of them named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from site_builder.model.quick import dataclass
from site_builder.views.charts.day_axis import Reach, day_axis
from site_builder.views.charts.theme import (
    AXIS,
    INK,
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
from site_builder.views.wording import share_words

_ROOM_FOR_AXIS = 44.0


@dataclass(frozen=True, slots=True)
class ChancePoint:
    """The day by which it is done with a chance from 0 to 1, and how many weeks from today that is."""

    chance: float
    day: date
    weeks: int


def chances_chart(
    name: str,
    title: str,
    subtitle: str,
    points: Sequence[ChancePoint],
    today: date,
    *,
    named: Sequence[float] = (0.5, 0.85),
    note: str = "",
) -> ChartFigure:
    """Return the chart of chances by day, in ascending order, with its table. ``named`` chances have their day told."""
    wide, narrow = wide_and_narrow(lambda width: _spec(width, points, today, named))
    columns = (Column("Chance", "number"), Column("Done by", "date"), Column("Weeks from today", "number"))
    rows = tuple(
        Row((NumberCell(point.chance, 0, share=True), DayCell(point.day), NumberCell(point.weeks))) for point in points
    )
    table = Table(columns, rows, f"Data: {title}", f"{name}-data", folded=True)
    told = ", ".join(f"{share_words(each.chance)} by {each.day}" for each in points if each.chance in named)
    words = f"A line that rises from {share_words(points[0].chance)} to {share_words(points[-1].chance)}: {told}."
    return ChartFigure(name, title, subtitle, wide, table, f"{words} The table below has every chance.", narrow, note)


def _spec(width: int, points: Sequence[ChancePoint], today: date, named: Sequence[float]) -> Spec:
    reach = Reach(today, points[-1].day, today)
    length = max((reach.end - reach.start).days, 1)
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [-0.02 * length, length * 1.02], "nice": False},
    }
    y: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, 1.05], "nice": False},
        "axis": {"values": [0, 0.5, 0.85, 1], "format": ".0%", "title": None},
    }
    data = [{"x": reach.x(point.day), "chance": point.chance} for point in points]
    marks: list[dict[str, Any]] = [
        {"x": reach.x(point.day), "zero": 0, "chance": point.chance, "text": point.day.isoformat()}
        for point in points
        if point.chance in named
    ]
    at = {"x": {**x, "field": "x", "axis": day_axis(reach, width - _ROOM_FOR_AXIS)}, "y": {**y, "field": "chance"}}
    room = (width - _ROOM_FOR_AXIS) / (length * 1.04)
    # Words stand to the left above the line, where it has not been yet, unless they would leave the picture there.
    is_far = {mark["text"]: mark["x"] * room > text_width(str(mark["text"])) + 12 for mark in marks}
    layers: list[Spec] = [
        {
            "data": values(data),
            "mark": {"type": "line", "color": SERIES, "strokeWidth": 2, "interpolate": "monotone"},
            "encoding": at,
        },
        {
            "data": values(marks),
            "mark": {"type": "rule", "color": AXIS, "strokeDash": [2, 3]},
            "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "zero"}, "y2": {"field": "chance"}},
        },
        {
            "data": values(marks),
            "mark": {"type": "circle", "color": SERIES, "size": 70, "opacity": 1, "stroke": SURFACE},
            "encoding": at,
        },
    ]
    for far in (True, False):
        side: Spec = {"align": "right", "dx": -8} if far else {"align": "left", "dx": 8}
        rows = [mark for mark in marks if is_far[mark["text"]] is far]
        if rows:
            mark = {"type": "text", "dy": -8, "color": INK, "fontWeight": "bold", **side}
            layers.append({"data": values(rows), "mark": mark, "encoding": {**at, "text": {"field": "text"}}})
    return frame(width, 180 if is_narrow(width) else 210, layers)
