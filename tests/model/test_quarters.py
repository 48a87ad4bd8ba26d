from datetime import date

import pytest

from site_builder.model.dates import days_of_quarter, first_day_of_quarter, last_day_of_quarter, quarter_of


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("year", [1, 2026, 9999])
def test_a_quarter_has_the_days_of_its_name(year: int, month: int) -> None:
    day = date(year, month, 28)
    assert (first_day_of_quarter(day), last_day_of_quarter(day)) == days_of_quarter(quarter_of(day))
