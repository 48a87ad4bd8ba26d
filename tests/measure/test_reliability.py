"""What the commits say of the roadmap, worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from site_builder.history.timelines import Timelines
from site_builder.measure.base import Measures
from site_builder.measure.forecast import DRAWS, HORIZON, _at, simulate
from site_builder.measure.statistics.wilson import wilson
from site_builder.model.metric import MetricResult
from tests.history.made import Steps, timelines
from tests.measure.conftest import Measured

Told = tuple[str, Steps]
"""The fields of an initiative, empty where it is gone, and the steps of its history."""


def reliability(
    measured: Measured, records: dict[str, Told], as_of: str = "2026-10-01", began: str = "2025-01-01",
    **options: Any,
) -> Measures:  # fmt: skip
    """Return the measures of initiatives, each with its fields and the steps of its history."""
    files = {f"roadmap/initiatives/{name}.yml": f"{fields}\n" for name, (fields, _) in records.items() if fields}
    history = timelines({name: steps for name, (_, steps) in records.items()}, began)
    return measured(files, as_of=as_of, history=history, **options)


def only(measures: Measures, name: str, **dimensions: str) -> MetricResult:
    (found,) = measures.where(name, **dimensions)
    return found


KEPT: Told = ("status: released\nreleased_on: 2026-03-31\nteam: web", [
    ("2026-01-01", "planned 2026-03-31"), ("2026-02-01", "in_progress 2026-03-31"),
    ("2026-04-02", "released 2026-03-31"),
])  # fmt: skip
LATE: Told = ("status: released\nreleased_on: 2026-05-10\nteam: web", [
    ("2026-01-01", "planned 2026-03-31"), ("2026-03-01", "in_progress 2026-Q2"), ("2026-05-10", "released 2026-Q2"),
])  # fmt: skip
TWICE: Told = ("status: in_progress\ntarget: 2026-12-31", [
    ("2026-01-01", "planned 2026-06-30"), ("2026-02-01", "planned 2026-09-30"),
    ("2026-06-01", "in_progress 2026-12-31"),
    ("2026-07-01", "in_progress 2026-11-30"), ("2026-08-01", "in_progress 2026-12-31"),
])  # fmt: skip
UNPROMISED: Told = (
    "status: released\nreleased_on: 2026-05-01",
    [("2026-04-01", "in_progress"), ("2026-05-01", "released")],
)
GONE: Told = ("", [("2026-01-01", "planned 2026-06-30"), ("2026-05-01", None)])
ALL: dict[str, Told] = {"kept": KEPT, "late": LATE, "twice": TWICE, "unpromised": UNPROMISED, "gone": GONE}


def test_slips(measured: Measured) -> None:
    measures = reliability(measured, ALL)
    over_all = only(measures, "slips")
    # late +91; twice +92, +92, +31 and -31 between.
    assert (over_all.value, over_all.n) == (4, 4)
    assert {key: value for key, value in over_all.details.items() if key != "worst"} == {
        "records": 2,
        "gross_days": 306,
        "net_days": 275,
        "median_days": 91.5,
        "pull_ins": 1,
        "corrections": 0,
        "removed": 0,
    }
    worst = over_all.details["worst"]
    assert (worst["id"], worst["days"], worst["from"], worst["to"]) == ("twice", 92, "2026-06-30", "2026-09-30")
    assert (only(measures, "slips", team="web").value, only(measures, "slips", team="").value) == (1, 3)
    assert measures.where("slips", of="milestones") == ()


def test_slips_of_milestones_count_apart(measured: Measured) -> None:
    steps = [("2026-01-01", "planned milestones/Pilot=2026-02"), ("2026-01-02", "planned milestones/Pilot=2026-03")]
    measures = reliability(measured, {"a": ("status: planned", steps)})
    found = only(measures, "slips", of="milestones")
    assert (found.value, found.n, found.details["gross_days"]) == (1, 1, 31)
    assert only(measures, "slips").reason == "no initiative was promised for a day"


def test_on_time_is_judged_by_the_first_promise(measured: Measured) -> None:
    measures = reliability(measured, ALL)
    found = only(measures, "on-time")
    assert (found.value, found.n, found.interval) == (0.5, 2, wilson(1, 2))
    assert found.details == {
        "on_time": 1,
        "released": 3,
        "without_promise": 1,
        "median_days_late": 40,
        "p85_days_late": 40,
        "min_days_late": 40,
        "max_days_late": 40,
        "latest": [["late", 40]],
    }
    assert only(measures, "on-time", period="2026-Q1").value == 1
    assert only(measures, "on-time", period="2026-Q2").details["without_promise"] == 1
    assert only(measures, "on-time", team="").reason == "no released initiative was promised for a day"


@pytest.mark.parametrize(("as_of", "released"), [("2026-05-09", 2), ("2026-05-10", 3)])
def test_what_is_released_after_the_day_is_not_released_on_it(measured: Measured, as_of: str, released: int) -> None:
    found = only(reliability(measured, ALL, as_of), "on-time")
    assert found.details["released"] == released


def test_a_release_gives_the_day_where_the_initiative_gives_none(measured: Measured) -> None:
    files = {
        "roadmap/initiatives/a.yml": "status: released\nrelease: '1.0'\n",
        "roadmap/releases/1.0.yml": "status: released\ndate: 2026-04-01\n",
    }
    history = timelines({"a": [("2026-01-01", "planned 2026-03-31")]})
    found = only(measured(files, history=history), "on-time")
    assert found.details["latest"] == [["a", 1]]


def test_a_release_that_was_withdrawn_was_a_release(measured: Measured) -> None:
    files = {
        "roadmap/initiatives/a.yml": "status: released\nrelease: '1.0'\n",
        "roadmap/releases/1.0.yml": "status: withdrawn\ndate: 2026-03-31\n",
    }
    history = timelines({"a": [("2026-01-01", "planned 2026-03-31")]})
    assert only(measured(files, history=history), "on-time").value == 1


@pytest.mark.parametrize(("day", "value", "days_late"), [("2026-03-31", 1, None), ("2026-04-01", 0, 1)])
def test_a_day_after_the_promise_is_late(measured: Measured, day: str, value: int, days_late: int | None) -> None:
    history = timelines({"a": [("2026-01-01", "planned 2026-03")]})
    files = {"roadmap/initiatives/a.yml": f"status: released\nreleased_on: {day}\n"}
    found = only(measured(files, history=history), "on-time")
    assert (found.value, found.details["on_time"], found.details["median_days_late"]) == (value, value, days_late)


def test_say_do_of_quarters_and_years(measured: Measured) -> None:
    measures = reliability(measured, ALL)
    # At the first instant of the second quarter late is promised for it, and so is what was then removed.
    found = only(measures, "say-do", period="2026-Q2")
    assert (found.value, found.n) == (0.5, 2)
    assert found.details == {
        "promised": 2,
        "done": 1,
        "unplanned": 1,
        "not_done": ["gone"],
        "unplanned_items": ["unpromised"],
        "ended": True,
    }
    assert only(measures, "say-do", period="2026-Q3").details["not_done"] == []
    assert only(measures, "say-do", period="2026-Q4").details["ended"] is False
    # At the first instant of 2026 nothing was committed yet; the history itself is a year older.
    assert only(measures, "say-do", period="2026").reason == "nothing was promised for the period at its first instant"
    assert measures.where("say-do", period="2025") == ()


@pytest.mark.parametrize(
    ("target", "promised"), [("2026-03-31", 0), ("2026-04-01", 1), ("2026-06-30", 1), ("2026-07-01", 0)]
)
def test_a_promise_for_a_period_is_for_one_of_its_days(measured: Measured, target: str, promised: int) -> None:
    records: dict[str, Told] = {"a": ("status: planned", [("2026-01-01", f"planned {target}")])}
    assert only(reliability(measured, records), "say-do", period="2026-Q2").details["promised"] == promised


@pytest.mark.parametrize(("day", "done"), [("2026-03-31", 0), ("2026-04-01", 1), ("2026-06-30", 1), ("2026-07-01", 0)])
def test_what_is_done_in_a_period_is_released_on_one_of_its_days(measured: Measured, day: str, done: int) -> None:
    records: dict[str, Told] = {"a": (f"status: released\nreleased_on: {day}", [("2026-01-01", "planned 2026-05-31")])}
    assert only(reliability(measured, records), "say-do", period="2026-Q2").details["done"] == done


@pytest.mark.parametrize(("as_of", "ended"), [("2026-06-29", False), ("2026-06-30", True)])
def test_a_period_has_ended_on_its_last_day(measured: Measured, as_of: str, ended: bool) -> None:
    found = only(reliability(measured, ALL, as_of), "say-do", period="2026-Q2")
    assert found.details["ended"] is ended


@pytest.mark.parametrize(("began", "is_known"), [("2026-03-31T23:59:59", True), ("2026-04-01T00:00:00", False)])
def test_a_period_is_known_where_the_history_began_before_it(measured: Measured, began: str, is_known: bool) -> None:
    records: dict[str, Told] = {"a": ("status: planned", [("2026-04-02", "planned 2026-05-31")])}
    found = reliability(measured, records, began=began).where("say-do", period="2026-Q2")
    assert bool(found) is is_known


def test_what_begins_after_the_first_instant_is_not_promised_for_it(measured: Measured) -> None:
    steps = [("2026-03-31T23:59:59", "planned 2026-Q2"), ("2026-04-01T00:00:00", "planned 2026-Q3")]
    measures = reliability(measured, {"a": ("status: planned", steps)})
    assert only(measures, "say-do", period="2026-Q2").details["promised"] == 1
    early = [("2026-04-01T00:00:00", "planned 2026-Q2")]
    measures = reliability(measured, {"a": ("status: planned", early)})
    assert only(measures, "say-do", period="2026-Q2").n == 0


def test_periods_are_those_of_the_fiscal_year(measured: Measured) -> None:
    measures = reliability(measured, ALL, fiscal_year_start=2)
    periods = {result.dimensions["period"] for result in measures.results("say-do")}
    # The fiscal year 2026 began in February 2025, after the history; its second quarter in May 2025.
    assert {"FY2026", "FY2027", "FY2026-Q2", "FY2027-Q3"} <= periods
    # Of what was promised for February to April of 2026, one was released in these months.
    assert only(measures, "say-do", period="FY2027-Q1").details["not_done"] == ["late"]


def test_cycle_time_and_age_in_days(measured: Measured) -> None:
    measures = reliability(measured, ALL)
    found = only(measures, "cycle-time")
    # kept 60 days, late 70, unpromised 30.
    assert (found.value, found.unit, found.n) == (60, "days", 3)
    assert found.details["distribution"] == [30, 60, 70]
    assert found.details["p85"] == pytest.approx(67)
    age = only(measures, "item-age")
    assert (age.value, age.unit, age.details["items"], age.details["beyond_p85"]) == (121.5, "days", ["twice"], 1)
    assert only(measures, "work-in-progress").details["items"] == ["twice"]


def test_what_is_begun_and_released_at_once_took_no_time(measured: Measured) -> None:
    steps = [("2026-03-01T12:00:00", "in_progress"), ("2026-03-01T12:00:00", "released")]
    found = only(reliability(measured, {"a": ("status: released\nreleased_on: 2026-03-01", steps)}), "cycle-time")
    assert (found.value, found.n) == (0, 1)


def test_what_is_released_before_it_is_in_progress_has_no_cycle_time(measured: Measured) -> None:
    steps = [("2026-01-01", "released"), ("2026-02-01", "in_progress"), ("2026-03-01", "released")]
    found = only(reliability(measured, {"a": ("status: released", steps)}), "cycle-time")
    assert (found.value, found.details["out_of_order"]) == (None, ["a"])


def test_throughput_counts_the_first_commit_that_says_released(measured: Measured) -> None:
    found = only(reliability(measured, ALL, as_of="2026-05-18", began="2026-03-25"), "throughput")
    assert found.details["weeks"][0] == "2026-03-30"
    assert found.details["counts"] == [1, 0, 0, 0, 1, 1, 0]
    assert found.n == 3
    assert found.value == pytest.approx(3 / 7)


def test_statuses_from_git_are_a_workflow(measured: Measured) -> None:
    files = {
        "content/workflows/git.yml": "from: git\nstages: [{name: planned}, {name: in_progress, active: true}, "
        "{name: released}]\n",
        **{f"roadmap/initiatives/{name}.yml": "status: planned\n" for name in ("a", "b", "dropped")},
    }
    history = timelines(
        {
            "a": [("2026-01-01", "idea"), ("2026-01-02", "planned"), ("2026-01-04", "in_progress"),
                  ("2026-01-05", "in_progress 2026-Q1"), ("2026-01-10", "released")],
            "b": [("2026-02-01", "planned")],
            "dropped": [("2026-02-01", "planned"), ("2026-02-02", "dropped")],
        }
    )  # fmt: skip
    measures = measured(files, history=history)
    assert only(measures, "cycle-time", workflow="git").value == 6 * 1440
    assert only(measures, "work-in-progress", workflow="git", stage="planned").details["items"] == ["b"]
    assert only(measures, "dwell", workflow="git", stage="planned").value == 2 * 1440


def test_without_a_history_there_is_a_reason_and_no_number(measured: Measured) -> None:
    measures = measured(
        {"roadmap/initiatives/a.yml": "status: in_progress\n"}, history=Timelines(reason="not available: shallow clone")
    )
    for name in ("slips", "on-time", "say-do", "cycle-time", "throughput", "item-age", "forecast"):
        (found,) = measures.results(name)
        assert (found.value, found.n, found.reason) == (None, 0, "not available: shallow clone")
    assert only(measures, "work-in-progress").value == 1


def test_without_initiatives_there_is_nothing_to_say(measured: Measured) -> None:
    measures = measured({}, history=timelines({}))
    assert [measures.results(name) for name in ("slips", "on-time", "say-do", "forecast")] == [()] * 4


def released_every_week(count: int) -> dict[str, Told]:
    first = date(2026, 1, 7)
    days = [(first + timedelta(weeks=number)).isoformat() for number in range(count)]
    return {f"done-{number}": ("status: released", [(day, "released")]) for number, day in enumerate(days)}


def test_a_steady_pace_gives_the_day(measured: Measured) -> None:
    open_items = {f"open-{number}": ("status: planned", [("2026-01-01", "planned")]) for number in range(5)}
    records = {**released_every_week(20), **open_items}
    found = only(reliability(measured, records, as_of="2026-05-25", began="2026-01-01"), "forecast")
    assert (found.value, found.n) == (35, 20)
    assert (found.details["p50_on"], found.details["p85_on"]) == ("2026-06-29", "2026-06-29")
    assert (found.details["open"], found.details["released"]) == (5, 20)
    unplanned: dict[str, Told] = {
        "found": ("status: discovery", [("2026-01-01", "discovery")]),
        "idea": ("status: idea", [("2026-01-01", "idea")]),
    }
    assert only(reliability(measured, records | unplanned, as_of="2026-05-25"), "forecast").details["open"] == 5
    assert found.details["chances"] == [[number / 20, 5] for number in range(1, 20)]


def test_what_cannot_be_forecast_says_why(measured: Measured) -> None:
    def reason(records: dict[str, Told], **options: str) -> str:
        return only(reliability(measured, records, **options), "forecast").reason

    planned: dict[str, Told] = {"a": ("status: planned", [("2026-01-01", "planned")])}
    assert reason(planned) == "nothing was released in the last 52 weeks"
    assert reason(planned, began="2026-09-01").startswith("not available: fewer than 8 full weeks")
    assert reason({"a": ("status: idea", [("2026-01-01", "idea")])}) == "nothing is planned or in progress"


@pytest.mark.parametrize(("count", "chance"), [(1, 0.5), (5, 0.5), (12, 0.25)])
def test_weeks_of_one_or_none_are_the_negative_binomial_distribution(count: int, chance: float) -> None:
    weekly = [1] * round(chance * 8) + [0] * round((1 - chance) * 8)
    drawn = simulate(count, weekly)
    for share in (0.5, 0.85):
        # The failures before so many successes, and the successes themselves, are the weeks.
        expected = float(nbinom.ppf(share, count, chance)) + count
        assert drawn[int(share * DRAWS)] == pytest.approx(expected, abs=1)
    assert sum(drawn) / DRAWS == pytest.approx(count / chance, rel=0.03)


@pytest.mark.parametrize(
    ("drawn", "share", "weeks"),
    [
        (range(1, 101), 0.05, 5),
        (range(1, 101), 0.5, 50),
        (range(1, 101), 0.85, 85),
        ([1, 2, 3], 0.5, 2),
        ([1, 2], 0.5, 1),
        ([7], 0.95, 7),
        ([1, HORIZON], 0.95, HORIZON),
        ([1, HORIZON + 1], 0.95, None),
        ([], 0.5, None),
    ],
)
def test_a_share_of_the_draws_is_done_after_the_fewest_weeks_that_hold_for_so_many(
    drawn: Sequence[int], share: float, weeks: int | None
) -> None:
    assert _at(drawn, share) == weeks
    if weeks is not None:
        assert sum(each <= weeks for each in drawn) >= share * len(drawn) > sum(each < weeks for each in drawn)


@settings(max_examples=25)
@given(st.integers(1, 20), st.lists(st.integers(0, 3), min_size=1, max_size=20))
def test_draws_are_ordered_and_the_same_again(count: int, weekly: list[int]) -> None:
    drawn = simulate(count, weekly, draws=50)
    assert drawn == sorted(drawn) == simulate(count, weekly, draws=50)
    fastest = -(-count // max(weekly)) if any(weekly) else HORIZON + 1
    assert fastest <= drawn[0]
    assert drawn[-1] <= HORIZON + 1
