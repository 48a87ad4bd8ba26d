"""Metrics of records, and the objectives that they decide."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from site_builder.measure.base import Measures
from site_builder.model.metric import MetricResult
from tests.measure.conftest import Measured

CSV = "content/metrics/m.csv"


def metric(fields: str = "", direction: str = "up", source: str = f"source: {CSV}") -> dict[str, str]:
    return {"content/metrics/m.yml": f"definition: What counts.\ndirection: {direction}\n{source}\n{fields}\n"}


def rows(*lines: str, header: str = "date,value") -> dict[str, str]:
    return {CSV: "\n".join((header, *lines)) + "\n"}


def only(results: Iterable[MetricResult], **dimensions: str) -> MetricResult:
    (found,) = [result for result in results if dict(result.dimensions) == dimensions]
    return found


def kpi(measures: Measures, **dimensions: str) -> MetricResult:
    return only(measures.results("kpi"), metric="m", **dimensions)


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


def survey(name: str, closed_on: str, score: int, asked: str = "All") -> dict[str, str]:
    return {
        f"feedback/surveys/{name}.yml": f"type: nps\nresponses: feedback/responses/{name}.csv\n{closed_on}\n"
        f"population: {asked}\n",
        f"feedback/responses/{name}.csv": "score,responded_at\n" + f"{score},2026-02-03\n" * 4 + "5,2026-02-01\n",
    }


def test_a_computed_metric_of_surveys_is_a_series_of_waves(measured: Measured) -> None:
    files = {
        **metric(source="source: {computed: nps}"),
        **survey("b", "closed_on: 2026-03-31", 9, "all "),
        **survey("a", "", 8),
        **survey("other", "closed_on: 2026-01-01", 8, "Trial"),
        **survey("open", "closed_on: 2027-01-01", 7),
    }
    measures = measured(files)
    found = kpi(measures)
    assert found.value == pytest.approx(60)
    assert found.details["points"] == [["2026-02-03", -20.0], ["2026-02-03", -20.0], ["2026-03-31", 60.0]]
    nps = only(measures.results("nps"), survey="b")
    assert found.interval == nps.interval
    assert found.details["change"] == pytest.approx(80)


def test_a_change_of_a_computed_metric_is_judged_by_both_intervals(measured: Measured) -> None:
    def wave(promoters: int, passives: int, detractors: int) -> str:
        return "score\n" + "10\n" * promoters + "8\n" * passives + "1\n" * detractors

    files = {
        **metric(source="source: {computed: nps}"),
        **{
            f"feedback/surveys/{name}.yml": f"type: nps\nresponses: {name}.csv\nclosed_on: {day}\npopulation: All\n"
            for name, day in (("a", "2026-01-31"), ("b", "2026-04-30"), ("c", "2026-07-31"))
        },
        "a.csv": wave(100, 100, 50),
        "b.csv": wave(125, 100, 25),
        "c.csv": wave(120, 100, 30),
    }
    # 20 to 40 points: z = 20 / √(4.71² + 4.11²) = 3.2; 40 to 36 points: z = −0.7.
    assert kpi(measured(files)).details["detectable"] is False
    assert kpi(measured(files, "2026-05-01")).details["detectable"] is True


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


def test_a_computed_metric_with_quarters(measured: Measured) -> None:
    def escalation(detected_at: str, hours: int) -> str:
        return (
            f"severity: low\nstatus: resolved\nsource: team\ndetected_at: {detected_at}T00:00:00Z\n"
            f"resolved_at: {detected_at}T{hours:02d}:00:00Z\n"
        )

    files = {
        **metric("unit: minutes", "down", "source: {computed: time-to-resolve}"),
        "feedback/escalations/a.yml": escalation("2026-02-01", 4),
        "feedback/escalations/b.yml": escalation("2026-05-01", 2),
        "feedback/escalations/c.yml": escalation("2026-09-01", 1),
    }
    found = kpi(measured(files, fiscal_year_start=2))
    assert found.details["points"] == [["2026-04-30", 240.0], ["2026-07-31", 120.0], ["2026-10-01", 60.0]]
    assert (found.value, found.unit, found.details["better"]) == (60, "minutes", True)


def test_a_computed_share_is_shown_in_per_cent(measured: Measured) -> None:
    files = {
        **metric("unit: '%'\ntarget: {value: 80}", source="source: {computed: csat}"),
        "feedback/surveys/a.yml": "type: csat\nresponses: a.csv\nclosed_on: 2026-03-31\n",
        "a.csv": "score\n" + "5\n" * 6 + "2\n" * 4,
    }
    measures = measured(files)
    found, csat = kpi(measures), only(measures.results("csat"), survey="a")
    assert found.value == pytest.approx(60)
    assert found.unit == "%"
    assert found.details["attainment"] == pytest.approx(0.75)
    assert found.interval and csat.interval
    assert (found.interval.low, found.interval.high) == pytest.approx(
        (csat.interval.low * 100, csat.interval.high * 100)
    )


def test_a_computed_span_of_time_is_shown_in_hours(measured: Measured) -> None:
    files = {
        **metric("unit: Hours", "down", "source: {computed: time-to-resolve}"),
        "feedback/escalations/a.yml": (
            "severity: low\nstatus: resolved\nsource: team\ndetected_at: 2026-02-01T00:00:00Z\n"
            "resolved_at: 2026-02-01T04:30:00Z\n"
        ),
    }
    found = kpi(measured(files))
    assert found.value == pytest.approx(4.5)
    assert found.unit == "Hours"


def test_a_unit_that_a_computed_value_does_not_have_leaves_it_without_one(measured: Measured) -> None:
    files = {
        **metric("unit: hours", source="source: {computed: csat}"),
        "feedback/surveys/a.yml": "type: csat\nresponses: a.csv\nclosed_on: 2026-03-31\n",
        "a.csv": "score\n" + "5\n" * 6,
    }
    found = kpi(measured(files))
    assert (found.value, found.reason) == (None, "csat is computed in share and cannot be shown in hours")


def test_a_computed_metric_with_one_value(measured: Measured) -> None:
    files = {**metric(source="source: {computed: initiatives}"), "roadmap/initiatives/i.yml": "status: idea\n"}
    found = kpi(measured(files))
    assert (found.value, found.details["day"], found.details["points"]) == (1, "2026-10-01", [["2026-10-01", 1]])


# Key results

OBJECTIVE = "statement: It is better.\nperiod: 2026\n"


def objective(name: str, *key_results: str, status: str = "active") -> dict[str, str]:
    listed = "".join(f"  - {{{key_result}}}\n" for key_result in key_results)
    text = f"{OBJECTIVE}status: {status}\n" + (f"key_results:\n{listed}" if listed else "")
    return {f"roadmap/objectives/{name}.yml": text}


def test_progress_of_key_results(measured: Measured) -> None:
    files = {
        **metric("baseline: 20"),
        **rows("2026-09-30,36"),
        "content/metrics/none.yml": "definition: No data.\ndirection: up\n",
        **objective(
            "o",
            "metric: m, from: 26, to: 46",
            "metric: m, to: 40",
            "metric: m, from: 46, to: 40",
            "metric: m, from: 40, to: 50",
            "metric: none, from: 1, to: 2",
        ),
        **objective("done", "metric: m, from: 0, to: 1", status="met"),
        **objective("empty"),
        **objective("unknown", "metric: none, to: 2"),
    }
    results = measured(files).results("key-results")
    assert only(results, objective="o", metric="m").value == pytest.approx(0.5)
    others = {
        result.dimensions["key-result"]: result.value for result in results if result.dimensions.get("key-result")
    }
    assert others == {"2": pytest.approx(0.8), "3": pytest.approx(10 / 6), "4": pytest.approx(-0.4)}
    third = only(results, objective="o", metric="m", **{"key-result": "3"})
    assert (third.details["met"], third.details["latest"], third.details["day"]) == (True, 36, "2026-09-30")
    assert only(results, objective="o", metric="none").reason == "no data"
    whole = only(results, objective="o")
    assert (whole.value, whole.n) == pytest.approx(((0.5 + 0.8 + 1 + 0) / 4, 4))
    assert (whole.details["key_results"], whole.details["met_count"]) == (5, 1)
    assert whole.details["elapsed"] == pytest.approx(273 / 365)
    overall = only(results)
    assert overall.value == whole.value
    assert (overall.details["key_results"], overall.n) == (6, 4)
    assert only(results, objective="done").value == 1
    assert only(results, objective="empty").reason == "the objective has no key result"
    assert only(results, objective="unknown").reason == "no key result has a value"


@pytest.mark.parametrize(
    ("direction", "value", "progress"), [("up", 36, 1), ("up", 37, 0), ("down", 36, 1), ("down", 35, 0)]
)
def test_a_key_result_that_holds_a_value(measured: Measured, direction: str, value: int, progress: float) -> None:
    files = {
        **metric(direction=direction),
        **rows("2026-09-30,36"),
        **objective("o", f"metric: m, from: {value}, to: {value}"),
    }
    assert only(measured(files).results("key-results"), objective="o", metric="m").value == progress


def test_a_key_result_without_a_start(measured: Measured) -> None:
    files = {**metric(), **rows("2026-09-30,36"), **objective("o", "metric: m, to: 40")}
    found = only(measured(files).results("key-results"), objective="o", metric="m")
    assert (found.value, found.n) == (None, 1)
    assert found.reason == "neither the key result nor its metric says where it began"


def test_no_objective(measured: Measured) -> None:
    (overall,) = measured({}).results("key-results")
    assert (overall.value, overall.reason) == (None, "no active objective has a key result")
