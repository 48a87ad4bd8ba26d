"""The scorecard of metrics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from site_builder.views.parts import ChartFigure, EmptyState, Paragraph, Tree, TreeNode
from tests.views.reading import (
    column,
    facts,
    headings,
    heads,
    parts,
    rows,
    table,
    words_of,
)
from tests.views.scorecard import REGIONS, STEADY, cards, metric, monthly, site


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


def test_the_method_is_told_below_the_scorecard(tmp_path: Path) -> None:
    page = site(tmp_path, {"a": metric("A", "a")}, {"a": monthly(1)})["metrics/"]
    texts = [str(paragraph.text) for paragraph in parts(page, Paragraph)]
    assert any("3.27 times the mean difference of consecutive values" in text for text in texts)
