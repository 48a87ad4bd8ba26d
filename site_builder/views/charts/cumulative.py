"""A cumulative flow diagram: how many items were in each stage day by day, one stage upon the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from site_builder.model.quick import dataclass
from site_builder.views.charts.day_axis import Reach, day_axis
from site_builder.views.charts.theme import (
    CATEGORIES,
    NEUTRAL,
    SURFACE,
    Spec,
    frame,
    is_narrow,
    values,
    wide_and_narrow,
)
from site_builder.views.parts import ChartFigure, Column, DayCell, NumberCell, Row, Table
from site_builder.views.wording import day_words

_ORDER = (5, 1, 3, 6, 7, 2, 4)
"""Which colour comes first: those that lie upon each other differ most. What is finished has none."""

MOST_BANDS = len(_ORDER) + 1
_ROOM_FOR_AXIS = 40


@dataclass(frozen=True, slots=True)
class FlowDay:
    """The items in each stage at the end of a day, in the order of the stages."""

    day: date
    counts: tuple[int, ...]


def cumulative_flow_diagram(
    name: str, title: str, subtitle: str, stages: Sequence[str], days: Sequence[FlowDay], *, note: str = ""
) -> ChartFigure:
    """Return the diagram with its table of every count; the last stage lies at the bottom, the first on top.

    Raises ValueError where there are more stages than bands that can be told apart.
    """
    if len(stages) > MOST_BANDS:
        raise ValueError(f"{len(stages)} stages, but only {MOST_BANDS} bands can be told apart")
    wide, narrow = wide_and_narrow(lambda width: _spec(width, stages, days))
    columns = (Column("Day", "date"), *(Column(stage, "number") for stage in stages), Column("All", "number"))
    rows = tuple(
        Row((DayCell(each.day), *(NumberCell(count) for count in each.counts), NumberCell(sum(each.counts))))
        for each in days
    )
    table = Table(columns, rows, f"Data: {title}", f"{name}-data", folded=True)
    return ChartFigure(name, title, subtitle, wide, table, _words(stages, days), narrow, note)


def _words(stages: Sequence[str], days: Sequence[FlowDay]) -> str:
    if not days:
        return "No counts."
    last = ", ".join(f"{count} {stage}" for stage, count in zip(stages, days[-1].counts, strict=True))
    span = f"from {day_words(days[0].day)} to {day_words(days[-1].day)}"
    return f"Stacked areas {span}; at the end {last}. The table below holds every count."


def _spec(width: int, stages: Sequence[str], days: Sequence[FlowDay]) -> Spec:
    narrow = is_narrow(width)
    start, end = (days[0].day, days[-1].day) if days else (date.min, date.min)
    reach = Reach(start, end, end)
    colours = _colours(len(stages))
    data = _bands(stages, days, reach)
    highest = max((row["high"] for row in data), default=1) or 1
    x: Spec = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0, max((end - start).days, 1)], "nice": False},
        "axis": day_axis(reach, width - _ROOM_FOR_AXIS),
    }
    y: Spec = {
        "field": "low",
        "type": "quantitative",
        "scale": {"domain": [0, highest * 1.04], "nice": False},
        "axis": {"title": None, "tickCount": 4, "tickMinStep": 1, "format": "~r"},
    }
    area: Spec = {
        "data": values(data),
        "mark": {"type": "area", "stroke": SURFACE, "strokeWidth": 0.75, "line": False},
        "encoding": {
            "x": x,
            "y": y,
            "y2": {"field": "high"},
            "color": {
                "field": "stage",
                "type": "nominal",
                "scale": {"domain": list(stages), "range": colours},
                "legend": {"columns": 2 if narrow else 0, "columnPadding": 16},
            },
        },
    }
    return frame(width, 200 if narrow else 260, [area])


def _colours(count: int) -> list[str]:
    return [*(CATEGORIES[index] for index in _ORDER[: count - 1]), NEUTRAL]


def _bands(stages: Sequence[str], days: Sequence[FlowDay], reach: Reach) -> list[dict[str, Any]]:
    rows = []
    for each in days:
        low = 0
        for stage, count in reversed(list(zip(stages, each.counts, strict=True))):
            rows.append({"x": reach.x(each.day), "stage": stage, "low": low, "high": low + count})
            low += count
    return rows
