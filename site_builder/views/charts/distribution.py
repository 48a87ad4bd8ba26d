"""Times as a strip of dots on a logarithmic axis, with rules at the median and the 85th percentile."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from site_builder.model.durations import duration_words
from site_builder.model.quick import dataclass
from site_builder.views.charts.theme import (
    INK,
    QUIET,
    SERIES,
    SURFACE,
    TONES,
    Spec,
    frame,
    is_narrow,
    text_width,
    values,
    wide_and_narrow,
)
from site_builder.views.parts import ChartFigure, Column, DurationCell, NumberCell, Row, Table, Tone

_TICKS = (
    (1, "1 min"),
    (5, "5 min"),
    (15, "15 min"),
    (60, "1 h"),
    (240, "4 h"),
    (1440, "1 d"),
    (4320, "3 d"),
    (10080, "1 wk"),
    (43200, "30 d"),
    (129600, "90 d"),
    (525600, "1 yr"),
)
_ROW = 84
_DOT = 5.0
_MOST_DOTS = 400
"""More dots tell no more, and weigh: beyond so many each stands for several times."""
_SHORTEST = 1.0


@dataclass(frozen=True, slots=True)
class TimesGroup:
    """Times of one group in minutes, with its median and 85th percentile as the metric gives them."""

    label: str
    minutes: tuple[float, ...]
    median: float | None
    p85: float | None
    tone: Tone | None = None


def times_distribution(
    name: str, title: str, subtitle: str, groups: Sequence[TimesGroup], *, column: str = "Group"
) -> ChartFigure:
    """Return the chart of all times, a row a group, with its table of n, median and 85th percentile.

    Times under a minute are drawn at one minute: a logarithmic axis has no zero. Of very many times each dot stands for
    as many as ``times_per_dot`` says; the subtitle has to say so, see ``dots_words``.
    """
    wide, narrow = wide_and_narrow(lambda width: _spec(width, groups))
    columns = (Column(column), Column("n", "number"), Column("Median", "number"), Column("85th percentile", "number"))
    rows = tuple(
        Row((group.label, NumberCell(len(group.minutes)), DurationCell(group.median), DurationCell(group.p85)))
        for group in groups
    )
    table = Table(columns, rows, f"Data: {title}", f"{name}-data", folded=True)
    return ChartFigure(name, title, subtitle, wide, table, _words(groups), narrow)


def times_per_dot(groups: Sequence[TimesGroup]) -> int:
    """Return for how many times each dot stands: one, unless there are very many."""
    return max(1, -(-sum(len(group.minutes) for group in groups) // _MOST_DOTS))


def dots_words(groups: Sequence[TimesGroup], one: str, several: str) -> str:
    """Return what a dot stands for: ``each dot an escalation``, or ``each dot 4 escalations``."""
    each = times_per_dot(groups)
    return f"each dot {one}" if each == 1 else f"each dot {each} {several}"


def _dots(group: TimesGroup, each: int) -> Sequence[float]:
    """Return the time of each dot: the middle one of those that it stands for (a quantile dot plot, Kay et al. 2016).

    The last dot of a group may stand for fewer.
    """
    ordered = sorted(group.minutes)
    return [ordered[(start + min(start + each, len(ordered)) - 1) // 2] for start in range(0, len(ordered), each)]


def _spec(width: int, groups: Sequence[TimesGroup]) -> Spec:
    low, high = _domain(groups)
    each = times_per_dot(groups)
    rows = max(len(groups), 1)
    dots: list[dict[str, Any]] = []
    rules: list[dict[str, Any]] = []
    for number, group in enumerate(groups):
        colour = TONES[group.tone] if group.tone else SERIES
        for minutes, offset in _stacked(_dots(group, each), low, high, width):
            dots.append({"minutes": minutes, "y": number + 0.62 + offset / _ROW, "color": colour})
        rules += _rules(group, number, low, high)
    ticks = _ticks(low, high, 5 if is_narrow(width) else 9)
    tick_names = ";".join(f"{minutes}:{text}" for minutes, text in ticks)
    x: Spec = {
        "field": "minutes",
        "type": "quantitative",
        "scale": {"type": "log", "domain": [low, high], "nice": False},
        "axis": {
            "values": [minutes for minutes, _ in ticks],
            "labelExpr": f"split(split(';{tick_names};', ';' + datum.value + ':')[1], ';')[0]",
            "title": None,
            "grid": True,
            "labelOverlap": False,
            "domain": False,
            "ticks": False,
        },
    }
    y: Spec = {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [0, rows], "nice": False, "reverse": True},
        "axis": None,
    }
    names = [{"minutes": low, "y": number + 0.1, "text": group.label} for number, group in enumerate(groups)]
    layers: list[Spec] = [
        {
            "data": values(dots),
            "mark": {"type": "circle", "size": 30, "opacity": 1, "stroke": SURFACE, "strokeWidth": 0.75},
            "encoding": {"x": x, "y": y, "color": {"field": "color", "type": "nominal", "scale": None, "legend": None}},
        },
        {
            "data": values([rule for rule in rules if rule["strong"]]),
            "mark": {"type": "rule", "color": INK, "strokeWidth": 2},
            "encoding": {"x": x, "y": {**y, "field": "from"}, "y2": {"field": "to"}},
        },
        {
            "data": values([rule for rule in rules if not rule["strong"]]),
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5, "strokeDash": [3, 3]},
            "encoding": {"x": x, "y": {**y, "field": "from"}, "y2": {"field": "to"}},
        },
        {
            "data": values([name for name in names if name["text"]]),
            "mark": {"type": "text", "align": "left", "fontWeight": "bold"},
            "encoding": {"x": x, "y": y, "text": {"field": "text"}},
        },
        *(
            {
                "data": values([{"minutes": low, "y": number + 0.1, "text": _figures(group)}]),
                "mark": {"type": "text", "align": "left", "dx": _room_for_name(group), "color": QUIET},
                "encoding": {"x": x, "y": y, "text": {"field": "text"}},
            }
            for number, group in enumerate(groups)
        ),
    ]
    return frame(width, rows * _ROW, layers)


def _figures(group: TimesGroup) -> str:
    """Return what stands above a row, behind its name: n, and what its two rules mark."""
    words = f"n {len(group.minutes)}"
    if group.median is not None:
        words += f" · median {duration_words(group.median)}"
    if group.p85 is not None:
        words += f" · 85% within {duration_words(group.p85)}"
    return words


def _room_for_name(group: TimesGroup) -> float:
    return text_width(group.label) * 1.12 + 10 if group.label else 0


def _rules(group: TimesGroup, number: int, low: float, high: float) -> list[dict[str, Any]]:
    return [
        {"minutes": min(max(minutes, low), high), "from": number + 0.26, "to": number + 0.96, "strong": strong}
        for minutes, strong in ((group.median, True), (group.p85, False))
        if minutes is not None
    ]


def _domain(groups: Sequence[TimesGroup]) -> tuple[float, float]:
    """Return the ends of the axis: the nearest ticks beyond the shortest and the longest time."""
    every = [max(minutes, _SHORTEST) for group in groups for minutes in group.minutes]
    if not every:
        return _SHORTEST, 1440
    marks = [minutes for minutes, _ in _TICKS]
    low = max((mark for mark in marks if mark <= min(every)), default=_SHORTEST)
    high = min((mark for mark in marks if mark >= max(every)), default=max(every) * 1.1)
    return (low, high) if low < high else (low, low * 10)


def _ticks(low: float, high: float, most: int) -> list[tuple[int, str]]:
    inside = [tick for tick in _TICKS if low <= tick[0] <= high]
    step = max(1, math.ceil(len(inside) / most))
    return inside[::step]


def _stacked(minutes: Sequence[float], low: float, high: float, width: int) -> list[tuple[float, float]]:
    """Return each time with its distance from the middle of its row, so that no dot hides another.

    Times are put into steps of one dot's width; those of a step are stacked up and down in turn.
    """
    span = math.log(high / low)
    steps: Counter[int] = Counter()
    placed = []
    for value in sorted(minutes):
        shown = min(max(value, low), high)
        step = round(math.log(shown / low) / span * width / _DOT) if span else 0
        place = steps[step]
        steps[step] += 1
        placed.append((shown, (place + 1) // 2 * _DOT * (1 if place % 2 else -1)))
    tallest = max((abs(offset) for _, offset in placed), default=0)
    room = _ROW * 0.3
    shrink = room / tallest if tallest > room else 1
    return [(shown, round(offset * shrink, 2)) for shown, offset in placed]


def _words(groups: Sequence[TimesGroup]) -> str:
    parts = [
        f"{group.label}: {len(group.minutes)} times"
        + (f", median {duration_words(group.median)}" if group.median is not None else "")
        for group in groups
    ]
    return f"Dots on a logarithmic axis. {'; '.join(parts)}." if parts else "No times."
