"""The section of launches and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.model.page import Page
from site_builder.views.launches import pages
from site_builder.views.parts import Board, EmptyState, KpiGrid
from site_builder.views.plain import plain_text
from tests.support import CONFIG, initiative
from tests.views.reading import by_url, context_of, facts, header, headings, heads, parts, record, rows, table

POLICY = CONFIG.replace("opsbook\n", "opsbook: {policies: {launch_gates: {1: [Product, docs], 3: [product]}}}\n")


def launch(title: str = "Launch of swaps", tier: int = 1, date: str = "2026-11-27", **fields: str) -> str:
    return record(title, tier=tier, date=date, **fields)


def section(root: Path, launches: Mapping[str, str], more: Mapping[str, str] | None = None) -> dict[str, Page]:
    files = {f"roadmap/launches/{name}.yml": text for name, text in launches.items()}
    return by_url(pages(context_of(root, {"mkdocs.yml": POLICY, **files, **(more or {})})))


LAUNCHES = {
    "late": launch("Late", gates="[{name: product, status: done}, {name: docs, due: 2026-10-01, owner: '@docs'}]"),
    "stuck": launch("Stuck", date="2026-12-24", gates="[{name: product, status: blocked}, {name: sales}]"),
    "small": launch("Small", 3, "2026-11-01", gates="[{name: product, status: waived}]"),
    "past": launch("Past", 3, "2026-06-01", gates="[{name: product, status: done}]", go_no_go="{decision: go}"),
    "silent": launch("Silent", 3, "2026-05-01"),
}


def test_without_launches_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = section(tmp_path, {})
    assert list(found) == ["launches/"]
    assert [empty.what for empty in parts(found["launches/"], EmptyState)] == ["No launches yet."]


def test_a_single_past_launch_has_no_board(tmp_path: Path) -> None:
    page = section(tmp_path, {"past": LAUNCHES["past"]})["launches/"]
    assert page.content.lead == "No launch is ahead; 1 launch in all."
    assert (headings(page), parts(page, Board)) == (["All launches"], [])


def test_the_sentence_and_the_figures_come_from_the_readiness(tmp_path: Path) -> None:
    page = section(tmp_path, LAUNCHES)["launches/"]
    assert page.content.lead == (
        "3 launches ahead, the next in 1 day: Small. "
        "40% of the required gates are passed, n 5; 1 blocked, 1 overdue, 1 missing."
    )
    (grid,) = parts(page, KpiGrid)
    assert [(card.label, plain_text(card.value), card.n) for card in grid.cards] == [
        ("Launches ahead", "3", 5),
        ("Readiness", "40%", 5),
        ("Blocked gates", "1", 5),
        ("Overdue gates", "1", 5),
        ("Missing gates", "1", 5),
    ]


def test_the_board_has_the_launches_ahead_by_tier(tmp_path: Path) -> None:
    (board,) = parts(section(tmp_path, LAUNCHES)["launches/"], Board)
    shown = [
        (column.title, [(card.link.text, card.badge.text if card.badge else "") for card in column.cards])
        for column in board.columns
    ]
    assert shown == [
        ("Tier 1", [("Late", "gate overdue"), ("Stuck", "blocked")]),
        ("Tier 2", []),
        ("Tier 3", [("Small", "ready")]),
    ]
    assert [plain_text(fact.value) for fact in board.columns[0].cards[1].facts] == [
        "54 days left",
        "2026-12-24",
        "0 of 2",
        "Product, docs",
        "@team",
    ]


def test_gates_stand_side_by_side_and_open_ones_by_their_day(tmp_path: Path) -> None:
    page = section(tmp_path, LAUNCHES)["launches/"]
    gates = table(page, "gates-table")
    assert heads(gates) == ["Launch", "Day", "Product", "Docs", "Sales"]
    assert rows(gates) == [
        ["Small", "2026-11-01", "waived", "", ""],
        ["Late", "2026-11-27", "done", "todo", ""],
        ["Stuck", "2026-12-24", "blocked", "missing", "todo"],
    ]
    assert rows(table(page, "open-gates-table")) == [
        ["Late", "Docs", "todo", "2026-10-01", "@docs"],
        ["Stuck", "Docs", "missing", "", ""],
        ["Stuck", "Product", "blocked", "", ""],
    ]


def test_all_launches_those_ahead_first(tmp_path: Path) -> None:
    found = table(section(tmp_path, LAUNCHES)["launches/"], "launches")
    assert heads(found) == ["Launch", "Status", "Tier", "Day", "Gates passed", "Go / no-go", "Owner"]
    assert [row[:5] for row in rows(found)] == [
        ["Small", "ready", "3", "2026-11-01", "1 of 1"],
        ["Late", "gate overdue", "1", "2026-11-27", "1 of 2"],
        ["Stuck", "blocked", "1", "2026-12-24", "0 of 2"],
        ["Past", "launched", "3", "2026-06-01", "1 of 1"],
        ["Silent", "day passed", "3", "2026-05-01", "0 of 1"],
    ]


def test_a_gate_is_one_column_however_its_name_is_written(tmp_path: Path) -> None:
    names = {"a": "GDPR review", "b": "gdpr  Review"}
    launches = {name: launch(name, 2, gates=f"[{{name: '{gate}'}}]") for name, gate in names.items()}
    gates = table(section(tmp_path, launches)["launches/"], "gates-table")
    assert heads(gates) == ["Launch", "Day", "GDPR review"]
    assert [row[2] for row in rows(gates)] == ["todo", "todo"]


def test_launches_without_required_gates(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": launch("A", 2)})["launches/"]
    assert page.content.lead == "1 launch ahead, the next in 27 days: A. No gate is required of them."
    assert headings(page) == ["All launches"]


def test_where_every_gate_is_passed_the_page_says_so(tmp_path: Path) -> None:
    page = section(tmp_path, {"small": LAUNCHES["small"]})["launches/"]
    assert headings(page) == ["Gates", "Open gates", "All launches"]


def test_the_page_of_a_launch_says_where_it_stands(tmp_path: Path) -> None:
    page = section(tmp_path, LAUNCHES)["launches/stuck/"]
    assert header(page)[""] == "blocked"
    assert [notice.title for notice in page.content.notices] == ["Of 2 required gates, 1 is blocked and 1 is missing"]
    assert facts(page) == {
        "Tier": "1: the whole market hears of it",
        "Days left": "54",
        "Gates passed": "0 of 2",
        "Required by": "the policy for its tier",
    }
    assert rows(table(page, "launch-gates")) == [
        ["Product", "blocked", "yes"],
        ["Docs", "missing", "yes"],
        ["Sales", "todo", "no"],
    ]


def test_decisions_to_launch_are_told_with_who_and_when(tmp_path: Path) -> None:
    launches = {
        "go": launch("Go", 3, "2026-11-05", go_no_go="{decision: go, by: '@head', on: 2026-10-30}"),
        "no": launch("No", 3, "2026-06-05", go_no_go="{decision: no_go}", retro="Too early."),
        "silent": LAUNCHES["silent"],
    }
    found = section(tmp_path, launches)
    assert facts(found["launches/go/"])["Go / no-go"] == "go by @head on 2026-10-30"
    assert (header(found["launches/go/"])[""], header(found["launches/no/"])[""]) == ("go", "no-go")
    assert headings(found["launches/no/"]) == ["Gates", "Looking back"]
    assert [notice.title for notice in found["launches/silent/"].content.notices] == ["No decision is written"]


def test_the_way_from_concept_to_delivery(tmp_path: Path) -> None:
    more = {
        "roadmap/objectives/o.yml": record("Fewer calls", statement="Less", period="2026", status="active"),
        "roadmap/initiatives/i.yml": initiative(
            "Shift swaps", "released", objectives="[o]", requests="[r0]", release="'1.0'", released_on="2026-10-01"
        ),
        "roadmap/decisions/d.yml": record("Do it", status="accepted", decided_on="2026-02-02", subject="initiative:i"),
        "roadmap/experiments/e.yml": record(
            "Try it", hypothesis="It helps", status="stopped", initiative="i", metric="m", started_on="2026-03-03"
        ),
        "content/metrics/m.yml": record("Calls", definition="Calls", direction="down"),
        "roadmap/releases/1.0.yml": record("Rota 1.0", date="2026-10-01", status="released"),
        "roadmap/changes/c.yml": record("Swap a shift", type="added", initiative="i", release="'1.0'"),
        "content/enablement/f.yml": record(
            "Questions", type="faq", audience="sales", verified_on="2026-10-02", launch="l"
        ),
        **{
            f"feedback/requests/r{number}.yml": record(
                f"Wish {number}", source="sales", submitted_on="2026-01-01", status="released", initiatives="[i]"
            )
            for number in range(8)
        },
    }
    page = section(tmp_path, {"l": launch("Launch", initiatives="[i]")}, more)["launches/l/"]
    found = rows(table(page, "way-table"))
    assert [tuple(row[:3]) for row in found] == [
        ("Aimed at", "Fewer calls", "active"),
        ("Asked for", "Wish 0", "released"),
        ("Asked for", "Wish 1", "released"),
        ("Asked for", "Wish 2", "released"),
        ("Asked for", "Wish 3", "released"),
        ("Asked for", "Wish 4", "released"),
        ("Asked for", "and 3 more", ""),
        ("Decided", "Do it", "accepted"),
        ("Built", "Shift swaps", "released"),
        ("Tried", "Try it", "stopped"),
        ("Launched", "this launch", ""),
        ("Released", "Rota 1.0", "released"),
        ("Changed", "Swap a shift", "added"),
        ("Explained", "Questions", ""),
    ]


def test_a_launch_that_is_tied_to_nothing_has_no_way(tmp_path: Path) -> None:
    assert headings(section(tmp_path, {"a": launch("A", 2)})["launches/a/"]) == []
