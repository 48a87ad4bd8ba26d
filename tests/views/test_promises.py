"""Whether a promise was kept, in words."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.kinds.initiative import Initiative
from site_builder.views.promises import promise_words

AS_OF = date(2026, 10, 31)


def promise(status: str, target: str | None = None, released_on: str | None = None) -> str:
    values = {"title": "x", "owner": "@team", "status": status, "target": target, "released_on": released_on}
    return promise_words(Initiative.model_validate(values), AS_OF)


@pytest.mark.parametrize(
    ("target", "released_on", "expected"),
    [
        ("2026-09-30", "2026-10-12", "released 12 days after its target"),
        ("2026-09-30", "2026-10-01", "released 1 day after its target"),
        ("2026-09-30", "2026-09-30", "released on its target"),
        ("2026-09-30", "2026-09-29", "released 1 day before its target"),
        ("2026-Q3", "2026-09-30", "released within its target, Q3 2026"),
        ("2026-Q3", "2026-07-01", "released within its target, Q3 2026"),
        ("2026-Q3", "2026-06-30", "released before its target, Q3 2026"),
        ("2026-Q3", "2026-10-02", "released 2 days after its target"),
        ("2026-02", "2026-02-01", "released within its target, February 2026"),
        ("2026-02", "2026-01-31", "released before its target, February 2026"),
    ],
)
def test_the_day_of_release_stands_beside_the_target(target: str, released_on: str, expected: str) -> None:
    assert promise("released", target, released_on) == expected


def test_an_open_promise_counts_the_days_past_it() -> None:
    assert promise("in_progress", "2026-09-30") == "31 days past its target"
    assert promise("planned", "2026-10-30") == "1 day past its target"


@pytest.mark.parametrize(
    ("status", "target", "released_on"),
    [
        ("in_progress", "2026-10-31", None),
        ("planned", None, None),
        ("dropped", "2026-01-31", None),
        ("released", None, "2026-01-31"),
        ("released", "2026-01-31", None),
    ],
)
def test_nothing_is_said_where_there_is_nothing_to_compare(
    status: str, target: str | None, released_on: str | None
) -> None:
    assert promise(status, target, released_on) == ""
