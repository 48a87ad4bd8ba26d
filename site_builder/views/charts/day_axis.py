"""An axis of days: a tick a week, a month or a year, as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from site_builder.model.quick import dataclass
from site_builder.views.charts.theme import Spec, labels_by_number, text_width
from site_builder.views.wording import month_words

_WEEKS = 100
"""So many days at most have a tick a week; longer stretches have one a month."""

_YEARLY = 6
"""Where fewer than one in so many months has room for a tick, years have one: months would not tell their year."""


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
    """Return an axis with a tick a week, a month or a year, as many as there is room for."""
    weekly = (reach.end - reach.start).days <= _WEEKS
    days = _mondays(reach) if weekly else _firsts(reach)
    write = _week_label if weekly else _month_label
    step = _step(days, write, room)
    if not weekly and step > _YEARLY:
        days, write = [day for day in days if day.month == 1], _year_label
        step = _step(days, write, room)
    shown = days[::step]
    texts = [""] * ((reach.end - reach.start).days + 1)
    for number, day in enumerate(shown):
        texts[reach.x(day)] = write(day, not number or day.year != shown[number - 1].year)
    return {
        "values": [reach.x(day) for day in shown],
        "labelExpr": labels_by_number(texts),
        "title": None,
        "domain": False,
        "labelOverlap": False,
    }


def _step(days: Sequence[date], write: Callable[[date, bool], str], room: float) -> int:
    """Return of how many labels one fits."""
    needed = max((text_width(write(day, True)) for day in days), default=0) + 14
    return max(1, -(-int(needed * max(len(days), 1)) // max(int(room), 1)))


def _week_label(day: date, _: bool) -> str:
    return f"{day.day} {month_words(day, short=True)[:3]}"


def _month_label(day: date, is_first_of_year: bool) -> str:
    """Return the month, with its year where the tick before it is of another."""
    month = month_words(day, short=True)
    return month if is_first_of_year else month[:3]


def _year_label(day: date, _: bool) -> str:
    return str(day.year)


def _mondays(reach: Reach) -> list[date]:
    days = range(-reach.start.weekday() % 7, (reach.end - reach.start).days + 1, 7)
    return [reach.start + timedelta(days=number) for number in days]


def _firsts(reach: Reach) -> list[date]:
    first, last = (day.year * 12 + day.month - 1 for day in (reach.start, reach.end))
    days = (date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1))
    return [day for day in days if day >= reach.start]
