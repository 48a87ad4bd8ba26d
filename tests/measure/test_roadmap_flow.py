"""The roadmap as a cumulative flow: how many initiatives had each status on which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from site_builder.measure.common.roadmap import Roadmap
from site_builder.measure.common.roadmap_flow import STAGES, released_in, roadmap_flow
from site_builder.model.dates import parse_period
from tests.history.made import Steps, timelines


def counts(records: Mapping[str, Steps], *days: str) -> list[tuple[int, ...]]:
    """Return the counts of idea, discovery, planned, in progress, released at the end of days."""
    made = timelines(records).of_kind("initiative")
    return list(roadmap_flow(made, [date.fromisoformat(day) for day in days]).counts)


ONE: Steps = [
    ("2026-01-01", "idea"), ("2026-02-01", "discovery"), ("2026-03-01", "planned 2026-06-30"),
    ("2026-03-15", "planned 2026-09-30"), ("2026-04-01", "in_progress 2026-09-30"), ("2026-05-01", "released"),
]  # fmt: skip


def test_an_initiative_is_in_one_status_at_the_end_of_each_day() -> None:
    days = ("2025-12-31", "2026-01-01", "2026-02-01", "2026-03-20", "2026-04-30", "2026-05-01")
    assert counts({"one": ONE}, *days) == [
        (0, 0, 0, 0, 0),
        (1, 0, 0, 0, 0),
        (0, 1, 0, 0, 0),
        (0, 0, 1, 0, 0),
        (0, 0, 0, 1, 0),
        (0, 0, 0, 0, 1),
    ]


def test_what_is_dropped_or_removed_has_left() -> None:
    records: dict[str, Steps] = {
        "dropped": [("2026-01-01", "planned"), ("2026-02-01", "dropped")],
        "removed": [("2026-01-01", "planned"), ("2026-03-01", None)],
        "back": [("2026-01-01", "planned"), ("2026-02-01", None), ("2026-03-01", "in_progress")],
    }
    assert counts(records, "2026-01-31", "2026-02-28", "2026-03-31") == [
        (0, 0, 3, 0, 0),
        (0, 0, 1, 0, 0),
        (0, 0, 0, 1, 0),
    ]


def test_what_was_released_before_the_first_day_is_said_apart() -> None:
    records: dict[str, Steps] = {
        "early": [("2025-06-01", "released")],
        "one": ONE,
        "two": [("2026-04-01", "released"), ("2026-04-20", "in_progress")],
    }
    found = roadmap_flow(
        timelines(records).of_kind("initiative"), [date(2026, 3, 31), date(2026, 4, 10), date(2026, 5, 2)]
    )
    assert found.finished_before == 1
    assert [row[-1] for row in found.counts] == [0, 1, 1]


def test_a_commit_that_claims_to_be_older_counts_where_it_stands() -> None:
    steps: Steps = [("2026-03-01", "planned"), ("2026-02-01", "in_progress")]
    assert counts({"odd": steps}, "2026-02-15", "2026-03-01") == [(0, 0, 0, 0, 0), (0, 0, 0, 1, 0)]


def test_the_last_day_has_the_statuses_that_there_are() -> None:
    records = {f"{status}-{number}": [("2026-01-01", status)] for status in STAGES for number in range(3)}
    days = [date(2025, 12, 31) + timedelta(days=number) for number in range(3)]
    assert roadmap_flow(timelines(records).of_kind("initiative"), days).counts[-1] == (3, 3, 3, 3, 3)


def test_what_was_released_in_a_period_by_the_first_commit_that_said_so() -> None:
    records: dict[str, Steps] = {
        "one": ONE,
        "first": [("2026-04-01", "released")],
        "last": [("2026-06-30", "released")],
        "again": [("2026-01-01", "released"), ("2026-04-20", "in_progress"), ("2026-05-20", "released")],
        "open": [("2026-05-01", "planned")],
    }
    quarters = [parse_period(name) for name in ("2026-Q1", "2026-Q2", "2026-Q3")]
    assert released_in(Roadmap((), timelines(records), {}), quarters) == (1, 3, 0)


def test_without_days_there_is_nothing() -> None:
    assert roadmap_flow((), ()).counts == ()
