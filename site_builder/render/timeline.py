"""Where everything of a timeline stands: rows, bars, ghosts, connectors, quarters, today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from site_builder.model.dates import first_day_of_quarter
from site_builder.model.quick import dataclass
from site_builder.views.cells import Tone
from site_builder.views.days import shifted
from site_builder.views.parts import Timeline, TimelineBar
from site_builder.views.wording import day_words

ROW = 36
HEAD = 44
_QUARTER = 132
_BAR = 14
_SHORTEST = 6.0
_ROOM_FOR_DATE = 40
_GAP = 6
_DIGIT = 7.0
"""How wide a digit of a label is, at most."""

XOf: TypeAlias = Callable[[date], float]
"""From a day to its place from the left."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A vertical line with its words: the start of a quarter, or of a year where ``strong``."""

    x: float
    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar in units of the drawing; ``ghost_end`` is where the first promise ended, None where it was kept.

    Its label begins or ends at ``label_x``, as ``label_anchor`` says.
    """

    x: float
    y: float
    width: float
    height: float
    middle: float
    tone: Tone
    released: bool
    ghost_end: float | None
    label: str
    label_x: float
    label_anchor: str


@dataclass(frozen=True, slots=True)
class TimelineDrawing:
    """A timeline in units of the drawing, which are pixels: rows are as high as those of the list beside it."""

    width: int
    height: int
    head: int
    lanes: tuple[float, ...]
    marks: tuple[Mark, ...]
    bars: tuple[DrawnBar, ...]
    connectors: tuple[str, ...]
    today: float | None
    today_anchor: str
    words: str


def draw_timeline(part: Timeline) -> TimelineDrawing:
    """Return the geometry of a timeline. Bars are cut at its ends; a bar outside of them is drawn at the nearest."""
    start = first_day_of_quarter(part.start)
    end = _next_quarter(first_day_of_quarter(part.end))
    quarters = _quarters(start, end)
    width = max(len(quarters), 1) * _QUARTER
    days = (end - start).days

    def x_of(day: date) -> float:
        return round(min(max((day - start).days / days, 0), 1) * width, 1)

    lanes: list[float] = []
    bars: list[DrawnBar] = []
    placed: dict[str, DrawnBar] = {}
    y = float(HEAD)
    for lane in part.lanes:
        lanes.append(y)
        y += ROW
        for bar in lane.bars:
            drawn = _bar(bar, x_of(bar.start), x_of(shifted(bar.end, 1)), y, x_of, width)
            bars.append(drawn)
            placed[bar.key] = drawn
            y += ROW
    today = x_of(part.today) if start <= part.today < end else None
    marks = tuple(
        Mark(x_of(day), f"Q{(day.month - 1) // 3 + 1}" + (f" {day.year}" if first else ""), day.month == 1)
        for day, first in ((day, number == 0 or day.month == 1) for number, day in enumerate(quarters))
    )
    connectors = tuple(
        _connector(placed[needed], placed[bar.key])
        for lane in part.lanes
        for bar in lane.bars
        for needed in bar.depends_on
        if needed in placed
    )
    return TimelineDrawing(
        width, int(y), HEAD, tuple(lanes), marks, tuple(bars), connectors, today, _anchor(today, width), _words(part)
    )


def _bar(bar: TimelineBar, left: float, right: float, top: float, x_of: XOf, whole: int) -> DrawnBar:
    ghost = None
    if bar.baseline_end is not None and bar.baseline_end != bar.end:
        ghost = x_of(shifted(bar.baseline_end, 1))
    # A bar that is outside of the picture is drawn at its edge.
    left = min(left, whole - _SHORTEST)
    width = max(right - left, _SHORTEST)
    middle = top + ROW / 2
    label_x, anchor = _label_place(left, left + width, len(bar.end_text) * _DIGIT, whole)
    return DrawnBar(
        left, middle - _BAR / 2, width, _BAR, middle, bar.tone, bar.released, ghost, bar.end_text, label_x, anchor
    )


def _label_place(left: float, right: float, needed: float, whole: int) -> tuple[float, str]:
    """Return where a bar's label is anchored, and with which end: behind it, else before it, else upon its end."""
    if right + _GAP + needed <= whole:
        return round(right + _GAP, 1), "start"
    return round((left if left - _GAP >= needed else right) - _GAP, 1), "end"


def _connector(before: DrawnBar, after: DrawnBar) -> str:
    """Return the path from the end of a bar to the start of the one that waits for it, in right angles."""
    start_x, start_y = before.x + before.width, before.middle
    end_x, end_y = after.x, after.middle
    if end_x >= start_x + 12:
        turn = start_x + 6
        return f"M{start_x:g},{start_y:g}H{turn:g}V{end_y:g}H{end_x - 2:g}"
    turn, back = start_x + 6, max(end_x - 8, 2)
    between = (start_y + end_y) / 2 if abs(end_y - start_y) <= ROW else end_y - ROW / 2 * (1 if end_y > start_y else -1)
    return f"M{start_x:g},{start_y:g}H{turn:g}V{between:g}H{back:g}V{end_y:g}H{end_x - 2:g}"


def _anchor(today: float | None, width: int) -> str:
    """Return which end of today's words stands at its line, so that they stay inside of the drawing."""
    if today is None or _ROOM_FOR_DATE <= today <= width - _ROOM_FOR_DATE:
        return "middle"
    return "start" if today < _ROOM_FOR_DATE else "end"


def _words(part: Timeline) -> str:
    bars = sum(len(lane.bars) for lane in part.lanes)
    return f"{bars} bars in {len(part.lanes)} groups, from {day_words(part.start)} to {day_words(part.end)}."


def _quarters(start: date, end: date) -> list[date]:
    quarters = []
    while start < end:
        quarters.append(start)
        start = _next_quarter(start)
    return quarters


def _next_quarter(day: date) -> date:
    if (day.year, day.month) >= (date.max.year, 10):
        return date.max
    return date(day.year + day.month // 10, (day.month + 2) % 12 + 1, 1)
