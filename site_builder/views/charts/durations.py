"""Durations by the day on which they ended, each a dot, with rules at the median and the 85th percentile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from site_builder.model.quick import dataclass
from site_builder.views.charts.day_axis import Reach, day_axis
from site_builder.views.charts.theme import (
    GRID,
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
from site_builder.views.parts import ChartFigure, Column, DayCell, Link, NumberCell, Row, Table
from site_builder.views.wording import number_words

_TICKS = (
    (1, "1 d"),
    (3, "3 d"),
    (7, "1 wk"),
    (14, "2 wk"),
    (30, "30 d"),
    (60, "60 d"),
    (90, "90 d"),
    (180, "180 d"),
    (365, "1 yr"),
    (730, "2 yr"),
    (1825, "5 yr"),
    (3650, "10 yr"),
)
_MOST_TICKS = 7
_AIR = 1.2
"""So much of the shortest and the longest the axis reaches beyond them."""

_SHORTEST = 1.0
_ROOM_FOR_AXIS = 40.0


@dataclass(frozen=True, slots=True)
class Duration:
    """What took so many days, from one day to another."""

    label: str
    url: str
    begun: date
    ended: date
    days: float


def durations_chart(
    name: str,
    title: str,
    subtitle: str,
    durations: Sequence[Duration],
    reach: Reach,
    usual: Sequence[float],
    *,
    column: str,
    note: str = "",
) -> ChartFigure:
    """Return the chart of the durations that ended within ``reach``, and its table of all, the latest first.

    ``usual`` are the median in days and, where there are enough to know it, the 85th percentile. What took less than a
    day stands at one day: a logarithmic axis has no zero.
    """
    drawn = [each for each in durations if reach.start <= each.ended <= reach.end]
    wide, narrow = wide_and_narrow(lambda width: _spec(width, drawn, reach, usual))
    columns = (Column(column, "link"), Column("Begun", "date"), Column("Done", "date"), Column("Days", "number"))
    newest = sorted(durations, key=lambda each: (each.ended, each.label), reverse=True)
    rows = tuple(
        Row(
            (
                Link(each.label, each.url) if each.url else each.label,
                DayCell(each.begun),
                DayCell(each.ended),
                NumberCell(each.days, 0 if each.days >= 10 else 1),
            )
        )
        for each in newest
    )
    table = Table(columns, rows, f"Data: {title}", f"{name}-data", folded=True)
    rules = ", ".join(_rule_words(usual))
    words = f"{len(drawn)} dots on a logarithmic axis of days, by the day of the end; rules: {rules}. "
    words += f"The table below has {len(durations)}."
    return ChartFigure(name, title, subtitle, wide, table, words, narrow, note)


def _spec(width: int, drawn: Sequence[Duration], reach: Reach, usual: Sequence[float]) -> Spec:
    narrow = is_narrow(width)
    texts = _rule_words(usual)
    beside = max(map(text_width, texts)) + 12
    room = width - _ROOM_FOR_AXIS - beside
    length = max((reach.end - reach.start).days, 1)
    low, high = _domain([*(each.days for each in drawn), *usual])
    ticks = _ticks(low, high)
    names = ";".join(f"{days}:{text}" for days, text in ticks)
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [-length * 0.015, length * (1.015 + beside / room)], "nice": False, "zero": False},
    }
    y: Spec = {
        "type": "quantitative",
        "scale": {"type": "log", "domain": [low, high], "nice": False},
        "axis": {
            "values": [days for days, _ in ticks],
            "labelExpr": f"split(split(';{names};', ';' + datum.value + ':')[1], ';')[0]",
            "title": None,
            "labelOverlap": False,
        },
    }
    dots = [{"x": reach.x(each.ended), "days": max(each.days, _SHORTEST)} for each in drawn]
    layers: list[Spec] = [
        {
            "data": values(dots),
            "mark": {"type": "circle", "size": 46, "opacity": 0.7, "color": SERIES, "stroke": SURFACE},
            "encoding": {
                "x": {**x, "field": "x", "axis": {**day_axis(reach, room), "domain": True, "domainColor": GRID}},
                "y": {**y, "field": "days"},
            },
        },
    ]
    for number, (days, text) in enumerate(zip(usual, texts, strict=True)):
        data = [{"from": 0, "to": length, "days": max(days, _SHORTEST), "text": text}]
        layers += _lines(data, x, y, is_dashed=number == 1)
    return frame(width, 220 if narrow else 260, layers)


def _rule_words(usual: Sequence[float]) -> list[str]:
    return [f"{head} {_days(days)}" for head, days in zip(("half", "85%"), usual, strict=False)]


def _lines(data: list[dict[str, Any]], x: Spec, y: Spec, *, is_dashed: bool) -> list[Spec]:
    """Return a rule and its words beside it."""
    rule: Spec = {"type": "rule", "color": INK, "strokeWidth": 1.25}
    if is_dashed:
        rule["strokeDash"] = [4, 3]
    height = {**y, "field": "days"}
    return [
        {
            "data": values(data),
            "mark": rule,
            "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": height},
        },
        {
            "data": values(data),
            "mark": {"type": "text", "align": "left", "dx": 8, "color": QUIET},
            "encoding": {"x": {**x, "field": "to"}, "y": height, "text": {"field": "text"}},
        },
    ]


def _domain(days: Sequence[float]) -> tuple[float, float]:
    """Return the ends of the axis: a little beyond the shortest and the longest, with two ticks at least."""
    low, high = max(_SHORTEST, min(days)) / _AIR, max(_SHORTEST, *days) * _AIR
    while len(_ticks(low, high)) < 2:
        low, high = low / _AIR, high * _AIR
    return low, high


def _ticks(low: float, high: float) -> list[tuple[int, str]]:
    inside = [tick for tick in _TICKS if low <= tick[0] <= high]
    return inside if len(inside) <= _MOST_TICKS else inside[::2]


def _days(days: float) -> str:
    return f"{number_words(days, 0 if days >= 10 else 1)} d"
