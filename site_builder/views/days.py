"""Days of a record: the day that a value stands for, and reckoning with days that never leaves the calendar."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from site_builder.model.dates import PlannedDate
from site_builder.model.kind import Kind
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


def telling_date(kind: Kind[Any], record: Record[Any]) -> object:
    """Return the date that stands beside the status of a record: of what is released, the day that it was."""
    return first_date(record, telling_fields(kind, str(vars(record.fields).get(kind.status_field, ""))))


@lru_cache(maxsize=256)
def telling_fields(kind: Kind[Any], status: str) -> tuple[str, ...]:
    """Return the date fields of a kind, first the one that says since when a record has this status."""
    own = tuple(name for name in kind.date_fields if name in (f"{status}_on", f"{status}_at"))
    return (*own, *kind.date_fields)


def shifted(day: date, days: int) -> date:
    """Return the day so many days later; the calendar's first or last day where it lies beyond."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
