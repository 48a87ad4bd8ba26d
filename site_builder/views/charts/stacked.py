"""Counts over time by type: bars a period, stacked in colours that colour-blind readers tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from site_builder.model.quick import dataclass
from site_builder.views.charts.theme import (
    CATEGORIES,
    INK,
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
from site_builder.views.parts import ChartFigure, Column, NumberCell, Row, Table
from site_builder.views.wording import number_words

_ORDER = (5, 1, 3, 6, 7, 2, 0, 4)
"""Which colour comes first: those that stand beside each other in a stack differ most."""


@dataclass(frozen=True, slots=True)
class StackedPeriod:
    """A period (or a release) and its counts, in the order of the types. ``tick`` is its label below its bar."""

    label: str
    counts: tuple[int, ...]
    url: str | None = None
    tick: str = ""


def stacked_timeline(
    name: str,
    title: str,
    subtitle: str,
    types: Sequence[str],
    periods: Sequence[StackedPeriod],
    *,
    column: str = "Period",
    colours: Sequence[str] | None = None,
) -> ChartFigure:
    """Return the chart of counts by period and type, with its table.

    ``colours`` overrides the palette where types are statuses. Raises ValueError where a period has not one count a
    type, or there are more types than colours.
    """
    palette = list(colours) if colours is not None else [CATEGORIES[index] for index in _ORDER]
    if len(types) > len(palette):
        raise ValueError(f"{len(types)} types, but only {len(palette)} colours can be told apart")
    wide, narrow = wide_and_narrow(lambda width: _spec(width, types, periods, palette))
    columns = (Column(column), *(Column(each, "number") for each in types), Column("Total", "number"))
    rows = tuple(
        Row((period.label, *(NumberCell(count) for count in period.counts), NumberCell(sum(period.counts))))
        for period in periods
    )
    table = Table(columns, rows, f"Data: {title}", f"{name}-data", folded=True)
    total = sum(sum(period.counts) for period in periods)
    words = f"Stacked bars for {len(periods)} periods, {number_words(total)} in all. The table below holds every count."
    return ChartFigure(name, title, subtitle, wide, table, words, narrow)


def _spec(width: int, types: Sequence[str], periods: Sequence[StackedPeriod], palette: Sequence[str]) -> Spec:
    data: list[dict[str, Any]] = []
    tops: list[dict[str, Any]] = []
    for number, period in enumerate(periods):
        bottom = 0
        for kind, count in zip(types, period.counts, strict=True):
            if count:
                data.append(
                    {"from": number - 0.36, "to": number + 0.36, "low": bottom, "high": bottom + count, "type": kind}
                )
            bottom += count
        if bottom:
            tops.append({"x": number, "high": bottom, "text": number_words(bottom)})
    present = [kind for index, kind in enumerate(types) if any(period.counts[index] for period in periods)]
    colours = [palette[list(types).index(kind)] for kind in present]
    room = width / max(len(periods), 1)
    names = [period.tick or period.label for period in periods]
    ticks = every_nth(len(periods), width, max(map(text_width, names), default=0) + 12)
    x: Spec = {
        "field": "from",
        "type": "quantitative",
        "scale": {"domain": [-0.5, max(len(periods), 1) - 0.5], "nice": False, "zero": False},
        "axis": {
            "values": ticks,
            "labelExpr": labels_by_number(names),
            "title": None,
            "ticks": False,
            "labelOverlap": False,
        },
    }
    highest = max((top["high"] for top in tops), default=1)
    y: Spec = {
        "field": "low",
        "type": "quantitative",
        "scale": {"domain": [0, highest * 1.12], "nice": False},
        "axis": None,
    }
    layers: list[Spec] = [
        {
            "data": values(data),
            "mark": {"type": "bar", "stroke": SURFACE, "strokeWidth": 1},
            "encoding": {
                "x": x,
                "x2": {"field": "to"},
                "y": y,
                "y2": {"field": "high"},
                "color": {
                    "field": "type",
                    "type": "nominal",
                    "scale": {"domain": present, "range": colours},
                    "legend": {"columns": 3 if is_narrow(width) else 0, "columnPadding": 14}
                    if len(types) > 1
                    else None,
                },
            },
        }
    ]
    if room >= max((text_width(top["text"]) for top in tops), default=0) + 4:
        layers.append(
            {
                "data": values(tops),
                "mark": {"type": "text", "dy": -8, "color": INK},
                "encoding": {
                    "x": {**x, "field": "x"},
                    "y": {**y, "field": "high"},
                    "text": {"field": "text"},
                },
            }
        )
    return frame(width, 170 if is_narrow(width) else 210, layers)
