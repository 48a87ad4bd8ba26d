"""Planned days told coarsely: customers are promised a month or a quarter, never a day."""

from __future__ import annotations

from datetime import date

from site_builder.model.dates import PlannedDate, last_day_of_month, last_day_of_quarter, quarter_of

_NEAR = 92
"""Days ahead within which a month is told; further out it is a quarter."""


def coarse(planned: PlannedDate, as_of: date) -> PlannedDate:
    """Return the month of a planned day, or its quarter where it is more than three months ahead.

    What was planned for a month or a quarter stays as it was written.
    """
    if not planned.is_exact:
        return planned
    day = planned.last_day
    if (day - as_of).days <= _NEAR:
        return PlannedDate(f"{day.year:04d}-{day.month:02d}", last_day_of_month(day.year, day.month))
    return PlannedDate(quarter_of(day), last_day_of_quarter(day))
