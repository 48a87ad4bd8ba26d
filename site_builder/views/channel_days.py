"""The days of channels: the next one as it is written, and those after it that the cadence gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from site_builder.kinds.channel import Channel
from site_builder.model.dates import last_day_of_month
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell, Inline
from site_builder.views.charts.strips import StripMark, StripRow, StripSort, strips
from site_builder.views.charts.theme import SERIES, SURFACE
from site_builder.views.days import shifted
from site_builder.views.parts import ChartFigure
from site_builder.views.wording import count_words, day_words
from site_builder.views.words import words

WEEKS: Final = 6
"""So far ahead the calendar reaches."""

_ROWS = 16
_STEP: Final = {"daily": 1, "weekly": 7, "biweekly": 14}
_MONTHS: Final = {"monthly": 1, "quarterly": 3}
_WRITTEN, _BY_CADENCE = "as written", "by its cadence"
_SORTS = (StripSort(_WRITTEN, "circle", SERIES, SERIES), StripSort(_BY_CADENCE, "circle", SERIES, SURFACE))


def next_cell(context: ViewContext, channel: Record[Channel]) -> Inline:
    """Return the day of the next one, marked where it has passed."""
    day = channel.fields.next_on
    if day is None:
        return None
    return DayCell(day, tone="danger", note="past") if day < context.as_of else DayCell(day)


def days_ahead(fields: Channel, as_of: date) -> tuple[date, ...]:
    """Return the days of the coming weeks: the one that is written, then those that its cadence gives after it.

    Days of a daily channel leave out weekends. A channel whose written day has passed has none: nobody can tell its
    rhythm until the next day is written.
    """
    if fields.next_on is None or fields.next_on < as_of:
        return ()
    until = shifted(as_of, WEEKS * 7)
    return tuple(day for day in _rhythm(fields.next_on, fields.cadence, until) if day <= until)


def calendar_chart(context: ViewContext, channels: Sequence[Record[Channel]]) -> ChartFigure | None:
    """Return the days of the coming weeks by channel, the next one first; None where no day is known."""
    dated = [(days_ahead(channel.fields, context.as_of), channel) for channel in channels]
    shown = sorted(((days, channel) for days, channel in dated if days), key=lambda item: (item[0][0], item[1].id))
    if not shown:
        return None
    rows = [_row(context, channel, days) for days, channel in shown[:_ROWS]]
    first, channel = shown[0][0][0], shown[0][1]
    title = f"Next is {channel.title}, on {day_words(first)}"
    marks = sum(len(row.marks) for row in rows)
    part = "" if len(rows) == len(shown) else f" of the {len(rows)} next channels of {len(shown):,}"
    subtitle = f"Days of the coming {WEEKS} weeks by channel, n {count_words(marks, 'day')}{part}"
    until = shifted(context.as_of, WEEKS * 7)
    days = context.as_of, until, context.as_of
    return strips("calendar", title, subtitle, rows, _SORTS, days, column="Channel", sort_column="How it is known")


def _row(context: ViewContext, channel: Record[Channel], days: Sequence[date]) -> StripRow:
    marks = tuple(StripMark(day, _BY_CADENCE if number else _WRITTEN) for number, day in enumerate(days))
    return StripRow(channel.title, marks, context.handbook.url_of(channel), words(channel.fields.cadence))


def _rhythm(first: date, cadence: str, until: date) -> Iterator[date]:
    yield first
    if cadence in _STEP:
        day = shifted(first, _STEP[cadence])
        while day <= until:
            if cadence != "daily" or day.weekday() < 5:
                yield day
            day = shifted(day, _STEP[cadence])
    for number in range(1, WEEKS):
        if cadence in _MONTHS:
            yield _months_later(first, number * _MONTHS[cadence])


def _months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or the last one of a month that is shorter."""
    month = day.year * 12 + day.month - 1 + months
    last = last_day_of_month(min(month // 12, date.max.year), month % 12 + 1)
    return last.replace(day=min(day.day, last.day))
