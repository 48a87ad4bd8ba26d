"""Ages of unfinished items by stage, each a dot, against how long finished ones took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from site_builder.model.durations import duration_words
from site_builder.model.quick import dataclass
from site_builder.views.charts.theme import (
    ATTENTION,
    DANGER,
    GRID,
    INK,
    QUIET,
    SERIES,
    Spec,
    frame,
    is_narrow,
    text_width,
    values,
    wide_and_narrow,
)
from site_builder.views.parts import ChartFigure, Column, DurationCell, Inline, Row, Table

_DAY = 1440
_ROW = 62
_HEAD = 34
_FOOT = 4
_DOT = 8.0
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class AgedItem:
    """An item and its age in minutes. ``cell`` is what the table shows of it."""

    name: str
    minutes: float
    cell: Inline = None


@dataclass(frozen=True, slots=True)
class AgedStage:
    """A stage, the items in it, and what stands behind its name."""

    label: str
    items: tuple[AgedItem, ...]
    note: str = ""


def ageing_chart(
    name: str, title: str, subtitle: str, stages: Sequence[AgedStage], usual: tuple[float, float] | None
) -> ChartFigure:
    """Return the chart of ages, a row a stage, with its table of every item, the oldest of a stage first.

    ``usual`` are the median and the 85th percentile of the finished items in minutes, drawn as rules; a dot beyond the
    first is marked, one beyond the second more so.
    """
    wide, narrow = wide_and_narrow(lambda width: _spec(width, stages, usual))
    columns = (Column("Stage"), Column("Item"), Column("Age", "number"), Column("Against finished items"))
    rows = tuple(
        Row((stage.label, item.cell or item.name, DurationCell(item.minutes), against(item.minutes, usual)))
        for stage in stages
        for item in sorted(stage.items, key=lambda each: (-each.minutes, each.name))
    )
    table = Table(columns, rows, f"Data: {title}", f"{name}-data", folded=True)
    count = sum(len(stage.items) for stage in stages)
    words = f"{count} dots in {len(stages)} rows on an axis of days. The table below holds every item."
    return ChartFigure(name, title, subtitle, wide, table, words, narrow)


def against(minutes: float, usual: tuple[float, float] | None) -> str | None:
    """Return how an age compares with the median and the 85th percentile of finished items; None without these."""
    if usual is None:
        return None
    median, p85 = usual
    return "longer than 85% took" if minutes > p85 else "longer than half took" if minutes > median else "as usual"


def _spec(width: int, stages: Sequence[AgedStage], usual: tuple[float, float] | None) -> Spec:
    rows = max(len(stages), 1)
    longest = max([item.minutes for stage in stages for item in stage.items] + list(usual or ()) + [_DAY]) / _DAY
    end = longest * 1.06
    scale = width / end
    total = _HEAD + rows * _ROW + _FOOT
    x: Spec = {"type": "quantitative", "scale": {"domain": [0, end], "nice": False}}
    y: Spec = {"type": "quantitative", "scale": {"domain": [0, total], "nice": False, "reverse": True}, "axis": None}
    axis = {
        "values": _ticks(longest, 4 if is_narrow(width) else 8),
        "labelExpr": "datum.value == 0 ? '0' : datum.label + ' d'",
        "format": ",d",
        "title": None,
        "domain": False,
        "ticks": False,
        "labelFlush": True,
    }
    dots = [
        {"x": age, "y": _HEAD + number * _ROW + 42 + offset, "color": _colour(age * _DAY, usual)}
        for number, stage in enumerate(stages)
        for age, offset in _stacked([item.minutes / _DAY for item in stage.items], scale)
    ]
    names: list[dict[str, Any]] = [
        {"x": 0, "y": _HEAD + number * _ROW + 14, "label": stage.label, "note": stage.note}
        for number, stage in enumerate(stages)
    ]
    layers = [
        _lines([{"x": 0, "x2": end, "y": _HEAD + number * _ROW} for number in range(rows)], x, y, axis),
        *_rules(usual, end, scale, rows, x, y),
        {
            "data": values(dots),
            "mark": {"type": "circle", "size": 44, "opacity": 0.85},
            "encoding": {
                "x": {**x, "field": "x"},
                "y": {**y, "field": "y"},
                "color": {"field": "color", "type": "nominal", "scale": None, "legend": None},
            },
        },
        _text(names, "label", x, y, {"align": "left", "fontWeight": "bold", "color": INK}),
        *(
            _text([row], "note", x, y, {"align": "left", "dx": text_width(row["label"]) * 1.12 + 10, "color": QUIET})
            for row in names
            if row["note"]
        ),
    ]
    return frame(width, total, layers)


def _lines(data: list[dict[str, Any]], x: Spec, y: Spec, axis: Spec) -> Spec:
    encoding = {"x": {**x, "field": "x", "axis": axis}, "x2": {"field": "x2"}, "y": {**y, "field": "y"}}
    return {"data": values(data), "mark": {"type": "rule", "color": GRID}, "encoding": encoding}


def _rules(usual: tuple[float, float] | None, end: float, scale: float, rows: int, x: Spec, y: Spec) -> list[Spec]:
    """Return the rules at the median and the 85th percentile, their words in two lines at the head.

    They leave out the lines in which the names of the stages stand.
    """
    if usual is None:
        return []
    layers = []
    for row, (minutes, text) in enumerate(zip(usual, ("half took", "85% took"), strict=True)):
        days = minutes / _DAY
        words = f"{text} up to {duration_words(minutes)}"
        # The first stands to the left of its rule and the second to the right, where there is room for them.
        needed, right = text_width(words) + 12, (end - days) * scale
        is_left = days * scale > needed if not row else right < needed
        head = {"x": days, "y": 8 + row * 15, "y2": _HEAD, "text": words}
        bands = [(_HEAD + number * _ROW + 23, _HEAD + (number + 1) * _ROW) for number in range(rows)]
        data: list[dict[str, Any]] = [head, *({"x": days, "y": top, "y2": bottom} for top, bottom in bands)]
        mark: Spec = {"type": "rule", "color": INK, "strokeWidth": 1.25}
        if row:
            mark["strokeDash"] = [4, 3]
        layers.append(
            {
                "data": values(data),
                "mark": mark,
                "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}, "y2": {"field": "y2"}},
            }
        )
        align: Spec = {"align": "right", "dx": -6} if is_left else {"align": "left", "dx": 6}
        layers.append(_text([head], "text", x, y, {**align, "color": QUIET}))
    return layers


def _text(data: list[dict[str, Any]], field: str, x: Spec, y: Spec, mark: Spec) -> Spec:
    return {
        "data": values(data),
        "mark": {"type": "text", **mark},
        "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}, "text": {"field": field}},
    }


def _colour(minutes: float, usual: tuple[float, float] | None) -> str:
    if usual is None or minutes <= usual[0]:
        return SERIES
    return DANGER if minutes > usual[1] else ATTENTION


def _stacked(days: Sequence[float], scale: float) -> list[tuple[float, float]]:
    """Return each age with its distance from the middle of its row, so that no dot hides another."""
    steps: Counter[int] = Counter()
    placed = []
    for age in sorted(days):
        step = round(age * scale / _DOT)
        place = steps[step]
        steps[step] += 1
        placed.append((age, (place + 1) // 2 * _DOT * (1 if place % 2 else -1)))
    tallest = max((abs(offset) for _, offset in placed), default=0)
    shrink = min(1.0, 14 / tallest) if tallest else 1.0
    return [(age, round(offset * shrink, 2)) for age, offset in placed]


def _ticks(longest: float, most: int) -> list[int]:
    step = next((step for step in _STEPS if longest / step <= most), int(longest) or 1)
    return [number * step for number in range(int(longest // step) + 1)]
