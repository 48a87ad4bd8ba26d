"""Days, moments, planned dates and periods, parsed by the field and never by YAML."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from site_builder.model.quick import dataclass

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q(\d)", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
_FISCAL = "FY"
_MONTHS = (date.max.year + 1) * 12


def parse_day(text: str) -> date:
    """Return the day written ``YYYY-MM-DD``. Raises ValueError with a message for people."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"{_quoted(text)} is not a date; write it as YYYY-MM-DD, such as 2026-03-31")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise ValueError(
            f"{_quoted(text)} is a day that does not exist in the calendar; check the day and the month"
        ) from None


def parse_moment(text: str) -> datetime:
    """Return the moment of an RFC 3339 text with a zone, in UTC. Raises ValueError with a message for people."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        if _DAY.fullmatch(text):
            raise ValueError(f"{_quoted(text)} is a day; a moment is expected, such as {text}T14:30:00Z")
        if _MOMENT.fullmatch(text + "Z"):
            raise ValueError(f"{_quoted(text)} has no time zone; end it with Z (UTC) or an offset such as +02:00")
        raise ValueError(f"{_quoted(text)} is not a moment; write it as 2026-03-31T14:30:00Z (RFC 3339, with a zone)")
    day = parse_day(match[1])
    hour, minute, second = int(match[2]), int(match[3]), int(match[4])
    if second == 60:
        raise ValueError(f"{_quoted(text)} is a leap second, which no clock here can hold; write second 59")
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{_quoted(text)} has a clock time that does not exist; write 00:00:00 to 23:59:59")
    microsecond = int((match[5] or "").ljust(6, "0")[:6] or 0)
    local = datetime(day.year, day.month, day.day, hour, minute, second, microsecond, tzinfo=UTC)
    try:
        return local - _offset(match[6], text)
    except OverflowError:
        raise ValueError(f"{_quoted(text)} lies outside the years 1 to 9999; check the year") from None


def _offset(zone: str, text: str) -> timedelta:
    if zone in "Zz":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if hours > 23 or minutes > 59:
        raise ValueError(f"{_quoted(text)} has a zone offset that does not exist; write Z or an offset up to 23:59")
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if zone[0] == "-" else offset


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """A planned date as written (``2026-03-31``, ``2026-03`` or ``2026-Q1``) and its last day."""

    text: str
    last_day: date

    def __str__(self) -> str:
        return self.text

    @property
    def is_exact(self) -> bool:
        """Whether a day was named, not only a month or a quarter."""
        return len(self.text) == 10


def parse_planned(text: str) -> PlannedDate:
    """Return the planned date of a day, month or calendar quarter. Raises ValueError with a message for people."""
    if match := _QUARTER.fullmatch(text):
        year, quarter = int(match[1]), int(match[2])
        if not 1 <= quarter <= 4:
            raise ValueError(f"{_quoted(text)}: there is no quarter {quarter}; quarters are Q1 to Q4")
        return PlannedDate(text, last_day_of_month(year, quarter * 3))
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        if not 1 <= month <= 12:
            raise ValueError(f"{_quoted(text)}: there is no month {month}; months are 01 to 12")
        return PlannedDate(text, last_day_of_month(year, month))
    if _DAY.fullmatch(text):
        return PlannedDate(text, parse_day(text))
    raise ValueError(f"{_quoted(text)} is not a date; write YYYY-MM-DD, YYYY-MM or YYYY-Qn, such as 2026-Q3")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year or a quarter, with its first and last day."""

    first_day: date
    last_day: date
    text: str

    def __str__(self) -> str:
        return self.text


def parse_period(text: str) -> Period:
    """Return the period written ``YYYY`` or ``YYYY-Qn``. Raises ValueError with a message for people."""
    if _YEAR.fullmatch(text) and int(text) >= 1:
        return Period(date(int(text), 1, 1), date(int(text), 12, 31), text)
    match = _QUARTER.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 4:
        raise ValueError(f"{_quoted(text)} is not a period; write YYYY or YYYY-Qn, such as 2026 or 2026-Q3")
    year, quarter = _year(match[1], text), int(match[2])
    return Period(date(year, quarter * 3 - 2, 1), last_day_of_month(year, quarter * 3), text)


def quarter_of(day: date, fiscal_year_start: int = 1) -> str:
    """Return the quarter of a day, such as ``2026-Q3``.

    With a fiscal year that starts in another month than January it is ``FY2027-Q1``: no calendar quarter has its name.
    The year is the one in which the fiscal year ends.
    """
    shifted = (day.month - fiscal_year_start) % 12
    year = day.year + (1 if fiscal_year_start > 1 and day.month >= fiscal_year_start else 0)
    return f"{_FISCAL if fiscal_year_start > 1 else ''}{year:04d}-Q{shifted // 3 + 1}"


def days_of_quarter(quarter: str, fiscal_year_start: int = 1) -> tuple[date, date]:
    """Return the first and the last day of a quarter as ``quarter_of`` names it."""
    year, number = map(int, quarter.removeprefix(_FISCAL).split("-Q"))
    months = (year - (fiscal_year_start > 1)) * 12 + fiscal_year_start - 1 + (number - 1) * 3
    return date(months // 12, months % 12 + 1, 1), last_day_of_month((months + 2) // 12, (months + 2) % 12 + 1)


def first_day_of_quarter(day: date) -> date:
    """Return the first day of the calendar quarter of a day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def last_day_of_quarter(day: date) -> date:
    """Return the last day of the calendar quarter of a day."""
    return last_day_of_month(day.year, (day.month + 2) // 3 * 3)


def periods_until(first: date, last: date, months: int, fiscal_year_start: int = 1) -> Iterator[Period]:
    """Yield the quarters (3 months) or years (12) from the one that holds ``first`` to the one that holds ``last``.

    They are named as ``quarter_of`` names them, years by the year in which the fiscal year ends. A period that does not
    end within the calendar is left out.
    """
    begun = (first.month - fiscal_year_start) % months
    number = first.year * 12 + first.month - 1 - begun
    while 12 <= number <= _MONTHS - months and (day := date(number // 12, number % 12 + 1, 1)) <= last:
        end = last_day_of_month((number + months - 1) // 12, (number + months - 1) % 12 + 1)
        name = quarter_of(day, fiscal_year_start)
        yield Period(day, end, name if months == 3 else name.partition("-")[0])
        number += months


def last_day_of_month(year: int, month: int) -> date:
    """Return the last day of a month, at most that of the calendar. Raises ValueError where the year is 0."""
    if year < 1:
        raise ValueError("there is no year 0; check the year")
    if year > date.max.year:
        return date.max
    return date(year, month, monthrange(year, month)[1])


def _year(text: str, whole: str) -> int:
    if int(text) < 1:
        raise ValueError(f"{_quoted(whole)}: there is no year 0; check the year")
    return int(text)


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
