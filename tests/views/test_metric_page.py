"""The page of a metric."""

from __future__ import annotations

from pathlib import Path

from site_builder.views.parts import Change, ChartFigure, KpiGrid
from tests.views.reading import (
    column,
    escalation,
    facts,
    headings,
    heads,
    parts,
    record,
    rows,
    table,
)
from tests.views.scorecard import REGIONS, STEADY, cards, metric, monthly, site


def test_the_page_of_a_metric_says_where_it_stands(tmp_path: Path) -> None:
    metrics = {
        "a": metric("Shifts", "a", unit="shifts", baseline=10, target="{value: 30, by: 2026-12-31, note: Agreed.}")
    }
    page = site(tmp_path, metrics, {"a": monthly(*STEADY, 22)})["metrics/a/"]
    assert facts(page) == {
        "Standing": "behind target",
        "Unit": "shifts",
        "Direction": "up: more is better",
        "Target": "30 shifts by 2026-12-31",
        "Why this target": "Agreed.",
        "Baseline": "10 shifts",
        "Observed": "2026-10-31",
        "Source": "content/metrics/a.csv",
    }
    assert cards(page) == {
        "Latest, 31 October 2026": "22 shifts",
        "A year before, 31 October 2025": "10 shifts",
        "Target, 31 December 2026": "30 shifts",
        "Way from the baseline to the target": "60%",
    }
    (grid,) = parts(page, KpiGrid)
    latest, year, target, _ = grid.cards
    assert latest.change == Change("up", "+10 shifts since 30 September 2026, better", "positive")
    assert year.change == Change("up", "+12 shifts since 31 October 2025, better", "positive")
    assert target.reason == "behind target: 24 shifts then, at the pace of the last year"


def test_the_chart_has_target_annotations_releases_and_critical_escalations(tmp_path: Path) -> None:
    note = "[{date: 2026-03-31, note: Spring.}, {date: 2024-01-01, note: Before.}]"
    metrics = {"a": metric("Shifts", "a", unit="'%'", target="{value: 30, by: 2026-Q4}", annotations=note)}
    further = {
        "roadmap/releases/1.0.yml": record("One", date="2026-05-01", status="released"),
        "roadmap/releases/2.0.yml": record("Two", date="2026-06-01", status="planned"),
        "feedback/escalations/e.yml": escalation("Down", severity="critical", detected_at="2026-07-01T00:00:00Z"),
        "feedback/escalations/f.yml": escalation("Slow", severity="high", detected_at="2026-07-02T00:00:00Z"),
    }
    page = site(tmp_path, metrics, {"a": monthly(*STEADY, 22)}, **further)["metrics/a/"]
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "Shifts: 22%, +12 points in a year"
    assert chart.subtitle == ("Per cent, 31 October 2025 to 31 October 2026, 13 values, n 13; !: critical escalation")
    assert len(chart.table.rows) == 13
    drawn = [row.get("text") for layer in chart.spec["layer"] for row in layer["data"]["values"]]
    assert "target 30 by Q4 2026" in drawn
    assert rows(table(page, "events-table")) == [
        ["2024-01-01", "", "Before."],
        ["2026-03-31", "a", "Spring."],
        ["2026-05-01", "1.0", "Release One"],
        ["2026-07-01", "!", "Critical escalation: Down"],
    ]


def test_a_chart_of_what_did_not_move_says_so(tmp_path: Path) -> None:
    found = site(
        tmp_path, {"a": metric("Shifts", "a"), "b": metric("Two", "b")}, {"a": monthly(*STEADY, 12), "b": monthly(1, 3)}
    )
    (chart,) = parts(found["metrics/a/"], ChartFigure)
    assert chart.title == "Shifts: 12, no detectable change in a year (+2)"
    (few,) = parts(found["metrics/b/"], ChartFigure)
    assert few.title == "Two: 3, +2 since the value before"


def test_groups_are_lines_with_a_table_and_the_whole(tmp_path: Path) -> None:
    metrics = {"a": metric("Share", "a", dimensions="[region]", unit="'%'", target="{value: 40}")}
    page = site(tmp_path, metrics, {"a": REGIONS})["metrics/a/"]
    assert "By region" in headings(page)
    chart = next(each for each in parts(page, ChartFigure) if each.name == "by-region-course")
    assert chart.title == "From 19% in North to 39 in South"
    assert heads(chart.table) == ["Day", "South", "North", "all"]
    assert rows(chart.table)[-1] == ["2026-09-28", "39", "19", "29"]
    found = table(page, "by-region-table")
    assert [row[:3] for row in rows(found)] == [["South", "39", "+1"], ["North", "19", "+1"], ["all", "29", "+1"]]
    assert column(found, "Of the target") == ["97%", "47%", "72%"]


def test_of_many_groups_some_are_drawn_and_all_are_in_the_table(tmp_path: Path) -> None:
    lines = [f"2026-0{month}-28,{number * 10},G{number}" for month in (8, 9) for number in range(1, 9)]
    metrics = {"a": metric("Share", "a", dimensions="[group]", unit="'%'")}
    page = site(tmp_path, metrics, {"a": "\n".join(["date,value,group", *lines]) + "\n"})["metrics/a/"]
    chart = next(each for each in parts(page, ChartFigure) if each.name == "by-group-course")
    assert (chart.title, chart.subtitle) == ("Share by group", "Share by group, per cent, 6 of 8 groups")
    assert heads(chart.table)[1:] == ["G8", "G7", "G6", "G5", "G4", "G3", "all"]
    assert len(table(page, "by-group-table").rows) == 9


def test_parts_of_a_sum_are_not_held_against_the_target_of_the_whole(tmp_path: Path) -> None:
    metrics = {"a": metric("Shifts", "a", dimensions="[region]", unit="shifts", target="{value: 100}")}
    page = site(tmp_path, metrics, {"a": REGIONS})["metrics/a/"]
    assert "Of the target" not in heads(table(page, "by-region-table"))
    chart = next(each for each in parts(page, ChartFigure) if each.name == "by-region-course")
    assert heads(chart.table) == ["Day", "South", "North"]


def test_a_target_is_not_rounded_to_what_is_observed(tmp_path: Path) -> None:
    metrics = {"a": metric("Margin", "a", unit="'%'", target="{value: 62.5, by: 2026-12-31}", baseline=50)}
    page = site(tmp_path, metrics, {"a": monthly(60, 61, 62)})["metrics/a/"]
    assert facts(page)["Target"] == "62.5% by 2026-12-31"
    assert cards(page)["Latest, 31 October 2026"] == "62.0%"


def test_the_mean_of_several_observations_is_read_with_two_digits(tmp_path: Path) -> None:
    observed = "date,value,region\n2026-10-31,4,emea\n2026-10-31,5,apac\n2026-10-31,4,amer\n"
    metrics = {"a": metric("Rating", "a", dimensions="[region]", target="{value: 5}")}
    page = site(tmp_path, metrics, {"a": observed})["metrics/a/"]
    assert cards(page)["Latest, 31 October 2026"] == "4.3"


def test_a_computed_metric_names_its_source_and_has_its_interval(tmp_path: Path) -> None:
    further = {
        f"feedback/surveys/{name}.yml": record(
            type="nps", responses=f"feedback/responses/{name}.csv", closed_on=day, population="All"
        )
        for name, day in (("s", "2026-03-31"), ("t", "2026-09-30"))
    }
    further |= {f"feedback/responses/{name}.csv": "score\n" + "9\n" * 60 + "0\n" * 40 for name in "st"}
    metrics = {"a": metric("NPS", source="{computed: nps}", target="{value: 40, by: 2026-12-31}")}
    page = site(tmp_path, metrics, {}, **further)["metrics/a/"]
    assert facts(page)["Source"] == "computed: nps of this handbook"
    (grid,) = parts(page, KpiGrid)
    assert grid.cards[0].interval == "95% interval 1 to 38"
    assert grid.cards[0].n is None
    assert grid.cards[0].change == Change("none", "0 since 31 March 2026")
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "NPS: 20, no detectable change since the value before (0)"
    assert heads(chart.table) == ["Day", "NPS", "Low", "High"]
    assert chart.note == "The axis is cut: it shows 0 to 43 of −100 to 100."


def test_what_a_metric_decides_is_on_its_page(tmp_path: Path) -> None:
    further = {
        "roadmap/objectives/o.yml": record(
            "Grow", statement="More.", period="2026", status="active", key_results="[{metric: a, from: 10, to: 30}]"
        ),
        "roadmap/experiments/e.yml": record("Try", hypothesis="H.", status="running", metric="a"),
        "roadmap/experiments/f.yml": record("Guard", hypothesis="H.", status="draft", metric="b", guardrails="[a]"),
    }
    metrics = {"a": metric("Shifts", "a"), "b": metric("Other")}
    page = site(tmp_path, metrics, {"a": monthly(*STEADY, 20)}, **further)["metrics/a/"]
    assert rows(table(page, "key-results-table")) == [["Grow", "active", "2026", "10 to 30", "50%", "@team"]]
    assert rows(table(page, "experiments-table")) == [
        ["Try", "running", "the metric that decides"],
        ["Guard", "draft", "a guardrail or a further metric"],
    ]


def test_segments_that_the_dimensions_tell_apart_are_on_the_page(tmp_path: Path) -> None:
    further = {"feedback/segments/s.yml": record("Southerners", match="{region: south}")}
    metrics = {"a": metric("Share", "a", dimensions="[region]", unit="'%'")}
    page = site(tmp_path, metrics, {"a": REGIONS}, **further)["metrics/a/"]
    assert [row[:2] for row in rows(table(page, "by-segment-records"))] == [["Southerners", "39"]]


def test_a_dimension_called_segment_shows_titles_of_segments(tmp_path: Path) -> None:
    further = {"feedback/segments/north.yml": record("The North", match="{region: [North]}")}
    metrics = {"a": metric("Share", "a", dimensions="[segment]", unit="'%'")}
    data = REGIONS.replace("region", "segment").replace("North", "north")
    page = site(tmp_path, metrics, {"a": data}, **further)["metrics/a/"]
    assert column(table(page, "by-segment-table"), "Segment") == ["South", "The North", "all"]
    assert "segments" not in [section.anchor for section in page.content.sections]
