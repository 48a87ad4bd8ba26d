"""What is said of a text that is meant as a number."""

from __future__ import annotations

import pytest

from site_builder.model.written_number import as_digits


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1,800", "write it without commas: 1800"),
        ("-1,800,250.5", "write it without commas: -1800250.5"),
        ("1 800", "write it without blanks: 1800"),
        ("1\u202f800", "write it without blanks: 1800"),
        ("12'500", "write it without apostrophes: 12500"),
        ("1_800", "write it without underscores: 1800"),
        ("0,5", "write it with a point: 0.5"),
        ("1800 people", "write it in digits, such as 12"),
        ("1,80,000", "write it in digits, such as 12"),
        ("many", "write it in digits, such as 12"),
        (["1,800"], "write it in digits, such as 12"),
        (True, "write it in digits, such as 12"),
    ],
)
def test_the_number_that_is_meant_is_written_out(value: object, said: str) -> None:
    assert as_digits(value, "12") == said
