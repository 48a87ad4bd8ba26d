"""An axis of days: a tick a week or a month, as many as there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from site_builder.views.charts.theme import Spec, labels_by_number, text_width
from site_builder.views.wording import month_words

_WEEKS = 100
"""So many days at most have a tick a week; longer stretches have one a month."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What is drawn: from the first to the last day, and today."""

    start: date
    end: date
    today: date

    def x(self, day: date) -> int:
        """Return where a day stands: days from the start, those beyond at the ends."""
        return (min(max(day, self.start), self.end) - self.start).days


def day_axis(reach: Reach, room: float) -> Spec:
    """Return an axis with a tick a week or a month, as many as there is room for."""
    weekly = (reach.end - reach.start).days <= _WEEKS
    days = _mondays(reach) if weekly else _firsts(reach)
    labels = [_tick(day, weekly, number == 0) for number, day in enumerate(days)]
    needed = max((text_width(label) for label in labels), default=0) + 14
    step = max(1, -(-int(needed * max(len(days), 1)) // max(int(room), 1)))
    texts = [""] * ((reach.end - reach.start).days + 1)
    for day in days[::step]:
        texts[reach.x(day)] = labels[days.index(day)]
    ticks = [reach.x(day) for day in days[::step]]
    return {
        "values": ticks,
        "labelExpr": labels_by_number(texts),
        "title": None,
        "domain": False,
        "labelOverlap": False,
    }


def _tick(day: date, weekly: bool, is_first: bool) -> str:
    month = month_words(day, short=True)
    if weekly:
        return f"{day.day} {month[:3]}"
    return month if is_first or day.month == 1 else month[:3]


def _mondays(reach: Reach) -> list[date]:
    first = reach.start + timedelta(days=-reach.start.weekday() % 7)
    return [day for day in (first + timedelta(days=7 * week) for week in range(_WEEKS // 7 + 1)) if day <= reach.end]


def _firsts(reach: Reach) -> list[date]:
    found, day = [], reach.start.replace(day=1)
    while day <= reach.end:
        if day >= reach.start:
            found.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return found
