"""The scorecard of metrics and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.model.page import Page
from site_builder.views.metrics import pages
from site_builder.views.parts import Change, ChartFigure, EmptyState, KpiGrid, Paragraph, Tree, TreeNode
from site_builder.views.plain import plain_text
from tests.views.reading import (
    by_url,
    column,
    context_of,
    escalation,
    facts,
    headings,
    heads,
    parts,
    record,
    rows,
    table,
    words_of,
)

STEADY = [10, 12] * 6
"""Mean moving range 2: a change is detectable beyond 6.5."""


def metric(title: str, name: str = "", **fields: Any) -> str:
    usual: dict[str, Any] = {"definition": "What counts.", "direction": "up"}
    if name:
        usual["source"] = f"content/metrics/{name}.csv"
    return record(title, **(usual | fields))


def monthly(*values: float, last: str = "2026-10") -> str:
    """Return observations at the end of consecutive months."""
    year, month = map(int, last.split("-"))
    months = [year * 12 + month - 1 - back for back in range(len(values))][::-1]
    lines = [f"{each // 12:04d}-{each % 12 + 1:02d},{value}" for each, value in zip(months, values, strict=True)]
    return "\n".join(["date,value", *lines]) + "\n"


def site(
    root: Path, metrics: Mapping[str, str], data: Mapping[str, str] | None = None, **further: str
) -> dict[str, Page]:
    files = {f"content/metrics/{name}.yml": text for name, text in metrics.items()}
    files |= {f"content/metrics/{name}.csv": text for name, text in (data or {}).items()}
    return by_url(pages(context_of(root, files | further)))


def cards(page: Page) -> dict[str, str]:
    return {card.label: plain_text(card.value) for grid in parts(page, KpiGrid) for card in grid.cards}


def names(nodes: tuple[TreeNode, ...]) -> list[Any]:
    return [[node.link.text, *names(node.children)] for node in nodes]


def test_without_metrics_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = site(tmp_path, {})
    assert list(found) == ["metrics/"]
    assert [empty.what for empty in parts(found["metrics/"], EmptyState)] == ["No metrics yet."]


def test_a_single_metric_without_a_source_is_a_gap(tmp_path: Path) -> None:
    found = site(tmp_path, {"a": metric("Renewals", target="{value: 94, by: 2027-Q2}", dimensions="[region]")})
    page = found["metrics/"]
    assert page.content.lead == "1 metric: 1 without data; none is stale."
    assert headings(page) == ["No data"]
    assert rows(table(page, "no-data-table")) == [
        [
            "Renewals",
            "no data",
            "write a CSV (date, value, region) and name it as its source",
            "94 by Q2 2027",
            "@team",
        ]
    ]
    record_page = found["metrics/a/"]
    assert [notice.title for notice in record_page.content.notices] == ["A gap: there is no value"]
    assert headings(record_page) == ["Definition"]
    assert facts(record_page)["Source"] == "none yet"


def test_the_scorecard_groups_by_standing_the_most_urgent_first(tmp_path: Path) -> None:
    metrics = {
        "late": metric("Late", "up", target="{value: 90, by: 2026-06-30}"),
        "behind": metric("Behind", "up", target="{value: 90, by: 2026-12-31}", unit="'%'"),
        "pace": metric("Pace", "up", target="{value: 23, by: 2026-12-31}"),
        "done": metric("Done", "up", target="{value: 20}"),
        "open": metric("Open", "up", target="{value: 90}"),
        "free": metric("Free", "up"),
        "gap": metric("Gap"),
    }
    page = site(tmp_path, metrics, {"up": monthly(*STEADY, 22)})["metrics/"]
    assert page.content.lead == (
        "7 metrics: 1 at its target, 1 on pace, 1 under way, 1 behind target, 1 target missed, 1 without a target, "
        "1 without data; none is stale."
    )
    assert headings(page) == [
        "Scorecard",
        "Target missed",
        "Behind target",
        "On pace",
        "Target reached",
        "Under way",
        "Without a target",
        "No data",
    ]
    found = table(page, "behind-table")
    assert heads(found)[1:5] == ["Latest", "Since previous", "Since a year ago", "Target"]
    assert rows(found) == [
        [
            "Behind",
            "22%",
            "+10 better",
            "+12 better",
            "90",
            "2026-12-31",
            "24%",
            "Behind from 2025-10-31 to 2026-10-31",
            "@team",
            "13",
            "2026-10-31",
        ]
    ]
    assert heads(table(page, "no-target-table")) == heads(found)


def test_a_change_that_is_not_detectable_has_no_word(tmp_path: Path) -> None:
    metrics = {"a": metric("Up", "a"), "b": metric("Down", "b", direction="down"), "c": metric("Few", "c")}
    data = {"a": monthly(*STEADY, 16), "b": monthly(*STEADY, 19), "c": monthly(1, 99)}
    page = site(tmp_path, metrics, data)["metrics/"]
    found = table(page, "no-target-table")
    assert column(found, "Since previous") == ["+4", "+7 worse", "+98"]
    assert column(found, "Since a year ago") == ["+6", "+9 worse", ""]


def test_a_target_that_is_nearly_attained_does_not_read_as_attained(tmp_path: Path) -> None:
    metrics = {"a": metric("A", "a", target="{value: 1000}"), "b": metric("B", "b", target="{value: 1000}")}
    page = site(tmp_path, metrics, {"a": monthly(998), "b": monthly(1000)})["metrics/"]
    assert column(table(page, "under-way-table"), "Of target") == ["99.8%"]
    assert column(table(page, "reached-table"), "Of target") == ["100%"]


def test_what_is_a_hair_below_its_target_has_not_all_of_it(tmp_path: Path) -> None:
    metrics = {"a": metric("Shifts", "a", target="{value: 10000}")}
    page = site(tmp_path, metrics, {"a": monthly(9996)})["metrics/"]
    assert column(table(page, "under-way-table"), "Of target") == ["99.9%"]


def test_the_picture_shows_the_way_from_the_baseline(tmp_path: Path) -> None:
    metrics = {
        "a": metric("A", "a", baseline=10, target="{value: 20, by: 2027-01-31}"),
        "b": metric("B", "b", baseline=10, target="{value: 20}"),
        "c": metric("C", "c", baseline=10, target="{value: 4, by: 2027-01-31}", direction="down"),
        "d": metric("D", "c", target="{value: 4}"),
    }
    data = {"a": monthly(*STEADY, 15), "b": monthly(8), "c": monthly(*STEADY, 7)}
    page = site(tmp_path, metrics, data)["metrics/"]
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "2 of 4 metrics with a target will not reach it at this pace"
    assert rows(chart.table) == [["A", "50%"], ["C", "50%"], ["B", "0%"]]


def test_the_picture_and_the_page_tell_the_same_of_the_way(tmp_path: Path) -> None:
    metrics = {name: metric(name, name, baseline=10, target="{value: 20}") for name in "ab"}
    found = site(tmp_path, metrics, {"a": monthly(15.79), "b": monthly(19.99)})
    (chart,) = parts(found["metrics/"], ChartFigure)
    assert rows(chart.table) == [["b", "99%"], ["a", "57%"]]
    assert cards(found["metrics/a/"])["Way from the baseline to the target"] == "57%"


def test_where_all_are_on_their_way_the_picture_says_so(tmp_path: Path) -> None:
    metrics = {name: metric(name, "a", baseline=10, target="{value: 15}") for name in "ab"}
    page = site(tmp_path, metrics, {"a": monthly(15)})["metrics/"]
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "No metric of 2 with a target is behind it"


def test_stale_metrics_are_named_with_their_usual_period(tmp_path: Path) -> None:
    metrics = {"a": metric("Old", "a"), "b": metric("Older", "b"), "c": metric("New", "c")}
    data = {"a": monthly(1, 2, 3, last="2026-06"), "b": monthly(1, 2, last="2026-01"), "c": monthly(1, 2)}
    found = site(tmp_path, metrics, data)
    assert found["metrics/"].content.lead.endswith("; 2 metrics are stale.")
    assert [row[:4] for row in rows(table(found["metrics/"], "stale-table"))] == [
        ["Older", "2026-01-31", "273", "31"],
        ["Old", "2026-06-30", "123", "31"],
    ]
    (notice,) = found["metrics/a/"].content.notices
    assert notice.title == "Stale: two periods without an observation"
    assert notice.text == "The latest observation is of 30 June 2026, 123 days ago; one every 31 days is usual."
    assert found["metrics/c/"].content.notices == ()


def test_the_tree_stands_below_what_is_fed_and_survives_a_circle(tmp_path: Path) -> None:
    metrics = {
        "root": metric("Root", "a"),
        "b": metric("Branch", parent="root"),
        "leaf": metric("Leaf", parent="b"),
        "alone": metric("Alone"),
        "self": metric("Self", parent="self"),
    }
    found = site(tmp_path, metrics, {"a": monthly(*STEADY, 22)})
    (tree,) = parts(found["metrics/"], Tree)
    assert names(tree.nodes) == [["Root", ["Branch", ["Leaf"]]]]
    assert words_of(tree.nodes[0].facts)["on a year ago"] == "+12 better"
    (branch,) = parts(found["metrics/b/"], Tree)
    assert names(branch.nodes) == [["Root", ["Branch", ["Leaf"]]]]
    assert not parts(found["metrics/alone/"], Tree)
    assert not parts(found["metrics/self/"], Tree)


REGIONS = "date,value,region\n" + "".join(
    f"2026-{month:02d}-28,{value + month},{region}\n"
    for month in (8, 9)
    for region, value in (("North", 10), ("South", 30))
)


def test_dimensions_of_several_metrics_stand_beside_each_other(tmp_path: Path) -> None:
    metrics = {
        "a": metric("Sum", "a", dimensions="[region]", unit="shifts"),
        "b": metric("Mean", "a", dimensions="[region]", unit="'%'"),
        "c": metric("Without", "c"),
    }
    page = site(tmp_path, metrics, {"a": REGIONS, "c": monthly(1)})["metrics/"]
    found = table(page, "by-dimension-1")
    assert heads(found) == ["Metric", "Unit", "All", "North", "South", "Observed"]
    assert rows(found) == [
        ["Sum", "shifts", "58", "19", "39", "2026-09-28"],
        ["Mean", "%", "29", "19", "39", "2026-09-28"],
    ]


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
        "A year before, October 2025": "10 shifts",
        "Target, 2026-12-31": "30 shifts",
        "Way from the baseline to the target": "60%",
    }
    (grid,) = parts(page, KpiGrid)
    latest, year, target, _ = grid.cards
    assert latest.change == Change("up", "+10 shifts since 2026-09-30, better", "positive")
    assert year.change == Change("up", "+12 shifts since 2025-10-31, better", "positive")
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
    assert grid.cards[0].change == Change("none", "0 since 2026-03-31")
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


def test_the_method_is_told_below_the_scorecard(tmp_path: Path) -> None:
    page = site(tmp_path, {"a": metric("A", "a")}, {"a": monthly(1)})["metrics/"]
    texts = [str(paragraph.text) for paragraph in parts(page, Paragraph)]
    assert any("3.27 times the mean difference of consecutive values" in text for text in texts)
