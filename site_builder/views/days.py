"""Days of a record: the day that a value stands for, and reckoning with days that never leaves the calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from site_builder.model.dates import PlannedDate, last_day_of_month
from site_builder.model.record import Record


def day_of(value: object) -> date | None:
    """Return the day of a date or a moment, the last day of a planned date; None for anything else."""
    if isinstance(value, PlannedDate):
        return value.last_day
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def first_date(record: Record[Any], names: tuple[str, ...]) -> object:
    """Return the first of these fields that holds a day, a moment or a planned date; None where none does."""
    values = vars(record.fields)
    for name in names:
        value = values.get(name)
        if isinstance(value, (PlannedDate, date)):
            return value
    return None


def shifted(day: date, days: int) -> date:
    """Return the day so many days later; the calendar's first or last day where it lies beyond."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def quarter_days(quarter: str, fiscal_year_start: int) -> tuple[date, date]:
    """Return the first and the last day of a quarter such as ``2026-Q3``, as ``model.dates.quarter_of`` names it."""
    year, number = int(quarter[:4]), int(quarter[-1])
    months = (year - (fiscal_year_start > 1)) * 12 + fiscal_year_start - 1 + (number - 1) * 3
    first = date(months // 12, months % 12 + 1, 1)
    return first, last_day_of_month((months + 2) // 12, (months + 2) % 12 + 1)
