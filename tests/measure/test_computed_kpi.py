"""Metrics of records whose values are those of a metric of the program."""

from __future__ import annotations

import pytest

from tests.measure.conftest import Measured
from tests.measure.kpis import kpi, metric, only


def survey(name: str, closed_on: str, score: int, asked: str = "population: All") -> dict[str, str]:
    return {
        f"feedback/surveys/{name}.yml": f"type: nps\nresponses: feedback/responses/{name}.csv\n{closed_on}\n{asked}\n",
        f"feedback/responses/{name}.csv": "score,responded_at\n" + f"{score},2026-02-03\n" * 4 + "5,2026-02-01\n",
    }


def test_a_computed_metric_of_surveys_is_a_series_of_waves(measured: Measured) -> None:
    files = {
        **metric(source="source: {computed: nps}"),
        **survey("b", "closed_on: 2026-03-31", 9, "population: 'all '"),
        **survey("a", "", 8),
        **survey("other", "closed_on: 2026-01-01", 8, "population: Trial"),
        **survey("open", "closed_on: 2027-01-01", 7),
    }
    measures = measured(files)
    found = kpi(measures)
    assert found.value == pytest.approx(60)
    assert found.details["points"] == [["2026-02-03", -20.0], ["2026-02-03", -20.0], ["2026-03-31", 60.0]]
    nps = only(measures.results("nps"), survey="b")
    assert found.interval == nps.interval
    assert found.details["change"] == pytest.approx(80)


def test_surveys_that_say_neither_what_they_ask_nor_whom_are_no_series(measured: Measured) -> None:
    files = {
        **metric(source="source: {computed: nps}"),
        **survey("a", "closed_on: 2026-03-31", 10, asked=""),
        **survey("b", "closed_on: 2026-06-30", 2, asked=""),
    }
    found = kpi(measured(files))
    assert (found.value, found.details["points"]) == (-100, [["2026-06-30", -100.0]])
    assert (found.details["previous"], found.details["change"]) == (None, None)


def test_surveys_of_other_types_are_no_waves_of_each_other(measured: Measured) -> None:
    def asked(kind: str, closed_on: str) -> str:
        return f"type: {kind}\nresponses: r.csv\ninvited: 20\npopulation: All\nclosed_on: {closed_on}\n"

    files = {
        **metric("unit: '%'", source="source: {computed: response-rate}"),
        "feedback/surveys/a.yml": asked("nps", "2026-03-31"),
        "feedback/surveys/b.yml": asked("csat", "2026-06-30"),
        "r.csv": "score\n" + "5\n" * 10,
    }
    assert [day for day, _ in kpi(measured(files)).details["points"]] == ["2026-06-30"]


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
