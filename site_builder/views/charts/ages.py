"""How long what is under way has been so: a bar each, the oldest first, against what finished ones took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from site_builder.model.quick import dataclass
from site_builder.views.charts.theme import (
    ATTENTION,
    DANGER,
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
from site_builder.views.charts.words import fitting
from site_builder.views.parts import ChartFigure, Column, Link, NumberCell, Row, Table
from site_builder.views.wording import number_words

MOST = 15
"""So many bars are drawn, those of the oldest; the table has them all."""

_ROW = 28.0
_ROW_WITH_LABEL_ABOVE = 42.0
_HEAD = 40.0
_LONGEST_LABEL = 250.0


@dataclass(frozen=True, slots=True)
class Aged:
    """Something under way and for how many days it has been so."""

    label: str
    url: str
    days: float


def ages_chart(
    name: str,
    title: str,
    subtitle: str,
    ages: Sequence[Aged],
    usual: tuple[float, float] | None,
    *,
    column: str,
) -> ChartFigure:
    """Return the chart of the oldest, in the order given, and its table of all.

    ``usual`` are median and 85th percentile of what finished ones took, in days, drawn as rules; a bar beyond the
    first is marked, one beyond the second more so.
    """
    drawn = ages[:MOST]
    wide, narrow = wide_and_narrow(lambda width: _spec(width, drawn, usual))
    columns = (Column(column, "link"), Column("Age", "number", unit="days"), Column("Against finished ones"))
    rows = tuple(
        Row(
            (
                Link(each.label, each.url) if each.url else each.label,
                NumberCell(each.days, 0 if each.days >= 10 else 1),
                against(each.days, usual),
            )
        )
        for each in ages
    )
    table = Table(columns, rows, f"Data: {title}", f"{name}-data", folded=True)
    more = f" Of {len(ages)} the {MOST} oldest are drawn." if len(ages) > MOST else ""
    words = f"{len(drawn)} bars, the longest {_days(drawn[0].days)}.{more} The table below has them all."
    return ChartFigure(name, title, subtitle, wide, table, words, narrow)


def against(days: float, usual: tuple[float, float] | None) -> str | None:
    """Return how an age compares with the median and the 85th percentile of finished ones; None without these."""
    if usual is None:
        return None
    median, p85 = usual
    return "longer than 85% took" if days > p85 else "longer than half took" if days > median else "as usual"


def _spec(width: int, ages: Sequence[Aged], usual: tuple[float, float] | None) -> Spec:
    narrow = is_narrow(width)
    left = 0.0 if narrow else min(_LONGEST_LABEL, max(text_width(each.label) for each in ages)) + 12
    text_room = max(text_width(_days(each.days)) for each in ages) + 12
    longest = max(*(each.days for each in ages), *(usual or (0.0,)), 1.0)
    scale = (width - left - text_room) / longest
    head = _HEAD if usual else 4.0
    row = _ROW_WITH_LABEL_ABOVE if narrow else _ROW
    total = head + row * len(ages) + 4
    x: Spec = {"type": "quantitative", "scale": {"domain": [0, width], "nice": False}, "axis": None}
    y: Spec = {"type": "quantitative", "scale": {"domain": [0, total], "nice": False, "reverse": True}, "axis": None}
    bars: list[dict[str, Any]] = [
        {
            "left": left,
            "right": left + each.days * scale,
            "top": head + row * number + (row * 0.46 if narrow else row * 0.16),
            "bottom": head + row * number + row * 0.84,
            "middle": head + row * number + (row * 0.65 if narrow else row * 0.5),
            "label_x": 0.0 if narrow else left - 10,
            "label_y": head + row * number + (row * 0.26 if narrow else row * 0.5),
            "label": fitting(each.label, width - 8 if narrow else left - 14),
            "end": float(width),
            "text": _days(each.days),
            "color": _colour(each.days, usual),
        }
        for number, each in enumerate(ages)
    ]
    bands = [(bar["top"], bar["bottom"]) for bar in bars] if narrow else [(head - 6, total)]
    label: Spec = {"align": "left" if narrow else "right"}
    layers = [
        {
            "data": values(bars),
            "mark": {"type": "bar", "cornerRadiusEnd": 2},
            "encoding": {
                "x": {**x, "field": "left"},
                "x2": {"field": "right"},
                "y": {**y, "field": "top"},
                "y2": {"field": "bottom"},
                "color": {"field": "color", "type": "nominal", "scale": None, "legend": None},
            },
        },
        _text(bars, ("label_x", "label_y", "label"), x, y, {"color": INK, **label}),
        _text(bars, ("end", "middle", "text"), x, y, {"align": "right", "color": QUIET}),
        *_rules(usual, left, scale, bands, width, x, y),
    ]
    return frame(width, round(total), layers)


def _rules(
    usual: tuple[float, float] | None,
    left: float,
    scale: float,
    bands: Sequence[tuple[Any, Any]],
    width: int,
    x: Spec,
    y: Spec,
) -> list[Spec]:
    """Return the rules at the median and the 85th percentile, their words in two lines at the head."""
    if usual is None:
        return []
    layers = []
    for number, (days, words) in enumerate(zip(usual, ("half took up to", "85% took up to"), strict=True)):
        at, text = left + days * scale, f"{words} {_days(days)}"
        rule: Spec = {"type": "rule", "color": INK, "strokeWidth": 1.25}
        if number:
            rule["strokeDash"] = [4, 3]
        lines = [{"x": at, "top": top, "bottom": bottom} for top, bottom in bands]
        encoding = {"x": {**x, "field": "x"}, "y": {**y, "field": "top"}, "y2": {"field": "bottom"}}
        layers.append({"data": values(lines), "mark": rule, "encoding": encoding})
        # Words that would run out of the picture end at their rule.
        fits = at + text_width(text) < width
        word = [{"x": at, "y": 8 + 15 * number, "text": text}]
        place: Spec = {"align": "left" if fits else "right", "color": QUIET}
        layers.append(_text(word, ("x", "y", "text"), x, y, place))
    return layers


def _text(data: Sequence[Mapping[str, Any]], fields: tuple[str, str, str], x: Spec, y: Spec, mark: Spec) -> Spec:
    at_x, at_y, text = fields
    return {
        "data": values(data),
        "mark": {"type": "text", "baseline": "middle", **mark},
        "encoding": {"x": {**x, "field": at_x}, "y": {**y, "field": at_y}, "text": {"field": text}},
    }


def _colour(days: float, usual: tuple[float, float] | None) -> str:
    if usual is None or days <= usual[0]:
        return SERIES
    return DANGER if days > usual[1] else ATTENTION


def _days(days: float) -> str:
    return f"{number_words(days, 0 if days >= 10 else 1)} d"
