"""Ranked horizontal bars that start at zero, each with its value at its end."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.model.quick import dataclass
from site_builder.views.charts.theme import (
    INK,
    QUIET,
    SERIES,
    TONES,
    Spec,
    frame,
    is_narrow,
    text_width,
    values,
    wide_and_narrow,
)
from site_builder.views.charts.words import fitting
from site_builder.views.parts import ChartFigure, Column, Link, NumberCell, Row, Table, Tone
from site_builder.views.wording import number_words, share_words

_ROW = 30
_ROW_WITH_LABEL_ABOVE = 44
_LONGEST_LABEL = 270


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, its value (not negative), where it leads, and a tone where its colour means a status."""

    label: str
    value: float
    url: str | None = None
    tone: Tone | None = None
    note: str = ""


def ranked_bars(
    name: str,
    title: str,
    subtitle: str,
    bars: Sequence[Bar],
    *,
    column: str = "Category",
    measure: str = "Count",
    unit: str = "",
    digits: int = 0,
    share: bool = False,
    floored: bool = False,
    keep_order: bool = False,
) -> ChartFigure:
    """Return the chart of values by category, largest first (``keep_order``: as given), with its table.

    ``share`` says that values are shares from 0 to 1, ``floored`` that they are cut and not rounded.
    ``note`` stands behind a bar's value.
    """
    shown = list(bars) if keep_order else sorted(bars, key=lambda bar: (-bar.value, bar.label))
    texts = [_text(bar, digits, unit, share=share, floored=floored) for bar in shown]
    wide, narrow = wide_and_narrow(lambda width: _spec(width, shown, texts))
    rows = tuple(
        Row(
            (
                bar.label if bar.url is None else Link(bar.label, bar.url),
                NumberCell(bar.value, digits, share=share, floored=floored),
            )
        )
        for bar in shown
    )
    head = (Column(column, "link" if any(bar.url is not None for bar in shown) else "text"),)
    table = Table((*head, Column(measure, "number", unit)), rows, f"Data: {title}", f"{name}-data", folded=True)
    largest = f"{shown[0].label} with {texts[0]}" if shown else "none"
    words = f"{len(shown)} bars; the first is {largest}. The table below holds every value."
    return ChartFigure(name, title, subtitle, wide, table, words, narrow)


def _text(bar: Bar, digits: int, unit: str, *, share: bool, floored: bool) -> str:
    number = (
        share_words(bar.value, digits, floored=floored) if share else number_words(bar.value, digits, floored=floored)
    )
    with_unit = f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()
    return f"{with_unit} · {bar.note}" if bar.note else with_unit


def _spec(width: int, bars: Sequence[Bar], texts: Sequence[str]) -> Spec:
    narrow = is_narrow(width)
    label_room = 0.0 if narrow else min(_LONGEST_LABEL, max((text_width(bar.label) for bar in bars), default=0)) + 12
    text_room = max((text_width(text) for text in texts), default=0) + 12
    highest = max((bar.value for bar in bars), default=0) or 1
    room = width - label_room
    end = highest * room / max(room - text_room, room * 0.3)
    row = _ROW_WITH_LABEL_ABOVE if narrow else _ROW
    data = [
        {
            "position": number,
            "top": number + (0.48 if narrow else 0.18),
            "bottom": number + (0.88 if narrow else 0.82),
            "middle": number + (0.68 if narrow else 0.5),
            "label_y": number + (0.27 if narrow else 0.5),
            "zero": 0,
            "label": fitting(bar.label, width if narrow else label_room - 12),
            "value": bar.value,
            "text": text,
            "color": TONES[bar.tone] if bar.tone else SERIES,
        }
        for number, (bar, text) in enumerate(zip(bars, texts, strict=True))
    ]
    x: Spec = {"type": "quantitative", "scale": {"domain": [0, end], "nice": False}, "axis": None}
    y: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, max(len(bars), 1)], "nice": False, "reverse": True},
        "axis": None,
    }
    align: Spec = {"align": "left"} if narrow else {"align": "right", "dx": -10}
    label: Spec = {"type": "text", "color": INK, **align}
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "cornerRadiusEnd": 2},
            "encoding": {
                "x": {**x, "field": "zero"},
                "x2": {"field": "value"},
                "y": {**y, "field": "top"},
                "y2": {"field": "bottom"},
                "color": {"field": "color", "type": "nominal", "scale": None, "legend": None},
            },
        },
        {
            "mark": label,
            "encoding": {
                "x": {**x, "field": "zero"},
                "y": {**y, "field": "label_y"},
                "text": {"field": "label"},
            },
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "color": QUIET},
            "encoding": {
                "x": {**x, "field": "value"},
                "y": {**y, "field": "middle"},
                "text": {"field": "text"},
            },
        },
    ]
    return frame(width, row * max(len(bars), 1), layers, data=values(data))
