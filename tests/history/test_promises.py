"""Promises, slips, pull-ins and corrections, worked by hand."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from site_builder.history.promises import milestone_promises, promises_of
from tests.history.made import timeline


def moved(*steps: tuple[str, str | None]) -> tuple[list[int], list[int], int, int]:
    """Return the days of slips and of pull-ins, corrections, and how often the target was taken out."""
    found = promises_of(timeline("a", steps))
    return (
        [move.days for move in found.slips],
        [move.days for move in found.pull_ins],
        found.corrections,
        found.removed,
    )


def test_a_later_promise_is_a_slip_and_an_earlier_one_a_pull_in() -> None:
    steps = [
        ("2026-01-01", "planned 2026-03-31"),
        ("2026-02-01", "planned 2026-Q2"),
        ("2026-03-01", "in_progress 2026-05"),
    ]
    found = promises_of(timeline("a", steps))
    assert moved(*steps) == ([91], [-30], 0, 0)
    assert (found.gross_days, found.net_days) == (91, 61)
    assert found.first is not None
    assert str(found.first.target) == "2026-03-31"


def test_the_day_of_the_commit_can_still_be_promised() -> None:
    assert moved(("2026-03-31", "planned 2026-03-31"), ("2026-04-02", "planned 2026-04-01")) == ([], [], 1, 0)


def test_a_target_that_was_past_is_a_correction_and_does_not_count() -> None:
    assert moved(
        ("2026-01-01", "planned 2025-12-31"),
        ("2026-01-02", "planned 2026-03-31"),
        ("2026-05-01", "planned 2026-04-30"),
        ("2026-05-02", "planned 2026-06-30"),
    ) == ([91], [], 2, 0)


def test_over_a_gap_the_last_promise_holds() -> None:
    assert moved(
        ("2026-01-01", "planned 2026-03-31"),
        ("2026-01-02", "planned"),
        ("2026-01-03", None),
        ("2026-01-04", "planned 2026-04-30"),
    ) == ([30], [], 0, 1)


def test_what_is_released_or_dropped_can_be_moved() -> None:
    for status in ("released", "dropped"):
        assert moved(
            ("2026-01-01", "planned 2026-03-31"),
            ("2026-01-02", f"{status} 2026-03-31"),
            ("2026-01-03", f"{status} 2026-05-31"),
        ) == ([], [], 0, 0)
    # The status before the commit decides: what is released later than promised slipped.
    assert moved(("2026-01-01", "planned 2026-03-31"), ("2026-03-01", "released 2026-04-30")) == ([30], [], 0, 0)


def test_the_same_last_day_in_other_words_is_no_move() -> None:
    assert moved(("2026-01-01", "planned 2026-03-31"), ("2026-01-02", "planned 2026-Q1")) == ([], [], 0, 0)


def test_what_is_no_date_is_no_target() -> None:
    assert moved(("2026-01-01", "planned soon"), ("2026-01-02", "planned 2026-Q1")) == ([], [], 0, 0)


def test_milestones_are_promises_of_their_own() -> None:
    steps = [
        ("2026-01-01", "planned 2026-03-31 milestones/Pilot=2026-02-28"),
        ("2026-01-05", "planned 2026-03-31 milestones/Pilot=2026-03-10 milestones/All=2026-03-31"),
    ]
    found = dict(milestone_promises(timeline("a", steps)))
    assert list(found) == ["Pilot", "All"]
    assert [[move.days for move in made.slips] for made in found.values()] == [[10], []]


days = st.integers(0, 400).map(lambda number: date(2026, 1, 1) + timedelta(days=number))


@given(st.lists(days, min_size=1, max_size=20))
def test_slips_and_pull_ins_lead_from_the_first_promise_to_the_last(targets: list[date]) -> None:
    found = promises_of(timeline("a", [("2026-01-01", f"planned {target}") for target in targets]))
    assert found.net_days == (targets[-1] - targets[0]).days
    assert found.gross_days >= found.net_days
    assert all(move.before.commit.at <= move.after.commit.at for move in found.moves)
