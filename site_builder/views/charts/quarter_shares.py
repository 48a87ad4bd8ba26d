"""A share by quarter with its interval: a dot and a line a quarter, and the counts behind it in rows below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from site_builder.model.quick import dataclass
from site_builder.views.charts.theme import (
    AXIS,
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
from site_builder.views.parts import ChartFigure, Column, NumberCell, Row, Table
from site_builder.views.wording import share_words

MOST = 12
"""So many quarters are drawn, the last ones; the table has them all."""

FEW = 10
"""A share of fewer is drawn hollow: one more or less would move it by more than ten points."""

_HEAD = 24.0
_PLOT = 150.0
_LINE = 17.0


@dataclass(frozen=True, slots=True)
class QuarterShare:
    """A quarter such as ``2026-Q3``: how many of how many, the share with its interval, and what is counted beside it.

    ``share`` is None where there is nothing to divide by. ``running`` says that the quarter is not over.
    """

    quarter: str
    done: int
    n: int
    beside: int
    share: float | None = None
    low: float | None = None
    high: float | None = None
    running: bool = False


@dataclass(frozen=True, slots=True)
class ShareWords:
    """The heads of the columns: what the share is, what is counted, of what, and what stands beside."""

    share: str
    done: str
    n: str
    beside: str


def quarter_shares(
    name: str, title: str, subtitle: str, quarters: Sequence[QuarterShare], words: ShareWords
) -> ChartFigure:
    """Return the chart of the last quarters, and its table of every quarter, oldest first.

    Shares of fewer than ``FEW`` are hollow; a quarter that is not over stands on a tinted ground.
    """
    drawn = quarters[-MOST:]
    wide, narrow = wide_and_narrow(lambda width: _spec(width, drawn, words))
    columns = (
        Column("Quarter"),
        Column(words.share, "number"),
        Column("Low", "number"),
        Column("High", "number"),
        Column(words.done, "number"),
        Column(words.n, "number"),
        Column(words.beside, "number"),
    )
    table = Table(columns, tuple(map(_row, quarters)), f"Data: {title}", f"{name}-data", folded=True)
    few = sum(0 < each.n < FEW for each in drawn)
    text = f"{len(drawn)} quarters, each a share with its 95% interval; {few} of them of fewer than {FEW}."
    more = f" Of {len(quarters)} quarters the last {MOST} are drawn." if len(quarters) > MOST else ""
    note = f"Hollow: fewer than {FEW}, too few to compare quarters by." if few else ""
    if drawn and drawn[-1].running:
        note += f"{' ' if note else ''}Tinted: the quarter is not over, its figures can still change."
    return ChartFigure(name, title, subtitle, wide, table, f"{text}{more} The table below has them all.", narrow, note)


def _row(each: QuarterShare) -> Row:
    shares = (NumberCell(value, 0, share=True) for value in (each.share, each.low, each.high))
    counts = (NumberCell(each.done), NumberCell(each.n), NumberCell(each.beside))
    return Row((f"{each.quarter}{' (running)' if each.running else ''}", *shares, *counts))


def _spec(width: int, quarters: Sequence[QuarterShare], words: ShareWords) -> Spec:
    narrow = is_narrow(width)
    heads = ("n", words.beside.lower())
    left = max(text_width("100%"), *(text_width(head) for head in heads)) + 8
    # The words of the last share stand to its right, as those of the others.
    right = width - (0 if narrow else text_width("100%"))
    step = (right - left) / max(len(quarters), 1)
    total = _HEAD + _PLOT + 4 * _LINE + 8
    x: Spec = {"type": "quantitative", "scale": {"domain": [0, width], "nice": False}, "axis": None}
    y: Spec = {"type": "quantitative", "scale": {"domain": [0, total], "nice": False, "reverse": True}, "axis": None}
    marks = [_mark(each, left + (number + 0.5) * step) for number, each in enumerate(quarters)]
    shown = [mark for mark in marks if mark["value"] is not None]
    layers = [
        *_ground(quarters, left, step, x, y),
        *_grid(left, right, x, y),
        _rule(shown, {"strokeWidth": 2, "strokeCap": "round", "color": SERIES}, x, y),
        _dots([mark for mark in shown if mark["few"]], SURFACE, x, y),
        _dots([mark for mark in shown if not mark["few"]], SERIES, x, y),
        *([] if narrow else [_values(shown, x, y)]),
        *_feet(marks, heads, left, x, y),
    ]
    return frame(width, round(total), layers)


def _mark(each: QuarterShare, x: float) -> dict[str, Any]:
    def height(share: float | None) -> float | None:
        return None if share is None else _HEAD + _PLOT * (1 - share)

    return {
        "x": x,
        "value": height(each.share),
        "low": height(each.low if each.low is not None else each.share),
        "high": height(each.high if each.high is not None else each.share),
        "few": each.n < FEW,
        "text": "" if each.share is None else share_words(each.share),
        "quarter": each.quarter[-2:],
        "year": each.quarter[:4],
        "n": f"{each.n:,}",
        "beside": f"{each.beside:,}",
    }


def _ground(quarters: Sequence[QuarterShare], left: float, step: float, x: Spec, y: Spec) -> list[Spec]:
    """Return the tinted ground of a quarter that is not over, with the word above it."""
    if not quarters or not quarters[-1].running:
        return []
    right = left + len(quarters) * step
    data = [{"x": right - step, "x2": right, "y": _HEAD, "y2": _HEAD + _PLOT}]
    encoding = {"x": {**x, "field": "x"}, "x2": {"field": "x2"}, "y": {**y, "field": "y"}, "y2": {"field": "y2"}}
    ground = {"data": values(data), "mark": {"type": "rect", "color": GRID, "opacity": 0.6}, "encoding": encoding}
    word = [{"x": right, "y": _HEAD - 14, "text": "running"}]
    return [ground, _text(word, "text", x, y, {"align": "right", "color": QUIET})]


def _grid(left: float, right: float, x: Spec, y: Spec) -> list[Spec]:
    lines = [
        {"x": left, "x2": right, "y": _HEAD + _PLOT * (1 - share), "text": share_words(share)}
        for share in (0.0, 0.5, 1.0)
    ]
    encoding = {"x": {**x, "field": "x"}, "x2": {"field": "x2"}, "y": {**y, "field": "y"}}
    return [
        {"data": values(lines[1:]), "mark": {"type": "rule", "color": GRID}, "encoding": encoding},
        {"data": values(lines[:1]), "mark": {"type": "rule", "color": AXIS}, "encoding": encoding},
        _text(lines, "text", x, y, {"align": "right", "dx": -8, "color": QUIET}),
    ]


def _rule(data: Sequence[Mapping[str, Any]], mark: Spec, x: Spec, y: Spec) -> Spec:
    return {
        "data": values(data),
        "mark": {"type": "rule", **mark},
        "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }


def _dots(data: Sequence[Mapping[str, Any]], inside: str, x: Spec, y: Spec) -> Spec:
    mark = {"type": "point", "size": 64, "opacity": 1, "fill": inside, "stroke": SERIES, "strokeWidth": 2}
    encoding = {"x": {**x, "field": "x"}, "y": {**y, "field": "value"}}
    return {"data": values(data), "mark": mark, "encoding": encoding}


def _values(data: Sequence[Mapping[str, Any]], x: Spec, y: Spec) -> Spec:
    rows = [{"x": mark["x"], "y": mark["value"], "text": mark["text"]} for mark in data]
    return _text(rows, "text", x, y, {"align": "left", "dx": 7, "color": INK})


def _feet(marks: Sequence[dict[str, Any]], heads: Sequence[str], left: float, x: Spec, y: Spec) -> list[Spec]:
    """Return the rows below: quarters, the year below its first one, n, and what is counted beside."""
    top = _HEAD + _PLOT + _LINE
    firsts = [mark for number, mark in enumerate(marks) if not number or mark["year"] != marks[number - 1]["year"]]
    # The first quarter drawn may be the last of its year: two years would run into each other.
    room = text_width("2026") + 4
    years = [mark for mark, after in zip_longest(firsts, firsts[1:]) if not after or after["x"] - mark["x"] >= room]
    lines: tuple[tuple[Sequence[Mapping[str, Any]], str, str], ...] = (
        (marks, "quarter", QUIET),
        (years, "year", QUIET),
        (marks, "n", INK),
        (marks, "beside", INK),
    )
    found = [
        _text([{**mark, "y": top + number * _LINE} for mark in rows], field, x, y, {"align": "center", "color": colour})
        for number, (rows, field, colour) in enumerate(lines)
    ]
    names = [{"x": left - 8, "y": top + (number + 2) * _LINE, "text": head} for number, head in enumerate(heads)]
    return [*found, _text(names, "text", x, y, {"align": "right", "color": QUIET})]


def _text(data: Sequence[Mapping[str, Any]], field: str, x: Spec, y: Spec, mark: Spec) -> Spec:
    return {
        "data": values(data),
        "mark": {"type": "text", "baseline": "middle", **mark},
        "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}, "text": {"field": field}},
    }
