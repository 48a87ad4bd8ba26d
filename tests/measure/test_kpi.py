"""Metrics of records: their latest values, changes, targets and groups."""

from __future__ import annotations

import pytest

from tests.measure.conftest import Measured
from tests.measure.kpis import CSV, kpi, metric, only, rows

MONTHS = rows(
    "2026-08-31,30", "2026-09-30,36", "2025-09-30,20", "2025-08-31,18", "2026-07-31,24", "2026-10-31,99"
)  # the last is ahead


def test_the_latest_value_and_how_it_moved(measured: Measured) -> None:
    found = kpi(measured({**metric("unit: locations\nbaseline: 12\ntarget: {value: 48, by: 2026-12-31}"), **MONTHS}))
    assert (found.value, found.unit, found.n, found.reason, found.interval) == (36, "locations", 5, "", None)
    expected = {
        "day": "2026-09-30",
        "previous": 30,
        "previous_day": "2026-08-31",
        "change": 6,
        "better": True,
        "year_ago": 20,
        "year_ago_day": "2025-09-30",
        "change_on_year": 16,
        "attainment": 0.75,
        "attained": False,
        "progress": pytest.approx(24 / 36),
        "target": 48,
        "target_by": "2026-12-31",
        "baseline": 12,
        "days_since": 1,
        "stale": False,
        "period_days": 31,
        "combined": "single",
        "direction": "up",
    }
    assert {name: found.details[name] for name in expected} == expected
    assert found.details["points"][0] == ["2025-08-31", 18]
    assert len(found.details["points"]) == 5


@pytest.mark.parametrize(
    ("direction", "target", "attainment", "attained", "better"),
    [
        ("up", 30, 1.2, True, True),
        ("up", 36, 1.0, True, True),
        ("down", 30, 30 / 36, False, False),
        ("down", 72, 2.0, True, False),
        ("none", 30, None, None, None),
        ("up", 0, None, True, True),
        ("down", -3, None, False, False),
    ],
)
def test_attainment_goes_by_the_direction(
    measured: Measured,
    direction: str,
    target: float,
    attainment: float | None,
    attained: bool | None,
    better: bool | None,
) -> None:
    found = kpi(measured({**metric(f"target: {{value: {target}}}", direction), **MONTHS}))
    assert found.details["attainment"] == (None if attainment is None else pytest.approx(attainment))
    assert (found.details["attained"], found.details["better"], found.details["progress"]) == (attained, better, None)


def test_without_a_target_or_a_change(measured: Measured) -> None:
    found = kpi(measured({**metric(), **rows("2026-08-31,30", "2026-09-30,30")}))
    assert (found.details["attainment"], found.details["attained"], found.details["better"]) == (None, None, None)
    assert (found.unit, found.details["change"], found.details["year_ago"]) == ("value", 0, None)


@pytest.mark.parametrize(
    ("days", "year_ago_day"),
    [
        (("2024-02-29", "2024-03-31", "2023-02-28"), "2023-02-28"),
        (("2026-02-28", "2026-03-31", "2025-04-10"), "2025-04-10"),
        (("2026-01-31", "2026-02-28", "2026-03-31", "2025-05-10"), None),
        (("2026-03-30", "2026-03-31"), None),
    ],
)
def test_a_year_ago_is_within_half_a_period(
    measured: Measured, days: tuple[str, ...], year_ago_day: str | None
) -> None:
    last = "2024-02-29" if year_ago_day == "2023-02-28" else "2026-03-31"
    found = kpi(measured({**metric(), **rows(*(f"{day},1" for day in days))}, as_of=last))
    assert found.details["day"] == last
    assert found.details["year_ago_day"] == year_ago_day


REGIONS = "dimensions: [region]"
BY_REGION = rows(
    "2026-08-31,10,UK",
    "2026-08-31,30,FR",
    "2026-09-30,12,UK",
    "2026-09-30,36,FR",
    "2026-09-30,2,",
    header="date,value,region",
)
TOTALS = rows(
    "2026-08-31,10,UK",
    "2026-08-31,30,FR",
    "2026-08-31,25,",
    "2026-09-30,12,UK",
    "2026-09-30,27,",
    header="date,value,region",
)


@pytest.mark.parametrize(
    ("fields", "value", "combined"),
    [
        ("unit: minutes", 48, "sum"),
        ("unit: '%'", 24, "mean"),
        ("unit: contacts per 100 locations", 24, "mean"),
        ("unit: minutes\nbaseline: 19", 24, "mean"),
        ("unit: '%'\nbaseline: 41", 48, "sum"),
        ("target: {value: 23}", 24, "mean"),
        ("unit: '%'\ntarget: {value: 60}", 48, "sum"),
        ("unit: '%'\nbaseline: 41\ntarget: {value: 23}", 48, "sum"),
    ],
)
def test_several_rows_of_a_day(measured: Measured, fields: str, value: float, combined: str) -> None:
    # Without the declared dimension, the row whose region is blank is a row like the others; so it is left out here.
    lines = {CSV: BY_REGION[CSV].replace("2026-09-30,2,\n", "")}
    found = kpi(measured({**metric(f"{REGIONS}\n{fields}"), **lines}))
    assert (found.value, found.details["combined"], found.n) == (value, combined, 4)


def test_a_row_without_dimensions_is_the_total(measured: Measured) -> None:
    measures = measured({**metric(f"{REGIONS}\nunit: minutes"), **TOTALS})
    found = kpi(measures)
    assert (found.value, found.n, found.details["previous"], found.details["combined"]) == (27, 2, 25, "total")
    groups = [result for result in measures.results("kpi") if "region" in result.dimensions]
    assert [(result.dimensions["region"], result.value, result.details["day"]) for result in groups] == [
        ("FR", 30, "2026-08-31"),
        ("UK", 12, "2026-09-30"),
    ]


def test_groups_of_a_dimension(measured: Measured) -> None:
    measures = measured({**metric(f"{REGIONS}\nbaseline: 19\ntarget: {{value: 24}}"), **TOTALS})
    uk = kpi(measures, region="UK")
    assert (uk.value, uk.details["previous"], uk.details["attainment"], uk.details["combined"]) == (
        12,
        10,
        0.5,
        "total",
    )
    lines = rows("2026-08-31,10,UK", "2026-08-31,30,UK", "2026-08-31,8,", header="date,value,region")
    undeclared = measured({**metric("unit: minutes"), **lines})
    assert [dict(result.dimensions) for result in undeclared.results("kpi")] == [{"metric": "m"}]
    assert kpi(undeclared).value == 48


def test_the_total_of_a_group_in_two_dimensions(measured: Measured) -> None:
    lines = rows(
        "2026-09-30,50,,",
        "2026-09-30,30,UK,",
        "2026-09-30,10,UK,A",
        "2026-09-30,14,UK,B",
        "2026-09-30,8,FR,A",
        "2026-09-30,6,FR,B",
        header="date,value,region,plan",
    )
    measures = measured({**metric("dimensions: [region, plan]\nunit: minutes"), **lines})
    assert (kpi(measures).value, kpi(measures, region="UK").value, kpi(measures, region="FR").value) == (50, 30, 14)
    assert (kpi(measures, plan="A").value, kpi(measures, plan="").value) == (18, 30)
    assert kpi(measures, region="UK").details["combined"] == "total"


def test_a_dimension_called_metric(measured: Measured) -> None:
    lines = rows("2026-09-30,10,x", header="date,value,metric")
    measures = measured({**metric("dimensions: [metric]"), **lines})
    assert only(measures.results("kpi"), **{"metric": "m", "column metric": "x"}).value == 10


@pytest.mark.parametrize(
    ("days", "period", "stale"),
    [
        (("2026-07-31",), 92, False),
        (("2026-03-30",), 92, True),
        (("2026-09-16", "2026-09-17"), 7, False),
        (("2026-09-15", "2026-09-16"), 7, True),
        (("2026-05-31", "2026-06-30", "2026-07-31"), 31, False),
        (("2026-04-30", "2026-05-31", "2026-06-30"), 31, True),
    ],
)
def test_staleness(measured: Measured, days: tuple[str, ...], period: int, stale: bool) -> None:
    found = kpi(measured({**metric(), **rows(*(f"{day},1" for day in days))}))
    assert (found.details["period_days"], found.details["stale"]) == (period, stale)


def test_a_group_with_one_value_is_as_old_as_the_whole_says(measured: Measured) -> None:
    lines = rows("2026-09-01,1,x", "2026-09-08,1,y", "2026-09-15,1,y", header="date,value,team")
    results = measured({**metric("dimensions: [team]"), **lines}).results("kpi")
    found = {result.dimensions.get("team"): result.details for result in results}
    assert {team: (details["period_days"], details["stale"]) for team, details in found.items()} == {
        None: (7, True),
        "x": (7, True),
        "y": (7, True),
    }


@pytest.mark.parametrize(
    ("source", "files", "reason"),
    [
        ("", {}, "no data"),
        (f"source: {CSV}", rows(), f"no observation could be read from {CSV}"),
        (f"source: {CSV}", rows("2026-12-31,1"), "there is no observation yet"),
        ("source: {computed: kpi}", {}, "kpi is itself computed from the records of metrics"),
        ("source: {computed: nsp}", {}, "there is no metric 'nsp' to compute; did you mean 'nps'?"),
        ("source: {computed: nps}", {}, "nps has no result"),
        ("source: {computed: tool-cost}", {}, "there is no tool"),
    ],
)
def test_no_value(measured: Measured, source: str, files: dict[str, str], reason: str) -> None:
    found = kpi(measured({**metric(source=source), **files}))
    assert (found.value, found.n, found.reason) == (None, 0, reason)
    assert found.details["standing"] == "no data"
    unknown = ("attainment", "attained", "progress", "expected")
    assert [found.details[name] for name in unknown] == [None] * 4
    assert set(found.details) == {"direction", "baseline", "target", "target_by", "standing", *unknown}


@pytest.mark.parametrize(
    ("target", "direction", "standing", "expected"),
    [
        ("{value: 36, by: 2026-12-31}", "up", "reached", 36 + 16 * 92 / 365),
        ("{value: 40, by: 2026-12-31}", "up", "on pace", 36 + 16 * 92 / 365),
        ("{value: 41, by: 2026-12-31}", "up", "behind", 36 + 16 * 92 / 365),
        ("{value: 41, by: 2026-10-01}", "up", "behind", 36 + 16 / 365),
        ("{value: 41, by: 2026-09-30}", "up", "missed", None),
        ("{value: 36, by: 2026-09-30}", "up", "reached", None),
        ("{value: 30, by: 2026-Q4}", "down", "behind", 36 + 16 * 92 / 365),
        ("{value: 40}", "up", "under way", None),
        ("{value: 40}", "none", "no target", None),
    ],
)
def test_the_standing_by_the_pace_of_a_year(
    measured: Measured, target: str, direction: str, standing: str, expected: float | None
) -> None:
    found = kpi(measured({**metric(f"target: {target}", direction), **MONTHS}))
    assert found.details["standing"] == standing
    assert found.details["expected"] == (None if expected is None else pytest.approx(expected))


def test_without_a_year_ago_there_is_no_pace(measured: Measured) -> None:
    found = kpi(measured({**metric("target: {value: 99, by: 2026-12-31}"), **rows("2026-08-31,1", "2026-09-30,2")}))
    assert found.details["standing"] == "under way"


def monthly(*values: float) -> dict[str, str]:
    """Return observations of consecutive months that end in September 2026."""
    months = [(2026 * 12 + 8 - back) for back in range(len(values))][::-1]
    return rows(
        *(f"{month // 12}-{month % 12 + 1:02d}-15,{value}" for month, value in zip(months, values, strict=True))
    )


@pytest.mark.parametrize(
    ("values", "detectable"),
    [
        # The mean moving range is 2, so that the limit is 6.534.
        ((10, 12, 10, 12, 10, 12, 10, 16.5), False),
        ((10, 12, 10, 12, 10, 12, 10, 16.6), True),
        ((10, 12, 10, 12, 10, 12, 10, 3.4), True),
        ((10, 12, 10, 12, 10, 12, 99), None),
    ],
)
def test_a_change_is_held_against_the_moving_ranges_before_it(
    measured: Measured, values: tuple[float, ...], detectable: bool | None
) -> None:
    found = kpi(measured({**metric(), **monthly(*values)}))
    assert found.details["detectable"] is detectable


def test_a_change_on_a_year_is_held_against_the_same_limit(measured: Measured) -> None:
    values = [10, 12] * 6 + [18]
    found = kpi(measured({**metric(direction="down"), **monthly(*values)}))
    details = found.details
    assert (details["change_on_year"], details["better_on_year"], details["detectable_on_year"]) == (8, False, True)


@pytest.mark.parametrize(("before", "year_ago"), [("2025-09-15", 1.0), ("2025-09-14", None)])
def test_a_year_ago_is_at_most_half_a_period_away(measured: Measured, before: str, year_ago: float | None) -> None:
    # The median distance of the observations is 31 days.
    days = rows(f"{before},1", "2026-07-31,2", "2026-08-31,3", "2026-09-30,4")
    found = kpi(measured({**metric(), **days}))
    assert found.details["period_days"] == 31
    assert found.details["year_ago"] == year_ago


def test_a_year_before_a_leap_day_is_the_last_of_february(measured: Measured) -> None:
    found = kpi(measured({**metric(), **rows("2023-02-26,1", "2023-03-01,2", "2024-02-29,3")}))
    assert found.details["year_ago_day"] == "2023-03-01"


def test_one_part_beside_the_total_does_not_say_how_parts_make_it(measured: Measured) -> None:
    csv = rows(
        "2026-08-31,4,UK,a", "2026-08-31,6,UK,b", "2026-09-30,9,,", "2026-09-30,9,UK,a", header="date,value,region,plan"
    )
    found = kpi(measured({**metric("unit: shifts\ndimensions: [region, plan]"), **csv}), region="UK")
    assert found.details["points"] == [["2026-08-31", 10], ["2026-09-30", 9]]


@pytest.mark.parametrize(("direction", "value"), [("up", 0), ("down", 0), ("up", -1)])
def test_of_nothing_no_share_of_the_target_is_told(measured: Measured, direction: str, value: float) -> None:
    files = {**metric("target: {value: 10}", direction), **rows(f"2026-09-30,{value}")}
    assert kpi(measured(files)).details["attainment"] is None
