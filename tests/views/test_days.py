"""The day that a value stands for, and reckoning that stays inside the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from site_builder.kinds.escalation import ESCALATION
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.survey import SURVEY
from site_builder.model.dates import days_of_quarter, parse_planned, periods_until, quarter_of
from site_builder.model.kind import Kind
from site_builder.views.days import day_of, shifted, telling_fields


def test_a_planned_date_stands_for_its_last_day() -> None:
    assert day_of(parse_planned("2026-Q3")) == date(2026, 9, 30)
    assert day_of(datetime(2026, 9, 1, 23, 59, tzinfo=UTC)) == date(2026, 9, 1)
    assert day_of("2026-09-01") is None


def test_days_beyond_the_calendar_are_its_ends() -> None:
    assert shifted(date(1, 1, 5), -90) == date.min
    assert shifted(date(9999, 12, 30), 7) == date.max
    assert shifted(date(2026, 2, 27), 2) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("kind", "status", "expected"),
    [
        (INITIATIVE, "planned", "target"),
        (INITIATIVE, "released", "released_on"),
        (ESCALATION, "open", "detected_at"),
        (ESCALATION, "resolved", "resolved_at"),
        (SURVEY, "", "closed_on"),
    ],
)
def test_the_date_beside_a_status_says_since_when_it_is_so(kind: Kind[Any], status: str, expected: str) -> None:
    assert telling_fields(kind, status)[0] == expected


@pytest.mark.parametrize("start", range(1, 13))
@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 3, 31), date(2026, 6, 15), date(2026, 12, 31)])
def test_a_quarter_holds_the_days_that_are_counted_in_it(day: date, start: int) -> None:
    first, last = days_of_quarter(quarter_of(day, start), start)
    assert first <= day <= last
    assert quarter_of(first, start) == quarter_of(last, start) == quarter_of(day, start)


def test_the_last_quarter_ends_with_the_calendar() -> None:
    assert days_of_quarter(quarter_of(date.max, 11), 11) == (date(9999, 11, 1), date.max)


@pytest.mark.parametrize(
    ("start", "names"),
    [(1, ["9999-Q2", "9999-Q3", "9999-Q4"]), (11, ["FY9999-Q3", "FY9999-Q4"])],
)
def test_periods_end_within_the_calendar(start: int, names: list[str]) -> None:
    assert [period.text for period in periods_until(date(9999, 6, 1), date.max, 3, start)] == names
