"""The full distribution of NPS scores, its three groups named on the picture."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.views.charts.theme import (
    DANGER,
    FONT_SIZE,
    NEUTRAL,
    POSITIVE,
    QUIET,
    Spec,
    frame,
    is_narrow,
    values,
    wide_and_narrow,
)
from site_builder.views.parts import ChartFigure, Column, NumberCell, Row, Table
from site_builder.views.wording import number_words, share_words

SCORES = 11
_GROUPS = (("Detractors", 0, 6, DANGER), ("Passives", 7, 8, NEUTRAL), ("Promoters", 9, 10, POSITIVE))


def nps_histogram(name: str, title: str, subtitle: str, counts: Sequence[int]) -> ChartFigure:
    """Return the chart of how often each score from 0 to 10 was given, with its table.

    Raises ValueError where there are not eleven counts.
    """
    if len(counts) != SCORES:
        raise ValueError(f"a histogram of NPS has {SCORES} counts, not {len(counts)}")
    wide, narrow = wide_and_narrow(lambda width: _spec(width, counts))
    return ChartFigure(name, title, subtitle, wide, _table(name, title, counts), _words(counts), narrow)


def _spec(width: int, counts: Sequence[int]) -> Spec:
    total = sum(counts)
    highest = max(counts, default=0) or 1
    narrow = is_narrow(width)
    label_size = FONT_SIZE - 0.5 if narrow else FONT_SIZE
    bars = [
        {"score": score, "from": score - 0.42, "to": score + 0.42, "count": counts[score], "color": colour}
        for _, first, last, colour in _GROUPS
        for score in range(first, last + 1)
    ]
    groups = [
        {
            "from": first - 0.42,
            "to": last + 0.42,
            "middle": (first + last) / 2,
            "y": highest * 1.18,
            "label": label,
            "share": _share_words(sum(counts[first : last + 1]), total),
            "text": f"{label} {_share_words(sum(counts[first : last + 1]), total)}",
            "color": colour,
        }
        for label, first, last, colour in _GROUPS
    ]
    x: Spec = {
        "field": "from",
        "type": "quantitative",
        "scale": {"domain": [-0.5, 10.5], "nice": False, "zero": False},
        "axis": {"values": list(range(SCORES)), "title": None, "format": "d", "ticks": False, "labelOverlap": False},
    }
    y: Spec = {
        "field": "count",
        "type": "quantitative",
        "scale": {"domain": [0, highest * (1.44 if narrow else 1.32)], "nice": False},
        "axis": None,
    }
    colour = {"field": "color", "type": "nominal", "scale": None, "legend": None}
    layers: list[Spec] = [
        {
            "data": values(bars),
            "mark": {"type": "bar"},
            "encoding": {"x": x, "x2": {"field": "to"}, "y": y, "y2": {"datum": 0}, "color": colour},
        },
        {
            "data": values([bar for bar in bars if bar["count"]]),
            "mark": {"type": "text", "dy": -7, "color": QUIET},
            "encoding": {"x": {**x, "field": "score"}, "y": y, "text": {"field": "count", "format": ","}},
        },
        {
            "data": values(groups),
            "mark": {"type": "rule", "strokeWidth": 2},
            "encoding": {"x": x, "x2": {"field": "to"}, "y": {**y, "field": "y"}, "color": colour},
        },
        {
            "data": values(groups),
            "mark": {"type": "text", "fontWeight": "bold", "fontSize": label_size, "dy": -10},
            "encoding": {
                "x": {**x, "field": "middle"},
                "y": {**y, "field": "y"},
                "text": {"field": "share" if narrow else "text"},
                "color": colour,
            },
        },
    ]
    if narrow:
        names = {**layers[-1], "mark": {**layers[-1]["mark"], "dy": -24}}
        names["encoding"] = {**layers[-1]["encoding"], "text": {"field": "label"}}
        layers.append(names)
    return frame(width, 190 if narrow else 220, layers)


def _share_words(count: int, total: int) -> str:
    return share_words(count / total) if total else "0%"


def _table(name: str, title: str, counts: Sequence[int]) -> Table:
    total = sum(counts)
    rows = tuple(
        Row((NumberCell(score), label.rstrip("s"), NumberCell(counts[score]), _share(counts[score], total)))
        for label, first, last, _ in _GROUPS
        for score in range(first, last + 1)
    )
    columns = (Column("Score", "number"), Column("Group"), Column("Responses", "number"), Column("Share", "number"))
    return Table(columns, rows, f"Data: {title}", f"{name}-data", folded=True)


def _share(count: int, total: int) -> NumberCell:
    return NumberCell(count / total if total else None, 1, share=True)


def _words(counts: Sequence[int]) -> str:
    groups = ", ".join(
        f"{number_words(sum(counts[first : last + 1]))} {label.lower()}" for label, first, last, _ in _GROUPS
    )
    return f"Bars for the scores 0 to 10: {groups}. The table below holds every count."
