"""What customers are told of a planned day."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.link.coarse import coarse
from site_builder.model.dates import parse_planned

AS_OF = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("written", "told", "last_day"),
    [
        ("2026-12-17", "2026-12", date(2026, 12, 31)),
        ("2027-01-31", "2027-01", date(2027, 1, 31)),
        ("2027-02-01", "2027-Q1", date(2027, 3, 31)),
        ("2027-12-01", "2027-Q4", date(2027, 12, 31)),
        ("2026-09-03", "2026-09", date(2026, 9, 30)),
        ("2026-12", "2026-12", date(2026, 12, 31)),
        ("2027-Q3", "2027-Q3", date(2027, 9, 30)),
    ],
)
def test_a_day_becomes_a_month_or_a_quarter(written: str, told: str, last_day: date) -> None:
    found = coarse(parse_planned(written), AS_OF)
    assert (found.text, found.last_day) == (told, last_day)
