"""Objectives: sentence, tree, table, initiatives without an objective, and a page for each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.model.page import Page
from site_builder.views.objectives import pages
from site_builder.views.parts import (
    EmptyState,
    KpiCard,
    KpiGrid,
    Meter,
    NumberCell,
    Paragraph,
    Sparkline,
    Tree,
    TreeNode,
)
from site_builder.views.plain import plain_text
from tests.views.reading import by_url, context_of, facts, headings, heads, parts, record, rows, table

SERIES = "date,value\n2026-01-31,20\n2026-09-30,26\n"
KPI = {
    "content/metrics/swaps.yml": record(
        "Swaps in the app", definition="x", unit="'%'", direction="up", source="content/metrics/swaps.csv"
    ),
    "content/metrics/swaps.csv": SERIES,
}


def objective(title: str, **fields: Any) -> str:
    usual: dict[str, Any] = {"statement": "It is so.", "period": "'2026'", "status": "active"}
    return record(title, **(usual | fields))


def section(root: Path, objectives: Mapping[str, str], further: Mapping[str, str] | None = None) -> dict[str, Page]:
    files = {f"roadmap/objectives/{name}.yml": text for name, text in objectives.items()}
    return by_url(pages(context_of(root, {**files, **(further or {})})))


def shape(nodes: tuple[TreeNode, ...]) -> list[Any]:
    return [[node.link.text, *shape(node.children)] for node in nodes]


def trees(page: Page) -> list[Any]:
    return [shape(tree.nodes) for tree in parts(page, Tree)]


def cards(page: Page) -> dict[str, KpiCard]:
    return {card.label: card for grid in parts(page, KpiGrid) for card in grid.cards}


def test_without_objectives_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    (page,) = section(tmp_path, {}).values()
    assert parts(page, EmptyState)[0].command == "opsbook new objective my-first-objective"


def test_a_single_draft_has_a_tree_and_a_table_and_no_card(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": objective("Calm", status="draft")})["roadmap/objectives/"]
    assert page.content.lead == "No objective is active; 1 objective in all; no key result has a value yet."
    assert headings(page) == ["2026", "All objectives"]
    assert parts(page, KpiGrid) == []
    assert rows(table(page, "objectives")) == [["Calm", "draft", "2026", "0", "0", "@team"]]


def test_the_sentence_says_how_far_key_results_are(tmp_path: Path) -> None:
    objectives = {
        "a": objective(
            "Swap more",
            key_results="[{metric: swaps, from: 20, to: 30}, {metric: swaps, from: 20, to: 26}]",
            period="2026-Q4",
        ),
        "b": objective("Done", status="met", period="'2025'"),
    }
    page = section(tmp_path, objectives, KPI)["roadmap/objectives/"]
    assert page.content.lead == (
        "1 active objective of 2; key results are 80% of the way on average, n 2, with 33% of the period gone; "
        "1 of 2 met."
    )
    assert (cards(page)["Progress of key results"].value, cards(page)["Progress of key results"].n) == (
        NumberCell(0.8, 0, share=True),
        2,
    )
    assert (cards(page)["Key results met"].value, cards(page)["Key results met"].n) == (NumberCell(1), 2)


def test_key_results_without_a_value_are_counted(tmp_path: Path) -> None:
    metrics = {**KPI, "content/metrics/none.yml": record("None", definition="x", direction="up")}
    text = objective("A", key_results="[{metric: swaps, from: 20, to: 30}, {metric: none, from: 1, to: 2}]")
    found = section(tmp_path, {"a": text}, metrics)
    assert "60% of the way on average, n 1, 1 without a value" in found["roadmap/objectives/"].content.lead
    table_of = table(found["roadmap/objectives/a/"], "key-results-table")
    assert rows(table_of)[1][:4] == ["None", "1.0", "", "2.0"]


def test_goals_stand_below_the_vision_they_serve_the_present_period_first(tmp_path: Path) -> None:
    objectives = {
        "vision": objective("Vision", period="'2026'"),
        "goal": objective("Goal", parent="vision", period="2026-Q4"),
        "first": objective("First goal", parent="vision", period="2026-Q1", status="met"),
        "below": objective("Below", parent="goal", period="2026-Q4"),
        "past": objective("Past", period="'2024'", status="missed"),
        "recent": objective("Recent", period="'2025'", status="met"),
        "future": objective("Future", period="'2027'", status="draft"),
    }
    page = section(tmp_path, objectives)["roadmap/objectives/"]
    assert headings(page) == ["2026", "2027", "2025", "2024", "All objectives"]
    assert trees(page) == [
        [["Vision", ["First goal"], ["Goal", ["Below"]]]],
        [["Future"]],
        [["Recent"]],
        [["Past"]],
    ]


def test_a_circle_of_parents_is_shown_once(tmp_path: Path) -> None:
    objectives = {
        "a": objective("A", parent="b"),
        "b": objective("B", parent="a"),
        "self": objective("Self", parent="self"),
    }
    assert trees(section(tmp_path, objectives)["roadmap/objectives/"]) == [[["A", ["B"]], ["Self"]]]


def test_a_node_has_key_results_with_their_way_and_the_initiatives(tmp_path: Path) -> None:
    initiatives = {
        f"roadmap/initiatives/i{number}.yml": record(f"I {number}", status="planned", objectives="[a]")
        for number in range(7)
    }
    initiatives["roadmap/initiatives/z.yml"] = record("Z", status="in_progress", objectives="[a]")
    text = objective("A", key_results="[{metric: swaps, from: 20, to: 32.5}]")
    page = section(tmp_path, {"a": text}, {**KPI, **initiatives})["roadmap/objectives/"]
    (node,) = parts(page, Tree)[0].nodes
    assert [[plain_text(line.label), *map(plain_text, line.cells)] for line in node.lines] == [
        ["Swaps in the app", "now 26.0", "20.0 to 32.5%", "48%"]
    ]
    assert {fact.label: plain_text(fact.value) for fact in node.facts if fact.label} == {
        "progress": "48%",
        "period gone": "83%",
    }
    leaves = [plain_text(leaf) for leaf in node.leaves]
    assert leaves[0] == "Z in progress"
    assert leaves[-1] == "2 more (planned)"
    assert len(leaves) == 7


def test_a_key_result_that_is_met_is_positive_and_its_bar_ends(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": objective("A", key_results="[{metric: swaps, from: 20, to: 24}]")}, KPI)
    (node,) = parts(page["roadmap/objectives/"], Tree)[0].nodes
    assert node.lines[0].cells[2] == Meter(100, 100, "positive", "exceeded", 1.5)


def test_open_initiatives_that_serve_no_objective_are_listed(tmp_path: Path) -> None:
    initiatives = {
        "roadmap/initiatives/a.yml": record("Alone", status="planned", target="2027-Q1"),
        "roadmap/initiatives/b.yml": record("Serving", status="planned", objectives="[a]"),
        "roadmap/initiatives/c.yml": record("Over", status="released", released_on="2026-01-01"),
    }
    page = section(tmp_path, {"a": objective("A")}, initiatives)["roadmap/objectives/"]
    assert rows(table(page, "without-objective")) == [["Alone", "planned", "2027-Q1", "@team"]]
    card = cards(page)["Open initiatives with an objective"]
    assert (card.value, card.n, card.url) == (NumberCell(1), 2, "#without")


def test_where_all_serve_one_there_is_no_such_list(tmp_path: Path) -> None:
    initiatives = {"roadmap/initiatives/b.yml": record("Serving", status="planned", objectives="[a]")}
    page = section(tmp_path, {"a": objective("A")}, initiatives)["roadmap/objectives/"]
    assert "Initiatives without an objective" not in headings(page)
    assert cards(page)["Open initiatives with an objective"].url == "#all"


def test_the_page_has_key_results_initiatives_and_goals_below(tmp_path: Path) -> None:
    objectives = {
        "a": objective("A", key_results="[{metric: swaps, from: 20, to: 26}, {metric: missing, from: 1, to: 2}]"),
        "b": objective("B", parent="a", period="2026-Q4"),
    }
    further = {
        **KPI,
        "content/metrics/missing.yml": record("Missing", definition="x", direction="up"),
        "roadmap/initiatives/i.yml": record(
            "I", status="in_progress", target="2027-Q1", team="mobile", objectives="[a]"
        ),
        "roadmap/initiatives/o.yml": record(
            "Old", status="released", released_on="2026-02-01", target="2026-02-28", objectives="[a]"
        ),
        "roadmap/updates/u.yml": record("U", subject="initiative:i", date="2026-10-01", health="at_risk"),
        "roadmap/updates/v.yml": record("V", subject="initiative:o", date="2026-01-01", health="at_risk"),
    }
    page = section(tmp_path, objectives, further)["roadmap/objectives/a/"]
    assert headings(page) == ["Key results", "Initiatives that serve it", "Objectives that serve it"]
    found = table(page, "key-results-table")
    assert heads(found) == ["Key result", "From", "Now", "To", "Progress", "n", "Trend"]
    assert rows(found)[0] == [
        "Swaps in the app",
        "20.0",
        "26.0",
        "26.0%",
        "100% met",
        "2",
        "Swaps in the app from 2026-01-31 to 2026-09-30",
    ]
    assert found.rows[0].cells[6] == Sparkline((20.0, 26.0), "Swaps in the app from 2026-01-31 to 2026-09-30")
    words = plain_text(parts(page, Paragraph)[0].text)
    assert words.startswith("Values as of 2026-09-30. Progress is (latest ")
    assert rows(table(page, "initiatives-table")) == [
        ["I", "in progress", "at risk", "2027-Q1", "", "mobile", "@team"],
        ["Old", "released", "", "2026-02-28", "2026-02-01", "", "@team"],
    ]
    assert rows(table(page, "below-table")) == [["B", "active", "2026-Q4", "@team"]]
    assert facts(page)["Progress"] == "100%, n 1"
    assert facts(page)["Key results met"] == "1 of 2"


def test_a_short_objective_has_no_sections(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": objective("A")})["roadmap/objectives/a/"]
    assert headings(page) == []
    assert facts(page) == {"Statement": "It is so."}
