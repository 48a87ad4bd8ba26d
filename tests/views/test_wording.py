from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from site_builder.model.dates import parse_planned
from site_builder.views.wording import (
    count_words,
    day_words,
    digits_for,
    interval_words,
    joined_words,
    moment_words,
    month_words,
    number_words,
    planned_words,
    relative_words,
    sentence_case,
    share_words,
    written_digits,
)

TODAY = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("values", "digits"),
    [
        ((), 0),
        ((60, 61.0, 62.5), 1),
        ((0.1 + 0.2,), 1),
        ((100 / 3, 2.5), 4),
        ((0.00012, 0.00013), 5),
    ],
)
def test_numbers_have_the_decimals_that_they_are_written_with(values: tuple[float, ...], digits: int) -> None:
    assert written_digits(values) == digits


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [(1234.56, 1, "1,234.6"), (-3, 0, "−3"), (-0.001, 1, "0.0"), (0, 0, "0"), (999_999.5, 0, "1,000,000")],
)
def test_numbers(value: float, digits: int, words: str) -> None:
    assert number_words(value, digits) == words


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    # 2.675 is a little less than it looks.
    [(12.5, 0, "13"), (0.5, 0, "1"), (-2.5, 0, "−3"), (98.625, 2, "98.63"), (2.675, 2, "2.67"), (-0.04, 1, "0.0")],
)
def test_a_half_goes_away_from_zero(value: float, digits: int, words: str) -> None:
    assert number_words(value, digits) == words


def test_numbers_that_are_to_be_reached_are_cut() -> None:
    assert [number_words(value, floored=True) for value in (99.9, 100, 80.6, -0.4)] == ["99", "100", "80", "0"]


def test_signed_numbers() -> None:
    assert [number_words(value, signed=True) for value in (3, 0, -3)] == ["+3", "0", "−3"]


def test_shares() -> None:
    assert share_words(0.4249, 1) == "42.5%"
    assert share_words(-0.1, signed=True) == "−10%"


@pytest.mark.parametrize(
    ("share", "digits", "words"),
    [
        (0, 0, "0%"),
        (0.004, 0, "under 1%"),
        (0.006, 0, "1%"),
        (0.996, 0, "over 99%"),
        (0.994, 0, "99%"),
        (1, 0, "100%"),
        (0.0004, 1, "under 0.1%"),
        (0.9996, 1, "over 99.9%"),
        (1.004, 0, "100%"),
        (-0.001, 0, "0%"),
    ],
)
def test_what_is_close_to_none_or_all_does_not_read_as_that(share: float, digits: int, words: str) -> None:
    assert share_words(share, digits) == words


def test_a_difference_is_not_close_to_all() -> None:
    assert share_words(0.004, signed=True) == "0%"


@pytest.mark.parametrize(
    ("share", "digits", "words"),
    [
        (0.996, 0, "99%"),
        (0.9996, 1, "99.9%"),
        (0.29, 0, "29%"),
        (0.004, 0, "under 1%"),
        (1.009, 0, "100%"),
        (-0.009, 0, "0%"),
        (-0.29, 0, "−29%"),
    ],
)
def test_what_is_to_be_reached_is_cut_and_not_rounded(share: float, digits: int, words: str) -> None:
    assert share_words(share, digits, floored=True) == words


@pytest.mark.parametrize(
    ("margin", "digits"), [(6.54, 1), (0.0123, 3), (65, 0), (650, 0), (0, 0), (float("inf"), 0), (1e-12, 6)]
)
def test_two_digits_of_the_interval_decide(margin: float, digits: int) -> None:
    assert digits_for(margin) == digits


def test_intervals() -> None:
    assert interval_words(12.06, 25.3, 1) == "95% interval 12.1 to 25.3"
    assert interval_words(1, 2, 0, "days", 0.9) == "90% interval 1 to 2 days"
    assert interval_words(41, 79, 0, "%") == "95% interval 41 to 79%"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 10, 31), "today"),
        (date(2026, 11, 1), "tomorrow"),
        (date(2026, 10, 30), "yesterday"),
        (date(2026, 11, 22), "in 22 days"),
        (date(2026, 9, 2), "59 days ago"),
        (date(2027, 4, 30), "in 6 months"),
        (date(2020, 10, 31), "6 years ago"),
    ],
)
def test_how_far_a_day_is(day: date, words: str) -> None:
    assert relative_words(day, TODAY) == words


def test_days_and_months() -> None:
    assert day_words(date(2026, 3, 1)) == "1 March 2026"
    assert month_words(TODAY) == "October 2026"
    assert month_words(TODAY, short=True) == "Oct 2026"
    assert moment_words(datetime(2026, 1, 2, 3, 4, 59, tzinfo=UTC)) == "2026-01-02 03:04 UTC"


@pytest.mark.parametrize(
    ("text", "words"), [("2026-Q3", "Q3 2026"), ("2026-03", "March 2026"), ("2026-03-04", "2026-03-04")]
)
def test_planned_dates(text: str, words: str) -> None:
    assert planned_words(parse_planned(text)) == words


def test_counts_and_enumerations() -> None:
    assert [count_words(1, "entry", "entries"), count_words(2, "entry", "entries")] == ["1 entry", "2 entries"]
    assert count_words(1200, "change") == "1,200 changes"
    assert [joined_words([]), joined_words(["a"]), joined_words(["a", "b"]), joined_words(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert sentence_case("in_progress") == "In progress"
